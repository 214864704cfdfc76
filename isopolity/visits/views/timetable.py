# SPDX-License-Identifier: EUPL-1.2
"""The timetable: its grid, its rows and rooms, its release."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from isopolity.core.components import Action
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, number, see, tell
from isopolity.reviews.models import Review
from isopolity.visits import actions
from isopolity.visits.forms import RoomForm, RulesForm, SlotForm
from isopolity.visits.models import MeetingState, Room, Slot, Visit
from isopolity.visits.moves import target_of
from isopolity.visits.queries.people import without_meeting
from isopolity.visits.queries.timetable import (
    day_name,
    host_table,
    label,
    meetings_of,
    plan_of,
    span_text,
    team_table,
    zone_of,
)
from isopolity.visits.views.frame import frame
from isopolity.visits.warnings import warnings

Reader = Any
RULES = ("slot_minutes", "max_meetings_per_day", "write_up_slots_per_day", "max_consecutive_slots")


def review_of(person: Reader, pk: int, permission: str = "visit.look") -> Review:
    """The review, for those who may open its visit."""
    return get_for(person, permission, Review.objects.for_frame().select_related("visit"), pk=pk)


def visit_of(person: Reader, pk: int, permission: str = "visit.plan") -> Visit:
    """The visit of a review."""
    rows = Visit.objects.select_related("review__city", "review__project", "review__adoption__version")
    return get_for(person, permission, rows, review=pk)


def timetable(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid for the team; the released one, without names and numbers, for host and secretariat."""
    person: Reader = request.user
    review = review_of(person, pk)
    visit: Visit | None = getattr(review, "visit", None)
    if may(person, "team.inside", review):
        return _for_team(request, review, visit)
    context = frame(request, review, _("The visit"), part="timetable", who=_("host and team"))
    if visit is not None and may(person, "visit.read", visit):
        slots = list(visit.slots.all())
        context["table"] = host_table(visit, meetings_of(visit), slots)
        context["actions"] = _papers(pk)
    return render(request, "visits/timetable_host.html", context | {"visit": visit})


def _papers(pk: int) -> list[Action]:
    return [
        Action(_("Day sheets"), reverse("day_sheets", args=[pk]), "printer"),
        Action(_("Calendar file"), reverse("visit_calendar", args=[pk]), "calendar-event"),
    ]


def _for_team(request: HttpRequest, review: Review, visit: Visit | None) -> HttpResponse:
    context = frame(request, review, _("The visit"), part="timetable", who=_("team only"), actions=_papers(review.pk))
    context |= {"visit": visit, "set_up": reverse("visit_setup", args=[review.pk])}
    context |= {"release_url": reverse("timetable_release", args=[review.pk]), "withdraw": {"withdraw": "yes"}}
    if visit is None:
        return render(request, "visits/timetable.html", context)
    visit.review = review
    slots, meetings = list(visit.slots.all()), meetings_of(visit)
    found = warnings(plan_of(visit, meetings, slots))
    context |= {
        "table": team_table(visit, meetings, slots, found),
        "general": [warning.text for warning in found if warning.meeting is None],
        "in_meetings": sum(warning.meeting is not None for warning in found),
        "has_slots": bool(slots),
        "has_meetings": bool(meetings),
        "waiting": without_meeting(review).count(),
        "cancelled": [
            (label(meeting), meeting.cancel_reason, reverse("meeting_plan", args=[meeting.pk]))
            for meeting in visit.meetings.filter(state=MeetingState.CANCELLED).select_related("session")
        ],
    }
    return render(request, "visits/timetable.html", context)


@require_POST
def timetable_pattern(request: HttpRequest, pk: int) -> HttpResponse:
    """Use the standard four days; begins the timetable where there is none."""
    person: Reader = request.user
    review = review_of(person, pk, "team.inside")
    visit = actions.start_visit(by=person, review=review)
    actions.use_pattern(by=person, visit=visit, replace="replace" in request.POST)
    messages.success(request, _("The timetable has the standard rows now. Change what is different here."))
    return see("timetable", pk)


@require_POST
def timetable_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a meeting: ``target`` is ``SLOT|ROOM``, empty to take it off the timetable."""
    person: Reader = request.user
    visit = visit_of(person, pk)
    meeting = get_for(
        person, "meeting.take", visit.meetings.select_related("review__city"), pk=number(request.POST.get("meeting"))
    )  # fmt: skip
    try:
        place = target_of(visit, meeting, request.POST.get("target", ""))
        actions.place(by=person, meeting=meeting, **place)
        messages.success(request, _("The meeting has moved.") if place["starts"] else _("It is off the timetable."))
    except Refused as refused:
        tell(request, refused)
    return see("timetable", pk)


@require_POST
def timetable_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Release the timetable to the host, or withdraw the release."""
    person: Reader = request.user
    visit = visit_of(person, pk)
    try:
        if "withdraw" in request.POST:
            actions.withdraw_release(by=person, visit=visit)
            messages.success(request, _("The timetable is a draft again. The host no longer sees it."))
        else:
            actions.release(by=person, visit=visit)
            messages.success(request, _("The timetable is released. The host sees it without names and numbers."))
    except Refused as refused:
        tell(request, refused)
    return see("timetable", pk)


@require_POST
def interviews_for_all(request: HttpRequest, pk: int) -> HttpResponse:
    """One interview with everybody on the list whom no meeting takes yet."""
    person: Reader = request.user
    visit = visit_of(person, pk)
    made = actions.add_interviews(by=person, visit=visit, interviewees=list(without_meeting(visit.review)))
    text = ngettext("%d interview is ready to be placed.", "%d interviews are ready to be placed.", len(made))
    messages.success(request, text % len(made))
    return see("timetable", pk)


# --- Rooms, rows, rules ---------------------------------------------------------------------------------------------
def visit_setup(request: HttpRequest, pk: int) -> HttpResponse:
    """Rooms (the host may name them too), rows and rules."""
    person: Reader = request.user
    review = review_of(person, pk, "interviewee.propose")
    inside = may(person, "team.inside", review)
    visit: Visit | None = getattr(review, "visit", None)
    if visit is None and inside:
        visit = actions.start_visit(by=person, review=review) if request.method == "POST" else Visit(review=review)
    context = frame(request, review, _("Rooms and rows"), part="visit_setup", who=_("host and team"))
    context |= {"visit": visit, "inside": inside, "zone": review.city.timezone}
    status = 200
    if visit is not None:
        visit.review = review
        answer = _set_up(request, visit, context)
        if isinstance(answer, HttpResponse):
            return answer
        status = answer
        slots = list(Slot.objects.filter(visit=visit.pk))
        context |= {"rooms": Room.objects.filter(visit=visit.pk), "slots": slots, "rows": _rows(slots, visit.review)}
    return render(request, "visits/setup.html", context, status=status)


def _rows(slots: list[Slot], review: Review) -> list[tuple[int, str, str, str]]:
    zone = zone_of(review)
    when = [f"{day_name(slot.during.lower, zone)}, {span_text(slot.during, zone)}" for slot in slots]
    return [(s.pk, text, str(s.get_kind_display()), s.title) for s, text in zip(slots, when, strict=True)]


def _set_up(request: HttpRequest, visit: Visit, context: dict[str, Any]) -> HttpResponse | int:
    """The three forms of the page; the one that was sent is told by ``do``."""
    person: Reader = request.user
    do = request.POST.get("do", "")
    first = {name: getattr(visit, name) for name in RULES}
    forms: dict[str, Any] = {
        "room": RoomForm(request.POST if do == "room" else None, prefix="room"),
        "row": SlotForm(request.POST if do == "row" else None, prefix="row", zone=zone_of(visit.review)),
        "rules": RulesForm(request.POST if do == "rules" else None, prefix="rules", initial=first),
    }
    context["forms"] = forms
    if request.method != "POST":
        return 200
    if do not in forms:
        raise Http404
    form = forms[do]
    saves: dict[str, Any] = {
        "room": lambda: actions.add_room(by=person, visit=visit, **form.cleaned_data),
        "row": lambda: actions.add_slot(
            by=person, visit=visit, starts=form.moment("starts"), ends=form.moment("ends"),
            kind=form.cleaned_data["kind"], title=form.cleaned_data["title"],
        ),
        "rules": lambda: actions.change_rules(by=person, visit=visit, **form.cleaned_data),
    }  # fmt: skip
    if attempt(form, saves[do]) is None:
        return 422
    messages.success(request, _("Saved."))
    return see("visit_setup", visit.review_id)


@require_POST
def room_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a room away."""
    person: Reader = request.user
    room = get_for(person, "room.change", Room.objects.select_related("visit__review__city"), pk=pk)
    return _removed(request, room.visit.review_id, lambda: actions.remove_room(by=person, room=room))


@require_POST
def slot_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a row away."""
    person: Reader = request.user
    slot = get_for(person, "slot.change", Slot.objects.select_related("visit__review__city"), pk=pk)
    return _removed(request, slot.visit.review_id, lambda: actions.remove_slot(by=person, slot=slot))


def _removed(request: HttpRequest, review: int, do: Any) -> HttpResponse:
    try:
        do()
        messages.success(request, _("Taken away."))
    except Refused as refused:
        tell(request, refused)
    return see("visit_setup", review)
