# SPDX-License-Identifier: EUPL-1.2
"""What changes a review as a whole: its dates and its stage."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.assessments.actions import make_assessment
from isopolity.benchmarks.models import Adoption
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.errors import Refused
from isopolity.core.policy import forget, require
from isopolity.networks.models import Project
from isopolity.places.models import City
from isopolity.reviews import stages
from isopolity.reviews.models import Review, StageMove


@action
def create_review(
    *,
    by: Person,
    project: Project,
    city: City,
    adoption: Adoption,
    starts: date | None = None,
    ends: date | None = None,
    working_language: str = "",
) -> Review:
    """A review of one partner city; its initial report is made with it."""
    require(by, "review.create", project)
    if adoption.project_id != project.pk:
        raise Refused(_("This benchmark is not adopted by the project."), fields={"adoption": _("Not adopted.")})
    if not project.partners.filter(city=city).exists():
        message = _("%s is not a partner of this project. Add it first.") % city
        raise Refused(message, fields={"city": message})
    if Review.objects.filter(project=project, city=city).exists():
        message = _("%s has a review in this project already.") % city
        raise Refused(message, fields={"city": message})
    _check_dates(starts, ends)
    language = working_language or project.working_language
    review = Review(
        project=project,
        city=city,
        adoption=adoption,
        assessment=make_assessment(city=city, version=adoption.version, adoption=adoption, language=language),
        working_language=language,
        visit_starts=starts,
        visit_ends=ends,
    )
    checked(review).save()
    forget()
    return review


def _check_dates(starts: date | None, ends: date | None) -> None:
    if (starts is None) != (ends is None):
        message = _("Give the first and the last day of the visit.")
        raise Refused(message, fields={"ends" if ends is None else "starts": message})
    if starts and ends and ends < starts:
        message = _("The last day of the visit comes before the first.")
        raise Refused(message, fields={"ends": message})
    if starts and ends and (ends - starts).days > 30:
        message = _("A visit takes three to four days. These dates are more than a month apart.")
        raise Refused(message, fields={"ends": message})


@action
def set_dates(
    *, by: Person, review: Review, starts: date | None, ends: date | None, working_language: str | None = None
) -> Review:
    """When the visit takes place, and the team's working language; every clock of the review follows from the dates."""
    require(by, "review.change", review)
    _check_dates(starts, ends)
    review.visit_starts, review.visit_ends = starts, ends
    if working_language:
        review.working_language = working_language
    checked(review).save()
    return review


@action
def move_on(*, by: Person, review: Review, reason: str = "") -> StageMove:
    """The review goes to its next stage when nothing is missing; the secretariat may go on unfinished with a reason."""
    require(by, "review.move", review)
    seen = review.stage
    review = Review.objects.select_for_update().get(pk=review.pk)
    if review.stage != seen:
        raise Refused(_("Somebody else has just moved this review on."))
    after = stages.TABLE[review.stage].after
    if after is None:
        raise Refused(_("This is the last stage."))
    missing = stages.blockers(review)
    if missing:
        if not reason.strip():
            message = _("Something is still missing. The secretariat may move the review on with a reason.")
            raise Refused(message, links=missing)
        require(by, "review.force", review)
    move = StageMove.objects.create(
        review=review,
        before=review.stage,
        after=after,
        moved_by=by,
        reason=cleaning.plain(reason) if missing else "",
    )
    review.stage, review.stage_since = after, timezone.now()
    review.save()
    return move
