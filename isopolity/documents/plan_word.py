# SPDX-License-Identifier: EUPL-1.2
"""An action plan as a Word document, made of Word's own styles so that a city can go on with it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from isopolity.documents.plan_print import facts, texts_of
from isopolity.plans.models import EndorsementState, FundingState, Plan
from isopolity.plans.money import STATES
from isopolity.plans.queries.money import Shown
from isopolity.plans.queries.whole import Whole, WholeAction, whole_of


def plan_word(plan: Plan) -> bytes:
    """The whole plan, in the active language."""
    whole, paper = whole_of(plan), Document()
    _prepare(paper, plan)
    paper.add_heading(plan.title, 0)
    paper.add_paragraph(_("Action plan of %s") % plan.city)
    for line in facts(whole):
        paper.add_paragraph(line)
    _texts(paper, whole)
    paper.add_heading(_("Actions"), 1)
    for one in whole.actions:
        _action(paper, whole, one)
    _unplanned(paper, whole)
    _money(paper, whole)
    _endorsements(paper, whole)
    stream = BytesIO()
    paper.save(stream)
    return stream.getvalue()


def _prepare(paper: Any, plan: Plan) -> None:
    """Title and language for those who listen; a calm face."""
    language = translation.get_language() or "en"
    known = paper.core_properties
    known.title, known.author, known.language = plan.title, "Isopolity", language
    for mark in paper.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), language)
    paper.styles["Normal"].font.size = Pt(10.5)


def _texts(paper: Any, whole: Whole) -> None:
    plan = whole.plan
    paper.add_heading(_("The problem"), 1)
    paper.add_paragraph(plan.problem or _("It is not written yet."))
    if whole.evidence:
        paper.add_heading(_("Evidence base"), 1)
        for kind, rows in whole.evidence:
            paper.add_heading(kind[:1].upper() + kind[1:], 2)
            _list(paper, (f"{one.text} ({one.source})" for one in rows))
    if plan.aims:
        paper.add_heading(_("Aims"), 1)
        paper.add_paragraph(plan.aims)


def _action(paper: Any, whole: Whole, one: WholeAction) -> None:
    row = one.action
    paper.add_heading(f"{one.number}. {row.title}", 2)
    days = f"{date_format(row.starts) if row.starts else '…'} – {date_format(row.ends) if row.ends else '…'}"
    parts = [str(row.get_state_display()), row.lead or _("no lead office yet"), days if row.starts or row.ends else ""]
    parts.append(_("for migrant women and girls") if row.for_women else "")
    paper.add_paragraph(" · ".join(filter(None, parts)))
    for name, text in texts_of(one):
        _named(paper, name, text)
    _part(paper, _("Milestones"), (_step(step) for step in one.milestones))
    _part(paper, _("Risks"), (_risk(risk) for risk in one.risks))
    _part(paper, _("Money"), (_line(line) for line in one.money))
    if one.progress and whole.round:
        _named(paper, f"{whole.round.name}: {one.progress.get_light_display()}", one.progress.text)


def _step(step: Any) -> str:
    state = _("done") if step.done_on else _("late") if step.is_late else ""
    return ", ".join(filter(None, (step.name, date_format(step.due), state)))


def _risk(risk: Any) -> str:
    political = f" ({_('political change')})" if risk.is_political else ""
    return risk.text + political + (f"\n{_('Answer:')} {risk.answer}" if risk.answer else "")


def _line(one: Shown) -> str:
    state = _("refused") if one.line.refused_on else one.word
    return ", ".join(filter(None, (f"{one.line}: {_euro(one.amount)}", state, _own(one))))


def _own(one: Shown) -> str:
    return _("own contribution") if one.line.is_own else ""


def _unplanned(paper: Any, whole: Whole) -> None:
    told = whole.unplanned
    if told and (told.unplanned or told.consequences):
        paper.add_heading(_("What nobody had planned"), 2)
        for text in filter(None, (told.unplanned, told.consequences)):
            paper.add_paragraph(text)


def _money(paper: Any, whole: Whole) -> None:
    if not whole.has_money:
        return
    paper.add_heading(_("Money"), 1)
    heads = [_("Source"), *(str(FundingState(state).label) for state in STATES), _("Together")]
    rows = [[source, *map(_euro, amounts), _euro(together)] for source, amounts, together in whole.table]
    rows.append([_("All sources"), *map(_euro, whole.sums), _euro(whole.money.total)])
    rows.append([_("Own contribution, apart"), *map(_euro, whole.own), ""])
    _table(paper, heads, rows)


def _table(paper: Any, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    made = paper.add_table(rows=1, cols=len(heads), style="Light Grid")
    for cell, text in zip(made.rows[0].cells, heads, strict=True):
        cell.text = text
    made.rows[0]._tr.get_or_add_trPr().append(made._tbl.makeelement(qn("w:tblHeader"), {}))
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text


def _endorsements(paper: Any, whole: Whole) -> None:
    answered = [row for row in whole.endorsements if row.state != EndorsementState.ASKED]
    if answered:
        paper.add_heading(_("Endorsements"), 1)
        _list(paper, map(_endorsed, answered))


def _endorsed(row: Any) -> str:
    version = _("version %d") % row.version.number if row.version_id else ""
    day = date_format(row.answered_at) if row.answered_at else ""
    return ", ".join(filter(None, (f"{row.name}: {row.get_state_display()}", day, row.reference, version)))


def _part(paper: Any, name: str, texts: Iterable[str]) -> None:
    lines = list(texts)
    if lines:
        paper.add_paragraph().add_run(name).bold = True
        _list(paper, lines)


def _named(paper: Any, name: str, text: str) -> None:
    paragraph = paper.add_paragraph()
    paragraph.add_run(f"{name}: ").bold = True
    paragraph.add_run(text)


def _list(paper: Any, texts: Iterable[str]) -> None:
    for text in texts:
        paper.add_paragraph(text, style="List Bullet")


def _euro(amount: Decimal) -> str:
    return f"{number_format(amount, 0, use_l10n=True, force_grouping=True)} €"
