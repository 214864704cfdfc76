# SPDX-License-Identifier: EUPL-1.2
"""Cities from a CSV file: first what it would do, then doing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.accounts.me import me
from isopolity.core.components import Line
from isopolity.core.policy import require
from isopolity.core.web import see
from isopolity.places import actions
from isopolity.places.actions.imports import Change, FaultyFile
from isopolity.places.city_csv import Fault, template
from isopolity.places.forms import ImportForm


def import_cities(request: HttpRequest) -> HttpResponse:
    """Show what the file would change; import it on the second press. Faults are listed by line."""
    require(request.user, "city.import")
    form = ImportForm(request.POST or None, request.FILES or None)
    faults: tuple[Fault, ...] = ()
    changes: list[Change] | None = None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            if "import" in request.POST:
                done = actions.import_cities(by=me(request), text=text)
                messages.success(request, _("%d cities were read from the file.") % len(done))
                return see("cities")
            changes = actions.preview_import(by=me(request), text=text)
        except FaultyFile as faulty:
            faults = faulty.faults
    context = {
        "form": ImportForm() if form.is_valid() else form,
        "faults": faults,
        "changes": changes,
        "text": form.cleaned_data.get("text", "") if form.is_valid() else "",
        "crumbs": [Line(_("Cities"), reverse("cities")), Line(_("Import a file"))],
    }
    return render(request, "places/import.html", context)


def import_template(request: HttpRequest) -> HttpResponse:
    """The empty CSV file to fill in."""
    require(request.user, "city.import")
    answer = HttpResponse("\ufeff" + template(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="cities.csv"'
    return answer
