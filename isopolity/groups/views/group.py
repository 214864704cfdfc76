# SPDX-License-Identifier: EUPL-1.2
"""One group: overview, settings, its life, its coordinators, what happened."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line, Stat
from isopolity.core.errors import Refused
from isopolity.core.policy import may
from isopolity.core.web import attempt, see, tell
from isopolity.groups import actions
from isopolity.groups.doors import chart
from isopolity.groups.forms import GroupForm, LifeForm
from isopolity.groups.models import GroupCoordinator, SupportGroup, Tier
from isopolity.groups.queries import groups as queries
from isopolity.groups.queries.composition import advice_of
from isopolity.groups.queries.meetings import meetings_for_authority, meetings_of, tasks_of
from isopolity.groups.rules import memberships
from isopolity.groups.views.common import form_page, group_for, page
from isopolity.places.forms import PersonForm


@require_safe
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """What the group is and how it stands, as far as the reader may know."""
    found = group_for(request, "group.overview", pk)
    reads = may(request.user, "group.read", found)
    context: dict[str, Any] = {"reads": reads, "stats": _stats(found), "coordinators": []}
    if reads:
        context |= _for_readers(request, found)
    elif may(request.user, "group.core", found):
        context |= {
            "organisations": queries.core_organisations(found),
            "invited": meetings_for_authority(request.user, found),
            "is_authority": True,
        }
    if may(request.user, "group.manage", found):
        lines = advice_of([found], small=found.project.small_group)[found.pk]
        context["advice"] = [line for line in lines if line.answer is None]
    return page(request, found, "group.html", "group", **context)


def _stats(group: Any) -> list[Stat]:
    return [Stat(group.core, _("in the core group")), Stat(group.wider, _("in the wider network"))]


def _for_readers(request: HttpRequest, group: SupportGroup) -> dict[str, Any]:
    passages, months = queries.open_door(group)
    words = {"came": _("joined"), "went": _("left"), "there": _("members")}
    place = memberships(request.user).get(group.pk)
    rows = [[f"{one.first:%Y-%m}", one.came, one.went, one.there] for one in months]
    return {
        "core": queries.members_of(group).filter(tier=Tier.CORE),
        "coordinators": group.coordinators.select_related("person"),
        "meetings": meetings_of(group)[:3],
        "tasks": tasks_of(group, member=place).filter(done_on=None) if place else [],
        "passages": passages[:20],
        "chart": chart(months, **words) if len(months) > 1 else None,
        "chart_columns": [_("Month"), *words.values()],
        "chart_rows": rows,
    }


def group_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, theme, purpose; state of its life; who coordinates it."""
    found = group_for(request, "group.manage", pk)
    form = GroupForm(request.POST or None, instance=SupportGroup.objects.get(pk=pk))
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_group(by=me(request), group=found, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return see("group_change", pk)
    return _settings(request, found, form=form)


def _settings(request: HttpRequest, group: SupportGroup, **forms: Any) -> HttpResponse:
    context = {
        "form": GroupForm(instance=group),
        "people": group.coordinators.select_related("person").order_by("person__name"),
        "person_form": PersonForm(),
        "can_remove": not (group.members.exists() or group.meetings.exists()),
        "page_title": _("Settings"),
        **forms,
    }
    return page(request, group, "settings.html", "group_change", crumbs=(Line(_("Settings")),), **context)


def group_life(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the group, since when."""
    found = group_for(request, "group.manage", pk)
    start = {
        "life": found.life, "since": timezone.localdate(), "merged_into": found.merged_into, "note": found.life_note,
    }  # fmt: skip
    form = LifeForm(request.POST or None, initial=start)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.tell_life(by=me(request), group=found, **form.cleaned_data)
    ):
        messages.success(request, _("Saved. Everybody who may know the group sees its new state."))
        return see("group", pk)
    intro = _("After the project, some groups go on with an office of their own, some meet in other rounds, some end.")
    return form_page(
        request, found, form, "group_change", _("State of the group"), intro=intro, back=reverse("group", args=[pk])
    )


@require_POST
def group_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """A group made by mistake goes."""
    found = group_for(request, "group.manage", pk)
    try:
        actions.remove_group(by=me(request), group=found)
    except Refused as refused:
        tell(request, refused)
        return see("group_change", pk)
    messages.success(request, _("The group is taken away."))
    return see("groups", found.project_id)


@require_POST
def group_coordinator_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody coordinates the group."""
    found = group_for(request, "group.manage", pk)
    form = PersonForm(request.POST)
    role = attempt(form, lambda: actions.add_group_coordinator(by=me(request), group=found, **form.cleaned_data))
    if role is None:
        return _settings(request, found, person_form=form, status=422)
    messages.success(request, _("%s coordinates the group now.") % role.person)
    return see("group_change", pk, part="coordinators")


@require_POST
def group_coordinator_remove(request: HttpRequest, pk: int, coordinator: int) -> HttpResponse:
    """Somebody coordinates it no longer."""
    found = group_for(request, "group.manage", pk)
    row = GroupCoordinator.objects.select_related("group__city").filter(group=found, pk=coordinator).first()
    if row is None:
        raise Http404
    actions.remove_group_coordinator(by=me(request), coordinator=row)
    still = may(request.user, "group.manage", found)
    return see("group_change", pk, part="coordinators") if still else see("home")


@require_safe
def group_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who did what when: a part for the overview (HTMX), or a page of its own."""
    found = group_for(request, "group.manage", pk)
    try:
        before = parse_datetime(request.GET.get("before", ""))
    except ValueError:
        before = None
    events, older = queries.history_of(found, before=before if before and before.tzinfo else None)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "reviews/part_history.html", {"events": events})
    context = {"events": events, "older": older.isoformat() if older else "", "page_title": _("What happened")}
    crumbs = (Line(_("What happened")),)
    return page(request, found, "history.html", "group", crumbs=crumbs, actions=list[Action](), **context)
