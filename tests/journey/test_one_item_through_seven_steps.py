# SPDX-License-Identifier: EUPL-1.2
"""The spine of the method: a small benchmark goes through all seven steps, by actions alone."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from isopolity.assessments import actions as assessments
from isopolity.benchmarks import actions as benchmarks
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.evidence import actions as evidence
from isopolity.evidence.corroboration import State
from isopolity.evidence.queries import citation, state_of
from isopolity.reports import actions as reports
from isopolity.reviews import actions as reviews
from isopolity.reviews.models import Review
from isopolity.visits import actions as visits
from tests.cast import Cast


def stage(cast: Cast) -> str:
    return Review.objects.get(pk=cast.review.pk).stage


def agree_benchmark(cast: Cast) -> None:
    for name in ("Levanto", "Nordhavn"):
        city = cast.cities[name]
        coordinator = city.roles.get(kind="coordinator").person
        with acting(coordinator):
            benchmarks.approve(by=coordinator, adoption=cast.adoption, city=city)
    with acting(cast.secretariat):
        with pytest.raises(Refused):
            reviews.move_on(by=cast.secretariat, review=cast.review, reason="")
        reviews.move_on(by=cast.secretariat, review=cast.review, reason="The other cities approve by letter.")
    cast.review.refresh_from_db()
    with acting(cast.facilitator):
        reviews.move_on(by=cast.facilitator, review=cast.review)
    cast.review.refresh_from_db()


def write_initial_report(cast: Cast) -> None:
    with acting(cast.host):
        with pytest.raises(Refused):
            assessments.submit(by=cast.host, assessment=cast.assessment)
        for item in cast.items:
            save = {"by": cast.host, "assessment": cast.assessment, "item": item}
            assessments.save_answer(**save, field="level", value="meets")
            assessments.save_answer(**save, field="achieved", value="A plan since 2024.")
        assessments.submit(by=cast.host, assessment=cast.assessment)
        cast.review.refresh_from_db()
        reviews.move_on(by=cast.host, review=cast.review)
    cast.review.refresh_from_db()


def read_at_the_desk(cast: Cast) -> None:
    for peer in [*cast.peers, cast.hosting_peer]:
        with acting(peer):
            for item in cast.items:
                reviews.save_desk_note(by=peer, review=cast.review, item=item, field="level", value="inconclusive")
            reviews.submit_desk_review(by=peer, review=cast.review)
    with acting(cast.peer):
        reviews.move_on(by=cast.peer, review=cast.review)
    cast.review.refresh_from_db()


def visit_city(cast: Cast) -> list[str]:
    """Two interviews of different organisations corroborate every item; returns the citations."""
    leader, second = cast.peer, cast.peers[1]
    pair = [cast.members[leader.pk], cast.members[second.pk]]
    cited = []
    with acting(leader):
        visit = visits.start_visit(by=leader, review=cast.review)
        room = visits.add_room(by=leader, visit=visit, name="Room 1")
        for hour, body in ((9, "Schools"), (10, "Housing")):
            who = visits.propose_interviewee(
                by=leader, review=cast.review, function=f"Head of {body}", organisation=body, source_group="staff"
            )
            meeting = visits.add_meeting(by=leader, visit=visit, interviewees=[who])
            starts = datetime(2027, 3, 10, hour, tzinfo=UTC)
            visits.place(
                by=leader, meeting=meeting, starts=starts, ends=starts.replace(hour=hour + 1), room=room, members=pair
            )
        visits.release(by=leader, visit=visit)
        for meeting in visit.meetings.order_by("pk"):
            for item in cast.items:
                row = evidence.note_evidence(
                    by=leader, review=cast.review, session=meeting.session, text="It is asked twice a year.",
                    items=[item], level="falls_short", basis="fact",
                )  # fmt: skip
                cited.append(citation(row, item))
            visits.hold(by=leader, meeting=meeting)
        reviews.move_on(by=leader, review=cast.review)
    cast.review.refresh_from_db()
    return cited


def find(cast: Cast) -> None:
    with acting(cast.peers[1]):
        by = cast.peers[1]
        for item in cast.items:
            assert state_of(cast.review, item).state == State.CORROBORATED
            reports.save_finding(by=by, review=cast.review, item=item, field="level", value="falls_short")
            reports.save_finding(by=by, review=cast.review, item=item, field="text", value="It is rarely asked.")
            reports.compare(by=by, review=cast.review, item=item, is_checked=True)
    with acting(cast.peer):
        reviews.move_on(by=cast.peer, review=cast.review)
    cast.review.refresh_from_db()


def report_and_reply(cast: Cast) -> None:
    leader, host = cast.peer, cast.host
    inside = [*cast.peers, cast.hosting_peer, cast.facilitator]
    with acting(leader):
        held = list(cast.review.findings.all())
        report = reports.start_report(by=leader, review=cast.review, title="Levanto, read by its peers")
        reports.write_headline(by=leader, review=cast.review, text="Ask more.", balance="criticism", findings=held[:1])
        section = report.sections.get(kind="improve")
        paragraph = reports.write_paragraph(by=leader, section=section, text="The committee waits.", findings=held[:1])
        advice = reports.write_recommendation(
            by=leader, report=report, text="Consult it monthly.", horizon="short", addressee="Mayor", findings=held[:1]
        )
        with pytest.raises(Refused):
            reports.show_headlines(by=leader, report=report)
    for subject in ("headlines", "report"):
        for member in inside:
            with acting(member):
                reports.sign_off(by=member, report=report, subject=subject)
    with acting(leader):
        reports.show_headlines(by=leader, report=report)
        reports.share(by=leader, report=report)
    with acting(host):
        reports.check_facts(by=host, report=report, paragraph=paragraph, is_correct=True)
        reports.check_facts(by=host, report=report, recommendation=advice, is_correct=True)
    with acting(leader):
        report = reports.end_fact_check(by=leader, report=report)
    advice.refresh_from_db()
    with acting(host):
        reports.reply(by=host, recommendation=advice, answer="accept")
        promise = reports.commit(
            by=host, recommendation=advice, title="Monthly meeting", office="Mayor's office", amount=Decimal("5000")
        )
        report = reports.finish_reply(by=host, report=report)
        reports.publish(by=host, report=report)
        reviews.move_on(by=host, review=cast.review)
        reports.tell_progress(by=host, commitment=promise, state="under_way", text="First meeting held.")


def test_all_seven_steps(cast: Cast) -> None:
    agree_benchmark(cast)
    assert stage(cast) == "initial_report"
    write_initial_report(cast)
    assert stage(cast) == "desk_review"
    read_at_the_desk(cast)
    assert stage(cast) == "visit"
    cited = visit_city(cast)
    assert cited[0] == "GG/A/1 – Interview 1 – AP & BP"
    assert stage(cast) == "assessment"
    find(cast)
    assert stage(cast) == "feedback"
    report_and_reply(cast)
    assert stage(cast) == "follow_up"
    with acting(cast.host), pytest.raises(NotAllowed):
        evidence.note_evidence(
            by=cast.host, review=cast.review, text="x", items=cast.items, level="meets", basis="fact"
        )
