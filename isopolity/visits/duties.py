# SPDX-License-Identifier: EUPL-1.2
"""What a visit asks of whom."""

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.core.duties import Duty, duties_of_app
from isopolity.reviews.duties import due_of, hosts_city, reviews_around
from isopolity.reviews.models import Review, Stage
from isopolity.reviews.rules import inside_team
from isopolity.visits.models import MeetingState


@duties_of_app
def of_visits(person: Any, only: Any = None) -> list[Duty]:
    """Timetables to release and meetings to hold; the host proposes people to meet before the visit."""
    left = Count("meetings", filter=Q(meetings__state=MeetingState.PLANNED))
    rows = reviews_around(person, only).filter(stage__in=[Stage.DESK_REVIEW, Stage.VISIT]).select_related("visit")
    found: list[Duty] = []
    for review in rows.annotate(left=left):
        if review.stage == Stage.VISIT:
            found.append(_visit(person, review))
        elif hosts_city(person, review):
            text = _("Propose people whom the team should meet")
            found.append(
                Duty(f"propose:{review.pk}", text, str(review.city), "interviewees", (review.pk,), due_of(review))
            )
    return found


def _visit(person: Any, review: Review) -> Duty:
    where, key, released = str(review.city), f"visit:{review.pk}", getattr(review, "visit", None)
    inside = inside_team(person, review)
    page, waits = ("timetable", "") if inside else ("review", _("the team"))
    if released is None or not released.is_released:
        return Duty(key, _("Release the timetable of the visit"), where, page, (review.pk,), review.visit_starts, waits)
    left: int = review.left  # type: ignore[attr-defined]
    if not left:
        return Duty(
            key, _("All meetings are held: move the review on"), where, page, (review.pk,), due_of(review), waits
        )
    text = ngettext("Hold %(count)d more meeting", "Hold %(count)d more meetings", left) % {"count": left}
    return Duty(key, text, where, page, (review.pk,), review.visit_ends, waits)
