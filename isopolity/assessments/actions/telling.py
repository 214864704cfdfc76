# SPDX-License-Identifier: EUPL-1.2
"""Who learns of what: one line in the daily mail for a part that was asked, handed in, returned or accepted."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from isopolity.accounts.models import NoticeKind, Person
from isopolity.accounts.notices import tell
from isopolity.assessments.models import Assessment, Contribution
from isopolity.places.models import City, CityRoleKind

Reader = tuple[Person, str]
_readers: list[Callable[[Assessment], list[Reader]]] = []


def readers_of_app(
    find: Callable[[Assessment], list[Reader]],
) -> Callable[[Assessment], list[Reader]]:
    """Register a function of a later app that lists who waits for an assessment, each with the page to read it on."""
    _readers.append(find)
    return find


def submitted(assessment: Assessment) -> None:
    """Those who wait for it learn that it is there; again when it was returned and submitted anew."""
    key = f"assessment-{assessment.pk}-submitted-{int(timezone.now().timestamp())}"
    for find in _readers:
        for person, page in find(assessment):
            tell(
                person,
                NoticeKind.TURN,
                key,
                lambda: _("The initial report of %s is submitted. You can read it now.") % assessment.city,
                page,
            )


def _coordinators(city: City) -> list[Person]:
    roles = city.roles.filter(kind=CityRoleKind.COORDINATOR).select_related("person")
    return [role.person for role in roles]


def _key(part: Contribution) -> str:
    return f"part-{part.pk}-{part.state}-{int(part.changed_at.timestamp())}"


def asked(part: Contribution) -> None:
    """The contributor learns what is wanted, and by when."""

    def words() -> str:
        names = {"city": str(part.assessment.city)}
        if part.due:
            names["day"] = date_format(part.due, "DATE_FORMAT")
            return _("%(city)s asks you for a part of its report, by %(day)s.") % names
        return _("%(city)s asks you for a part of its report.") % names

    tell(part.person, NoticeKind.TURN, _key(part), words, reverse("assessment", args=[part.assessment_id]))


def handed_in(part: Contribution) -> None:
    """The coordinators of the city learn that a part waits for them."""
    for person in _coordinators(part.assessment.city):
        tell(
            person,
            NoticeKind.TURN,
            _key(part),
            lambda: _("%s handed in a part of your report.") % part.person.name,
            reverse("contributors", args=[part.assessment_id]),
        )


def settled(part: Contribution, words: Callable[[], str]) -> None:
    """The contributor learns that the part was returned or accepted."""
    tell(part.person, NoticeKind.DECISION, _key(part), words, reverse("assessment", args=[part.assessment_id]))


def decided(assessment: Assessment, key: str, words: Callable[[], str]) -> None:
    """The coordinators of the city learn what was decided on their report."""
    for person in _coordinators(assessment.city):
        tell(
            person,
            NoticeKind.DECISION,
            f"assessment-{assessment.pk}-{key}",
            words,
            reverse("assessment", args=[assessment.pk]),
        )
