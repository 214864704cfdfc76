# SPDX-License-Identifier: EUPL-1.2
"""An XLSForm as a definition of ours, with everything named that was left out."""

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.surveys.form.check import check
from isopolity.surveys.form.xlsform.own_sheet import own_facts
from isopolity.surveys.form.xlsform.package import examined
from isopolity.surveys.form.xlsform.reference import converted
from isopolity.surveys.form.xlsform.take import LeftOut, Taking


@dataclass
class Taken:
    """``verdict``: why the reference converter refuses. ``stops``: why we do although it accepts.

    ``left_out``: what the file asks for that cannot run here. ``warnings``: what the converter found odd.
    """

    definition: dict[str, Any] = field(default_factory=dict)
    verdict: str = ""
    stops: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return bool(self.verdict or self.stops)


def read_xlsform(content: bytes, name: str = "", *, language: str = "en") -> Taken:
    """What a file says. ``language`` is that of texts whose language the file does not name.

    Refused when the file is no workbook at all, too large, or has macros.
    """
    ready, kind = examined(content)
    stem = PurePath(name.replace("\\", "/")).stem[:150].strip()
    reference = converted(ready, kind, stem)
    if reference.verdict:
        return Taken(verdict=reference.verdict, warnings=reference.warnings)
    taking = Taking(reference, own_facts(ready, kind), language)
    taken = Taken(taking.definition(), warnings=reference.warnings, left_out=taking.left_out)
    if not taken.definition["elements"]:
        taken.stops = [_("There is no question in this file.")]
    else:
        taken.stops = [_placed(fault, taking) for fault in check(taken.definition)]
    taken.left_out += _half_filled(taken.definition)
    return taken


def _placed(fault: Any, taking: Taking) -> str:
    row = taking.row_of(fault.name)
    return f"[row : {row}] {fault}" if row else str(fault)


def _half_filled(definition: dict[str, Any]) -> list[LeftOut]:
    """Languages in which texts are missing; readers see these texts in the first language."""
    missing: dict[str, int] = dict.fromkeys(definition["languages"], 0)

    def count(thing: dict[str, Any]) -> None:
        for column in ("label", "hint", "constraint_message", "required_message"):
            text = thing.get(column) or {}
            for tag in definition["languages"]:
                missing[tag] += bool(text) and not text.get(tag)
        for inner in [*thing.get("elements", []), *thing.get("rows", [])]:
            count(inner)

    for element in definition["elements"]:
        count(element)
    for choice in [one for rows in definition.get("choices", {}).values() for one in rows]:
        count(choice)
    return [
        LeftOut("", tag, None, ngettext("%d text is missing.", "%d texts are missing.", number) % number)
        for tag, number in missing.items()
        if number
    ]
