# SPDX-License-Identifier: EUPL-1.2
"""What every page of a review begins and ends with."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from isopolity.accounts.me import me
from isopolity.core.getters import get_for
from isopolity.reviews.models import Review, TeamMember
from isopolity.reviews.queries import review_context


def review_for(request: HttpRequest, permission: str, pk: int) -> Review:
    """The review with all that its frame names, for somebody who has the permission on it."""
    return get_for(request.user, permission, Review.objects.for_frame(), pk=pk)


def own_place(request: HttpRequest, review: Review) -> TeamMember | None:
    """The person's present place in the review's team."""
    rows = TeamMember.objects.present().named().filter(review=review)
    member = rows.filter(person=me(request)).first()
    if member is not None:
        member.review = review
    return member


def own_place_or_404(request: HttpRequest, pk: int) -> TeamMember:
    """The person's present place in the team of this review, inside the wall or not yet."""
    review = Review.objects.for_frame().filter(pk=pk).first()
    member = own_place(request, review) if review else None
    if member is None:
        raise Http404
    return member


def page(
    request: HttpRequest, review: Review, template: str, tab: str, /, status: int = 200, **more: Any
) -> HttpResponse:
    """A page inside the review's frame."""
    context = {**review_context(request.user, review, tab=tab), **more}  # type: ignore[arg-type]
    return render(request, f"reviews/{template}", context, status=status)
