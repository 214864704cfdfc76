# SPDX-License-Identifier: EUPL-1.2
"""Whom one can be in the demo."""

from dataclasses import dataclass

from django.db.models import Q

from isopolity.accounts.models import Person
from isopolity.demo.cast import DemoReview
from isopolity.reviews.models import Review


@dataclass(frozen=True)
class Role:
    """Somebody to sign in as, and what they are."""

    person: Person
    what: str


def cast_by_review(plans: list[DemoReview]) -> tuple[list[Role], list[tuple[Review, list[Role]]]]:
    """(people of the whole project, people around each review)."""
    around = Q(name__startswith="Secretariat") | Q(is_operator=True) | Q(name__contains="association")
    general = [
        Role(
            person,
            "site operator" if person.is_operator else "secretariat" if "Secretariat" in person.name else "association",
        )
        for person in Person.objects.filter(around, email__endswith="@demo.invalid").order_by("pk")
    ]
    reviews = Review.objects.select_related("city", "project").prefetch_related(
        "members__person", "city__roles__person", "assessment__contributions__person"
    )
    return general, [(review, _roles(review)) for review in reviews.order_by("-pk")]


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
