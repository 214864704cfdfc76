# SPDX-License-Identifier: EUPL-1.2
"""Writes a plan as a spreadsheet: the actions, which may be changed and brought back; beside them, to read only, the
plan's texts, milestones, risks, money and progress; and a hidden sheet that remembers what each cell held."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from isopolity.core.sheets import HEAD, LONGEST_CELL, heads, mark_of, put
from isopolity.plans.models import PlanAction
from isopolity.plans.queries.versions import words
from isopolity.plans.queries.whole import Whole
from isopolity.plans.sheets import ABOUT, DAYS, FIELDS, FORMAT, KEY, SHEET, WIDTHS, written
from isopolity.reports.models import CommitmentState

Columns = Sequence[tuple[str, int]]


def workbook(whole: Whole) -> bytes:
    """The file's bytes, in the reader's language."""
    book = Workbook()
    book.properties.title = whole.plan.title[:200]
    sheet: Any = book.active
    sheet.title = SHEET
    actions = [one.action for one in whole.actions]
    _actions(sheet, actions)
    for title, columns, rows in _others(whole):
        _reading(book.create_sheet(title), columns, rows)
    _about(book.create_sheet(ABOUT), whole, actions)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _actions(sheet: Any, actions: list[PlanAction]) -> None:
    known = {**words(), KEY: _("Number"), "state": _("State")}
    heads(sheet, [(name, known[name], WIDTHS.get(name, 44)) for name in (KEY, *FIELDS)])
    _choices(sheet, "for_women", [_("yes"), _("no")])
    _choices(sheet, "state", [str(state.label) for state in CommitmentState])
    for row, action in enumerate(actions, start=3):
        sheet.cell(row, 1, action.pk)
        for column, name in enumerate(FIELDS, start=2):
            _field(sheet, row, column, action, name)


def _field(sheet: Any, row: int, column: int, action: PlanAction, name: str) -> None:
    value = getattr(action, name)
    if name in DAYS:
        _value(sheet.cell(row, column), value)
        return
    text = {"for_women": _("yes") if value is True else _("no"), "state": action.get_state_display()}.get(name, value)
    if len(str(text)) > LONGEST_CELL:
        text = _("(Too long for a cell. Change this text online.)")
    put(sheet, row, column, str(text))


def _choices(sheet: Any, field: str, among: list[str]) -> None:
    choice = DataValidation(type="list", formula1=f'"{",".join(among)}"', allow_blank=True)
    choice.error = _("Choose a word of the list.")
    letter = get_column_letter(FIELDS.index(field) + 2)
    sheet.add_data_validation(choice)
    choice.add(f"{letter}3:{letter}500")


def _value(cell: Any, value: Any) -> None:
    cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def _reading(sheet: Any, columns: Columns, rows: Iterable[Sequence[Any]]) -> None:
    """A sheet to read: nothing of it is brought back."""
    for column, (head, width) in enumerate(columns, start=1):
        cell = sheet.cell(1, column, head)
        cell.font, cell.fill = Font(bold=True), HEAD
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            if isinstance(value, date | int | Decimal):
                _value(sheet.cell(number, column), value)
            else:
                put(sheet, number, column, str(value or "")[:LONGEST_CELL])


def _others(whole: Whole) -> Iterable[tuple[str, Columns, Iterable[Sequence[Any]]]]:
    """(name, columns, rows) of the sheets beside the actions. The number keeps names apart in every language."""
    action = (_("Action"), 40)
    yield "2 " + _("Plan"), ((_("Field"), 24), (_("Text"), 100), (_("Source"), 50)), _plan(whole)
    yield (
        "3 " + _("Milestones"),
        (action, (_("Milestone"), 50), (_("By when"), 14), (_("Done on"), 14)),
        [(a.action.title, s.name, s.due, s.done_on) for a in whole.actions for s in a.milestones],
    )
    yield (
        "4 " + _("Risks"),
        (action, (_("Risk"), 60), (_("Political change"), 12), (_("Answer"), 60)),
        [
            (a.action.title, r.text, _("yes") if r.is_political else _("no"), r.answer)
            for a in whole.actions
            for r in a.risks
        ],
    )
    yield (
        "5 " + _("Money"),
        (action, (_("Source"), 30), (_("Line"), 40), (_("Own contribution"), 14), (_("State"), 14),
         (_("Amount in euro"), 16)),
        [
            (a.action.title, str(m.line.get_source_display()), m.line.name, _("yes") if m.line.is_own else _("no"),
             _("refused") if m.line.refused_on else m.word, m.amount)
            for a in whole.actions
            for m in a.money
        ],
    )  # fmt: skip
    if whole.round is not None:
        yield "6 " + _("Progress"), (action, (_("How it fares"), 16), (_("What happened"), 80)), _progress(whole)


def _plan(whole: Whole) -> Iterable[Sequence[Any]]:
    yield _("Title"), whole.plan.title, ""
    yield _("The problem"), whole.plan.problem, ""
    yield _("Aims"), whole.plan.aims, ""
    for kind, rows in whole.evidence:
        for one in rows:
            yield kind, one.text, " ".join(filter(None, (one.source, one.link)))


def _progress(whole: Whole) -> Iterable[Sequence[Any]]:
    for one in whole.actions:
        if one.progress is not None:
            yield one.action.title, str(one.progress.get_light_display()), one.progress.text


def _about(sheet: Any, whole: Whole, actions: list[PlanAction]) -> None:
    """What the file belongs to, and the mark of each cell's content at the time of writing."""
    for row in (("format", FORMAT), ("plan", str(whole.plan.pk)), (KEY, *FIELDS)):
        sheet.append(row)
    for action in actions:
        sheet.append([str(action.pk), *(mark_of(written(getattr(action, name))) for name in FIELDS)])
    sheet.sheet_state = "hidden"
