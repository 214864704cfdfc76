# SPDX-License-Identifier: EUPL-1.2
"""Lessons of a survey: its code book and coders, codes, agreement, drafts; and two surveys side by side."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.accounts.models import Person
from isopolity.api.routers.surveys import wave_of
from isopolity.api.shapes import Id, Ids, Input, Named, chosen, inner, me, paged
from isopolity.core.errors import Refused
from isopolity.surveys import actions
from isopolity.surveys.models import Factor, Respondent
from isopolity.surveys.queries.comparison import compare, outcomes_beside
from isopolity.surveys.queries.lessons import answers_to, lessons_of, open_columns
from isopolity.surveys.queries.results import results_of

router = Router()
Name = Annotated[str, Field(min_length=1, max_length=120)]
Key = Annotated[str, Field(max_length=1200)]


class SurveyFactorOut(Schema):
    """A line of the code book."""

    id: int
    name: str
    meaning: str


class SurveyFactorIn(Input):
    """A factor, and what counts as it."""

    name: Name
    meaning: Annotated[str, Field(max_length=2000)] = ""


class SurveyCodersIn(Input):
    """Everybody who codes besides the secretariat."""

    person_ids: Ids


class SurveyToCodeOut(Schema):
    """An answer in words; ``found`` is what you found in it, null before you coded it."""

    respondent: int
    who: str
    text: str
    found: list[int] | None


class SurveyCodeIn(Input):
    """What you find in an answer: numbers of factors, perhaps none."""

    respondent_id: Id
    key: Key
    factor_ids: Ids = []


class SurveyAgreementOut(Schema):
    """Two coders over the answers that both have coded. ``kappa`` (Cohen's) is null where it has no value."""

    first: int
    second: int
    number: int
    percent: float
    kappa: float | None


class SurveyLessonOut(Schema):
    """A factor: in the answers of how many bodies it stands, and a draft of an entry on a practice."""

    factor: SurveyFactorOut
    number: int
    of: int
    draft: str
    pairs: list[SurveyAgreementOut]


class SurveyLessonsOut(Schema):
    """All factors, and how far coders agree over all of them."""

    rows: list[SurveyLessonOut]
    pairs: list[SurveyAgreementOut]


class SurveySideOut(Schema):
    """What was answered to a question in one survey: counts as (answer, number, share), numbers as (name, value)."""

    answered: int
    counts: list[tuple[str, int, str]]
    facts: list[tuple[str, str]]


class SurveyComparedOut(Schema):
    """A question in both surveys. ``changed`` says in words what is different; empty where it is the very same."""

    key: str
    label: str
    changed: str
    kept: str
    first: SurveySideOut | None
    second: SurveySideOut | None


class SurveyBesideOut(Schema):
    """A headline outcome in both surveys."""

    first: str
    second: str


class SurveyComparisonOut(Schema):
    """The survey of the path is ``first``."""

    is_few: bool
    outcomes: list[SurveyBesideOut]
    questions: list[SurveyComparedOut]


# --- The code book --------------------------------------------------------------------------------------------------
def _factor(request: HttpRequest, pk: int, factor: int) -> Factor:
    return inner(Factor.objects.select_related("wave__project"), pk=factor, wave=wave_of(request, pk))


@router.get("/surveys/{int:pk}/factors", response=list[SurveyFactorOut])
@paged
def list_factors(request: HttpRequest, pk: Id) -> list[Factor]:
    """The code book."""
    return list(wave_of(request, pk, "wave.code").factors.all())


@router.post("/surveys/{int:pk}/factors", response={201: SurveyFactorOut})
def add_factor(request: HttpRequest, pk: Id, data: SurveyFactorIn) -> Status:
    """One more factor to look for."""
    return Status(201, actions.add_factor(by=me(request), wave=wave_of(request, pk), **data.dict()))


@router.put("/surveys/{int:pk}/factors/{int:factor}", response=SurveyFactorOut)
def change_factor(request: HttpRequest, pk: Id, factor: Id, data: SurveyFactorIn) -> Factor:
    """Other words for it."""
    return actions.change_factor(by=me(request), factor=_factor(request, pk, factor), **data.dict())


@router.delete("/surveys/{int:pk}/factors/{int:factor}", response={204: None})
def remove_factor(request: HttpRequest, pk: Id, factor: Id) -> Status:
    """Out of the code book; refused once somebody found it."""
    actions.remove_factor(by=me(request), factor=_factor(request, pk, factor))
    return Status(204, None)


@router.put("/surveys/{int:pk}/coders", response=list[Named])
def name_coders(request: HttpRequest, pk: Id, data: SurveyCodersIn) -> list[Any]:
    """Everybody who codes besides the secretariat; they read all answers that were handed in."""
    wave = wave_of(request, pk)
    people = chosen(Person.objects.all(), data.person_ids, "person_ids")
    return [one.person for one in actions.name_coders(by=me(request), wave=wave, people=people)]


# --- Coding ---------------------------------------------------------------------------------------------------------
@router.get("/surveys/{int:pk}/coding", response=list[SurveyToCodeOut])
@paged
def list_answers_to_code(request: HttpRequest, pk: Id, question: Key) -> list[Any]:
    """The answers to a question in words, with what you found in them, and nobody else's codes."""
    wave = wave_of(request, pk, "wave.code")
    column = next((one for one in open_columns(wave) if one.key == question), None)
    return list(answers_to(wave, column, me(request))) if column else []


@router.post("/surveys/{int:pk}/coding", response={204: None})
def code_answer(request: HttpRequest, pk: Id, data: SurveyCodeIn) -> Status:
    """Say what stands in an answer; said again, it replaces what you said before."""
    wave = wave_of(request, pk, "wave.code")
    rows = Respondent.objects.select_related("wave__project", "wave__questionnaire")
    body = inner(rows, pk=data.respondent_id, wave=wave)
    factors = chosen(wave.factors.all(), data.factor_ids, "factor_ids")
    actions.code_answer(by=me(request), respondent=body, key=data.key, factors=factors)
    return Status(204, None)


@router.get("/surveys/{int:pk}/lessons", response=SurveyLessonsOut)
def get_lessons(request: HttpRequest, pk: Id) -> Any:
    """What was found, how far coders agree, drafts to go on with (secretariat)."""
    return lessons_of(wave_of(request, pk))


# --- Comparison -----------------------------------------------------------------------------------------------------
@router.get("/surveys/{int:pk}/comparison/{int:other}", response=SurveyComparisonOut)
def compare_surveys(request: HttpRequest, pk: Id, other: Id) -> dict[str, Any]:
    """Two surveys with the same questionnaire, also in different versions: give the earlier one first."""
    first, second = wave_of(request, pk, "wave.results"), wave_of(request, other, "wave.results")
    if first.questionnaire.series != second.questionnaire.series:
        raise Refused("The two surveys ask different questionnaires.")
    before, after = results_of(first, me(request)), results_of(second, me(request))
    sections = dict.fromkeys(column.section for one in (after, before) for column in one.columns)
    beside = outcomes_beside(before, after)
    return {
        "is_few": before.is_few or after.is_few,
        "outcomes": [
            {"first": one.first.sentence if one.first else "", "second": one.second.sentence if one.second else ""}
            for one in beside
        ],
        "questions": [found for name in sections for found in compare(before, after, name)],
    }
