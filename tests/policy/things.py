# SPDX-License-Identifier: EUPL-1.2
"""What each permission of the truth table is asked about: the review of Levanto and what belongs to it.

A row of the table is a permission, with ``@`` and a state where the answer depends on one.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from isopolity.accounts.models import ApiToken
from isopolity.assessments.models import Assessment, Contribution, Document
from isopolity.benchmarks.models import BenchmarkVersion, ItemFlag
from isopolity.documents.models import PrintOrder
from isopolity.evidence.models import Evidence
from isopolity.groups.models import GroupMeeting, GroupTask, Invitee, Member
from isopolity.mentoring.models import NeedsAnalysis, Pair, Profile, Veto
from isopolity.networks.models import ShelfDocument
from isopolity.plans.models import Endorsement, Plan
from isopolity.reports.models import Commitment, Recommendation, Report
from isopolity.reviews.models import TrainingSession
from isopolity.surveys.models import Coder, Questionnaire, Respondent, Response, ResponseFile, Wave
from isopolity.visits.models import Interviewee, Meeting, Room, Slot, Visit
from tests.cast import Cast

SOME_DAY = datetime(2027, 1, 1, tzinfo=UTC)
LATER = datetime(2027, 1, 2, tzinfo=UTC)


def assessment(cast: Cast, state: str) -> Assessment:
    found = cast.assessment
    found.state = state or "open"
    return found


def alone(cast: Cast, state: str) -> Assessment:
    """A stand-alone assessment of Levanto."""
    return Assessment(city=cast.cities["Levanto"], version=cast.version, state=state or "open")


def report(cast: Cast, state: str) -> Report:
    """A report in a state; ``shown`` means that the host has seen the headline findings, and no more."""
    shown = SOME_DAY if state not in {"", "drafting"} else None
    replied = SOME_DAY if state in {"handed_in", "published"} else None
    state = {"": "drafting", "shown": "drafting", "handed_in": "reply"}.get(state, state)
    shared = SOME_DAY if state != "drafting" else None
    published = SOME_DAY if state == "published" else None
    return Report(
        review=cast.review,
        state=state,
        headlines_shown_at=shown,
        shared_at=shared,
        published_at=published,
        replied_at=replied,
    )


def version(cast: Cast, state: str) -> BenchmarkVersion:
    return cast.version if state != "draft" else BenchmarkVersion(state="draft")


def interviewee(cast: Cast, state: str) -> Interviewee:
    return Interviewee(review=cast.review, by_host=state == "host")


def document(cast: Cast, state: str) -> Document:
    return Document(assessment=assessment(cast, state), item=cast.items[0], added_by=cast.contributor)


def contribution(cast: Cast, state: str) -> Contribution:
    return cast.assessment.contributions.get()


def recommendation(cast: Cast, state: str) -> Recommendation:
    return Recommendation(report=report(cast, state or "reply"))


def visit(cast: Cast, state: str) -> Visit:
    return Visit(review=cast.review, released_at=SOME_DAY if state == "released" else None)


def review(cast: Cast, state: str) -> Any:
    return cast.review


def project(cast: Cast, state: str) -> Any:
    return cast.project


def shelf_document(cast: Cast, state: str) -> ShelfDocument:
    """A document of the mentoring's mentee, Levanto; ``public`` while nobody has published the project's page."""
    partner = cast.mentoring.partners.get(city=cast.cities["Levanto"])
    return ShelfDocument(project=cast.mentoring, partner=partner, is_public=state == "public")


def city(cast: Cast, state: str) -> Any:
    return cast.cities["Levanto"]


def host_itself(cast: Cast, state: str) -> Any:
    return cast.host


def group_member(cast: Cast, state: str) -> Member:
    """The member of the group who has an account."""
    return cast.group.members.get(person=cast.group_member)  # type: ignore[attr-defined]


def group_meeting(cast: Cast, state: str) -> GroupMeeting:
    """A meeting of the group; ``authority``: the managing authority beside the city is invited to it."""
    meeting, _made = GroupMeeting.objects.get_or_create(group=cast.group, title=state, starts=SOME_DAY, ends=LATER)
    if state == "authority":
        Invitee.objects.get_or_create(
            meeting=meeting, organisation=cast.authority.organisation_roles.get().organisation
        )
    return meeting


def group_invitee(cast: Cast, state: str) -> Invitee:
    meeting = group_meeting(cast, "")
    if state == "authority":
        return Invitee(meeting=meeting, organisation=cast.authority.organisation_roles.get().organisation)
    return Invitee(meeting=meeting, member=group_member(cast, ""))


def profile(cast: Cast, state: str) -> Profile:
    """Levanto's profile for pairing."""
    handed_in = SOME_DAY if state == "handed_in" else None
    return Profile(project=cast.mentoring, city=cast.cities["Levanto"], handed_in_at=handed_in)


def veto(cast: Cast, state: str) -> Veto:
    """Levanto, or its association, said no to Nordhavn."""
    by = cast.association if state == "association" else cast.host
    return Veto(
        project=cast.mentoring, city=cast.cities["Levanto"], other=cast.cities["Nordhavn"], made_by=by,
        by_association=state == "association",
    )  # fmt: skip


def pair(cast: Cast, state: str) -> Pair:
    """Levanto learns from Nordhavn."""
    cities = cast.cities
    return Pair(project=cast.mentoring, mentee=cities["Levanto"], mentor=cities["Nordhavn"], state=state or "agreed")


def plan(cast: Cast, state: str) -> Plan:
    """Levanto's plan in the mentoring, carried by its group; ``shown``: it has a public page."""
    return Plan(project=cast.mentoring, city=cast.cities["Levanto"], group=cast.group, shows_page=state == "shown")


def needs(cast: Cast, state: str) -> Pair:
    """The same pair, with its needs analysis."""
    found = pair(cast, "")
    found.needs = NeedsAnalysis(pair=found, submitted_at=SOME_DAY if state == "submitted" else None)
    return found


def nothing(cast: Cast, state: str) -> None:
    return None


def wave(cast: Cast, state: str) -> Wave:
    """A survey of the mentoring; partners are told everything unless it is confidential. ``coded``: by the outsider."""
    if state == "coded":
        asked, _made = Questionnaire.objects.get_or_create(project=cast.mentoring, title={"en": "Coded"})
        facts = {"title": "Coded", "roles": ["city"], "state": "open"}
        found, _made = Wave.objects.get_or_create(project=cast.mentoring, questionnaire=asked, **facts)
        Coder.objects.get_or_create(wave=found, person=cast.outsider)
        return found
    is_confidential = state == "confidential"
    return Wave(
        project=cast.mentoring,
        state=state if state in {"planned", "closed"} else "open",
        is_confidential=is_confidential,
    )


def respondent(cast: Cast, state: str) -> Respondent:
    """Levanto, or its support network, or Levanto rung up by the outsider."""
    asked = wave(cast, state)
    if state == "group":
        return Respondent(wave=asked, group=cast.group)
    partner = cast.mentoring.partners.get(city=cast.cities["Levanto"])
    return Respondent(wave=asked, partner=partner, interviewer=cast.outsider if state == "interviewed" else None)


BY_THING: dict[str, Callable[[Cast, str], Any]] = {
    "account": host_itself,
    "token": lambda c, s: ApiToken(person=c.host),
    "person": nothing,
    "city": city,
    "organisation": lambda c, s: c.cities["Levanto"].association,
    "network": lambda c, s: c.project.network,
    "project": project,
    "shelf": shelf_document,
    "benchmark": version,
    "adoption": lambda c, s: c.adoption,
    "item": lambda c, s: c.items[0],
    "flag": lambda c, s: ItemFlag(item=c.items[0], person=c.host),
    "assessment": assessment,
    "contribution": contribution,
    "document": document,
    "review": review,
    "team": review,
    "member": lambda c, s: c.members[c.peer.pk],
    "desk": review,
    "training": lambda c, s: TrainingSession(project=c.project),
    "visit": visit,
    "slot": lambda c, s: Slot(visit=visit(c, s)),
    "room": lambda c, s: Room(visit=visit(c, s)),
    "interviewee": interviewee,
    "meeting": lambda c, s: Meeting(review=c.review, visit=visit(c, s)),
    "evidence": review,
    "finding": review,
    "headline": report,
    "report": report,
    "reply": recommendation,
    "print": lambda c, s: PrintOrder(person=c.host),
    "word_template": project,
    "commitment": lambda c, s: Commitment(recommendation=recommendation(c, s)),
    "mentoring": lambda c, s: c.mentoring,
    "profile": profile,
    "veto": veto,
    "pair": pair,
    "plan": plan,
    "endorsement": lambda c, s: Endorsement(plan=plan(c, ""), email=c.authority.email if s == "asked" else ""),
    "needs": needs,
    "group": lambda c, s: c.group,
    "group_member": group_member,
    "group_meeting": group_meeting,
    "group_invitee": group_invitee,
    "group_task": lambda c, s: GroupTask(group=c.group, member=group_member(c, s) if s == "member" else None),
    "questionnaire": lambda c, s: Questionnaire(project=c.project, state=s or "draft"),
    "wave": wave,
    "response": respondent,
    "outcome": lambda c, s: Questionnaire(project=c.mentoring, state="published"),
}
BY_PERMISSION: dict[str, Callable[[Cast, str], Any]] = {
    "project.see_page": lambda c, s: c.mentoring,
    "adoption.approve": lambda c, s: (c.adoption, c.cities["Levanto"]),
    "assessment.start": city,
    "assessment.reopen": alone,
    "assessment.move_up": alone,
    "flag.read": version,
    "visit.look": review,
    "reply.read": report,
    "review.create": project,
    "questionnaire.create": project,
    "wave.list": lambda c, s: c.mentoring,
    "wave.create": lambda c, s: c.mentoring,
    "response.file": lambda c, s: ResponseFile(response=Response(respondent=respondent(c, s))),
    "training.create": project,
    "evidence.change": lambda c, s: Evidence(review=c.review),
    "interviewee.propose": review,
    "veto.make": profile,
    "plan_round.open": lambda c, s: c.mentoring,
    "plan.list": lambda c, s: c.mentoring,
    "plan.create": lambda c, s: (c.mentoring, c.cities["Levanto"]),
    "group.list": lambda c, s: c.mentoring,
    "group.create": lambda c, s: (c.mentoring, c.cities["Levanto"]),
}
STATES: dict[str, tuple[str, ...]] = {
    "shelf.read": ("partners", "public"),
    "benchmark.read": ("draft", "published"),
    "flag.read": ("draft", "published"),
    "assessment.read": ("open", "submitted", "accepted"),
    "assessment.write": ("open", "submitted"),
    "assessment.write_part": ("open", "submitted"),
    "assessment.ask": ("open", "submitted"),
    "assessment.submit": ("open", "submitted"),
    "assessment.return": ("open", "submitted"),
    "assessment.accept": ("open", "submitted"),
    "assessment.reopen": ("open", "submitted"),
    "document.read": ("open", "submitted"),
    "document.remove": ("open", "submitted"),
    "visit.read": ("draft", "released"),
    "interviewee.read": ("host", "team"),
    "interviewee.change": ("host", "team"),
    "headline.read": ("drafting", "shown", "published"),
    "report.read": ("drafting", "shown", "fact_check", "published"),
    "report.write": ("drafting", "fact_check", "reply", "published"),
    "report.check_facts": ("drafting", "fact_check", "reply"),
    "report.excuse_facts": ("drafting", "fact_check", "reply"),
    "report.answer_facts": ("drafting", "fact_check", "reply"),
    "reply.write": ("drafting", "fact_check", "reply", "published"),
    "report.finish_reply": ("fact_check", "reply", "published"),
    "report.publish": ("drafting", "reply", "published"),
    "report.public": ("reply", "published"),
    "reply.read": ("drafting", "reply", "handed_in", "published"),
    "questionnaire.read": ("draft", "published"),
    "questionnaire.write": ("draft", "published"),
    "wave.read": ("planned", "open"),
    "wave.drop": ("planned", "open"),
    "wave.results": ("planned", "open"),
    "wave.see_each": ("planned", "open", "confidential"),
    "wave.code": ("open", "coded"),
    "response.answer": ("planned", "open", "group", "interviewed", "closed"),
    "response.read": ("planned", "open", "confidential", "group", "interviewed"),
    "response.file": ("open", "group", "interviewed"),
    "commitment.change": ("drafting", "reply", "published"),
    "pair.write": ("agreed", "ended"),
    "pair.sign": ("proposed", "ended"),
    "needs.write": ("open", "submitted"),
    "needs.read": ("open", "submitted"),
    "needs.comment": ("open", "submitted"),
    "profile.read": ("draft", "handed_in"),
    "veto.withdraw": ("city", "association"),
    "veto.read_reason": ("city", "association"),
    "plan.public": ("", "shown"),
    "endorsement.give": ("", "asked"),
    "group_meeting.read": ("", "authority"),
    "group_invitee.reply": ("member", "authority"),
    "group_task.finish": ("", "member"),
}


def rows(permissions: list[str]) -> list[str]:
    """Every row of the table: ``permission`` or ``permission@state``."""
    return [f"{name}@{state}" if state else name for name in permissions for state in STATES.get(name, ("",))]


def thing(cast: Cast, row: str) -> Any:
    """What the row is asked about."""
    name, _at, state = row.partition("@")
    return (BY_PERMISSION.get(name) or BY_THING[name.split(".")[0]])(cast, state)
