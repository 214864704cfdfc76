# SPDX-License-Identifier: EUPL-1.2
"""What people take along: calendar files, day sheets, what interviewees are told."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from isopolity.core.policy import may
from isopolity.core.web import attempt, see
from isopolity.visits import actions
from isopolity.visits.calendars import host_calendar, member_calendar
from isopolity.visits.consent import standard_text
from isopolity.visits.forms import ConsentForm
from isopolity.visits.models import Visit
from isopolity.visits.queries.sheets import day_sheets as sheets_of
from isopolity.visits.views.frame import frame
from isopolity.visits.views.timetable import review_of, visit_of

Reader = Any


def visit_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed-in person's own calendar file: a member's meetings; for the host the released visit."""
    person: Reader = request.user
    visit = visit_of(person, pk, "visit.read")
    inside = may(person, "team.inside", visit.review)
    content = member_calendar(visit, person) if inside else host_calendar(visit)
    headers = {"Content-Disposition": 'attachment; filename="visit.ics"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def day_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """The visit day by day, to print."""
    person: Reader = request.user
    review = review_of(person, pk)
    inside = may(person, "team.inside", review)
    visit = getattr(review, "visit", None)
    context = frame(
        request, review, _("Day sheets"), part="day_sheets", who=_("team only") if inside else _("host and team")
    )
    if visit is not None and may(person, "visit.read", visit):
        visit.review = review
        context["days"] = sheets_of(visit, inside=inside)
    return render(request, "visits/day_sheets.html", context | {"inside": inside})


def consent_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """What interviewees are told: to change, and to print."""
    person: Reader = request.user
    review = review_of(person, pk, "team.inside")
    visit = getattr(review, "visit", None)
    text = (visit and visit.consent_text) or standard_text()
    form = ConsentForm(request.POST or None, initial={"text": text})

    def save() -> Visit:
        started = actions.start_visit(by=person, review=review)
        return actions.set_consent_text(by=person, visit=started, text=form.cleaned_data["text"])

    if request.method == "POST" and attempt(form, save) is not None:
        messages.success(request, _("Saved."))
        return see("consent_sheet", pk)
    context = frame(request, review, _("What interviewees are told"), part="consent_sheet", who=_("public"))
    return render(request, "visits/consent.html", context | {"form": form, "text": text})
