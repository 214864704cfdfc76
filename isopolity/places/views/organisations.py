# SPDX-License-Identifier: EUPL-1.2
"""Organisations: the list, a page for each, who works there."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line
from isopolity.core.getters import get_for
from isopolity.core.policy import may, require
from isopolity.core.web import attempt, see
from isopolity.places import actions, queries
from isopolity.places.forms import OrganisationFilter, OrganisationForm, PersonForm
from isopolity.places.models import Organisation, OrganisationRole

PAGE = 50


def organisations(request: HttpRequest) -> HttpResponse:
    """All organisations of the site."""
    require(request.user, "organisation.read")
    form = OrganisationFilter(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    buttons = []
    if may(request.user, "organisation.change"):
        buttons = [Action(_("Add an organisation"), reverse("organisation_add"), "plus", primary=True)]
    page = Paginator(queries.organisations(words), PAGE).get_page(request.GET.get("page"))
    return render(request, "places/organisations.html", {"filter": form, "page": page, "actions": buttons})


def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """An organisation and, for those who may, who works there."""
    found = get_for(request.user, "organisation.read", Organisation, pk=pk)
    form = PersonForm(request.POST or None)
    can_change = may(request.user, "organisation.change", found)
    if request.method == "POST":
        require(request.user, "organisation.change", found)
        role = attempt(
            form, lambda: actions.invite_to_organisation(by=me(request), organisation=found, **form.cleaned_data)
        )
        if role is not None:
            messages.success(request, _("%(who)s works for %(body)s now.") % {"who": role.person, "body": found})
            return see("organisation", pk, part="people")
    buttons = [Action(_("Change"), reverse("organisation_change", args=[pk]), "pencil")] if can_change else []
    context = {
        "organisation": found,
        "form": form,
        "actions": buttons,
        "crumbs": [Line(_("Organisations"), reverse("organisations")), Line(found.name)],
        "changes_people": can_change,
        "people": queries.people_at(found),
        "cities": found.cities.all(),
    }
    return render(request, "places/organisation.html", context)


def add_organisation(request: HttpRequest) -> HttpResponse:
    """A new organisation."""
    require(request.user, "organisation.change")
    form = OrganisationForm(request.POST or None)
    if request.method == "POST":
        made = attempt(form, lambda: actions.add_organisation(by=me(request), **form.cleaned_data))
        if made is not None:
            return see("organisation", made.pk)
    title = _("Add an organisation")
    crumbs = [Line(_("Organisations"), reverse("organisations")), Line(title)]
    return render(request, "places/city_form.html", {"form": form, "title": title, "crumbs": crumbs})


def change_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an organisation."""
    found = get_for(request.user, "organisation.change", Organisation, pk=pk)
    first = {"name": found.name, "kind": found.kind, "country": found.country}
    form = OrganisationForm(request.POST or None, initial=first)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_organisation(by=me(request), organisation=found, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return see("organisation", pk)
    title = _("Change %s") % found.name
    crumbs = [Line(_("Organisations"), reverse("organisations")), Line(found.name, reverse("organisation", args=[pk]))]
    return render(request, "places/city_form.html", {"form": form, "title": title, "crumbs": [*crumbs, Line(title)]})


@require_POST
def remove_member(request: HttpRequest, pk: int, role: int) -> HttpResponse:
    """The person no longer works there."""
    found = get_for(request.user, "organisation.change", Organisation, pk=pk)
    row = OrganisationRole.objects.select_related("organisation").filter(organisation=found, pk=role).first()
    if row is not None:
        actions.take_organisation_role(by=me(request), role=row)
    return see("organisation", pk, part="people")
