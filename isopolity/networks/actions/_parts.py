# SPDX-License-Identifier: EUPL-1.2
"""What actions on the parts of a project share: places in a list, words of their own, what belongs to the project."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max, Model
from django.utils.translation import gettext as _

from isopolity.core.errors import Refused
from isopolity.networks.models import Project
from isopolity.networks.shapes import Text


def last_place(rows: Any) -> int:
    """The place behind the last of these rows."""
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def own_words(given: str, key: str, shape: Mapping[str, Text]) -> str:
    """Nothing where the words are still those of the shape, so that each reader keeps them in the own language."""
    return "" if key and given in ("", str(shape.get(key, ""))) else given


def check_of_project(project: Project, **parts: Any) -> None:
    """Refuse a phase, partner or document of another project."""
    for name, part in parts.items():
        if part is not None and part.project_id != project.pk:
            words = _("This belongs to another project.")
            raise Refused(words, fields={name: words})


def neighbour(row: Model, rows: Any, *, up: bool) -> Any:
    """The row before or behind this one in its list, or None."""
    listed = list(rows)
    place = [one.pk for one in listed].index(row.pk) + (-1 if up else 1)
    return listed[place] if 0 <= place < len(listed) else None
