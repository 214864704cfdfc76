# SPDX-License-Identifier: EUPL-1.2
"""What happened: in a review, and to one item of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from isopolity.reviews.queries.desk import items_to_read
from isopolity.reviews.queries.history import history_of, history_page
from isopolity.reviews.views.common import page, review_for

LENGTH = 60


def review_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who did what when. ``?before=`` turns to older events."""
    review = review_for(request, "review.read", pk)
    try:
        before = parse_datetime(request.GET.get("before", ""))
    except ValueError:
        before = None
    if before is not None and before.tzinfo is None:
        before = None
    events, older = history_page(request.user, review, limit=LENGTH, before=before)  # type: ignore[arg-type]
    return page(
        request, review, "history.html", "review_history", page_title=_("What happened"), events=events,
        older=older.isoformat() if older else "", newest=before is None,
    )  # fmt: skip


def item_history(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """What happened to one item: a part for other pages (HTMX), or a page of its own."""
    review = review_for(request, "review.read", pk)
    found = next((one for one in items_to_read(review) if one.pk == item), None)
    if found is None:
        raise Http404
    events = history_of(request.user, review, item=found, limit=LENGTH)  # type: ignore[arg-type]
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "reviews/part_history.html", {"events": events})
    title = _("What happened to %s") % found.code
    return page(request, review, "history.html", "review_history", page_title=title, events=events, newest=True)
