# SPDX-License-Identifier: EUPL-1.2
"""The document shelf: what is on it, and what was asked for and is not there yet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from isopolity.networks.models import DocumentRequest, Partner, Project, ShelfDocument

AHEAD = timedelta(days=120)  # what is due later than this is not called missing yet


def shelf(
    project: Project,
    *,
    kind: str = "",
    partner: Partner | None = None,
    phase_id: int | None = None,
    language: str = "",
    words: str = "",
) -> QuerySet[ShelfDocument]:
    """The documents that match, newest first."""
    rows = project.documents.select_related("partner__city", "partner__organisation", "phase", "project")
    wanted = {"kind": kind, "partner": partner, "phase_id": phase_id, "language": language}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(partner__city__name__icontains=words))
    return rows


def shelf_of_page(project: Project) -> list[ShelfDocument]:
    """What the public page shows: documents that are public, newest first."""
    rows = project.documents.filter(is_public=True).select_related("partner__city", "partner__organisation", "phase")
    return list(rows.defer("sha256"))


@dataclass(frozen=True)
class Missing:
    """A document that a partner was asked for and that is not on the shelf."""

    asked: DocumentRequest
    partner: Partner
    due: date | None


def missing_of(projects: Iterable[int]) -> list[Missing]:
    """What is missing in these projects. Three queries at most, however many projects, partners and documents.

    A document answers a request of its kind if it belongs to the partner and to the request's phase, or to no phase.
    """
    asked = list(DocumentRequest.objects.filter(project__in=projects).select_related("project", "phase"))
    if not asked:
        return []
    in_projects = {row.project_id for row in asked}
    partners: dict[int, list[Partner]] = defaultdict(list)
    for one in Partner.objects.filter(project__in=in_projects).select_related("city", "organisation"):
        partners[one.project_id].append(one)
    documents = ShelfDocument.objects.filter(project__in=in_projects, partner__isnull=False)
    there = set(documents.values_list("partner_id", "kind", "phase_id"))
    return [
        Missing(row, one, row.due)
        for row in asked
        for one in partners[row.project_id]
        if row.from_role in one.roles and not _is_there(there, row, one)
    ]


def _is_there(there: set[Any], asked: DocumentRequest, partner: Partner) -> bool:
    if asked.phase_id is None:
        return any(one == partner.pk and kind == asked.kind for one, kind, _phase in there)
    return any((partner.pk, asked.kind, phase) in there for phase in (asked.phase_id, None))
