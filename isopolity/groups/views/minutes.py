# SPDX-License-Identifier: EUPL-1.2
"""What a meeting leaves behind: answers, attendance, minutes, decisions; the group's tasks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.assessments.queries.report import clean
from isopolity.core.components import Line
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, autosaved, number, see, tell
from isopolity.groups import actions
from isopolity.groups.forms import DecisionForm, TaskForm
from isopolity.groups.models import Decision, GroupTask, Invitee, Member
from isopolity.groups.queries.groups import present
from isopolity.groups.queries.meetings import agenda_of, invitees_of, tasks_of
from isopolity.groups.rules import memberships
from isopolity.groups.views.common import form_page, group_for, meeting_for, page
from isopolity.groups.views.meetings import meeting_page

INVITEES = Invitee.objects.select_related("meeting__group__city", "meeting__group__project", "member", "organisation")
TASKS = GroupTask.objects.select_related("group__city", "group__project", "member", "meeting")


@require_POST
def group_reply_own(request: HttpRequest, pk: int, invitee: int) -> HttpResponse:
    """Whether somebody comes: for oneself, or noted by a coordinator; or the invitation is taken back."""
    row = get_for(request.user, "group_invitee.reply", INVITEES, pk=invitee, meeting=pk)
    try:
        if request.POST.get("do") == "remove":
            if not may(request.user, "group.manage", row.meeting.group):
                raise Http404
            actions.take_back_invitation(by=me(request), invitee=row)
        else:
            actions.reply_to_invitation(by=me(request), invitee=row, reply=request.POST.get("reply", ""))
            messages.success(request, _("The answer is kept."))
    except Refused as refused:
        tell(request, refused)
    return see("group_meeting", pk, part="who")


@require_POST
def group_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was there."""
    meeting = meeting_for(request, "group.manage", pk)
    keys = [number(key) for key in request.POST.getlist("came")]
    came = Member.objects.filter(group=meeting.group_id, pk__in=keys)
    try:
        actions.note_group_attendance(by=me(request), meeting=meeting, present=came)
        messages.success(request, _("Attendance is saved."))
    except Refused as refused:
        tell(request, refused)
    return see("group_meeting", pk, part="who")


def group_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as a page to print; a post saves their text by itself."""
    if request.method == "POST":
        meeting = meeting_for(request, "group.manage", pk)
        save: dict[str, Any] = {"value": request.POST.get("value", ""), "seen": request.POST.get("seen")}
        return autosaved(lambda: actions.save_minutes(by=me(request), meeting=meeting, **save), "minutes")
    meeting = meeting_for(request, "group_meeting.read", pk)
    inside = may(request.user, "group.read", meeting.group)
    rows = invitees_of(meeting)
    crumbs = (Line(meeting.title, reverse("group_meeting", args=[pk])), Line(_("Minutes")))
    return page(
        request, meeting.group, "minutes.html", "group_meetings", crumbs=crumbs, page_title=meeting.title,
        meeting=meeting, minutes_html=clean(meeting.minutes), agenda=agenda_of(meeting),
        decisions=meeting.decisions.all(),
        there=[row for row in rows if row.was_there], missing=[row for row in rows if row.was_there is False],
        tasks=meeting.tasks.select_related("member") if inside else [], inside=inside,
    )  # fmt: skip


# --- Decisions ------------------------------------------------------------------------------------------------------
@require_POST
def group_decision_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Something was decided."""
    meeting = meeting_for(request, "group.manage", pk)
    form = DecisionForm(request.POST)
    if attempt(form, lambda: actions.add_decision(by=me(request), meeting=meeting, **form.cleaned_data)) is None:
        return meeting_page(request, meeting, 422, decision_form=form)
    return see("group_meeting", pk, part="decisions")


def group_decision(request: HttpRequest, pk: int, decision: int) -> HttpResponse:
    """Other words for a decision; or it goes."""
    meeting = meeting_for(request, "group.manage", pk)
    row = Decision.objects.filter(meeting=meeting, pk=decision).first()
    if row is None:
        raise Http404
    row.meeting = meeting
    if request.POST.get("do") == "remove":
        actions.remove_decision(by=me(request), decision=row)
        return see("group_meeting", pk, part="decisions")
    form = DecisionForm(request.POST or None, initial={"text": row.text})
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_decision(by=me(request), decision=row, **form.cleaned_data)
    ):
        return see("group_meeting", pk, part="decisions")
    back = reverse("group_meeting", args=[pk])
    return form_page(request, meeting.group, form, "group_meetings", _("Change a decision"), back=back)


# --- Tasks ----------------------------------------------------------------------------------------------------------
def group_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """The group's tasks; members see their own ones. A post gives a new one."""
    group = group_for(request, "group.read", pk)
    manages = may(request.user, "group.manage", group)
    form = TaskForm(request.POST or None, members=present(group))
    if request.method == "POST":
        if not manages:
            raise Http404
        made = attempt(form, lambda: actions.give_task(by=me(request), group=group, **form.cleaned_data))
        if made is not None:
            return see("group_tasks", pk, part=f"task-{made.pk}")
    place = memberships(request.user).get(pk, 0)
    rows = tasks_of(group) if manages else tasks_of(group, member=place)
    return page(
        request, group, "tasks.html", "group_tasks", crumbs=(Line(_("Tasks")),), page_title=_("Tasks"),
        page_who=_("coordinators, and each member their own") if manages else _("coordinators and you"), tasks=rows,
        form=form if manages else None, place=place,
    )  # fmt: skip


@require_POST
def group_task_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A task that came out of a meeting."""
    meeting = meeting_for(request, "group.manage", pk)
    form = TaskForm(request.POST, members=present(meeting.group))
    give: dict[str, Any] = {"by": me(request), "group": meeting.group, "meeting": meeting}
    if attempt(form, lambda: actions.give_task(**give, **form.cleaned_data)) is None:
        return meeting_page(request, meeting, 422, task_form=form)
    return see("group_meeting", pk, part="tasks")


def group_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a task; it is done or not; it goes."""
    do = request.POST.get("do")
    row = get_for(request.user, "group_task.finish", TASKS, pk=pk)
    if do in ("done", "open"):
        actions.finish_task(by=me(request), task=row, is_done=do == "done")
        return see("group_tasks", row.group_id, part=f"task-{pk}")
    if not may(request.user, "group.manage", row.group):
        raise Http404
    if do == "remove":
        actions.remove_task(by=me(request), task=row)
        return see("group_tasks", row.group_id)
    start = {"what": row.what, "member": row.member_id, "due": row.due}
    form = TaskForm(request.POST or None, initial=start, members=present(row.group))
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_task(by=me(request), task=row, **form.cleaned_data)
    ):
        return see("group_tasks", row.group_id, part=f"task-{pk}")
    back = reverse("group_tasks", args=[row.group_id])
    return form_page(request, group_for(request, "group.manage", row.group_id), form, "group_tasks",
                     _("Change a task"), back=back)  # fmt: skip
