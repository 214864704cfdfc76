# SPDX-License-Identifier: EUPL-1.2
"""The rules of the method from finding to publication, one test each, named after the rule."""

import pytest

from isopolity.core.errors import NotAllowed, Refused, Stale
from isopolity.core.principal import acting
from isopolity.reports import actions as reports
from isopolity.reports.blockers import feedback
from isopolity.reports.models import FactCheck, Headline, Reply, SignOff
from isopolity.reports.queries.document import report_content
from isopolity.reports.queries.sources import SmallGroups
from isopolity.reviews import actions as reviews
from isopolity.reviews.models import Review
from tests.reports.stage import (
    check_all_facts,
    published,
    replied,
    replying,
    shared,
    signed,
    with_evidence,
    with_report,
)

pytestmark = pytest.mark.django_db


def test_headline_findings_are_agreed_by_all_before_the_host_sees_them(cast):
    told = with_report(cast)
    by = cast.peer
    for member in told.inside[:-1]:
        with acting(member):
            reports.sign_off(by=member, report=told.report, subject="headlines")
    with acting(by), pytest.raises(Refused, match="Facilitator"):
        reports.show_headlines(by=by, report=told.report)
    with acting(cast.host):
        assert not Headline.objects.exists()
    signed(told, "headlines")
    with acting(by):
        reports.show_headlines(by=by, report=told.report)
    with acting(cast.host):
        assert Headline.objects.exists()


def test_a_changed_headline_takes_all_signatures_back(cast):
    told = signed(with_report(cast), "headlines")
    with acting(cast.peer):
        row = Headline.objects.get()
        change = {"review": cast.review, "headline": row, "balance": "praise", "findings": told.findings[:1]}
        reports.write_headline(by=cast.peer, text="Well asked.", **change)
        assert not SignOff.objects.filter(subject="headlines").exists()
        with pytest.raises(Refused):
            reports.show_headlines(by=cast.peer, report=told.report)


def test_presented_headlines_stand_still(cast):
    told = shared(cast)
    with acting(cast.peer):
        row = Headline.objects.get()
        change = {"review": cast.review, "headline": row, "balance": "praise", "findings": told.findings[:1]}
        for act in (
            lambda: reports.write_headline(by=cast.peer, text="Other words.", **change),
            lambda: reports.delete_headline(by=cast.peer, headline=row),
            lambda: reports.move_headline(by=cast.peer, headline=row, up=True),
        ):
            with pytest.raises(Refused):
                act()


def test_every_member_approves_the_report_before_the_host_gets_it(cast):
    told = with_report(cast)
    for member in told.inside[1:]:
        with acting(member):
            reports.sign_off(by=member, report=told.report, subject="report")
    with acting(cast.peer), pytest.raises(Refused, match="Officer of Nordhavn"):
        reports.share(by=cast.peer, report=told.report)


def test_only_members_inside_the_team_sign(cast):
    told = with_report(cast)
    for outsider in (cast.host, cast.secretariat, cast.removed_peer, cast.other_peer, cast.operator):
        with acting(outsider), pytest.raises(NotAllowed):
            reports.sign_off(by=outsider, report=told.report, subject="report")


def test_a_changed_report_takes_all_approvals_back(cast):
    told = signed(with_report(cast), "report")
    with acting(cast.peer):
        reports.write_paragraph(by=cast.peer, section=told.paragraph.section, text="More.", paragraph=told.paragraph)
        assert not SignOff.objects.filter(subject="report").exists()


def test_a_changed_level_takes_the_approvals_of_the_report_back(cast):
    signed(with_report(cast), "report")
    with acting(cast.peer):
        save = {"review": cast.review, "item": cast.items[1], "field": "level"}
        reports.save_finding(by=cast.peer, value="meets", **save)
        assert not SignOff.objects.filter(subject="report").exists()


def test_a_correction_during_the_fact_check_is_signed_again(cast):
    told = shared(cast)
    with acting(cast.host):
        check = reports.check_facts(
            by=cast.host, report=told.report, paragraph=told.paragraph, is_correct=False, comment="It meets twice."
        )
    with acting(cast.peer):
        with pytest.raises(Refused, match="not checked 1 part") as refused:
            reports.end_fact_check(by=cast.peer, report=told.report)
        assert [line.url for line in refused.value.links] == [
            f"/reviews/{cast.review.pk}/report/#recommendation-{told.advice.pk}"
        ]
    check_all_facts(cast, told.report)
    with acting(cast.peer):
        with pytest.raises(Refused, match="fact is wrong"):
            reports.end_fact_check(by=cast.peer, report=told.report)
        reports.write_paragraph(by=cast.peer, section=told.paragraph.section, text="Twice.", paragraph=told.paragraph)
        reports.answer_fact_check(by=cast.peer, fact_check=check, answer="Corrected.")
        with pytest.raises(Refused, match="approves the changed report"):
            reports.end_fact_check(by=cast.peer, report=told.report)
    signed(told, "report")
    with acting(cast.peer):
        assert reports.end_fact_check(by=cast.peer, report=told.report).state == "reply"


def test_an_unfinished_fact_check_ends_when_the_secretariat_excuses_it_with_a_reason_that_is_kept(cast):
    told = shared(cast)
    with acting(cast.peer), pytest.raises(Refused, match="not checked 2 parts"):
        reports.end_fact_check(by=cast.peer, report=told.report)
    for person in (cast.host, cast.peer, cast.facilitator):
        with acting(person), pytest.raises(NotAllowed):
            reports.excuse_fact_check(by=person, report=told.report, reason="No time.")
    with acting(cast.secretariat):
        with pytest.raises(Refused, match="Say why"):
            reports.excuse_fact_check(by=cast.secretariat, report=told.report, reason=" ")
        reports.excuse_fact_check(
            by=cast.secretariat, report=told.report, reason="The host's office is closed until May."
        )
    with acting(cast.peer):
        report = reports.end_fact_check(by=cast.peer, report=told.report)
    assert (report.state, report.facts_reason) == ("reply", "The host's office is closed until May.")


def test_parts_without_the_hosts_word_block_the_step_and_lead_to_their_place(cast):
    told = shared(cast)
    with acting(cast.peer):
        texts = [str(one.text) for one in feedback(Review.objects.get(pk=cast.review.pk))]
        assert "The host has not checked 2 parts of the report." in texts
    check_all_facts(cast, told.report)
    with acting(cast.peer):
        assert not any("not checked" in str(one.text) for one in feedback(Review.objects.get(pk=cast.review.pk)))


def test_facts_found_right_are_asked_again_when_the_text_changes(cast):
    told = shared(cast)
    with acting(cast.host):
        reports.check_facts(by=cast.host, report=told.report, paragraph=told.paragraph, is_correct=True)
    with acting(cast.peer):
        reports.write_paragraph(by=cast.peer, section=told.paragraph.section, text="New.", paragraph=told.paragraph)
    assert not FactCheck.objects.exists()


@pytest.mark.parametrize("number", [1, 2])
def test_a_recommendation_rests_on_at_least_one_usable_finding(cast, number):
    told = with_report(cast)
    with acting(cast.peer):
        held = [
            reports.save_finding(by=cast.peer, review=cast.review, item=told.items[number], field="text", value="x")
        ]
        advice = {"report": told.report, "text": "Do it.", "horizon": "short", "addressee": "Mayor"}
        for findings in ([], held, [told.findings[0], *held]):
            with pytest.raises(Refused):
                reports.write_recommendation(by=cast.peer, findings=findings, **advice)
    with acting(cast.facilitator):
        held = [reports.override(by=cast.facilitator, finding=held[0], reason="The council minutes say so.")]
    with acting(cast.peer):
        reports.write_recommendation(by=cast.peer, findings=held, **advice)


def test_nothing_goes_to_the_host_on_a_finding_that_stopped_being_usable(cast):
    told = with_report(cast)
    with acting(cast.peer):
        reports.withdraw_finding(by=cast.peer, finding=told.findings[0], reason="We misheard.")
    for member in told.inside:
        with acting(member), pytest.raises(Refused, match="not usable any more"):
            reports.sign_off(by=member, report=told.report, subject="report")


def test_only_the_facilitator_overrides_and_the_report_prints_the_reason(cast):
    told = with_report(cast)
    with acting(cast.peer), pytest.raises(NotAllowed):
        reports.override(by=cast.peer, finding=told.findings[1], reason="x")
    with acting(cast.facilitator):
        held = reports.override(by=cast.facilitator, finding=told.findings[1], reason="The minutes say so.")
        part = told.paragraph.section
        reports.write_paragraph(by=cast.facilitator, section=part, text="Nobody leads.", findings=[held])
        assert [one.reason for one in report_content(told.report).overridden] == ["The minutes say so."]


def test_a_statement_on_a_small_source_group_warns_its_author(cast):
    told = with_evidence(cast)
    with acting(cast.peer):
        small = SmallGroups(cast.review)
        assert small.warnings([told.findings[1]]) == [
            "Only one person of this group was met: service users. The text points at that person."
        ]
        assert "Only 2 people" in small.warnings([told.findings[0]])[0]
        small.small = 2
        assert small.warnings([told.findings[0]]) == []


def test_the_host_replies_to_every_recommendation_before_publication(cast):
    told = replying(cast)
    host = cast.host
    with acting(host):
        for act in (reports.finish_reply, reports.publish):
            with pytest.raises(Refused):
                act(by=host, report=told.report)
        with pytest.raises(Refused, match="reason"):
            reports.reply(by=host, recommendation=told.advice, answer="decline")
        reports.reply(by=host, recommendation=told.advice, answer="decline", reason="No money.")
        with pytest.raises(Refused):
            reports.publish(by=host, report=told.report)
        reports.finish_reply(by=host, report=told.report)
        lost = Reply.objects.get()
        lost.delete()
        with pytest.raises(Refused, match="Every recommendation"):
            reports.publish(by=host, report=told.report)
        reports.reopen_reply(by=host, report=told.report)
        reports.reply(by=host, recommendation=told.advice, answer="decline", reason="No money.")
        reports.finish_reply(by=host, report=told.report)
        assert reports.publish(by=host, report=told.report).published_at


def test_only_accepted_recommendations_become_commitments(cast):
    told = replying(cast)
    with acting(cast.host):
        promise = {"recommendation": told.advice, "title": "A desk", "office": "Residents' office"}
        with pytest.raises(Refused):
            reports.commit(by=cast.host, **promise)
        reports.reply(by=cast.host, recommendation=told.advice, answer="decline", reason="No money.")
        with pytest.raises(Refused):
            reports.commit(by=cast.host, **promise)


def test_a_reply_that_is_handed_in_changes_only_when_taken_back(cast):
    told = replied(cast)
    host = cast.host
    with acting(host):
        change = {"recommendation": told.advice, "answer": "accept_in_part", "reason": "Half."}
        with pytest.raises(Refused):
            reports.reply(by=host, **change)
        with pytest.raises(Refused):
            reports.remove_commitment(by=host, commitment=told.commitment)
        reports.reopen_reply(by=host, report=told.report)
        reports.reply(by=host, **change)


@pytest.mark.parametrize("who", ["peer", "facilitator", "outsider", "association", "hosting_peer", "contributor"])
def test_only_host_and_secretariat_publish(cast, who):
    told = replied(cast)
    person = getattr(cast, who)
    with acting(person), pytest.raises(NotAllowed):
        reports.publish(by=person, report=told.report)
    with acting(cast.secretariat):
        assert reports.publish(by=cast.secretariat, report=told.report).state == "published"


def test_nothing_of_a_published_report_can_be_edited(cast):
    told = published(cast)
    by, report, held = cast.peer, told.report, told.findings
    section = told.paragraph.section
    advice = {"text": "x", "horizon": "short", "addressee": "y", "findings": held[:1]}
    attempts = [
        lambda: reports.save_finding(by=by, review=cast.review, item=cast.items[0], field="level", value="meets"),
        lambda: reports.withdraw_finding(by=by, finding=held[0], reason="x"),
        lambda: reports.leave_out(by=by, review=cast.review, item=cast.items[3], reason="x"),
        lambda: reports.write_paragraph(by=by, section=section, text="x", paragraph=told.paragraph),
        lambda: reports.delete_paragraph(by=by, paragraph=told.paragraph),
        lambda: reports.move_paragraph(by=by, paragraph=told.paragraph, up=True),
        lambda: reports.add_section(by=by, report=report, title="x"),
        lambda: reports.rename_section(by=by, section=section, title="x"),
        lambda: reports.name_report(by=by, report=report, title="x"),
        lambda: reports.write_recommendation(by=by, report=report, recommendation=told.advice, **advice),
        lambda: reports.delete_recommendation(by=by, recommendation=told.advice),
        lambda: reports.delete_headline(by=by, headline=Headline.objects.get()),
        lambda: reports.sign_off(by=by, report=report, subject="report"),
    ]
    with acting(by):
        for act in attempts:
            with pytest.raises((Refused, NotAllowed)):
                act()
        assert reports.start_report(by=by, review=cast.review, title="Another title").title == report.title
    host = cast.host
    with acting(host):
        for act in (
            lambda: reports.reply(by=host, recommendation=told.advice, answer="decline", reason="x"),
            lambda: reports.reopen_reply(by=host, report=report),
            lambda: reports.remove_commitment(by=host, commitment=told.commitment),
            lambda: reports.change_commitment(by=host, commitment=told.commitment, title="Less"),
            lambda: reports.publish(by=host, report=report),
        ):
            with pytest.raises((Refused, NotAllowed)):
                act()


def test_progress_goes_on_after_publication(cast):
    told = published(cast)
    with acting(cast.host):
        common = {"by": cast.host, "commitment": told.commitment}
        reports.change_commitment(**common, decision="Resolution 12/2027")
        with pytest.raises(Refused):
            reports.change_commitment(**common, decision="Resolution 13/2027")
        reports.tell_progress(**common, state="under_way", text="First meeting held.")
        told.commitment.refresh_from_db()
        assert (told.commitment.state, told.commitment.decision) == ("under_way", "Resolution 12/2027")


def test_what_was_published_stays_when_the_initial_report_changes(cast):
    told = published(cast)
    before = [(row.city, row.team) for row in report_content(told.report).levels]
    cast.assessment.answers.update(level="surpasses")
    assert [(row.city, row.team) for row in report_content(told.report).levels] == before
    assert before[0] == ("meets", "falls_short")


def test_two_people_on_one_finding_lose_nothing(cast):
    with_evidence(cast)
    with acting(cast.peers[1]):
        save = {"review": cast.review, "item": cast.items[0], "field": "text", "seen": "0" * 16}
        with pytest.raises(Stale) as stale:
            reports.save_finding(by=cast.peers[1], value="Another text.", **save)
    assert stale.value.theirs == "It is rarely asked."
    assert stale.value.by == "Officer of Nordhavn"


def test_the_feedback_ends_with_signatures_replies_and_publication(cast):
    told = with_report(cast)
    texts = " ".join(str(found.text) for found in feedback(Review.objects.get(pk=cast.review.pk)))
    assert "has not signed off" in texts
    assert "not published" in texts
    assert told.report.state == "drafting"


def test_a_member_who_left_is_not_waited_for(cast):
    told = with_report(cast)
    with acting(cast.secretariat):
        member = cast.members[cast.hosting_peer.pk]
        reviews.remove_member(by=cast.secretariat, member=member, reason="Another office.")
    for person in (*cast.peers, cast.facilitator):
        with acting(person):
            reports.sign_off(by=person, report=told.report, subject="report")
    with acting(cast.peer):
        assert reports.share(by=cast.peer, report=told.report).state == "fact_check"


def test_source_groups_are_counted_and_small_ones_are_not_told(cast):
    told = published(cast)
    assert told.report.snapshot["groups"] == {"staff": 0, "users": 0}
    assert all("fewer than 3" in people for _group, people in report_content(told.report).sources)
