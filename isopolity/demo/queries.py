# SPDX-License-Identifier: EUPL-1.2
"""Whom one can be in the demo."""

from dataclasses import dataclass

from django.db.models import Q

from isopolity.accounts.models import Person
from isopolity.demo.cast import DemoReview
from isopolity.reviews.models import Review

# People of whole projects, by how their function begins.
GENERAL = {
    "Secretariat": "secretariat",
    "Officer of the Danish": "association",
    "Programme officer": "managing authority beside a city",
    "Course leader": "member of Nordhavn’s support group, light account",
}


@dataclass(frozen=True)
class Role:
    """Somebody to sign in as, and what they are."""

    person: Person
    what: str


def cast_by_review(plans: list[DemoReview]) -> tuple[list[Role], list[tuple[Review, list[Role]]]]:
    """(people of the whole project, people around each review)."""
    around = Q(is_operator=True)
    for start in GENERAL:
        around |= Q(name__startswith=start)
    people = Person.objects.filter(around, email__endswith="@demo.invalid").order_by("pk")
    general = [Role(person, _what(person)) for person in people]
    reviews = Review.objects.select_related("city", "project").prefetch_related(
        "members__person", "city__roles__person", "assessment__contributions__person"
    )
    return general, [(review, _roles(review)) for review in reviews.order_by("-pk")]


def _what(person: Person) -> str:
    if person.is_operator:
        return "site operator"
    return next(what for start, what in GENERAL.items() if person.name.startswith(start))


def _roles(review: Review) -> list[Role]:
    hosts = [Role(r.person, "host coordinator") for r in review.city.roles.all() if r.kind == "coordinator"]
    writers = [Role(c.person, "host contributor") for c in review.assessment.contributions.all()]
    members = [
        Role(
            m.person, "team leader" if m.is_leader else "facilitator" if m.is_facilitator else str(m.get_kind_display())
        )
        for m in review.members.all()
        if m.left_at is None
    ]
    return hosts + writers + members
