# SPDX-License-Identifier: EUPL-1.2
"""One body that a survey asks: how it is reached, its personal links, who rings it up, its answers opened again."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Router, Schema, Status

from isopolity.accounts.letters import address_of
from isopolity.accounts.models import Person
from isopolity.api.shapes import Code, Id, Input, Reason, fetch, inner, me
from isopolity.surveys import actions
from isopolity.surveys.models import Contact, Respondent, Response
from isopolity.surveys.queries.waves import BODIES, open_links

router = Router()


class SurveyContactOut(Schema):
    """How a body is reached. The secretariat and its interviewer see it; deleted some months after the survey closed.

    ``links``: how many personal links work.
    """

    id: int
    body: str
    survey_id: int
    name: str
    email: str
    language: str
    interviewer_id: int | None
    links: int
    submitted_at: datetime | None


class SurveyContactIn(Input):
    """Who answers (a function will do), where letters go, in which language of the questionnaire."""

    name: Annotated[str, Field(max_length=150)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    language: Code = ""


class SurveyInterviewerIn(Input):
    """Who rings up and types; null: only the secretariat."""

    person_id: Id | None


class SurveyLinkOut(Schema):
    """A page that answers for the body without an account. Its address is told this once."""

    address: str


class SurveyLinksEndedOut(Schema):
    """How many links ended."""

    number: int


def _body(request: HttpRequest, pk: int) -> Respondent:
    return fetch(request, "response.manage", BODIES, pk=pk)


def _told(body: Respondent) -> dict[str, object]:
    contact = Contact.objects.filter(respondent=body).first()
    handed_in = Response.objects.filter(respondent=body).values_list("submitted_at", flat=True).first()
    return {
        "id": body.pk, "body": str(body), "survey_id": body.wave_id, "language": body.language,
        "name": contact.name if contact else "", "email": contact.email if contact else "",
        "interviewer_id": body.interviewer_id, "links": open_links(body), "submitted_at": handed_in,
    }  # fmt: skip


@router.get("/respondents/{int:pk}", response=SurveyContactOut)
def get_respondent(request: HttpRequest, pk: Id) -> dict[str, object]:
    """How the body is reached (secretariat)."""
    return _told(_body(request, pk))


@router.put("/respondents/{int:pk}", response=SurveyContactOut)
def save_contact(request: HttpRequest, pk: Id, data: SurveyContactIn) -> dict[str, object]:
    """Contact and language, anew."""
    return _told(actions.save_contact(by=me(request), respondent=_body(request, pk), **data.dict()))


@router.delete("/respondents/{int:pk}", response={204: None})
def remove_respondent(request: HttpRequest, pk: Id) -> Status:
    """Do not ask this body; refused once it has begun to answer."""
    actions.remove_respondent(by=me(request), respondent=_body(request, pk))
    return Status(204, None)


@router.put("/respondents/{int:pk}/interviewer", response=SurveyContactOut)
def name_interviewer(request: HttpRequest, pk: Id, data: SurveyInterviewerIn) -> dict[str, object]:
    """Who rings the body up and types its answers."""
    body = _body(request, pk)
    person = None if data.person_id is None else inner(Person, pk=data.person_id)
    return _told(actions.name_interviewer(by=me(request), respondent=body, person=person))


@router.post("/respondents/{int:pk}/links", response={201: SurveyLinkOut})
def make_survey_link(request: HttpRequest, pk: Id) -> Status:
    """A personal link to hand over by hand."""
    secret = actions.make_link(by=me(request), respondent=_body(request, pk))
    return Status(201, {"address": address_of(reverse("survey_answer", args=[secret]))})


@router.post("/respondents/{int:pk}/links/send", response={204: None})
def send_survey_link(request: HttpRequest, pk: Id) -> Status:
    """A letter with a new link to the contact."""
    actions.send_link(by=me(request), respondent=_body(request, pk))
    return Status(204, None)


@router.delete("/respondents/{int:pk}/links", response=SurveyLinksEndedOut)
def revoke_survey_links(request: HttpRequest, pk: Id) -> dict[str, int]:
    """All links of the body stop working now."""
    return {"number": actions.revoke_links(by=me(request), respondent=_body(request, pk))}


@router.post("/respondents/{int:pk}/remind", response={204: None})
def remind_respondent(request: HttpRequest, pk: Id) -> Status:
    """Write again to a body that has not answered."""
    actions.remind(by=me(request), respondent=_body(request, pk))
    return Status(204, None)


@router.post("/respondents/{int:pk}/reopen", response={204: None})
def reopen_answers(request: HttpRequest, pk: Id, data: Reason) -> Status:
    """Let the body change what it handed in, with a reason."""
    actions.reopen_response(by=me(request), respondent=_body(request, pk), reason=data.reason)
    return Status(204, None)
