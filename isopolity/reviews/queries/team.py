# SPDX-License-Identifier: EUPL-1.2
"""What the team's page shows."""

from dataclasses import dataclass
from datetime import datetime

from isopolity.core.texts import read
from isopolity.reviews.blockers import composition
from isopolity.reviews.choices import language_name
from isopolity.reviews.models import Review, TeamMember
from isopolity.reviews.queries.overview import team_of
from isopolity.reviews.stages import Text


@dataclass(frozen=True)
class Row:
    """A member with languages and pillars in words, and what the member has done so far."""

    member: TeamMember
    languages: str
    expertise: str
    has_declared: bool

    @property
    def marks(self) -> dict[str, datetime | None]:
        m = self.member
        return {"confirmed": m.confirmed_at, "trained": m.trained_at, "desk": m.desk_submitted_at}


def team_rows(review: Review) -> list[Row]:
    """The present team in words."""
    pillars = {group.code: read(group.name) for group in review.adoption.version.groups.filter(parent=None)}
    return [
        Row(
            member,
            ", ".join(language_name(tag) for tag in member.languages),
            ", ".join(pillars.get(code, code) for code in member.expertise),
            member.declared_at is not None,
        )
        for member in team_of(review)
    ]


def former_members(review: Review) -> list[TeamMember]:
    """Those who left, with their reason; the latest first."""
    rows = TeamMember.objects.filter(review=review, left_at__isnull=False).select_related("person", "city")
    return list(rows.order_by("-left_at"))


def advice(review: Review) -> list[Text]:
    """What the method asks of a team's composition and this one lacks; stops nobody."""
    return [found.text for found in composition(review)]
