# SPDX-License-Identifier: EUPL-1.2
"""What came out of a survey: headline outcomes, question by question, the matrix; who said what for those who may know.

The matrix as a workbook is a print of kind ``survey_matrix``.
"""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.surveys import wave_of
from isopolity.api.shapes import Id, Input, Long, Short, Translated, fetch, inner, me, paged
from isopolity.surveys import actions
from isopolity.surveys.models import HeadlineOutcome, Questionnaire, Quote
from isopolity.surveys.queries.matrix import columns_for, matrix_rows
from isopolity.surveys.queries.results import Said, Summary, names_of, outcomes_of, results_of, summaries

router = Router()
ROWS = Questionnaire.objects.select_related("project")
Expression = Annotated[str, Field(max_length=2000)]


class SurveyOutcomeOut(Schema):
    """A statement that is counted in every survey with the questionnaire, whatever its version."""

    id: int
    noun: dict[str, str]
    text: dict[str, str]
    condition: str
    sum: str


class SurveyOutcomeIn(Input):
    """“4 of 10 ``noun`` ``text``”, counted when ``condition`` is true (an XLSForm expression); ``sum`` is added up."""

    noun: Translated
    text: Translated
    condition: Annotated[str, Field(min_length=1, max_length=2000)]
    sum: Expression = ""


class SurveyAddedOut(Schema):
    """How many statements were added."""

    number: int


class SurveyStatementOut(Schema):
    """A headline outcome as it stands now. ``who`` is empty for readers who see numbers only."""

    id: int
    sentence: str
    number: int
    of: int
    total: str | None
    who: list[str]

    @staticmethod
    def resolve_id(row: Said) -> int:
        return row.pk

    @staticmethod
    def resolve_total(row: Said) -> str | None:
        return None if row.total is None else str(row.total)


class SurveyCountOut(Schema):
    """How often an answer was given."""

    answer: str
    number: int


class SurveyFactOut(Schema):
    """The sum, the smallest, the middle or the largest of numbers."""

    name: str
    value: str


class SurveySaidOut(Schema):
    """An answer in somebody's own words."""

    who: str
    text: str


class SurveyQuoteOut(Schema):
    """An answer in somebody's own words that is shown to all partners, without a name."""

    id: int
    key: str
    text: str
    released_at: datetime


class SurveyQuestionOut(Schema):
    """What was answered to one question. ``said`` is empty for readers who see numbers only."""

    key: str
    label: str
    section: str
    answered: int
    counts: list[SurveyCountOut]
    facts: list[SurveyFactOut]
    said: list[SurveySaidOut]
    quotes: list[SurveyQuoteOut]


class SurveyResultsOut(Schema):
    """``is_few``: too few have answered a confidential survey to show numbers."""

    number: int
    is_few: bool
    outcomes: list[SurveyStatementOut]
    questions: list[SurveyQuestionOut]


class SurveyColumnOut(Schema):
    """A column of the matrix."""

    key: str
    label: str
    kind: str
    section: str


class SurveyRowOut(Schema):
    """A line of the matrix: what counts, under the keys of the questions."""

    id: int
    name: str
    answers: dict[str, Any]


class SurveyQuoteIn(Input):
    """Words that stand in an answer to the question ``key``."""

    key: Annotated[str, Field(max_length=1200)]
    text: Long


# --- Headline outcomes ----------------------------------------------------------------------------------------------
def _asked(request: HttpRequest, pk: int, permission: str = "outcome.manage") -> Questionnaire:
    return fetch(request, permission, ROWS, pk=pk)


def _outcomes(asked: Questionnaire) -> list[HeadlineOutcome]:
    return list(HeadlineOutcome.objects.filter(project=asked.project_id, series=asked.series))


@router.get("/questionnaires/{int:pk}/outcomes", response=list[SurveyOutcomeOut])
@paged
def list_outcomes(request: HttpRequest, pk: Id) -> list[HeadlineOutcome]:
    """The statements that are counted from the answers."""
    return _outcomes(_asked(request, pk, "questionnaire.read"))


@router.post("/questionnaires/{int:pk}/outcomes", response={201: SurveyOutcomeOut})
def add_outcome(request: HttpRequest, pk: Id, data: SurveyOutcomeIn) -> Status:
    """One more statement (secretariat)."""
    return Status(201, actions.add_outcome(by=me(request), questionnaire=_asked(request, pk), **data.dict()))


@router.post("/questionnaires/{int:pk}/outcomes/from-library", response=SurveyAddedOut)
def add_shipped_outcomes(request: HttpRequest, pk: Id) -> dict[str, int]:
    """The statements that come with a questionnaire of the library, where they are not there yet."""
    return {"number": actions.add_shipped_outcomes(by=me(request), questionnaire=_asked(request, pk))}


@router.delete("/questionnaires/{int:pk}/outcomes/{int:outcome}", response={204: None})
def remove_outcome(request: HttpRequest, pk: Id, outcome: Id) -> Status:
    """Without this statement."""
    asked = _asked(request, pk)
    row = inner(HeadlineOutcome, pk=outcome, project=asked.project_id, series=asked.series)
    actions.remove_outcome(by=me(request), outcome=row, questionnaire=asked)
    return Status(204, None)


# --- Results --------------------------------------------------------------------------------------------------------
@router.get("/surveys/{int:pk}/results", response=SurveyResultsOut)
def get_results(request: HttpRequest, pk: Id, section: Short = "") -> dict[str, Any]:
    """Headline outcomes, and the questions of one section (of all, without a section)."""
    results = results_of(wave_of(request, pk, "wave.results"), me(request))
    names = list(dict.fromkeys(column.section for column in results.columns))
    wanted = [one for one in names if section in ("", one)]
    found = [] if results.is_few else [one for name in wanted for one in summaries(results, name)]
    return {
        "number": len(results.rows), "is_few": results.is_few, "outcomes": outcomes_of(results),
        "questions": [_question(one) for one in found],
    }  # fmt: skip


def _question(one: Summary) -> dict[str, Any]:
    return {
        "key": one.column.key, "label": one.column.label, "section": one.column.section, "answered": one.answered,
        "counts": [{"answer": answer, "number": number} for answer, number, _share in one.counts],
        "facts": [{"name": name, "value": value} for name, value in one.facts],
        "said": [{"who": who, "text": text} for who, text in one.said],
        "quotes": one.quotes,
    }  # fmt: skip


@router.get("/surveys/{int:pk}/matrix/columns", response=list[SurveyColumnOut])
def get_matrix_columns(request: HttpRequest, pk: Id) -> list[Any]:
    """The columns of the matrix, in the order of the questionnaire."""
    return list(columns_for(wave_of(request, pk, "wave.see_each")))


@router.get("/surveys/{int:pk}/matrix", response=list[SurveyRowOut])
@paged
def get_matrix(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """Who answered what, of everybody who has handed in."""
    rows = list(matrix_rows(wave_of(request, pk, "wave.see_each")))
    names = names_of([body for body, _counted in rows])
    return [{"id": body, "name": names.get(body, ""), "answers": counted or {}} for body, counted in rows]


# --- Quotes ---------------------------------------------------------------------------------------------------------
@router.get("/surveys/{int:pk}/quotes", response=list[SurveyQuoteOut])
@paged
def list_quotes(request: HttpRequest, pk: Id) -> list[Quote]:
    """The quotes that were released."""
    return list(wave_of(request, pk, "wave.results").quotes.all())


@router.post("/surveys/{int:pk}/quotes", response={201: SurveyQuoteOut})
def release_quote(request: HttpRequest, pk: Id, data: SurveyQuoteIn) -> Status:
    """Show words of an answer to all partners, without a name."""
    return Status(201, actions.release_quote(by=me(request), wave=wave_of(request, pk), **data.dict()))


@router.delete("/surveys/{int:pk}/quotes/{int:quote}", response={204: None})
def withdraw_quote(request: HttpRequest, pk: Id, quote: Id) -> Status:
    """Do not show it any more."""
    row = inner(Quote.objects.select_related("wave__project"), pk=quote, wave=wave_of(request, pk))
    actions.withdraw_quote(by=me(request), quote=row)
    return Status(204, None)
