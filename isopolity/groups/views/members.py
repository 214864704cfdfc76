# SPDX-License-Identifier: EUPL-1.2
"""Members of a group: the list, one member, leaving and coming back, the light account."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line
from isopolity.core.errors import Refused
from isopolity.core.policy import may
from isopolity.core.web import attempt, see, tell
from isopolity.groups import actions
from isopolity.groups.forms import LeaveForm, MemberForm
from isopolity.groups.models import Member, Tier
from isopolity.groups.queries.groups import members_of
from isopolity.groups.views.common import form_page, group_for, member_for, page


@require_safe
def group_members(request: HttpRequest, pk: int) -> HttpResponse:
    """Core group, wider network, and those who left; contacts for those who keep the group only."""
    group = group_for(request, "group.read", pk)
    rows = list(members_of(group).select_related("person"))
    manages = may(request.user, "group.manage", group)
    buttons = [Action(_("Add a member"), reverse("group_member_new", args=[pk]), "plus", primary=True)]
    tiers = [(tier, [row for row in rows if row.tier == tier]) for tier in Tier]
    return page(
        request, group, "members.html", "group_members", crumbs=(Line(_("Members")),), page_title=_("Members"),
        page_who=_("the group") if not manages else "", actions=buttons if manages else [], tiers=tiers, rows=rows,
        gone=list(members_of(group, gone=True)),
    )  # fmt: skip


def group_member_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody joins."""
    group = group_for(request, "group.manage", pk)
    form = MemberForm(request.POST or None, initial={"joined_on": timezone.localdate(), "kind": "person"})
    if request.method == "POST":
        made = attempt(form, lambda: actions.add_member(by=me(request), group=group, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("%s is in the group now.") % made)
            return see("group_members", pk, part=f"member-{made.pk}")
    return form_page(
        request, group, form, "group_members", _("Add a member"), back=reverse("group_members", args=[pk]),
        who=_("contacts: coordinators only"),
    )  # fmt: skip


def group_member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Change a member; let them go, take them back, invite them to an account."""
    group, row = member_for(request, pk, member)
    form = MemberForm(request.POST or None, instance=Member.objects.get(pk=row.pk))
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_member(by=me(request), member=row, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return see("group_members", pk, part=f"member-{row.pk}")
    return _member(request, group, row, form=form)


def _member(request: HttpRequest, group: Any, row: Member, **more: Any) -> HttpResponse:
    context = {
        "member": row,
        "form": MemberForm(instance=row),
        "leave_form": LeaveForm(initial={"left_on": timezone.localdate()}),
        "page_title": str(row),
        "removing": {"do": "remove"},
        **more,
    }
    crumbs = (Line(_("Members"), reverse("group_members", args=[group.pk])), Line(str(row)))
    return page(request, group, "member.html", "group_members", crumbs=crumbs, **context)


@require_POST
def group_member_leave(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """The member left."""
    group, row = member_for(request, pk, member)
    form = LeaveForm(request.POST)
    gone = attempt(form, lambda: actions.let_go(by=me(request), member=row, **form.cleaned_data))
    if gone is None:
        return _member(request, group, row, leave_form=form, status=422)
    messages.success(request, _("%s has left. Name, address and own answers are deleted.") % gone)
    return see("group_members", pk)


@require_POST
def group_member_do(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Come back, get an account, be taken off the list."""
    _group, row = member_for(request, pk, member)
    do = request.POST.get("do")
    try:
        if do == "invite":
            actions.invite_member(by=me(request), member=row)
            messages.success(request, _("%s gets a letter and sees this group from now on.") % row)
        elif do == "back":
            actions.come_back(by=me(request), member=row)
            messages.success(request, _("%s is in the group again.") % row)
        elif do == "remove":
            actions.remove_member(by=me(request), member=row)
            messages.success(request, _("%s is off the list.") % row)
    except Refused as refused:
        tell(request, refused)
    return see("group_members", pk)
