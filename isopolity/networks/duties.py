# SPDX-License-Identifier: EUPL-1.2
"""What projects ask of whom: documents that partners owe to the shelf."""

from collections import defaultdict
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.core.duties import Duty, duties_of_app
from isopolity.networks.models import Partner
from isopolity.networks.queries.shelf import AHEAD, Missing, missing_of
from isopolity.networks.rules import projects_joined, projects_run
from isopolity.places.models import CityRoleKind
from isopolity.places.rules import city_roles, organisations


@duties_of_app
def of_shelf(person: Any, only: Any = None) -> list[Duty]:
    """Documents that the person's cities and organisations owe, and for a secretariat what it waits for.

    What is due in the far future is no duty yet.
    """
    if only is not None:
        return []
    run = projects_run(person)
    around = run | projects_joined(person)
    far = timezone.localdate() + AHEAD
    missing = [row for row in missing_of(around) if row.due is None or row.due <= far] if around else []
    mine = [row for row in missing if _acts_for(person, row.partner)]
    awaited: dict[int, list[Missing]] = defaultdict(list)
    for row in missing:
        if row.asked.project_id in run and row not in mine:
            awaited[row.asked.pk].append(row)
    return [_mine(row) for row in mine] + [_awaited(rows) for rows in awaited.values()]


def _acts_for(person: Any, partner: Partner) -> bool:
    if partner.city_id:
        return (partner.city_id, CityRoleKind.COORDINATOR) in city_roles(person)
    return partner.organisation_id in organisations(person)


def _mine(row: Missing) -> Duty:
    text = _("Put on the shelf: %s") % row.asked.get_kind_display()
    where = f"{row.partner} · {row.asked.project}"
    key = f"shelf:{row.asked.pk}:{row.partner.pk}"
    return Duty(key, text, where, "shelf_add", (row.asked.project_id,), row.due)


def _awaited(rows: list[Missing]) -> Duty:
    asked = rows[0].asked
    names = sorted(str(row.partner) for row in rows)
    who = ", ".join(names) if len(names) < 4 else ngettext("%d partner", "%d partners", len(names)) % len(names)
    text = _("Put on the shelf: %s") % asked.get_kind_display()
    key = f"shelf:{asked.pk}"
    return Duty(key, text, str(asked.project), "shelf", (asked.project_id,), rows[0].due, who, "missing")
