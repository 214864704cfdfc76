# SPDX-License-Identifier: EUPL-1.2
"""Reports as Word documents through a template: ours, or a project's own, tried with sample content before it is used.

A template is content from outside: its Jinja runs in a sandbox and is given plain values only.
"""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from isopolity.core.errors import Refused
from isopolity.core.texts import read
from isopolity.documents import charts as pictures
from isopolity.documents.models import WordTemplate
from isopolity.documents.report_print import heard, pillars
from isopolity.documents.samples import SAMPLE
from isopolity.networks.models import Project
from isopolity.reports.models import Commitment
from isopolity.reports.queries.charts import charts_of
from isopolity.reports.queries.document import Advice, ReportContent

DEFAULT_TEMPLATE = Path(__file__).parent / "files" / "report.docx"
UNPACKED = 40 * 1024 * 1024
PARTS = 2000


class Sandbox(ImmutableSandboxedEnvironment):
    """Plain values only; a loop cannot run away."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if not all(isinstance(side, int | float) and abs(side) < 10_000 for side in (left, right)):
            raise TemplateError(_("This calculation is not possible in a template."))
        return super().call_binop(context, operator, left, right)


def _environment() -> Sandbox:
    made = Sandbox(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    return made


def _fill(content: bytes, context: dict[str, Any], drawings: list[tuple[str, bytes]] | None = None) -> bytes:
    template = DocxTemplate(BytesIO(content))
    template.init_docx()
    shown = [
        {"title": title, "picture": InlineImage(template, BytesIO(png), width=Cm(16))} for title, png in drawings or []
    ]
    template.render({**context, "charts": shown}, jinja_env=_environment(), autoescape=True)
    for shape, (title, _png) in zip(template.docx.inline_shapes, drawings or [], strict=False):
        shape._inline.docPr.set("descr", title)
    stream = BytesIO()
    template.save(stream)
    return stream.getvalue()


def check_template(content: bytes) -> None:
    """Refuse what is not a Word template that prints our sample, with the fault in words."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError) as error:
        raise _fault(_("This is not a Word document (.docx).")) from error
    if "word/document.xml" not in names:
        raise _fault(_("This is not a Word document (.docx)."))
    if any(name.endswith(("vbaProject.bin", ".bin")) and "vba" in name.lower() for name in names):
        raise _fault(_("The template has macros. Save it without them, as .docx."))
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise _fault(_("The template is too large when unpacked."))
    try:
        _fill(content, SAMPLE)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = _(" (line %d of the text)") % line if line else ""
        raise _fault(_("A place to fill in is wrong: %(fault)s%(where)s") % {"fault": error, "where": where}) from error
    except Exception as error:  # libraries differ in what they raise on a broken file
        raise _fault(_("The template could not be filled in. Start from the one that you can fetch here.")) from error


def _fault(text: str) -> Refused:
    return Refused(text, fields={"file": text})


def _template_of(project: Project) -> bytes:
    own = WordTemplate.objects.filter(project=project).first()
    if own is None:
        return DEFAULT_TEMPLATE.read_bytes()
    with own.file.open("rb") as stream:
        return bytes(stream.read())


def report_word(content: ReportContent) -> bytes:
    """The report through the project's template, in the active language."""
    drawings = [(chart.title, pictures.png(chart)) for chart in charts_of(content)]
    return _fill(_template_of(content.report.review.project), report_values(content), drawings)


def report_values(content: ReportContent) -> dict[str, Any]:
    """The plain values that a Word template may use."""
    from django.utils.formats import date_format

    review, report = content.report.review, content.report
    signs = {name: [_row(row) for row in rows] for name, rows in pillars(content)}
    return {
        "kind": _("Peer review of %s") % review.city,
        "title": content.title,
        "city": str(review.city),
        "benchmark": read(review.adoption.version.title),
        "project": str(review.project),
        "visit": _("Visit: %(a)s to %(b)s")
        % {"a": date_format(review.visit_starts), "b": date_format(review.visit_ends)}
        if review.visit_starts and review.visit_ends
        else "",
        "peers": _("Peers from: %s") % ", ".join(content.peer_cities) if content.peer_cities else "",
        "published": _("Published on %s") % date_format(report.published_at)
        if report.published_at
        else _("Not published. For the readers it was handed to."),
        "language": translation.get_language() or "en",
        "words": words(),
        "headlines": [
            {"balance": _("praise") if balance == "praise" else _("criticism"), "text": text}
            for balance, text in content.headlines
        ],
        "parts": [
            {
                "title": part.section.title,
                "paragraphs": [
                    {"text": p.text, "codes": " · ".join(held.code for held in p.rests_on)} for p in part.paragraphs
                ],
            }
            for part in content.parts
            if part.paragraphs
        ],
        "advice": [_advice(one) for one in content.advice],
        "pillars": [{"name": name, "rows": rows} for name, rows in signs.items()],
        "overridden": [{"item": f"{r.item.code} {read(r.item.title)}", "reason": r.reason} for r in content.overridden],
        "left_out": [{"item": f"{r.item.code} {read(r.item.title)}", "reason": r.reason} for r in content.left_out],
        "heard": f"{heard(content)} " + _("The report speaks of groups, never of people."),
        "sources": [f"{group}: {people}" for group, people in content.sources],
    }


def words() -> dict[str, str]:
    """The headings, in the active language."""
    return {
        "headlines": _("Headline findings"),
        "advice": _("Recommendations"),
        "judgement": _("The city's and the team's judgement"),
        "by_item": _("Item by item"),
        "item": _("Item"),
        "measured": _("What is measured"),
        "team": _("The team"),
        "overridden": _("Findings used without corroboration"),
        "left_out": _("Not examined"),
        "heard": _("Who was heard"),
    }


def _row(row: dict[str, Any]) -> dict[str, str]:
    def sign(level: Any) -> str:
        return f"{level.symbol} {level.word}".strip() or "–"

    return {"code": row["code"], "title": row["title"], "city": sign(row["city"]), "team": sign(row["team"])}


def _advice(one: Advice) -> dict[str, Any]:
    row = one.recommendation
    answer = ""
    if one.reply:
        answer = _("The city's answer: %s.") % one.reply.get_answer_display()
        answer = f"{answer} {one.reply.reason}".strip()
    return {
        "title": _("Recommendation %d") % one.number,
        "text": row.text,
        "to": f"{row.get_horizon_display()} · {row.addressee} · {row.codes}",
        "answer": answer,
        "commitments": [_promise(commitment) for commitment in one.commitments],
    }


def _promise(row: Commitment) -> str:
    from django.utils.formats import date_format, number_format

    parts = [row.title, row.office, row.decision]
    if row.due:
        parts.append(_("by %s") % date_format(row.due))
    if row.amount is not None:
        parts.append(f"{number_format(row.amount, 0, use_l10n=True, force_grouping=True)} €")
    return " · ".join(part for part in [*parts, str(row.get_state_display())] if part)
