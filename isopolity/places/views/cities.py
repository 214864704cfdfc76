# SPDX-License-Identifier: EUPL-1.2
"""Cities: the list, a city's page, adding and changing one, who works for it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.policy import may, require
from isopolity.core.web import attempt, number, see, tell
from isopolity.places import actions, queries
from isopolity.places.forms import CityFilter, CityForm, CityPersonForm
from isopolity.places.models import City, CityRole

PAGE = 50


def cities(request: HttpRequest) -> HttpResponse:
    """All cities of the site."""
    form = CityFilter(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    rows = queries.cities(words=given.get("q", ""), country=given.get("country", ""))
    buttons = []
    if may(request.user, "city.import"):
        buttons.append(Action(_("Import a file"), reverse("city_import"), "upload"))
    if may(request.user, "city.add"):
        buttons.append(Action(_("Add a city"), reverse("city_add"), "plus", primary=True))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "places/cities.html", {"filter": form, "page": page, "actions": buttons})


def city(request: HttpRequest, pk: int) -> HttpResponse:
    """A city's facts and, for those who may, who works for it."""
    found = get_for(request.user, "city.read", City.objects.select_related("association"), pk=pk)
    form = CityPersonForm(request.POST or None)
    if request.method == "POST":
        require(request.user, "city.people", found)
        role = attempt(form, lambda: actions.invite_to_city(by=me(request), city=found, **form.cleaned_data))
        if role is not None:
            messages.success(request, _("%(who)s works for %(city)s now.") % {"who": role.person, "city": found})
            return see("city", pk, part="people")
    can_change = may(request.user, "city.change", found)
    context = {
        "city": found,
        "form": form,
        "crumbs": [Line(_("Cities"), reverse("cities")), Line(found.name)],
        "actions": [Action(_("Change"), reverse("city_change", args=[pk]), "pencil")] if can_change else [],
        "sees_people": may(request.user, "city.see_people", found),
        "changes_people": may(request.user, "city.people", found),
        "people": queries.people_of(found),
    }
    return render(request, "places/city.html", context)


@require_POST
def remove_person(request: HttpRequest, pk: int, role: int) -> HttpResponse:
    """The person no longer works for the city."""
    found = get_for(request.user, "city.people", City, pk=pk)
    row = CityRole.objects.select_related("city", "person").filter(city=found, pk=role).first()
    if row is not None:
        actions.take_city_role(by=me(request), role=row)
        messages.success(request, _("%(who)s no longer works for %(city)s.") % {"who": row.person, "city": found})
    return see("city", pk, part="people")


def add_city(request: HttpRequest) -> HttpResponse:
    """Search the bundled list of Europe's cities and add one of them."""
    require(request.user, "city.add")
    if request.method == "POST":
        try:
            made = actions.add_listed_city(by=me(request), geoname_id=number(request.POST.get("place")))
        except Refused as refused:
            tell(request, refused)
            return see(request.get_full_path())
        messages.success(request, _("%s is added. Fill in what you know.") % made)
        return see("city", made.pk)
    form = CityFilter(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    found = queries.listed_places(given.get("q", ""), given.get("country", ""))
    crumbs = [Line(_("Cities"), reverse("cities")), Line(_("Add a city"))]
    return render(request, "places/add_city.html", {"filter": form, "found": found, "crumbs": crumbs})


def add_by_hand(request: HttpRequest) -> HttpResponse:
    """Add a city that the list does not have."""
    require(request.user, "city.add")
    form = CityForm(request.POST or None, initial={"timezone": "Europe/Brussels", "name": request.GET.get("name", "")})
    if request.method == "POST":
        made = attempt(form, lambda: actions.add_city(by=me(request), **form.cleaned_data))
        if made is not None:
            messages.success(request, _("%s is added.") % made)
            return see("city", made.pk)
    crumbs = [Line(_("Cities"), reverse("cities")), Line(_("Add a city by hand"))]
    return render(request, "places/city_form.html", {"form": form, "title": _("Add a city by hand"), "crumbs": crumbs})


def change_city(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a city's facts."""
    found = get_for(request.user, "city.change", City, pk=pk)
    form = CityForm(request.POST or None, instance=found)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_city(by=me(request), city=found, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return see("city", pk)
    crumbs = [Line(_("Cities"), reverse("cities")), Line(found.name, reverse("city", args=[pk])), Line(_("Change"))]
    title = _("Change %s") % found.name
    return render(request, "places/city_form.html", {"form": form, "title": title, "crumbs": crumbs})
