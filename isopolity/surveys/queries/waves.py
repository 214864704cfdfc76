# SPDX-License-Identifier: EUPL-1.2
"""Waves of a project, and how far each body is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from isopolity.core.policy import may
from isopolity.networks.models import Project
from isopolity.surveys.models import PersonalLink, Respondent, Response, Wave, WaveState
from isopolity.surveys.rules import interviews, speaks_for

WAVES = Wave.objects.select_related("project", "phase", "questionnaire")
BODIES = Respondent.objects.select_related(
    "wave__project", "wave__questionnaire", "wave__phase", "partner__city", "partner__organisation", "group"
)


def waves_of(project: Project, person: Any) -> QuerySet[Wave]:
    """Those that the person may see, newest first, with how many bodies they ask."""
    rows = project.waves.select_related("project", "phase").annotate(asked=Count("respondents"))
    if not may(person, "wave.create", project):
        rows = rows.exclude(state=WaveState.PLANNED)
    return rows.order_by("-created_at", "-pk")  # a grouped query forgets the model's own order


@dataclass(frozen=True)
class BodyRow:
    """A line of the list of those who are asked. ``state`` is silent, begun or submitted, empty if not to be seen."""

    pk: int
    name: str
    is_group: bool
    state: str
    by_telephone: bool
    submitted_on: Any
    has_contact: bool
    links: int
    reminded_on: date | None
    interviewer: str
    answers: bool


def bodies_shown(wave: Wave, person: Any, *, manages: bool) -> list[BodyRow]:
    """All that the wave asks, by name. Others than the secretariat see the state of their own bodies only."""
    rows = Respondent.objects.filter(wave=wave).select_related(
        "partner__city", "partner__organisation", "group", "interviewer"
    )
    rows = rows.annotate(alive=Count("links", filter=Q(links__revoked_at=None)))
    facts = Response.objects.filter(respondent__wave=wave)
    found = {pk: (mode, on) for pk, mode, on in facts.values_list("respondent_id", "mode", "submitted_at")}
    contacts = set(
        Respondent.objects.filter(wave=wave, contact__isnull=False).values_list("pk", flat=True) if manages else ()
    )
    shown = [_row(body, found.get(body.pk), person, manages=manages, contacts=contacts) for body in rows]
    return sorted(shown, key=lambda row: row.name.casefold())


def _row(body: Any, found: tuple[str, Any] | None, person: Any, *, manages: bool, contacts: set[int]) -> BodyRow:
    own = manages or interviews(person, body) or speaks_for(person, body)
    mode, on = found or ("", None)
    state = "submitted" if on else "begun" if found else "silent"
    return BodyRow(
        pk=body.pk,
        name=str(body),
        is_group=body.group_id is not None,
        state=state if own else "",
        by_telephone=own and mode == "telephone",
        submitted_on=on if own else None,
        has_contact=body.pk in contacts,
        links=body.alive if manages else 0,
        reminded_on=body.reminded_on if manages else None,
        interviewer=body.interviewer.name if manages and body.interviewer else "",
        answers=own,
    )


def open_links(body: Respondent) -> int:
    """How many personal links of the body work."""
    return PersonalLink.objects.filter(respondent=body, revoked_at=None).count()
