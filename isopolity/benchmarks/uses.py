# SPDX-License-Identifier: EUPL-1.2
"""Where an item is used: later apps (assessments, reviews) tell it here, for what the reader may see."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.benchmarks.models import Adoption, Item, OverlayItem
from isopolity.core.components import Line
from isopolity.networks.rules import projects_joined, projects_run

Teller = Callable[[Any, Item], Iterable[Line]]

_tellers: list[Teller] = []


def tells_uses(teller: Teller) -> Teller:
    """Mark a function that lists, as links, where an item is used; it keeps to what the person may see.

    Called for each item page, so it must need few queries. Register it when the app is ready.
    """
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def uses_of(person: Any, item: Item) -> list[Line]:
    """Everywhere this person may see the item at work."""
    if not getattr(person, "is_authenticated", False):
        return []
    return [line for teller in _tellers for line in teller(person, item)]


@tells_uses
def in_projects(person: Any, item: Item) -> list[Line]:
    """The reader's projects that measure this item."""
    rows = Adoption.objects.filter(version=item.version_id, project__in=projects_run(person) | projects_joined(person))
    rows = rows.exclude(overlay__in=OverlayItem.objects.filter(item=item, is_hidden=True)).select_related("project")
    return [Line(row.project.name, reverse("adoption", args=[row.pk]), _("the project's benchmark")) for row in rows]
