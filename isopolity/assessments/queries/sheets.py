# SPDX-License-Identifier: EUPL-1.2
"""What a filled-in spreadsheet would change, cell by cell, compared with what stands online now."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from django.utils.translation import gettext as _

from isopolity.assessments.models import Answer, Assessment
from isopolity.assessments.sheets import FIELDS, TEXT
from isopolity.assessments.sheets.read import Cell, Sheet
from isopolity.assessments.sheets.texts import to_html
from isopolity.assessments.sheets.write import cell_text
from isopolity.benchmarks.models import BenchmarkVersion
from isopolity.benchmarks.queries import items_of
from isopolity.core.autosave import digest
from isopolity.core.sheets import is_conflict, refuse_faults
from isopolity.core.texts import read


@dataclass(frozen=True)
class Change:
    """One cell: old → new; ``seen`` is old's mark. ``conflict``: the online text changed after the file was made."""

    cell: str
    item: int
    code: str
    field: str
    old: str
    new: str
    seen: str
    conflict: bool


def level_words(version: BenchmarkVersion, language: str) -> dict[str, str]:
    """The scale's codes with the words of one language."""
    return {level["code"]: read(level["name"], language) for level in version.scale["levels"]}


def changes(assessment: Assessment, sheet: Sheet) -> list[dict[str, object]]:
    """What would change. Refused with every fault by its cell when the file has any."""
    items = {item.code: item.pk for item in items_of(assessment.version, assessment.adoption)}
    answers = {row.item_id: row for row in assessment.answers.all()}
    sections = {row.code: row.pk for row in assessment.version.background_sections.all()}
    written = {row.section_id: row.body for row in assessment.background_texts.all()}
    seen = sheet.seen if sheet.assessment == str(assessment.pk) else {}
    faults, found = dict(sheet.faults), []
    words = _all_level_words(assessment.version)
    for cell in sheet.cells:
        if not cell.code or cell.place in faults:
            continue
        if cell.field == TEXT:
            if cell.code not in sections:
                faults.setdefault(cell.place, _("There is no background section %s in this assessment.") % cell.code)
            elif change := _section_change(cell, sections[cell.code], written.get(sections[cell.code], ""), seen):
                found.append(asdict(change))
            continue
        if cell.code not in items:
            faults.setdefault(cell.place, _("There is no item %s in this assessment.") % cell.code)
            continue
        answer = answers.get(items[cell.code])
        fault, new = _value(cell, words)
        if fault:
            faults[cell.place] = fault
        elif change := _change(cell, new, items[cell.code], getattr(answer, cell.field, ""), seen):
            found.append(asdict(change))
    refuse_faults(faults)
    return found


def _value(cell: Cell, words: dict[str, str]) -> tuple[str, str]:
    """(fault, value): a level by its code or its word in any language of the benchmark; lines within their length."""
    if cell.field == "level" and cell.value:
        code = words.get(cell.value.casefold())
        return (_("There is no level “%s”.") % cell.value, "") if code is None else ("", code)
    longest = Answer.longest(cell.field)
    if longest and len(cell.value) > longest:
        return _("At most %(most)d characters; this has %(has)d.") % {"most": longest, "has": len(cell.value)}, ""
    return "", cell.value


def _change(cell: Cell, new: str, item: int, old: str, seen: dict[tuple[str, str], str]) -> Change | None:
    conflict = is_conflict(old, new, seen.get((cell.code, cell.field)))
    if conflict is None:
        return None
    return Change(cell.place, item, cell.code, cell.field, old, new, digest(old), conflict)


def _section_change(cell: Cell, section: int, body: str, seen: dict[tuple[str, str], str]) -> Change | None:
    """Old and new as a cell has them; ``seen`` is the mark of the text as it is saved. What a cell could not hold at
    the download is left alone; what it cannot hold now is a conflict."""
    old = cell_text(body)
    change = _change(cell, cell.value, section, body if old is None else old, seen)
    if change is None or (old is not None and to_html(cell.value) == to_html(old)):
        return None
    return replace(change, seen=digest(body), conflict=change.conflict or old is None)


def _all_level_words(version: BenchmarkVersion) -> dict[str, str]:
    """Every way to write a level → its code."""
    words = {}
    for level in version.scale["levels"]:
        for way in (level["code"], *_texts(level["name"])):
            words[way.strip().casefold()] = level["code"]
    return words


def _texts(name: dict[str, str] | str) -> Iterable[str]:
    return [name] if isinstance(name, str) else name.values()


assert set(FIELDS) == set(Answer.FIELDS)
