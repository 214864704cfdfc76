# SPDX-License-Identifier: EUPL-1.2
"""The cast brought to a point of the assessment and feedback, by actions alone."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from isopolity.accounts.models import Person
from isopolity.assessments import actions as assessments
from isopolity.benchmarks.models import Item
from isopolity.core.principal import acting
from isopolity.evidence import actions as evidence
from isopolity.reports import actions as reports
from isopolity.reports.models import Commitment, Finding, Paragraph, Recommendation, Report
from isopolity.visits import actions as visits
from tests.cast import Cast

BODIES = [("Schools", "staff"), ("Housing", "staff"), ("Parents", "users")]


@dataclass
class Told:
    """What the tests talk about. ``items`` 0: corroborated, 1: single source, 2 and 3: nothing."""

    cast: Cast
    findings: list[Finding]
    report: Report | None = None
    paragraph: Paragraph | None = None
    advice: Recommendation | None = None
    commitment: Commitment | None = None

    @property
    def items(self) -> list[Item]:
        return self.cast.items

    @property
    def inside(self) -> list[Person]:
        return [*self.cast.peers, self.cast.hosting_peer, self.cast.facilitator]


def meetings(cast: Cast) -> list:
    """Three interviews of three bodies."""
    leader = cast.peer
    pair = [cast.members[leader.pk], cast.members[cast.peers[1].pk]]
    visit = visits.start_visit(by=leader, review=cast.review)
    room = visits.add_room(by=leader, visit=visit, name="Room 1")
    made = []
    for hour, (body, group) in enumerate(BODIES, start=9):
        who = visits.propose_interviewee(
            by=leader, review=cast.review, function=f"Head of {body}", organisation=body, source_group=group
        )
        meeting = visits.add_meeting(by=leader, visit=visit, interviewees=[who])
        starts = datetime(2027, 3, 10, hour, tzinfo=UTC)
        visits.place(
            by=leader, meeting=meeting, starts=starts, ends=starts.replace(hour=hour + 1), room=room, members=pair
        )
        made.append(meeting)
    return made


def note(cast: Cast, session: object, item: Item, level: str = "falls_short") -> None:
    evidence.note_evidence(
        by=cast.peer, review=cast.review, session=session, text="It is asked twice a year.", items=[item],
        level=level, basis="fact",
    )  # fmt: skip


def with_evidence(cast: Cast) -> Told:
    """Evidence: item 0 corroborated by two bodies, item 1 from one, items 2 and 3 none; a finding on each of the first
    two; the city's own answers."""
    with acting(cast.host):
        for item in cast.items:
            save = {"by": cast.host, "assessment": cast.assessment, "item": item}
            assessments.save_answer(**save, field="level", value="meets")
            assessments.save_answer(**save, field="achieved", value="A plan since 2024.")
    with acting(cast.peer):
        rows = meetings(cast)
        note(cast, rows[0].session, cast.items[0])
        note(cast, rows[1].session, cast.items[0])
        note(cast, rows[2].session, cast.items[1])
        held = []
        for item in cast.items[:2]:
            common = {"by": cast.peer, "review": cast.review, "item": item}
            reports.save_finding(**common, field="level", value="falls_short")
            held.append(reports.save_finding(**common, field="text", value="It is rarely asked."))
    return Told(cast, held)


def with_report(cast: Cast) -> Told:
    """A report of one paragraph and one recommendation, a headline finding; nobody has signed."""
    told = with_evidence(cast)
    with acting(cast.peer):
        by, held = cast.peer, told.findings[:1]
        told.report = reports.start_report(by=by, review=cast.review, title="Levanto, read by its peers")
        reports.write_headline(by=by, review=cast.review, text="Ask more often.", balance="criticism", findings=held)
        section = told.report.sections.get(kind="improve")
        told.paragraph = reports.write_paragraph(by=by, section=section, text="The committee waits.", findings=held)
        told.advice = reports.write_recommendation(
            by=by, report=told.report, text="Consult it monthly.", horizon="short", addressee="Mayor", findings=held
        )
    return told


def signed(told: Told, subject: str) -> Told:
    for member in told.inside:
        with acting(member):
            reports.sign_off(by=member, report=told.report, subject=subject)
    return told


def fresh(told: Told) -> Told:
    for name in ("report", "paragraph", "advice", "commitment"):
        if row := getattr(told, name):
            row.refresh_from_db()
    return told


def shared(cast: Cast) -> Told:
    """With the host for its facts; the headline findings were presented."""
    told = signed(signed(with_report(cast), "headlines"), "report")
    with acting(cast.peer):
        reports.show_headlines(by=cast.peer, report=told.report)
        reports.share(by=cast.peer, report=told.report)
    return fresh(told)


def check_all_facts(cast: Cast, report: Report) -> None:
    """The host finds every part right that it has not looked at yet."""
    with acting(cast.host):
        for paragraph in Paragraph.objects.filter(section__report=report, fact_check=None):
            reports.check_facts(by=cast.host, report=report, paragraph=paragraph, is_correct=True)
        for advice in report.recommendations.filter(fact_check=None):
            reports.check_facts(by=cast.host, report=report, recommendation=advice, is_correct=True)


def replying(cast: Cast) -> Told:
    """The facts are settled; the host replies."""
    told = shared(cast)
    check_all_facts(cast, told.report)
    with acting(cast.peer):
        reports.end_fact_check(by=cast.peer, report=told.report)
    return fresh(told)


def replied(cast: Cast) -> Told:
    """Reply handed in with one commitment."""
    told = replying(cast)
    with acting(cast.host):
        reports.reply(by=cast.host, recommendation=told.advice, answer="accept")
        told.commitment = reports.commit(
            by=cast.host, recommendation=told.advice, title="Monthly meeting", office="Mayor's office",
            amount=Decimal("5000"),
        )  # fmt: skip
        reports.finish_reply(by=cast.host, report=told.report)
    return fresh(told)


def published(cast: Cast) -> Told:
    """Public."""
    told = replied(cast)
    with acting(cast.host):
        reports.publish(by=cast.host, report=told.report)
    return fresh(told)
