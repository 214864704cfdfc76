# SPDX-License-Identifier: EUPL-1.2
"""Who has to sign, and who has."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from isopolity.mentoring.models import Agreement, Pair, Side, Signature
from isopolity.networks.models import Partner, PartnerRole
from isopolity.places.models import City, Organisation


def association_in(pair: Pair, city: City) -> Organisation | None:
    """The association that accompanies the city in the pair's project: beside it, or its own national one."""
    rows = Partner.objects.filter(project=pair.project_id, roles__contains=[PartnerRole.ASSOCIATION])
    mine = rows.filter(Q(beside__city=city) | Q(organisation=city.association_id, organisation__isnull=False))
    found = mine.select_related("organisation").order_by("beside__city", "pk").first()
    return found.organisation if found else None


def sides_needed(pair: Pair) -> list[tuple[str, Any]]:
    """(side, the city or association that signs); a city without an association in the project signs alone."""
    found: list[tuple[str, Any]] = [(Side.MENTEE.value, pair.mentee), (Side.MENTOR.value, pair.mentor)]
    for side, city in ((Side.MENTEE_ASSOCIATION, pair.mentee), (Side.MENTOR_ASSOCIATION, pair.mentor)):
        if body := association_in(pair, city):
            found.append((side.value, body))
    return found


@dataclass(frozen=True)
class SideLine:
    """One side of the agreement, with its signature once there is one."""

    word: str
    body: Any
    side: str
    signature: Signature | None


def side_lines(pair: Pair, agreement: Agreement | None) -> list[SideLine]:
    """All sides that have to sign."""
    rows = agreement.signatures.filter(voided_at=None) if agreement and agreement.pk else []
    given = {row.side: row for row in rows}
    return [SideLine(str(Side(side).label), body, side, given.get(side)) for side, body in sides_needed(pair)]
