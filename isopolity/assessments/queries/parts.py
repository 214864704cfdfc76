# SPDX-License-Identifier: EUPL-1.2
"""What of an assessment one person may open and write; who was asked for what."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from isopolity.assessments.models import Assessment, AssessmentState, Contribution
from isopolity.assessments.rules import contributions, writes
from isopolity.benchmarks.models import BackgroundSection, Item


@dataclass(frozen=True)
class Reach:
    """The items and sections a person may open: all of them (None), or those the person was asked for."""

    contribution: Contribution | None
    items: frozenset[int] | None
    sections: frozenset[int] | None
    can_write: bool

    @property
    def is_whole(self) -> bool:
        return self.items is None

    def opens_item(self, pk: int) -> bool:
        return self.items is None or pk in self.items

    def opens_section(self, pk: int) -> bool:
        return self.sections is None or pk in self.sections


def reach(person: Any, assessment: Assessment) -> Reach:
    """All for the coordinator, the asked parts for a contributor, nothing for others."""
    is_open = assessment.state == AssessmentState.OPEN
    if writes(person, assessment):
        return Reach(None, None, None, can_write=is_open)
    part = contributions(person).get(assessment.pk)
    if part is None:
        return Reach(None, frozenset(), frozenset(), can_write=False)
    contribution = Contribution.objects.get(pk=part)
    return Reach(
        contribution,
        frozenset(contribution.items.values_list("pk", flat=True)),
        frozenset(contribution.sections.values_list("pk", flat=True)),
        can_write=is_open and contribution.is_writable,
    )


def parts_of(assessment: Assessment) -> QuerySet[Contribution]:
    """Who was asked for what, with the codes to show. Three queries."""
    return assessment.contributions.select_related("person").prefetch_related(
        Prefetch("items", Item.objects.only("pk", "code", "version_id", "position")),
        Prefetch("sections", BackgroundSection.objects.only("pk", "code", "title", "version_id", "position")),
    )


def asked_of(person: Any) -> QuerySet[Contribution]:
    """The parts this person was asked for, open ones first, nearest deadline first."""
    rows = Contribution.objects.filter(person=person)
    return rows.select_related("assessment__city", "assessment__version").order_by("state", "due", "pk")
