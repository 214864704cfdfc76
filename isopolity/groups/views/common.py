# SPDX-License-Identifier: EUPL-1.2
"""What the pages of one group share: fetching it, its tabs, its frame."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from isopolity.core.components import Line, Tab
from isopolity.core.getters import get_for
from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.groups.models import GroupMeeting, Member, SupportGroup
from isopolity.groups.queries.groups import numbered
from isopolity.groups.queries.meetings import MEETINGS
from isopolity.networks.models import Project


def group_for(request: HttpRequest, permission: str, pk: int) -> SupportGroup:
    """The group with its numbers, for a person who has the permission on it."""
    return get_for(request.user, permission, numbered(), pk=pk)


def member_for(request: HttpRequest, pk: int, member: int) -> tuple[SupportGroup, Member]:
    """A member, for those who keep the group."""
    group = group_for(request, "group.manage", pk)
    found = Member.objects.filter(group=group, pk=member).select_related("person").first()
    if found is None:
        raise Http404
    found.group = group
    return group, found


def meeting_for(request: HttpRequest, permission: str, pk: int) -> GroupMeeting:
    """A meeting; ``group.manage`` is asked of its group."""
    if permission != "group.manage":
        return get_for(request.user, permission, MEETINGS, pk=pk)
    meeting = get_for(request.user, "group_meeting.read", MEETINGS, pk=pk)
    if not may(request.user, permission, meeting.group):
        raise Http404
    return meeting


def board_crumbs(person: Any, project: Project) -> list[Line]:
    """Project and its groups, each a link only to those who may open it."""
    found = [Line(_("Projects"), link("projects")), Line(project.name)]
    if may(person, "project.read", project):
        found[1] = Line(project.name, link("project", project.pk))
    listed = may(person, "group.list", project)
    return [*found, Line(_("Support groups"), link("groups", project.pk) if listed else "")]


TABS = (
    ("group", "group.overview", lambda: _("Overview")),
    ("group_members", "group.read", lambda: _("Members")),
    ("stakeholder_map", "group.manage", lambda: _("Stakeholder map")),
    ("group_diversity", "group.read", lambda: _("Diversity")),
    ("group_advice", "group.manage", lambda: _("Advice")),
    ("group_meetings", "group.read", lambda: _("Meetings")),
    ("group_tasks", "group.read", lambda: _("Tasks")),
    ("group_change", "group.manage", lambda: _("Settings")),
)


def tabs_of(person: Any, group: SupportGroup, tab: str) -> list[Tab]:
    """The parts of the group that the person may open; none when there is only one."""
    granted = {name: may(person, name, group) for name in {permission for _n, permission, _w in TABS}}
    found = [Tab(str(word()), link(name, group.pk), name == tab) for name, right, word in TABS if granted[right]]
    return found if len(found) > 1 else []


def frame(request: HttpRequest, group: SupportGroup, tab: str, *crumbs: Line) -> dict[str, Any]:
    """What every page of a group needs."""
    own = [Line(group.name, link("group", group.pk) if crumbs or tab != "group" else "")]
    return {
        "group": group,
        "tabs": tabs_of(request.user, group, tab),
        "manages": may(request.user, "group.manage", group),
        "crumbs": [*board_crumbs(request.user, group.project), *own, *crumbs],
        "pretitle": f"{group.get_kind_display().capitalize()} · {group.city}",
    }


def page(request: HttpRequest, group: SupportGroup, template: str, tab: str, **context: Any) -> HttpResponse:
    """A page of the group under its tabs. ``crumbs`` are those behind the group's own."""
    crumbs = context.pop("crumbs", ())
    status = context.pop("status", 200)
    return render(request, f"groups/{template}", {**frame(request, group, tab, *crumbs), **context}, status=status)


def form_page(
    request: HttpRequest, group: SupportGroup, form: Any, tab: str, title: str, **context: Any
) -> HttpResponse:
    """A form of the group on a page of its own. ``back`` is where "Cancel" leads."""
    crumbs = (Line(title),)
    return page(request, group, "form.html", tab, form=form, page_title=title, crumbs=crumbs, **context)
