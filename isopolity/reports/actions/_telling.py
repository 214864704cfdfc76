# SPDX-License-Identifier: EUPL-1.2
"""Lines for people's next daily mail when the report changes hands."""

from collections.abc import Callable, Iterable

from isopolity.accounts.models import NoticeKind, Person
from isopolity.accounts.notices import tell
from isopolity.core.links import link
from isopolity.places.models import CityRole
from isopolity.reports.models import Report
from isopolity.reviews.models import Review, TeamMember

Words = Callable[[], str]


def _host_of(review: Review) -> list[Person]:
    roles = CityRole.objects.filter(city=review.city_id, kind="coordinator").select_related("person")
    return [role.person for role in roles]


def _team_of(review: Review) -> list[Person]:
    return [m.person for m in TeamMember.objects.inside().filter(review=review).select_related("person")]


def _secretariat_of(review: Review) -> list[Person]:
    return [role.person for role in review.project.roles.select_related("person")]


def _tell(
    people: Iterable[Person], report: Report, what: str, words: Words, page: str, *, kind: str = NoticeKind.TURN
) -> None:
    """Each person once; ``what`` with the report's id makes the key."""
    of = report.pk if page == "published_report" else report.review_id
    for person in {person.pk: person for person in people}.values():
        tell(person, kind, f"report-{report.pk}-{what}", words, link(page, of))
