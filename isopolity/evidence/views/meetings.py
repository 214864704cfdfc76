# SPDX-License-Identifier: EUPL-1.2
"""A meeting while it is prepared and taken; and how well the meetings cover the benchmark."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import items_of
from isopolity.core.autosave import digest
from isopolity.core.errors import Refused, Stale
from isopolity.core.rows import with_parts
from isopolity.core.texts import read
from isopolity.core.web import autosaved, number, see, tell
from isopolity.evidence import actions
from isopolity.evidence.queries.items import coverage_map, coverage_rows
from isopolity.evidence.queries.lines import digest_of, line_of, lines, lines_since
from isopolity.evidence.views.bank import frame, review_of
from isopolity.visits import actions as visits
from isopolity.visits.consent import standard_text
from isopolity.visits.models import Meeting, PreparedItem, Session
from isopolity.visits.queries.timetable import day_name, span_text, team_name, zone_of
from isopolity.visits.views.meetings import meeting_for

Reader = Any


def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Questions beside the line editor."""
    person: Reader = request.user
    found = meeting_for(person, pk)
    review, session = found.review, _session(found)
    items = items_of(review.adoption.version, review.adoption)
    found.guests = [
        row.interviewee for row in found.participations.select_related("interviewee__identity").order_by("pk")
    ]
    takers = with_parts(found.interviewers.order_by("pk"), member="initials person", member__person="name")
    context = frame(request, review, team_name(found), page_subtitle=_when(found))
    context |= {
        "steps": [],  # no journey above the notes: an interview wants the page's top
        "meeting": found,
        "session": session,
        "people": found.guests,
        "takers": [row.member for row in takers],
        "prepared": with_parts(found.prepared.all(), item="code title"),
        "choices": [(item.pk, f"{item.code} {read(item.title)}") for item in items],
        "codes": [{"code": item.code, "title": read(item.title)} for item in items],
        "lines": lines(session, person),
        "after": timezone.now().isoformat(),
        "notes_digest": digest(session.notes),
        "consent_text": found.visit.consent_text or standard_text(),
        "urls": {name: reverse(f"meeting_{name}", args=[pk]) for name in ("lines", "feed", "notes", "plan")},
    }
    return render(request, "evidence/meeting.html", context)


def _session(found: Meeting) -> Session:
    session: Session = found.session
    session.meeting = found
    return session


def _when(found: Meeting) -> str:
    if not found.during:
        return _("no time yet")
    zone = zone_of(found.review)
    room = f", {found.room}" if found.room else ""
    return f"{day_name(found.during.lower, zone)}, {span_text(found.during, zone)}{room}"


@require_POST
def meeting_lines(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep one line (contract: static/src/js/lines.js)."""
    person: Reader = request.user
    found = meeting_for(person, pk)
    sent = request.POST
    try:
        row = actions.save_line(
            by=person, meeting=found, key=UUID(sent.get("key", "")), text=sent.get("text", ""),
            codes=list(dict.fromkeys(sent.getlist("items"))), level=sent.get("level", ""), basis=sent.get("basis", ""),
            context=sent.get("context", ""), seen=sent.get("seen", ""),
        )  # fmt: skip
    except ValueError:
        return JsonResponse({"message": _("This line has no key. Load the page again.")}, status=400)
    except Stale as stale:
        return JsonResponse({"theirs": stale.theirs, "by": stale.by, "digest": stale.digest}, status=409)
    except Refused as refused:
        return JsonResponse({"message": next(iter(refused.fields.values()), "") or str(refused)}, status=400)
    line = line_of(row, person)
    return JsonResponse({"id": row.pk, "digest": digest_of(line), "citation": line["citation"]})


@require_GET
def meeting_feed(request: HttpRequest, pk: int) -> JsonResponse:
    """What the other interviewer wrote since the cursor."""
    person: Reader = request.user
    session = _session(meeting_for(person, pk))
    now = timezone.now().isoformat()
    return JsonResponse({"lines": lines_since(session, person, request.GET.get("after", "")), "after": now})


@require_POST
def meeting_notes(request: HttpRequest, pk: int) -> JsonResponse:
    """Notes on the meeting as a whole, autosaved."""
    person: Reader = request.user
    found = meeting_for(person, pk)
    value, seen = request.POST.get("value", ""), request.POST.get("seen")
    return autosaved(lambda: visits.save_notes(by=person, meeting=found, value=value, seen=seen), "notes")


@require_POST
def meeting_prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Items and questions: from the desk reviews, or one by hand, or away again."""
    person: Reader = request.user
    found = meeting_for(person, pk)
    try:
        _prepare(request, found)
    except Refused as refused:
        tell(request, refused)
    return see("meeting", pk, part="questions")


def _prepare(request: HttpRequest, found: Meeting) -> None:
    person: Reader = request.user
    if "desk" in request.POST:
        rows = visits.prepare_from_desk_reviews(by=person, meeting=found)
        messages.success(request, _("%d items are prepared.") % len(rows))
        return
    rows_of = PreparedItem.objects.filter(meeting=found)
    if "remove" in request.POST:
        if row := rows_of.filter(pk=number(request.POST["remove"])).first():
            visits.unprepare(by=person, prepared=row)
        return
    item = Item.objects.filter(pk=number(request.POST.get("item", ""))).first()
    if item is None:
        raise Refused(_("Choose an item."))
    visits.prepare(by=person, meeting=found, item=item, questions=request.POST.get("questions", ""))
    messages.success(request, _("Saved."))


@require_POST
def meeting_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """The interviewee agreed (or it was noted by mistake)."""
    person: Reader = request.user
    visits.note_consent(by=person, meeting=meeting_for(person, pk), agreed="undo" not in request.POST)
    return see("meeting", pk)


@require_POST
def meeting_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting took place."""
    person: Reader = request.user
    try:
        visits.hold(by=person, meeting=meeting_for(person, pk))
        messages.success(request, _("The meeting is marked as held."))
    except Refused as refused:
        tell(request, refused)
    return see("meeting", pk)


def coverage(request: HttpRequest, pk: int) -> HttpResponse:
    """Which items cannot yet reach enough independent interviews, and who could speak to them."""
    person: Reader = request.user
    review = review_of(person, pk)
    rows = coverage_rows(review)
    held = request.GET.get("show") == "held"
    context = frame(request, review, _("Coverage"), "coverage", rows=rows, held=held)
    context |= {
        "map": coverage_map(review, rows, held=held),
        "needed": review.project.interviews_needed,
        "short": [row for row in rows if not row.can_reach],
    }
    return render(request, "evidence/coverage.html", context)
