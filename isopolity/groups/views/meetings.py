# SPDX-License-Identifier: EUPL-1.2
"""Meetings of a group: the list, one meeting, planning, inviting, agenda, calendars."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.assessments.queries.report import clean
from isopolity.core.autosave import digest
from isopolity.core.components import Action, Line
from isopolity.core.errors import Refused
from isopolity.core.policy import may
from isopolity.core.web import attempt, see, tell
from isopolity.groups import actions
from isopolity.groups.calendars import meeting_calendar
from isopolity.groups.forms import CancelForm, DecisionForm, GroupMeetingForm, GuestsForm, PointForm, TaskForm
from isopolity.groups.models import AgendaPoint, GroupMeeting, Member, SupportGroup
from isopolity.groups.queries.groups import present
from isopolity.groups.queries.meetings import (
    agenda_of,
    authorities_of,
    invitees_of,
    meetings_of,
    own_invitation,
)
from isopolity.groups.views.common import form_page, group_for, meeting_for, page

PAGE = 25


@require_safe
def group_meetings(request: HttpRequest, pk: int) -> HttpResponse:
    """All meetings of the group, the latest first."""
    group = group_for(request, "group.read", pk)
    buttons = [Action(_("Calendar file"), reverse("group_calendar", args=[pk]), "calendar-event")]
    if may(request.user, "group.manage", group):
        buttons.append(Action(_("Plan a meeting"), reverse("group_meeting_new", args=[pk]), "plus", primary=True))
    return page(
        request, group, "meetings.html", "group_meetings", crumbs=(Line(_("Meetings")),), page_title=_("Meetings"),
        page_who=_("the group"), actions=buttons, now=timezone.now(),
        meetings=Paginator(meetings_of(group), PAGE).get_page(request.GET.get("page")),
    )  # fmt: skip


def group_meeting_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a meeting."""
    group = group_for(request, "group.manage", pk)
    form = GroupMeetingForm(request.POST or None, zone=ZoneInfo(group.city.timezone))
    if request.method == "POST":
        made = attempt(form, lambda: actions.plan_group_meeting(by=me(request), group=group, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("The meeting is planned. Write its agenda, then invite."))
            return see("group_meeting", made.pk)
    intro = _("Times are those of %s.") % group.city
    back = reverse("group_meetings", args=[pk])
    return form_page(request, group, form, "group_meetings", _("Plan a meeting"), intro=intro, back=back)


@require_safe
def group_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: when and where, agenda, who comes, what came out of it."""
    return meeting_page(request, meeting_for(request, "group_meeting.read", pk))


def meeting_page(request: HttpRequest, meeting: GroupMeeting, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a meeting; ``more`` brings a form that was refused."""
    group = meeting.group
    manages = may(request.user, "group.manage", group)
    inside = may(request.user, "group.read", group)
    decisions = list(meeting.decisions.all())
    points, rows = agenda_of(meeting), invitees_of(meeting) if inside else []
    context: dict[str, Any] = {
        "meeting": meeting,
        "agenda": points,
        "agenda_minutes": sum(point.length for point in points),
        "span_minutes": int((meeting.ends - meeting.starts).total_seconds() // 60),
        "invitees": rows,
        "own": own_invitation(request.user, meeting),
        "is_open": not meeting.is_cancelled and meeting.ends > timezone.now(),
        "has_begun": meeting.starts <= timezone.now(),
        "decisions": decisions,
        "is_unused": not (rows or meeting.minutes or decisions),
        "tasks": meeting.tasks.select_related("member") if inside else [],
        "digest": digest(meeting.minutes),
        "minutes_html": clean(meeting.minutes),
        "inside": inside,
        "came": {row.member_id for row in rows if row.was_there},
        "page_title": meeting.title,
        "page_who": _("the group") if inside else _("the group and you"),
    }
    if manages:
        context |= _desk(meeting) | more
    crumbs = (Line(_("Meetings"), reverse("group_meetings", args=[group.pk]) if inside else ""), Line(meeting.title))
    return page(request, group, "meeting.html", "group_meetings", crumbs=crumbs, status=status, **context)


def _desk(meeting: GroupMeeting) -> dict[str, Any]:
    """What those who keep the group need besides."""
    return {
        "point_form": PointForm(),
        "decision_form": DecisionForm(),
        "task_form": TaskForm(members=present(meeting.group)),
        "cancel_form": CancelForm(),
        "members": [(row, row.pk) for row in present(meeting.group)],
    }


def group_meeting_change(request: HttpRequest, pk: int) -> HttpResponse:
    """New title, times or place; whoever is invited is told."""
    meeting = meeting_for(request, "group.manage", pk)
    zone = ZoneInfo(meeting.group.city.timezone)
    start: dict[str, Any] = {name: getattr(meeting, name) for name in ("title", "place", "online")}
    start |= {name: getattr(meeting, name).astimezone(zone).replace(tzinfo=None) for name in ("starts", "ends")}
    form = GroupMeetingForm(request.POST or None, initial=start, zone=zone)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_group_meeting(by=me(request), meeting=meeting, **form.cleaned_data)
    ):
        messages.success(request, _("Saved. Whoever is invited is told what changed."))
        return see("group_meeting", pk)
    intro = _("Times are those of %s.") % meeting.group.city
    back = reverse("group_meeting", args=[pk])
    return form_page(request, meeting.group, form, "group_meetings", _("Change the meeting"), intro=intro, back=back)


@require_POST
def group_meeting_do(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel it, let it take place after all, or take it away."""
    meeting = meeting_for(request, "group.manage", pk)
    do = request.POST.get("do")
    try:
        if do == "cancel":
            form = CancelForm(request.POST)
            if attempt(
                form, lambda: actions.cancel_group_meeting(by=me(request), meeting=meeting, **form.cleaned_data)
            ):
                messages.success(request, _("The meeting is cancelled. Whoever was invited is told."))
                return see("group_meeting", pk)
            return meeting_page(request, meeting, 422, cancel_form=form)
        if do == "reopen":
            actions.reopen_group_meeting(by=me(request), meeting=meeting)
        elif do == "remove":
            actions.remove_group_meeting(by=me(request), meeting=meeting)
            return see("group_meetings", meeting.group_id)
    except Refused as refused:
        tell(request, refused)
    return see("group_meeting", pk)


def group_meeting_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose whom to invite; letters go out with a calendar file."""
    meeting = meeting_for(request, "group.manage", pk)
    asked = set(meeting.invitees.values_list("member_id", flat=True))
    members = present(meeting.group).exclude(pk__in=asked - {None})
    organisations = authorities_of(meeting.group)
    organisations = organisations.exclude(pk__in=meeting.invitees.exclude(organisation=None).values("organisation"))
    start = {"members": [row.pk for row in members]}
    form = GuestsForm(request.POST or None, initial=start, members=members, organisations=organisations)
    if request.method == "POST":
        made = attempt(
            form, lambda: actions.invite_to_group_meeting(by=me(request), meeting=meeting, **form.cleaned_data)
        )
        if made is not None:
            without = sum(1 for guest in made if _lacks_address(guest.member))
            messages.success(request, _("Invited: %d. Letters are on their way.") % len(made))
            if without:
                messages.warning(request, _("Without an address: %d. Tell them yourself.") % without)
            return see("group_meeting", pk, part="who")
    intro = _("Each gets a letter with the agenda, a calendar file, and a link to say whether they come.")
    back = reverse("group_meeting", args=[pk])
    return form_page(
        request, meeting.group, form, "group_meetings", _("Invite to %s") % meeting, intro=intro, back=back,
        button=_("Send the invitations"),
    )  # fmt: skip


def _lacks_address(member: Member | None) -> bool:
    return member is not None and not member.email and member.person_id is None


# --- Agenda ---------------------------------------------------------------------------------------------------------
@require_POST
def group_agenda_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A point more."""
    meeting = meeting_for(request, "group.manage", pk)
    form = PointForm(request.POST)
    if attempt(form, lambda: actions.add_agenda_point(by=me(request), meeting=meeting, **form.cleaned_data)) is None:
        return meeting_page(request, meeting, 422, point_form=form)
    return see("group_meeting", pk, part="agenda")


def group_agenda_point(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """Change a point; move it; take it off."""
    meeting = meeting_for(request, "group.manage", pk)
    row = AgendaPoint.objects.filter(meeting=meeting, pk=point).first()
    if row is None:
        raise Http404
    row.meeting = meeting
    do = request.POST.get("do")
    if do in ("up", "down"):
        actions.move_agenda_point(by=me(request), point=row, up=do == "up")
        return see("group_meeting", pk, part="agenda")
    if do == "remove":
        actions.remove_agenda_point(by=me(request), point=row)
        return see("group_meeting", pk, part="agenda")
    form = PointForm(request.POST or None, initial={"text": row.text, "length": row.length, "who": row.who})
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_agenda_point(by=me(request), point=row, **form.cleaned_data)
    ):
        return see("group_meeting", pk, part="agenda")
    back = reverse("group_meeting", args=[pk])
    return form_page(request, meeting.group, form, "group_meetings", _("Change a point of the agenda"), back=back)


# --- Calendars ------------------------------------------------------------------------------------------------------
def _calendar_file(content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="meetings.ics"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@require_safe
def group_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """All meetings of the group for one's own calendar."""
    group: SupportGroup = group_for(request, "group.read", pk)
    rows = list(meetings_of(group))
    for row in rows:
        row.group = group
    return _calendar_file(meeting_calendar(rows, group.name))


@require_safe
def group_meeting_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting for one's own calendar."""
    meeting = meeting_for(request, "group_meeting.read", pk)
    return _calendar_file(meeting_calendar([meeting], meeting.group.name))
