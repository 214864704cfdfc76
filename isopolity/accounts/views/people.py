# SPDX-License-Identifier: EUPL-1.2
"""All accounts of the site, for its operators."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.accounts import actions, queries
from isopolity.accounts.forms import AddressForm, InviteForm, PeopleFilter, ResetSecondStepForm
from isopolity.accounts.me import me
from isopolity.accounts.models import Person
from isopolity.core.components import Action, Line
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.policy import require
from isopolity.core.web import attempt, see, tell

PAGE = 50


def people(request: HttpRequest) -> HttpResponse:
    """The list of accounts, found by name or address and state."""
    require(me(request), "person.list")
    form = PeopleFilter(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    rows = queries.people(words=given.get("q", ""), state=given.get("state", ""))
    context = {
        "filter": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "actions": [Action(_("Invite somebody"), reverse("person_invite"), "plus", primary=True)],
    }
    return render(request, "accounts/people.html", context)


def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody who has no role yet."""
    require(me(request), "person.invite")
    form = InviteForm(request.POST or None)
    if request.method == "POST":
        made = attempt(form, lambda: actions.invite(by=me(request), **form.cleaned_data))
        if made is not None:
            messages.success(request, _("An invitation goes to %s.") % made.email)
            return see("person", made.pk)
    crumbs = [Line(_("People"), reverse("people")), Line(_("Invite somebody"))]
    return render(request, "accounts/invite.html", {"form": form, "crumbs": crumbs})


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: its state and what an operator can do with it."""
    found = get_for(me(request), "person.list", queries.people(), pk=pk)
    form = AddressForm(request.POST if "email" in request.POST else None, initial={"email": found.email})
    if request.method == "POST" and "email" in request.POST:
        if attempt(form, lambda: actions.correct_address(by=me(request), person=found, **form.cleaned_data)):
            messages.success(request, _("The address is changed."))
            return see("person", pk)
    elif request.method == "POST":
        _do(request, found)
        return see("person", pk)
    crumbs = [Line(_("People"), reverse("people")), Line(found.name)]
    context = {"one": found, "form": form, "crumbs": crumbs, "is_self": found.pk == me(request).pk}
    context["has_second_step"] = queries.has_second_step(found)
    return render(request, "accounts/person.html", context)


def person_second_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a second step that somebody lost, with a reason; and when that was done before."""
    found = get_for(me(request), "person.reset_second_step", Person, pk=pk)
    form = ResetSecondStepForm(request.POST or None)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.reset_second_step(by=me(request), person=found, **form.cleaned_data)
    ):
        messages.success(request, _("The second step is reset. A mail tells %s.") % found.name)
        return see("person", pk)
    title = _("Reset the second step")
    crumbs = [Line(_("People"), reverse("people")), Line(found.name, reverse("person", args=[pk])), Line(title)]
    context = {"one": found, "form": form, "crumbs": crumbs, "title": title, "is_self": found.pk == me(request).pk}
    context |= {"has_second_step": queries.has_second_step(found), "resets": queries.second_step_resets(found)}
    return render(request, "accounts/second_step_reset.html", context)


def _do(request: HttpRequest, found: Person) -> None:
    """The button that was pressed, as ``do``; a refusal is told where the person was."""
    names: dict[str, Any] = {"by": me(request), "person": found}
    buttons: dict[str, tuple[Callable[[], object], str]] = {
        "again": (lambda: actions.send_again(**names), _("A new invitation goes out; the earlier one is void.")),
        "withdraw": (lambda: actions.withdraw_invitation(**names), _("The invitation is withdrawn.")),
        "close": (lambda: actions.close_account(**names), _("The account is closed.")),
        "open": (lambda: actions.open_account(**names), _("The account is open again.")),
        "operator": (lambda: actions.make_operator(**names, is_operator=True), _("Now a site operator.")),
        "no_operator": (lambda: actions.make_operator(**names, is_operator=False), _("No site operator any more.")),
    }
    if request.POST.get("do") not in buttons:
        raise Http404
    do, told = buttons[request.POST["do"]]
    try:
        do()
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, told)
