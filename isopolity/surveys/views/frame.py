# SPDX-License-Identifier: EUPL-1.2
"""What the pages of one questionnaire share."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.core.components import Line, Tab
from isopolity.networks.models import Project
from isopolity.surveys.models import Questionnaire


def questionnaires() -> QuerySet[Questionnaire]:
    """With their projects."""
    return Questionnaire.objects.select_related("project")


def crumbs_of(project: Project, *more: Line) -> list[Line]:
    """The way to the questionnaires of a project."""
    return [
        Line(_("Projects"), reverse("projects")),
        Line(project.name, reverse("project", args=[project.pk])),
        Line(_("Questionnaires"), reverse("questionnaires", args=[project.pk])),
        *more,
    ]


def base(one: Questionnaire, tab: str, *more: Line) -> dict[str, Any]:
    """Crumbs and tabs of a questionnaire."""
    words = {"questionnaire": _("Questions"), "questionnaire_try": _("Try it")}
    own = Line(str(one), reverse("questionnaire", args=[one.pk]) if more else "")
    return {
        "questionnaire": one,
        "crumbs": crumbs_of(one.project, own, *more),
        "tabs": [Tab(text, reverse(name, args=[one.pk]), name == tab) for name, text in words.items()],
    }
