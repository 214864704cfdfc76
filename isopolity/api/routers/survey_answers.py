# SPDX-License-Identifier: EUPL-1.2
"""What a body answers: by its people, by telephone, or by a personal link without an account.

With a link, send its secret (the last part of its address) as ``X-Survey-Link``; the link then acts and no person.
"""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, File, Form, Router, Schema
from ninja.files import UploadedFile
from ninja.security import APIKeyHeader

from isopolity.api.shapes import Code, Id, Input, fetch, me
from isopolity.core.principal import acting
from isopolity.surveys import actions
from isopolity.surveys.actions.answering import By, mark_of
from isopolity.surveys.form import State, form_of
from isopolity.surveys.links import link_of
from isopolity.surveys.models import PersonalLink, Respondent, Response
from isopolity.surveys.queries.waves import BODIES
from isopolity.surveys.rules import LINK

router = Router()
Key = Annotated[str, Field(max_length=1200)]
Answers = Annotated[dict[Key, Any], Field(max_length=1500)]


class LinkSecret(APIKeyHeader):
    """The secret of a personal link."""

    param_name = "X-Survey-Link"

    def authenticate(self, request: HttpRequest, key: str | None) -> PersonalLink | None:
        return link_of(request, key) if key else None


BY_LINK = LinkSecret()


class SurveyFaultOut(Schema):
    """An answer that is missing or wrong. ``copies``: which copies of the repeats around it, from 0."""

    key: str
    copies: list[int]
    row: str
    message: str


class SurveySheetOut(Schema):
    """The questions and what was answered so far. ``faults`` must be mended before it can be handed in.

    Answers stand under the keys of their questions: texts, numbers, names of choices, lists of them, money as
    ``{"amount": "1200.50", "currency": "EUR"}``, a table of choices as ``{row: choice}``, a repeat as a list of
    objects. ``consent`` is what the body agrees to before it answers; empty where nothing is asked.
    """

    id: int
    survey_id: int
    body: str
    consent: str
    consented_at: datetime | None
    languages: list[str]
    language: str
    mode: str
    submitted_at: datetime | None
    reopened_because: str
    answers: dict[str, Any]
    faults: list[SurveyFaultOut]
    definition: dict[str, Any]


class SurveyAnswersIn(Input):
    """Some answers; null takes one away. ``before``: what they were when you read them, to notice other writers."""

    answers: Answers
    before: Answers | None = None
    language: Code = ""


class SurveyConsentIn(Input):
    """The body agrees; ``language`` is that of its reader."""

    language: Code = ""


class SurveyFileIn(Schema):
    """For which question of kind file."""

    key: Key


class SurveyFileOut(Schema):
    """The answer that names the kept file: send it under the question's key."""

    name: str
    id: int


def _sheet(body: Respondent, written: Response | None) -> dict[str, Any]:
    asked = body.wave.questionnaire
    form = form_of(asked.definition)
    answers = written.answers if written else {}
    language = (written.language if written else "") or body.language or form.languages[0]
    state = State(form, answers, now=timezone.localtime(), language=language)
    faults = [
        {"key": one.spot.key, "copies": list(one.spot.copies), "row": one.row, "message": one.message}
        for one in state.faults()
    ]
    facts = ("consented_at", "mode", "submitted_at", "reopened_because")
    empty = {"consented_at": None, "mode": "", "submitted_at": None, "reopened_because": ""}
    return {
        "id": body.pk, "survey_id": body.wave_id, "body": str(body), "consent": body.wave.consent,
        "languages": asked.languages, "language": language, "answers": answers, "faults": faults,
        "definition": asked.definition,
        **({name: getattr(written, name) for name in facts} if written else empty),
    }  # fmt: skip


def _read(body: Respondent) -> Response | None:
    return Response.objects.filter(respondent=body).first()


def _save(by: By, body: Respondent, data: SurveyAnswersIn) -> dict[str, Any]:
    seen = None if data.before is None else mark_of(data.before, data.answers)
    facts = {"changes": data.answers, "seen": seen, "language": data.language}
    return _sheet(body, actions.save_answers(by=by, respondent=body, **facts))  # type: ignore[arg-type]


# --- With a token ---------------------------------------------------------------------------------------------------
def _own(request: HttpRequest, pk: int) -> Respondent:
    return fetch(request, "response.answer", BODIES, pk=pk)


@router.get("/respondents/{int:pk}/answers", response=SurveySheetOut)
def get_answers(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """The questions and the body's answers; other partners read them once handed in, if the survey is not confidential.

    404 while there is nothing that you may read.
    """
    body = fetch(request, "response.read", BODIES, pk=pk)
    written = _read(body)
    if written is None and not body.wave.is_open:
        raise Http404
    return _sheet(body, written)


@router.patch("/respondents/{int:pk}/answers", response=SurveySheetOut)
def save_answers(request: HttpRequest, pk: Id, data: SurveyAnswersIn) -> dict[str, Any]:
    """Some answers. Whoever does not belong to the body types for it: they are marked as given by telephone."""
    return _save(me(request), _own(request, pk), data)


@router.post("/respondents/{int:pk}/consent", response=SurveySheetOut)
def agree_to_survey(request: HttpRequest, pk: Id, data: SurveyConsentIn) -> dict[str, Any]:
    """The body agrees to the terms of the survey."""
    body = _own(request, pk)
    return _sheet(body, actions.give_consent(by=me(request), respondent=body, language=data.language))


@router.post("/respondents/{int:pk}/answer-files", response=SurveyFileOut)
def attach_answer_file(
    request: HttpRequest, pk: Id, data: Form[SurveyFileIn], file: File[UploadedFile]
) -> dict[str, Any]:
    """Keep a file; the answer names it."""
    return actions.attach_file(by=me(request), respondent=_own(request, pk), key=data.key, file=file)


@router.post("/respondents/{int:pk}/submit", response=SurveySheetOut)
def submit_answers(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """Hand in; after that only the secretariat can open the answers again."""
    body = _own(request, pk)
    return _sheet(body, actions.submit_response(by=me(request), respondent=body))


# --- By a personal link ---------------------------------------------------------------------------------------------
def _linked(request: HttpRequest) -> tuple[str, Respondent]:
    link: PersonalLink = request.auth  # type: ignore[attr-defined]
    return f"{LINK}{link.pk}", BODIES.get(pk=link.respondent_id)


@router.get("/survey-link", response=SurveySheetOut, auth=BY_LINK)
def get_answers_by_link(request: HttpRequest) -> dict[str, Any]:
    """The questions and the answers so far of the link's body."""
    by, body = _linked(request)
    with acting(by):
        return _sheet(body, _read(body))


@router.patch("/survey-link", response=SurveySheetOut, auth=BY_LINK)
def save_answers_by_link(request: HttpRequest, data: SurveyAnswersIn) -> dict[str, Any]:
    """Some answers of the link's body."""
    by, body = _linked(request)
    with acting(by):
        return _save(by, body, data)


@router.post("/survey-link/consent", response=SurveySheetOut, auth=BY_LINK)
def agree_to_survey_by_link(request: HttpRequest, data: SurveyConsentIn) -> dict[str, Any]:
    """The body agrees to the terms of the survey."""
    by, body = _linked(request)
    with acting(by):
        return _sheet(body, actions.give_consent(by=by, respondent=body, language=data.language))


@router.post("/survey-link/answer-files", response=SurveyFileOut, auth=BY_LINK)
def attach_answer_file_by_link(
    request: HttpRequest, data: Form[SurveyFileIn], file: File[UploadedFile]
) -> dict[str, Any]:
    """Keep a file; the answer names it."""
    by, body = _linked(request)
    with acting(by):
        return actions.attach_file(by=by, respondent=body, key=data.key, file=file)


@router.post("/survey-link/submit", response=SurveySheetOut, auth=BY_LINK)
def submit_answers_by_link(request: HttpRequest) -> dict[str, Any]:
    """Hand in."""
    by, body = _linked(request)
    with acting(by):
        return _sheet(body, actions.submit_response(by=by, respondent=body))
