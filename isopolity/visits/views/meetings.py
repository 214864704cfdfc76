# SPDX-License-Identifier: EUPL-1.2
"""Planning one meeting: who, when, where, by whom; cancelling and reopening it."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.links import link
from isopolity.core.web import attempt, see, tell
from isopolity.reviews.models import Review, TeamMember
from isopolity.visits import actions
from isopolity.visits.forms import MeetingForm, PlanForm, ReasonForm
from isopolity.visits.models import Interviewee, Meeting, MeetingState, Room
from isopolity.visits.queries.timetable import team_name, zone_of
from isopolity.visits.views.frame import form_page
from isopolity.visits.views.timetable import visit_of

Reader = Any


def meeting_for(person: Reader, pk: int) -> Meeting:
    """A meeting, for the team."""
    rows = Meeting.objects.select_related("visit", "room", "session")
    found = get_for(
        person, "meeting.take", rows.prefetch_related(Prefetch("review", Review.objects.for_frame())), pk=pk
    )
    found.visit.review = found.review
    return found


def _people(review: int) -> list[Interviewee]:
    return list(Interviewee.objects.filter(review=review).exclude(state="declined"))


def _chosen(keys: list[str]) -> list[Interviewee]:
    return list(Interviewee.objects.filter(pk__in=keys))


def meeting_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new interview or workshop, not placed yet."""
    person: Reader = request.user
    visit = visit_of(person, pk)
    form = MeetingForm(request.POST or None, people=_people(pk), initial={"interviewees": request.GET.getlist("who")})

    def add() -> Meeting:
        data = {**form.cleaned_data, "interviewees": _chosen(form.cleaned_data["interviewees"])}
        return actions.add_meeting(by=person, visit=visit, **data)

    if request.method == "POST" and (made := attempt(form, add)):
        return see("meeting_plan", made.pk)
    return form_page(
        request, visit.review, form, title=_("New meeting"), button=_("Add"), part="timetable", who=_("team only"),
        back=reverse("timetable", args=[pk]), intro=_("Next you choose its time, room and interviewers."),
    )  # fmt: skip


def meeting_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Time, room, interviewers, interpreter and people of one meeting."""
    person: Reader = request.user
    meeting = meeting_for(person, pk)
    form = _plan_form(request, meeting)

    def save() -> Meeting:
        data = form.cleaned_data
        actions.change_meeting(
            by=person, meeting=meeting, title=data["title"], interpreter_language=data["interpreter_language"],
            interviewees=_chosen(data["interviewees"]),
        )  # fmt: skip
        return actions.place(
            by=person, meeting=meeting, starts=form.moment("starts"), ends=form.moment("ends"),
            room=Room.objects.filter(visit=meeting.visit, pk=data["room"] or 0).first(),
            members=list(TeamMember.objects.inside().filter(review=meeting.review, pk__in=data["members"])),
        )  # fmt: skip

    if request.method == "POST" and attempt(form, save) is not None:
        messages.success(request, _("Saved."))
        return see("timetable", meeting.review_id)
    extra = {"meeting": meeting, "notes_url": link("meeting", pk)}
    return form_page(
        request, meeting.review, form, title=team_name(meeting), button=_("Save"), part="timetable", who=_("team only"),
        back=reverse("timetable", args=[meeting.review_id]), extra=extra,
    )  # fmt: skip


def _plan_form(request: HttpRequest, meeting: Meeting) -> PlanForm:
    zone = zone_of(meeting.review)
    local = "%Y-%m-%dT%H:%M"
    during = meeting.during
    first = {
        "title": meeting.title,
        "interpreter_language": meeting.interpreter_language,
        "room": str(meeting.room_id or ""),
        "interviewees": [str(pk) for pk in meeting.participations.values_list("interviewee_id", flat=True)],
        "members": [str(pk) for pk in meeting.interviewers.values_list("member_id", flat=True)],
        "starts": during.lower.astimezone(zone).strftime(local) if during else "",
        "ends": during.upper.astimezone(zone).strftime(local) if during else "",
    }
    form = PlanForm(
        request.POST or None, initial=first, zone=zone, people=_people(meeting.review_id),
        rooms=Room.objects.filter(visit=meeting.visit),
        members=TeamMember.objects.inside().filter(review=meeting.review).select_related("person"),
    )  # fmt: skip
    if meeting.state != MeetingState.PLANNED:
        for field in form.fields.values():
            field.disabled = True
    return form


def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a meeting, with a reason."""
    person: Reader = request.user
    meeting = meeting_for(person, pk)
    form = ReasonForm(request.POST or None)
    save: Any = lambda: actions.cancel(by=person, meeting=meeting, reason=form.cleaned_data["reason"])  # noqa: E731
    if request.method == "POST" and attempt(form, save):
        messages.success(request, _("The meeting is cancelled. Its time and room are free."))
        return see("timetable", meeting.review_id)
    return form_page(
        request, meeting.review, form, title=_("Cancel %s?") % team_name(meeting), button=_("Cancel the meeting"),
        back=reverse("meeting_plan", args=[pk]), danger=True, part="timetable", who=_("team only"),
    )  # fmt: skip


@require_POST
def meeting_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting marked by mistake is planned again."""
    person: Reader = request.user
    meeting = meeting_for(person, pk)
    try:
        actions.reopen(by=person, meeting=meeting)
        messages.success(request, _("The meeting is planned again."))
    except Refused as refused:
        tell(request, refused)
    return see("meeting_plan", pk)
