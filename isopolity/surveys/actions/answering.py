# SPDX-License-Identifier: EUPL-1.2
"""A body answers: by its people, by its personal link (``by`` is then ``link:…``), or by telephone."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.autosave import digest
from isopolity.core.errors import Refused, Stale
from isopolity.core.files import examine
from isopolity.core.policy import require
from isopolity.surveys.form import AnswerFault, Form, State, form_of, start
from isopolity.surveys.models import Respondent, Response, ResponseFile, ResponseMode
from isopolity.surveys.rules import speaks_for

By = Person | str
LARGEST = 500_000


def _response(by: By, respondent: Respondent) -> Response:
    """The body's response, made at the first touch and locked until the end of the transaction."""
    found = Response.objects.select_for_update().filter(respondent=respondent).first()
    if found is None:
        form = form_of(respondent.wave.questionnaire.definition)
        language = respondent.language or form.languages[0]
        answers = start(form, now=timezone.localtime(), language=language)
        found = Response.objects.create(respondent=respondent, answers=answers, language=language)
    if found.is_submitted:
        raise Refused(_("These answers were handed in. The secretariat can open them again."))
    return found


def _agreed(response: Response) -> Response:
    if response.respondent.wave.consent and response.consented_at is None:
        raise Refused(_("Read what you agree to first, and agree to it."))
    return response


def _mark(by: By, response: Response) -> list[str]:
    """Who typed: somebody with an account who does not speak for the body types for it."""
    is_other = isinstance(by, Person) and not speaks_for(by, response.respondent)
    response.mode = ResponseMode.TELEPHONE if is_other else ResponseMode.BODY
    response.typed_by = by if isinstance(by, Person) else None
    response.changed_at = timezone.now()
    return ["mode", "typed_by", "changed_at"]


@action
def give_consent(*, by: By, respondent: Respondent, language: str = "") -> Response:
    """The body agrees to the terms of the wave; also where it begins, in the language of the reader."""
    require(by, "response.answer", respondent)
    response = _response(by, respondent)
    response.consented_at = response.consented_at or timezone.now()
    if language in respondent.wave.questionnaire.languages:
        response.language = language
    response.save(update_fields=["consented_at", "language", *_mark(by, response)])
    return response


@action
def save_answers(
    *, by: By, respondent: Respondent, changes: Mapping[str, Any], seen: str | None = None, language: str = ""
) -> Response:
    """Some answers by their keys; None takes one away. ``seen`` is the mark of these answers as they were read."""
    require(by, "response.answer", respondent)
    response = _agreed(_response(by, respondent))
    form = form_of(respondent.wave.questionnaire.definition)
    unknown = set(changes) - set(form.by_key)
    if unknown:
        raise Refused(_("There are no such questions: %s") % ", ".join(sorted(unknown)[:5]))
    _check_seen(response, changes, seen)
    kept = {**response.answers, **changes}
    response.answers = {key: answer for key, answer in kept.items() if answer is not None}
    if len(str(response.answers)) > LARGEST:
        raise Refused(_("This is too long. Shorten a text, or attach a file."))
    if language in form.languages:
        response.language = language
    response.save(update_fields=["answers", "language", *_mark(by, response)])
    return response


def mark_of(answers: Mapping[str, Any], keys: Any) -> str:
    """The mark of some answers as they were read."""
    return digest({key: answers.get(key) for key in keys})


def _check_seen(response: Response, changes: Mapping[str, Any], seen: str | None) -> None:
    if seen is None or mark_of(response.answers, changes) in (seen, mark_of(changes, changes)):
        return
    theirs = "\n".join(str(response.answers.get(key, "–")) for key in changes)
    yours = "\n".join(map(str, changes.values()))
    raise Stale(theirs=theirs, yours=yours, digest=mark_of(response.answers, changes))


@action
def attach_file(*, by: By, respondent: Respondent, key: str, file: UploadedFile) -> dict[str, Any]:
    """Keep a file for a question of kind file; the answer that names it, to be saved with ``save_answers``."""
    require(by, "response.answer", respondent)
    response = _agreed(_response(by, respondent))
    element = form_of(respondent.wave.questionnaire.definition).by_key.get(key)
    if element is None or element.kind != "file":
        raise Refused(_("There is no such question."), fields={"key": _("Choose a question that asks for a file.")})
    found = examine(file)
    facts = {"name": found.name, "content_type": found.content_type, "size": found.size, "sha256": found.sha256}
    kept = ResponseFile.objects.create(response=response, key=key, file=file, **facts)
    return {"name": kept.name, "id": kept.pk}


@action
def submit_response(*, by: By, respondent: Respondent) -> Response:
    """Hand in. Every question that must be answered has an answer, and none is wrong."""
    require(by, "response.answer", respondent)
    response = _agreed(_response(by, respondent))
    form = form_of(respondent.wave.questionnaire.definition)
    state = State(form, response.answers, now=timezone.localtime(), language=response.language)
    faults = state.faults()
    if faults:
        fields = {fault.spot.key: f"{_label(form, state, fault)}: {fault.message}" for fault in faults[:50]}
        raise Refused(_("Some questions still need an answer."), fields=fields)
    response.counted, response.submitted_at = state.counted(), timezone.now()
    response.save(update_fields=["counted", "submitted_at", *_mark(by, response)])
    return response


def _label(form: Form, state: State, fault: AnswerFault) -> str:
    element = form.by_key[fault.spot.key]
    return state.text(element.label, element, fault.spot.copies) or element.name
