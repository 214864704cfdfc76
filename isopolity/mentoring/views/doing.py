# SPDX-License-Identifier: EUPL-1.2
"""What a pair does: visits with programme and participants, learning log, results; one form for all parts."""

from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core import web
from isopolity.core.calendars import add, calendar
from isopolity.core.components import Line
from isopolity.core.errors import Refused
from isopolity.core.files import handed_out
from isopolity.mentoring import actions
from isopolity.mentoring.forms.parts import FORMS
from isopolity.mentoring.models import Host, LearningEntry, Pair, Product, StudyVisit
from isopolity.mentoring.parts import OF_VISIT, PARTS
from isopolity.mentoring.queries.pairs import visits_of
from isopolity.mentoring.views.pairs import page, pair_for


def titles() -> dict[str, str]:
    """What the form of each part is called."""
    return {
        "goal": _("Goal"), "visit": _("Visit"), "session": _("Session"), "guest": _("Participant"),
        "learning": _("Lesson"), "academy": _("Training academy"), "product": _("Product"),
        "dissemination": _("Spreading results"),
    }  # fmt: skip


@require_safe
def pair_visits(request: HttpRequest, pk: int) -> HttpResponse:
    """Study visits and transfer workshops."""
    found = pair_for(request, pk)
    rows = visits_of(found)
    open_hosts = [Host.MENTEE] * found.project.mentee_visits + [Host.MENTOR] * found.project.mentor_visits
    for row in rows:
        if row.kind == "study" and row.host in open_hosts:
            open_hosts.remove(row.host)
    context = page(request, found, "pair_visits", visits=rows, open_hosts=[host.label for host in open_hosts])
    return render(request, "mentoring/visits.html", context)


def _visit(found: Pair, visit: int) -> StudyVisit:
    return get_object_or_404(found.visits, pk=visit)


def zone_of(visit: StudyVisit, pair: Pair) -> ZoneInfo:
    """The host city's time."""
    return ZoneInfo((pair.mentee if visit.host == Host.MENTEE else pair.mentor).timezone)


@require_safe
def pair_visit(request: HttpRequest, pk: int, visit: int) -> HttpResponse:
    """One visit: programme by day, participants, what was learnt; prints as a sheet for each day."""
    found = pair_for(request, pk)
    row = _visit(found, visit)
    zone = zone_of(row, found)
    with override(zone):
        days = [
            (day, list(sessions))
            for day, sessions in groupby(row.sessions.all(), key=lambda one: one.starts.astimezone(zone).date())
        ]
        guests = list(row.guests.all())
        crumbs = (Line(_("Visits"), reverse("pair_visits", args=[pk])), Line(row.title))
        context = page(
            request, found, "pair_visits", *crumbs, visit=row, days=days, guests=guests, zone=str(zone),
            came=sum(one.came for one in guests), learning=row.learning.select_related("item"),
            host=found.mentee if row.host == Host.MENTEE else found.mentor,
        )  # fmt: skip
        return render(request, "mentoring/visit.html", context)


@require_safe
def pair_visit_calendar(request: HttpRequest, pk: int, visit: int) -> HttpResponse:
    """The programme as a calendar file; functions and rooms, no names."""
    found = pair_for(request, pk)
    row = _visit(found, visit)
    zone = zone_of(row, found)
    made = calendar(row.title, about="study visit", zone=str(zone))
    for one in row.sessions.all():
        add(made, f"study visit session {one.pk}", one.starts, one.ends, one.title, where=one.room or row.place)
    if not row.sessions.exists() and row.starts_on:
        day, last = row.starts_on, row.ends_on or row.starts_on
        starts, ends = (datetime(d.year, d.month, d.day, h, tzinfo=zone) for d, h in ((day, 9), (last, 17)))
        add(made, f"study visit {row.pk}", starts, ends, row.title, where=row.place)
    answer = HttpResponse(bytes(made.to_ical()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="visit-{row.pk}.ics"'
    return answer


@require_safe
def learning_log(request: HttpRequest, pk: int) -> HttpResponse:
    """What was tried, what worked, what failed and why."""
    found = pair_for(request, pk)
    rows = found.learning.select_related("item", "visit", "author", "flag")
    return render(request, "mentoring/learning.html", page(request, found, "learning_log", entries=rows))


@require_POST
def lesson_pass_on(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Tell a lesson to those who keep the benchmark."""
    found = pair_for(request, pk, "pair.write")
    row = get_object_or_404(LearningEntry.objects.select_related("item", "pair__project"), pair=found, pk=entry)
    row.pair = found
    try:
        actions.pass_on_lesson(by=me(request), entry=row)
        messages.success(request, _("The lesson is passed on. It stands with the item’s flags."))
    except Refused as refused:
        web.tell(request, refused)
    return web.see("learning_log", pk)


@require_POST
def pair_tick(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Tick a step of the project's own, or take the tick away."""
    found = pair_for(request, pk, "pair.write")
    row = get_object_or_404(found.project.steps, pk=step)
    try:
        actions.tick_step(by=me(request), pair=found, step=row, is_done=request.POST.get("done") == "1")
    except Refused as refused:
        web.tell(request, refused)
    return web.see("pair", pk)


@require_safe
def pair_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Academies, products, dissemination."""
    found = pair_for(request, pk)
    context = page(
        request, found, "pair_results", academies=found.academies.all(), products=found.products.all(),
        told=found.dissemination.all(),
    )  # fmt: skip
    return render(request, "mentoring/results.html", context)


@require_safe
def product_file(request: HttpRequest, pk: int, product: int) -> FileResponse:
    """A product's file."""
    row = get_object_or_404(Product.objects.exclude(file=""), pair=pair_for(request, pk), pk=product)
    try:
        return handed_out(row.file, name=row.name, content_type=row.content_type)
    except FileNotFoundError as error:
        raise Http404 from error


def part_edit(request: HttpRequest, pk: int, part: str, row: int = 0, visit: int = 0) -> HttpResponse:
    """A new part of a pair, or new facts about one; or take it out."""
    found = pair_for(request, pk, "pair.write")
    if part not in PARTS or (part in OF_VISIT and not visit):
        raise Http404
    at = _visit(found, visit) if visit else None
    kept = _row(found, part, row, at) if row else None
    if "remove" in request.POST and kept is not None:
        actions.remove_part(by=me(request), pair=found, row=kept)
        messages.success(request, _("It is taken out. The history keeps it."))
        return _back(found, part, at, kept)
    with override(zone_of(at, found) if at else None):
        return _edited(request, found, part, kept, at)


def _edited(request: HttpRequest, found: Pair, part: str, kept: Any, at: StudyVisit | None) -> HttpResponse:
    copy = PARTS[part].model.objects.get(pk=kept.pk) if kept else None
    initial = {} if kept else _first(request, part, at)
    form = FORMS[part](request.POST or None, request.FILES or None, pair=found, instance=copy, initial=initial)

    def save() -> Any:
        facts = {name: form.cleaned_data[name] for name in PARTS[part].fields}
        if kept is None:
            return actions.add_part(by=me(request), pair=found, part=part, facts=facts, visit=at)
        if part == "product" and not request.FILES:
            del facts["file"]
        return actions.change_part(by=me(request), pair=found, part=part, row=kept, facts=facts)

    if request.method == "POST" and (saved := web.attempt(form, save)) is not None:
        messages.success(request, _("Saved."))
        return _back(found, part, at, saved)
    crumbs = (Line(titles()[part]),)
    context = page(
        request, found, PARTS[part].page, *crumbs, form=form, title=titles()[part], kept=kept,
        multipart=part == "product", who=_("both cities, both associations, secretariat"),
    )  # fmt: skip
    return render(request, "mentoring/pair_form.html", context)


def _first(request: HttpRequest, part: str, at: StudyVisit | None) -> dict[str, Any]:
    if part == "session" and at is not None:
        last = at.sessions.order_by("-ends").first()
        if last is not None:
            return {"starts": last.ends, "room": last.room}
    if part == "learning" and at is not None:
        return {"visit": at.pk}
    return {}


def _row(found: Pair, part: str, row: int, at: StudyVisit | None) -> Any:
    rows = PARTS[part].model.objects.all()
    if part in OF_VISIT:
        return get_object_or_404(rows.select_related("visit"), visit=at, pk=row)
    return get_object_or_404(rows, pair=found, pk=row)


def _back(found: Pair, part: str, at: StudyVisit | None, row: Any) -> HttpResponse:
    if part in OF_VISIT and at is not None:
        return web.see("pair_visit", found.pk, at.pk)
    if part == "visit" and row.pk:
        return web.see("pair_visit", found.pk, row.pk)
    return web.see(PARTS[part].page, found.pk)
