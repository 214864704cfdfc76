# SPDX-License-Identifier: EUPL-1.2
"""A review: where it stands, setting it up, its dates, moving it on."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.core.components import Action, Line
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.core.web import attempt, put_on, see
from isopolity.networks.models import Project
from isopolity.reviews import actions
from isopolity.reviews.choices import language_name
from isopolity.reviews.forms import DatesForm, MoveForm, ReviewForm
from isopolity.reviews.models import Review
from isopolity.reviews.queries.overview import overview, preview
from isopolity.reviews.queries.times import clocks_of, today_in
from isopolity.reviews.views.common import own_place, page, review_for


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The overview. A member who has not declared yet is led to the declaration."""
    found = Review.objects.for_frame().filter(pk=pk).first()
    if found is None:
        raise Http404
    if not may(request.user, "review.read", found) and own_place(request, found):
        return see("declaration", pk)
    return _overview(request, review_for(request, "review.read", pk), MoveForm())


def _overview(request: HttpRequest, found: Review, form: MoveForm, status: int = 200) -> HttpResponse:
    more = overview(request.user, found)  # type: ignore[arg-type]
    buttons = []
    if more["may_change"]:
        text = _("Change the dates") if found.visit_starts else _("Set the dates")
        buttons.append(Action(text, link("review_dates", found.pk), "calendar", not found.visit_starts))
    languages = ", ".join(language_name(tag) for tag in found.city.languages)
    return page(
        request, found, "review.html", "review", status=status,
        form=form, page_actions=buttons, city_languages=languages,
        language=language_name(found.working_language), **more,
    )  # fmt: skip


@require_POST
def review_move(request: HttpRequest, pk: int) -> HttpResponse:
    """The review goes to its next stage."""
    found = review_for(request, "review.move", pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _overview(request, found, form, status=422)
    try:
        move = actions.move_on(by=request.user, review=found, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
    except Refused as refused:
        put_on(form, refused)
        return _overview(request, found, form, status=409)
    messages.success(request, _("The review has moved on: %s.") % move.get_after_display())
    return see("review", pk)


def review_dates(request: HttpRequest, pk: int) -> HttpResponse:
    """The visit's dates, with the deadlines that follow from them before they are saved."""
    found = review_for(request, "review.change", pk)
    if request.htmx:  # type: ignore[attr-defined]
        return _clocks(request, found.project, today_in(found.city))
    before = {"starts": found.visit_starts, "ends": found.visit_ends, "working_language": found.working_language}
    form = DatesForm(request.POST or None, initial=before, languages=_languages(found.project))
    if request.method == "POST" and "preview" not in request.POST:
        attempt(form, lambda: actions.set_dates(by=request.user, review=found, **form.cleaned_data))  # type: ignore[arg-type]
        if not form.errors:
            messages.success(request, _("The dates are saved. All deadlines follow from them."))
            return see("review", pk)
    days = _preview(found.project, form["starts"].value(), form["ends"].value(), today_in(found.city))
    return page(request, found, "dates.html", "review", form=form, days=days, page_title=_("Dates"))


def review_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Set up a review of one of the project's cities."""
    project = get_for(request.user, "review.create", Project, pk=pk)
    today = timezone.localdate()
    if request.htmx:  # type: ignore[attr-defined]
        return _clocks(request, project, today)
    start = {"working_language": project.working_language}
    form = ReviewForm(request.POST or None, initial=start, languages=_languages(project), project=project)
    if request.method == "POST" and "preview" not in request.POST:
        made = attempt(form, lambda: actions.create_review(by=request.user, project=project, **form.cleaned_data))  # type: ignore[arg-type]
        if made is not None:
            messages.success(request, _("The review of %s is set up. Form its team next.") % made.city)
            return see("review", made.pk)
    crumbs = [Line(_("Projects"), link("projects")), Line(str(project), link("project", pk)), Line(_("New review"))]
    days = _preview(project, form["starts"].value(), form["ends"].value(), today)
    return render(request, "reviews/new.html", {"form": form, "project": project, "crumbs": crumbs, "days": days})


def _languages(project: Project) -> list[str]:
    cities = project.partners.exclude(city=None).values_list("city__languages", flat=True)
    return [project.working_language, *(tag for tags in cities for tag in tags)]


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return parse_date(str(value or ""))
    except ValueError:
        return None


def _preview(project: Project, starts: object, ends: object, today: date) -> list[object]:
    return list(preview(clocks_of(project), _day(starts), _day(ends), today))


def _clocks(request: HttpRequest, project: Project, today: date) -> HttpResponse:
    """The part of the form that shows the deadlines."""
    days = _preview(project, request.GET.get("starts"), request.GET.get("ends"), today)
    return render(request, "reviews/part_clocks.html", {"days": days})
