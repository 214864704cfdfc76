# SPDX-License-Identifier: EUPL-1.2
"""Lines for people's next daily mail: one was added to a team; an initial report is there to be read."""

from django.utils.translation import gettext as _

from isopolity.accounts.models import NoticeKind, Person
from isopolity.accounts.notices import tell
from isopolity.assessments.actions.telling import Reader, readers_of_app
from isopolity.assessments.models import Assessment
from isopolity.core.links import link
from isopolity.reviews.models import Review, TeamMember


def added(member: TeamMember) -> None:
    """The new member learns where to confirm the place and declare conflicts of interest."""
    city = member.review.city
    words = lambda: _("You are asked to join the team that reviews %s. Please confirm your place.") % city  # noqa: E731
    tell(member.person, NoticeKind.TURN, f"member-{member.pk}-added", words, link("declaration", member.review_id))


@readers_of_app
def readers(assessment: Assessment) -> list[Reader]:
    """Of an initial report: everybody inside the team, the facilitator among them, and the secretariat."""
    review = Review.objects.filter(assessment=assessment).select_related("project").first()
    if review is None:
        return []
    people: list[Person] = [
        m.person for m in TeamMember.objects.inside().filter(review=review).select_related("person")
    ]
    people += [role.person for role in review.project.roles.select_related("person")]
    page = link("initial_report", review.pk)
    return [(person, page) for person in {one.pk: one for one in people}.values()]
