# SPDX-License-Identifier: EUPL-1.2
"""What the pages of one survey share."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.core.components import Line, Tab
from isopolity.core.policy import may
from isopolity.networks.models import Project
from isopolity.surveys.models import Respondent, Wave
from isopolity.surveys.queries.waves import BODIES, WAVES


def waves() -> QuerySet[Wave]:
    """With what their pages and rules ask for."""
    return WAVES.all()


def bodies() -> QuerySet[Respondent]:
    """With what their pages and rules ask for."""
    return BODIES.all()


def waves_crumbs(project: Project, *more: Line) -> list[Line]:
    """The way to the surveys of a project."""
    return [
        Line(_("Projects"), reverse("projects")),
        Line(project.name, reverse("project", args=[project.pk])),
        Line(_("Surveys"), reverse("surveys", args=[project.pk])),
        *more,
    ]


def base(person: Any, wave: Wave, tab: str, *more: Line) -> dict[str, Any]:
    """Crumbs and tabs of a survey, as far as this person may open them."""
    own = Line(str(wave), reverse("survey", args=[wave.pk]) if more else "")
    words = {"survey": _("Who is asked")}
    if may(person, "wave.results", wave):
        words["survey_results"] = _("Results")
    if may(person, "wave.see_each", wave):
        words["survey_matrix"] = _("Matrix")
    if may(person, "wave.results", wave):
        words["survey_comparison"] = _("Comparison")
    if may(person, "wave.manage", wave):
        words["survey_lessons"] = _("Lessons")
    elif may(person, "wave.code", wave):
        words["survey_coding"] = _("Coding")
    here = tab if tab != "survey_coding" or tab in words else "survey_lessons"  # the secretariat codes from there
    tabs = [Tab(text, reverse(name, args=[wave.pk]), name == here) for name, text in words.items()]
    return {"wave": wave, "crumbs": waves_crumbs(wave.project, own, *more), "tabs": tabs if len(tabs) > 1 else []}
