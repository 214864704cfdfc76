# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with questionnaires, waves and answers."""

from typing import Any

from isopolity.core.policy import for_anyone, permission
from isopolity.groups.rules import groups_kept
from isopolity.networks.models import Project
from isopolity.networks.rules import projects_run, runs, takes_part
from isopolity.places.rules import city_roles, organisations
from isopolity.surveys.models import Coder, PersonalLink, Questionnaire, Respondent, ResponseFile, Wave, WaveState

LINK = "link:"


def runs_it(person: Any, thing: Questionnaire | Wave) -> bool:
    """Secretariat of the project."""
    return runs(person, thing.project)


def works_for_partner(person: Any, thing: Questionnaire | Wave) -> bool:
    """Works for a partner of the project."""
    return takes_part(person, thing.project)


def is_published(person: Any, questionnaire: Questionnaire) -> bool:
    """It was published."""
    return not questionnaire.is_draft


def is_draft(person: Any, questionnaire: Questionnaire) -> bool:
    """It is a draft."""
    return questionnaire.is_draft


def runs_project(person: Any, project: Project) -> bool:
    """Secretariat of the project."""
    return runs(person, project)


def partner_of_project(person: Any, project: Project) -> bool:
    """Works for a partner of the project."""
    return takes_part(person, project)


def has_begun(person: Any, wave: Wave) -> bool:
    """It was opened."""
    return wave.state != WaveState.PLANNED


def is_shared(person: Any, wave: Wave) -> bool:
    """It is not confidential."""
    return not wave.is_confidential


def codes(person: Any, wave: Wave) -> bool:
    """Named by the secretariat as one of its coders."""
    return bool(person.pk) and Coder.objects.filter(wave=wave.pk, person=person.pk).exists()


def is_planned(person: Any, wave: Wave) -> bool:
    """It was not opened yet."""
    return wave.state == WaveState.PLANNED


# --- Answers of one body --------------------------------------------------------------------------------------------
def runs_its_wave(person: Any, body: Respondent) -> bool:
    """Secretariat of the project."""
    return body.wave.project_id in projects_run(person)


def interviews(person: Any, body: Respondent) -> bool:
    """Named as the interviewer who types for it."""
    return bool(person.pk) and body.interviewer_id == person.pk


def speaks_for(person: Any, body: Respondent) -> bool:
    """Works for the city or organisation that is asked, or coordinates the support group."""
    if body.group_id:
        return body.group_id in groups_kept(person)
    partner = body.partner
    if partner is None:
        return False
    return partner.organisation_id in organisations(person) or any(
        city == partner.city_id for city, _kind in city_roles(person)
    )


@for_anyone
def holds_link(person: Any, body: Respondent) -> bool:
    """Has a personal link to it, while the wave is open."""
    number = person.removeprefix(LINK) if isinstance(person, str) and person.startswith(LINK) else ""
    if not number.isdigit() or body.wave.state != WaveState.OPEN:
        return False
    return PersonalLink.objects.filter(pk=int(number), respondent=body.pk, revoked_at=None).exists()


def is_open(person: Any, body: Respondent) -> bool:
    """The wave is open."""
    return body.wave.state == WaveState.OPEN


def was_opened(person: Any, body: Respondent) -> bool:
    """The wave was opened."""
    return body.wave.state != WaveState.PLANNED


def shares(person: Any, body: Respondent) -> bool:
    """Works for a partner of the project, and the wave is not confidential."""
    return not body.wave.is_confidential and takes_part(person, body.wave.project)


def opens_its_answers(person: Any, file: ResponseFile) -> bool:
    """Speaks for the body, interviews it, or is the secretariat."""
    body = file.response.respondent
    return runs_its_wave(person, body) or interviews(person, body) or speaks_for(person, body)


TABLE = {
    "questionnaire.create": permission("make a questionnaire for a project", runs_project),
    "questionnaire.read": permission("read a questionnaire", runs_it, (works_for_partner, is_published)),
    "questionnaire.write": permission("change a questionnaire that is a draft", (runs_it, is_draft)),
    "questionnaire.manage": permission("publish a questionnaire, make its next version", runs_it),
    "wave.list": permission("see the surveys of a project", runs_project, partner_of_project),
    "wave.create": permission("plan a survey of a project", runs_project),
    "wave.read": permission("see a survey and who is asked", runs_it, (works_for_partner, has_begun)),
    "wave.manage": permission("open, close and change a survey, write to those who are asked", runs_it),
    "wave.drop": permission("delete a survey that was not opened", (runs_it, is_planned)),
    "wave.results": permission("see what came out of a survey, in numbers", runs_it, (works_for_partner, has_begun)),
    "wave.see_each": permission(
        "see who answered what in a survey", runs_it, (works_for_partner, has_begun, is_shared)
    ),
    "wave.code": permission("say which factors stand in the answers in words of a survey", runs_it, (codes, has_begun)),
    "outcome.manage": permission("define headline outcomes on a questionnaire", runs_it),
    "response.answer": permission(
        "answer a survey for a body", (runs_its_wave, is_open), (interviews, is_open), (speaks_for, is_open), holds_link
    ),
    "response.read": permission(
        "read what a body answered",
        runs_its_wave,
        (interviews, was_opened),
        (speaks_for, was_opened),
        (shares, was_opened),
        holds_link,
    ),
    "response.file": permission("open a file that answers a question", opens_its_answers),
    "response.manage": permission(
        "write down contacts, make and end links, name the interviewer, open answers again", runs_its_wave
    ),
}
