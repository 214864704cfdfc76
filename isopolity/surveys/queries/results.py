# SPDX-License-Identifier: EUPL-1.2
"""What came out of a wave: counted answers, statements, the matrix. Who said what only for those who may know."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from isopolity.core.policy import may
from isopolity.core.principal import acting
from isopolity.core.texts import read
from isopolity.surveys.charts import bars
from isopolity.surveys.form import Form, form_of
from isopolity.surveys.form.answers import amount_of
from isopolity.surveys.form.outcomes import Outcome, Statement, count
from isopolity.surveys.form.table import Column, cell, columns_of, tally, values
from isopolity.surveys.models import HeadlineOutcome, Quote, Respondent, Response, Wave

JOB = "job:survey-results"
SHOWN = 50  # answers in people's own words under one question; the matrix has all
Counted = list[tuple[int, dict[str, Any]]]


@dataclass
class Results:
    """The answers of a wave as one reader may see them. ``is_few``: too few to show numbers without naming anybody."""

    wave: Wave
    form: Form
    columns: list[Column]
    rows: Counted
    names_who: bool
    is_few: bool


def results_of(wave: Wave, person: Any) -> Results:
    """All answers that were handed in. Without names, they are read by a job that gives numbers only."""
    form = form_of(wave.questionnaire.definition)
    names_who = may(person, "wave.see_each", wave)
    rows = _counted(wave) if names_who else _counted_by_job(wave)
    is_few = not names_who and len(rows) < wave.project.small_group
    language = (get_language() or "en").split("-")[0]
    return Results(wave, form, columns_of(form, language), [] if is_few else rows, names_who, is_few)


def handed_in(wave: Wave) -> QuerySet[Response]:
    """The responses that were handed in, as far as whoever acts may read them."""
    return Response.objects.filter(respondent__wave=wave, submitted_at__isnull=False).order_by("respondent_id")


def _counted(wave: Wave) -> Counted:
    return [(pk, counted or {}) for pk, counted in handed_in(wave).values_list("respondent_id", "counted")]


def _counted_by_job(wave: Wave) -> Counted:
    with acting(JOB):
        return _counted(wave)


def names_of(respondents: Sequence[int]) -> dict[int, str]:
    """Who they are."""
    rows = Respondent.objects.filter(pk__in=respondents).select_related(
        "partner__city", "partner__organisation", "group"
    )
    return {body.pk: str(body) for body in rows}


# --- Headline outcomes ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Said:
    """A statement as it stands now; ``who`` is empty for readers who see numbers only."""

    pk: int
    sentence: str
    number: int
    of: int
    total: Decimal | None
    who: list[str]


def outcomes_of(results: Results) -> list[Said]:
    """Every headline outcome, counted now."""
    wave = results.wave
    kept = list(HeadlineOutcome.objects.filter(project=wave.project_id, series=wave.questionnaire.series))
    if results.is_few or not kept:
        return []
    statements = {one.pk: Statement(one.condition, one.sum) for one in kept}
    found = count(results.form, statements, results.rows, now=timezone.localtime())
    asked = {pk for outcome in found.values() for pk in outcome.who} if results.names_who else set()
    names = names_of(sorted(asked)) if asked else {}
    return [_said(one, found[one.pk], names) for one in kept]


def _said(one: HeadlineOutcome, outcome: Outcome, names: dict[int, str]) -> Said:
    facts = {"number": outcome.number, "of": outcome.of, "noun": read(one.noun), "text": read(one.text)}
    sentence = _("%(number)d of %(of)d %(noun)s %(text)s") % facts
    if outcome.total is not None:
        sentence = _("%(sentence)s: %(sum)s €") % {"sentence": sentence, "sum": euro(outcome.total)}
    who = sorted((names[pk] for pk in outcome.who if pk in names), key=str.casefold)
    return Said(one.pk, sentence, outcome.number, outcome.of, outcome.total, who)


def euro(amount: Decimal) -> str:
    """An amount without empty cents."""
    places = 0 if amount == amount.to_integral_value() else 2
    return number_format(amount, decimal_pos=places, force_grouping=True)


# --- One question after the other -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Summary:
    """What was answered to one question: counts, numbers, or quotes."""

    column: Column
    answered: int
    counts: list[tuple[str, int, str]] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    unshown: int = 0
    quotes: list[Quote] = field(default_factory=list)
    spec: dict[str, Any] = field(default_factory=dict)

    @property
    def identity(self) -> str:
        """An id for HTML."""
        return "chart-" + "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in self.column.key)


def summaries(results: Results, section: str) -> list[Summary]:
    """The questions of one section. Answers in people's own words stand with names, or as released quotes."""
    quotes: dict[str, list[Quote]] = {}
    for quote in Quote.objects.filter(wave=results.wave):
        quotes.setdefault(quote.key, []).append(quote)
    wanted = [one for one in results.columns if one.section == section and one.kind != "file"]
    said = {one.key: _said_by(results, one) for one in wanted if one.is_open and results.names_who}
    names = names_of(sorted({pk for lines in said.values() for pk, _row in lines[:SHOWN]}))
    made = [_summary(results, one, quotes.get(one.key, [])) for one in wanted]
    return [replace(one, **_quoted(one.column, said.get(one.column.key, []), names)) for one in made]


def _said_by(results: Results, column: Column) -> Counted:
    return [(pk, row) for pk, row in results.rows if values(column, row)]


def _quoted(column: Column, lines: Counted, names: dict[int, str]) -> dict[str, Any]:
    shown = [(names[pk], cell(column, row)) for pk, row in lines[:SHOWN]]
    return {"said": shown, "unshown": len(lines) - len(shown)}


def _summary(results: Results, column: Column, quotes: list[Quote]) -> Summary:
    rows = [counted for _pk, counted in results.rows]
    answered = sum(1 for counted in rows if values(column, counted))
    if column.is_counted:
        counts = counts_of(column, rows)
        shares = [(name, number, share(number, answered)) for name, number in counts]
        return Summary(column, answered, counts=shares, spec=bars(counts, axis=_("answers")) if answered else {})
    if column.is_open:
        return Summary(column, answered, quotes=quotes)
    return Summary(column, answered, facts=facts_of(column, rows) if results.names_who or answered > 1 else [])


def counts_of(column: Column, rows: Sequence[dict[str, Any]]) -> list[tuple[str, int]]:
    """How often each answer was given, in words."""
    words = column.names if column.names else {"True": _("Yes")}
    return [(words.get(name, name), number) for name, number in tally(column, rows).items()]


def share(number: int, of: int) -> str:
    """A share in percent, as people read it."""
    return f"{round(100 * number / of)} %" if of else "–"


def facts_of(column: Column, rows: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """Sum, smallest, middle and largest of numbers or money."""
    found: list[Decimal] = []
    for counted in rows:
        for answer in values(column, counted):
            amount = amount_of(answer) if isinstance(answer, dict) else _number(answer)
            if amount is not None:
                found.append(amount)
    if not found:
        return []
    facts = [(_("sum"), sum(found, Decimal(0))), (_("smallest"), min(found)), (_("middle"), median(found)),
             (_("largest"), max(found))]  # fmt: skip
    return [(word, euro(Decimal(number))) for word, number in facts]


def _number(answer: Any) -> Decimal | None:
    return Decimal(str(answer)) if isinstance(answer, int | float) and not isinstance(answer, bool) else None
