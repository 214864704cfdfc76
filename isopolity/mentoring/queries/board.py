# SPDX-License-Identifier: EUPL-1.2
"""The overview of a mentoring: its cities with their profiles, its pairs."""

from dataclasses import dataclass
from typing import Any

from isopolity.core.policy import may
from isopolity.core.rows import with_parts
from isopolity.mentoring.models import Pair, Profile
from isopolity.mentoring.queries.profiles import is_mentee, is_mentor, partners_to_pair
from isopolity.networks.models import Partner, Project

PAIR_PARTS = {
    "project": "kind name network", "mentee": "name country timezone association",
    "mentor": "name country timezone association",
}  # fmt: skip


@dataclass(frozen=True)
class CityLine:
    """A city that is to be paired, and what this person may open."""

    partner: Partner
    profile: Profile | None
    can_read: bool
    can_write: bool

    @property
    def is_mentee(self) -> bool:
        return is_mentee(self.partner)

    @property
    def is_mentor(self) -> bool:
        return is_mentor(self.partner)


def city_lines(person: Any, project: Project) -> list[CityLine]:
    """Mentees and mentors with the state of their profiles."""
    profiles = {row.city_id: row for row in Profile.objects.filter(project=project)}
    found = []
    for partner in partners_to_pair(project):
        profile = profiles.get(partner.city_id or 0)
        asked = profile or Profile(project=project, city=partner.city)
        asked.project, asked.city = project, partner.city  # type: ignore[assignment]
        can_read, can_write = may(person, "profile.read", asked), may(person, "profile.write", asked)
        found.append(CityLine(partner, profile, can_read, can_write))
    return found


def pairs_of(project: Project) -> list[Pair]:
    """The project's pairs: proposed, agreed, and those that came to an end."""
    return list(with_parts(Pair.objects.filter(project=project), **PAIR_PARTS).order_by("mentee__name", "-pk"))
