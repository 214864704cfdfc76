# SPDX-License-Identifier: EUPL-1.2
"""Surveys of a project: planned, opened by clock or by hand, closed; whom they ask."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.shapes import Day, Id, Input, SmallNumber, chosen, fetch, given, inner, me, paged
from isopolity.core.errors import Refused
from isopolity.groups.models import SupportGroup
from isopolity.networks.models import Partner, Phase, Project
from isopolity.surveys import actions
from isopolity.surveys.models import Questionnaire, Wave
from isopolity.surveys.queries.waves import WAVES, BodyRow, bodies_shown, waves_of
from isopolity.surveys.rules import runs_it

router = Router()
Role = Literal["city", "authority", "association", "expert", "group"]
Start = Literal["project", "phase", "date"]
Title = Annotated[str, Field(min_length=1, max_length=150)]
Roles = Annotated[list[Role], Field(max_length=5)]


class SurveyOut(Schema):
    """A survey: one questionnaire asked of the bodies with certain roles. ``opens_on`` is its day by the clock.

    ``is_confidential``: others than the secretariat see counts and released quotes only.
    """

    id: int
    project_id: int
    questionnaire_id: int
    title: str
    roles: list[str]
    months: int
    counted_from: str
    phase_id: int | None
    base_date: date | None
    open_weeks: int
    remind_days: int
    is_confidential: bool
    consent: str
    purge_months: int
    state: str
    opens_on: date | None
    opened_on: date | None
    closes: date | None
    closed_on: date | None
    purged_on: date | None


class SurveyFacts(Input):
    """What can be changed. ``months`` are counted from the end of the project, of a phase, or from ``base_date``."""

    title: Title | None = None
    questionnaire_id: Id | None = None
    roles: Roles | None = None
    months: SmallNumber | None = None
    counted_from: Start | None = None
    phase_id: Id | None = None
    base_date: Day | None = None
    open_weeks: SmallNumber | None = None
    remind_days: SmallNumber | None = None
    is_confidential: bool | None = None
    consent: Annotated[str, Field(max_length=5000)] | None = None
    purge_months: SmallNumber | None = None


class SurveyIn(SurveyFacts):
    """A new survey with a published questionnaire of the project."""

    title: Title
    questionnaire_id: Id
    roles: Roles


class SurveyChange(SurveyFacts):
    """Other facts of a survey; ``closes`` moves the end of an open one."""

    closes: Day | None = None


class SurveyBodyOut(Schema):
    """A body that is asked: a partner or a support group.

    ``state`` is silent, begun or submitted; empty where you may not know it.
    """

    id: int
    name: str
    is_group: bool
    state: str
    by_telephone: bool
    has_contact: bool
    links: int
    reminded_on: date | None
    interviewer: str

    @staticmethod
    def resolve_id(row: BodyRow) -> int:
        return row.pk


class SurveyAskIn(Input):
    """One more body: a partner, or a support group of the project."""

    partner_id: Id | None = None
    group_id: Id | None = None


class SurveyAskedOut(Schema):
    """The respondent that stands for the body."""

    id: int
    name: str


class SurveyRemindedOut(Schema):
    """How many bodies were written to."""

    number: int


def wave_of(request: HttpRequest, pk: int, permission: str = "wave.manage") -> Wave:
    """The survey, if the token's person has the permission on it."""
    return fetch(request, permission, WAVES, pk=pk)


def _project(request: HttpRequest, pk: int, permission: str) -> Project:
    return fetch(request, permission, Project, pk=pk)


def _facts(data: SurveyFacts, project: Project) -> dict[str, Any]:
    facts = {name: value for name, value in given(data).items() if value is not None or name in NULLABLE}
    if (pk := facts.pop("questionnaire_id", None)) is not None:
        facts["questionnaire"] = chosen(Questionnaire.objects.filter(project=project), [pk], "questionnaire_id")[0]
    if "phase_id" in facts:
        pk = facts.pop("phase_id")
        facts["phase"] = chosen(Phase.objects.filter(project=project), [pk], "phase_id")[0] if pk else None
    return facts


NULLABLE = {"phase_id", "base_date"}


@router.get("/projects/{int:pk}/surveys", response=list[SurveyOut])
@paged
def list_surveys(request: HttpRequest, pk: Id) -> list[Wave]:
    """The surveys of the project, newest first; planned ones for its secretariat only."""
    return list(waves_of(_project(request, pk, "wave.list"), me(request)))


@router.post("/projects/{int:pk}/surveys", response={201: SurveyOut})
def create_survey(request: HttpRequest, pk: Id, data: SurveyIn) -> Status:
    """Plan a survey; whoever has one of the roles is asked. The clock opens it."""
    project = _project(request, pk, "wave.create")
    return Status(201, actions.create_wave(by=me(request), project=project, **_facts(data, project)))


@router.get("/surveys/{int:pk}", response=SurveyOut)
def get_survey(request: HttpRequest, pk: Id) -> Wave:
    """One survey."""
    return wave_of(request, pk, "wave.read")


@router.patch("/surveys/{int:pk}", response=SurveyOut)
def change_survey(request: HttpRequest, pk: Id, data: SurveyChange) -> Wave:
    """Other facts. What people agreed to before they answered does not change once it is open."""
    wave = wave_of(request, pk)
    return actions.change_wave(by=me(request), wave=wave, **_facts(data, wave.project))


@router.delete("/surveys/{int:pk}", response={204: None})
def drop_survey(request: HttpRequest, pk: Id) -> Status:
    """Delete a survey that was never opened."""
    actions.drop_wave(by=me(request), wave=wave_of(request, pk, "wave.drop"))
    return Status(204, None)


@router.post("/surveys/{int:pk}/open", response=SurveyOut)
def open_survey(request: HttpRequest, pk: Id) -> Wave:
    """Open it now, also a closed one again. All who are asked get a letter or a line in the daily mail."""
    return actions.open_wave(by=me(request), wave=wave_of(request, pk))


@router.post("/surveys/{int:pk}/close", response=SurveyOut)
def close_survey(request: HttpRequest, pk: Id) -> Wave:
    """Nobody answers any more; all personal links end."""
    return actions.close_wave(by=me(request), wave=wave_of(request, pk))


@router.post("/surveys/{int:pk}/remind", response=SurveyRemindedOut)
def remind_survey(request: HttpRequest, pk: Id) -> dict[str, int]:
    """Write again to those who have not answered, and to nobody else."""
    return {"number": actions.remind_everybody(by=me(request), wave=wave_of(request, pk))}


@router.get("/surveys/{int:pk}/respondents", response=list[SurveyBodyOut])
@paged
def list_respondents(request: HttpRequest, pk: Id) -> list[BodyRow]:
    """Who is asked. Others than the secretariat see how far their own bodies are."""
    wave, person = wave_of(request, pk, "wave.read"), me(request)
    return bodies_shown(wave, person, manages=runs_it(person, wave))


@router.post("/surveys/{int:pk}/respondents", response={201: SurveyAskedOut})
def ask_one_more(request: HttpRequest, pk: Id, data: SurveyAskIn) -> Status:
    """Ask one more partner or support group, whatever its role."""
    wave, by = wave_of(request, pk), me(request)
    if (data.partner_id is None) == (data.group_id is None):
        raise Refused("Name a partner or a support group.")
    if data.partner_id is not None:
        partner = inner(Partner, pk=data.partner_id, project=wave.project_id)
        body = actions.ask_partner(by=by, wave=wave, partner=partner)
    else:
        group = inner(SupportGroup, pk=data.group_id, project=wave.project_id)
        body = actions.ask_group(by=by, wave=wave, group=group)
    return Status(201, {"id": body.pk, "name": str(body)})
