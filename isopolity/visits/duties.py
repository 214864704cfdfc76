# SPDX-License-Identifier: EUPL-1.2
"""What a visit asks of whom."""

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.core.duties import Duty, duties_of_app
from isopolity.reviews.duties import due_of, hosts_city, reviews_under_way
from isopolity.reviews.models import Review, Stage
from isopolity.reviews.rules import inside_team
from isopolity.visits.models import MeetingState, Visit


@duties_of_app
def of_visits(person: Any, only: Any = None) -> list[Duty]:
    """Timetables to release and meetings to hold; the host proposes people to meet before the visit."""
    reviews = reviews_under_way(person, only)
    left = _meetings_left([review for review in reviews if review.stage == Stage.VISIT])
    found: list[Duty] = []
    for review in reviews:
        if review.stage == Stage.VISIT:
            found.append(_visit(person, review, left.get(review.pk)))
        elif review.stage == Stage.DESK_REVIEW and hosts_city(person, review):
            text = _("Propose people whom the team should meet")
            found.append(
                Duty(f"propose:{review.pk}", text, str(review.city), "interviewees", (review.pk,), due_of(review))
            )
    return found


def _meetings_left(reviews: list[Review]) -> dict[int, int]:
    """review → how many meetings are still to be held, where the timetable is released."""
    left = Count("meetings", filter=Q(meetings__state=MeetingState.PLANNED))
    released = Visit.objects.filter(review__in=reviews, released_at__isnull=False)
    return dict(released.annotate(left=left).values_list("review_id", "left")) if reviews else {}


def _visit(person: Any, review: Review, left: int | None) -> Duty:
    where, key = str(review.city), f"visit:{review.pk}"
    inside = inside_team(person, review)
    page, waits = ("timetable", "") if inside else ("review", _("the team"))
    if left is None:
        return Duty(key, _("Release the timetable of the visit"), where, page, (review.pk,), review.visit_starts, waits)
    if not left:
        return Duty(
            key, _("All meetings are held: move the review on"), where, page, (review.pk,), due_of(review), waits
        )
    text = ngettext("Hold %(count)d more meeting", "Hold %(count)d more meetings", left) % {"count": left}
    return Duty(key, text, where, page, (review.pk,), review.visit_ends, waits)
