# SPDX-License-Identifier: EUPL-1.2
"""Who signed and who has not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from isopolity.reports.models import Report, SignOff
from isopolity.reviews.models import Review, TeamMember


@dataclass(frozen=True)
class Signature:
    """A member and when they signed; None: not yet."""

    member: TeamMember
    signed_at: datetime | None


@dataclass(frozen=True)
class Signatures:
    """The signatures under one text."""

    rows: list[Signature]
    subject: str
    mine: bool

    @property
    def signed(self) -> int:
        return sum(row.signed_at is not None for row in self.rows)

    @property
    def are_complete(self) -> bool:
        return self.signed == len(self.rows)


def signatures(report: Report | None, review: Review, subject: str, person: Any) -> Signatures:
    """Every member inside the team, with the day of signing. One query."""
    signed = SignOff.objects.filter(report=report, subject=subject, member=OuterRef("pk")).values("signed_at")
    members = TeamMember.objects.inside().filter(review=review).annotate(signed_at=Subquery(signed))
    members = members.select_related("person").only("initials", "person__name")
    rows = [Signature(member, member.signed_at) for member in members]
    mine = any(row.member.person_id == person.pk and row.signed_at for row in rows)
    return Signatures(rows, str(subject), mine)
