# SPDX-License-Identifier: EUPL-1.2
"""What is missing before a review can leave the visit."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.reviews.models import Review
from isopolity.reviews.stages import Blocker, Warning, check_before_leaving
from isopolity.visits.models import MeetingState, Visit


@check_before_leaving("visit")
def timetable(review: Review) -> list[Blocker | Warning]:
    """Released; every meeting held or cancelled."""
    here = ("timetable", review.pk)
    visit: Visit | None = getattr(review, "visit", None)
    found: list[Blocker | Warning] = []
    if visit is None or not visit.is_released:
        found.append(Blocker(_("The timetable is not released."), _("team"), *here))
    left = review.meetings.filter(state=MeetingState.PLANNED).count()
    if left:
        text = ngettext(
            "%d meeting was neither held nor cancelled.", "%d meetings were neither held nor cancelled.", left
        )
        found.append(Blocker(text % left, _("team"), *here))
    return found
