# SPDX-License-Identifier: EUPL-1.2
"""What all pages of one assessment share: fetching it, the way back, tabs, who will read what is written."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.assessments.models import Assessment
from isopolity.assessments.queries.parts import Reach, reach
from isopolity.assessments.rules import writes
from isopolity.core.components import Line, Tab
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.texts import read


def me(request: HttpRequest) -> Person:
    """Who is signed in; every page here wants somebody."""
    return request.user  # type: ignore[return-value]


def assessments() -> QuerySet[Assessment]:
    """Assessments with what every page of theirs names."""
    return Assessment.objects.select_related("city", "version", "adoption")


def light() -> QuerySet[Assessment]:
    """Only what saving one field needs."""
    names = ["city", "version", "adoption", "state", "city__name", "city__association"]
    return Assessment.objects.select_related("city").only(*names)


def fetch(person: Any, pk: int, permission: str = "assessment.open") -> tuple[Assessment, Reach]:
    """The assessment and what of it the person may open."""
    assessment = get_for(person, permission, assessments(), pk=pk)
    return assessment, reach(person, assessment)


def fetch_whole(person: Any, pk: int, permission: str = "assessment.open") -> Assessment:
    """The assessment for its coordinator; a contributor does not get to this page."""
    assessment, part = fetch(person, pk, permission)
    if not part.is_whole:
        raise Http404
    return assessment


def who_sees(assessment: Assessment) -> str:
    """Who reads what is written here, in a few words."""
    if assessment.adoption_id is None:
        return _("your city only")
    return _("host now, team after you submit") if assessment.state == "open" else _("host and team")


def title_of(assessment: Assessment) -> str:
    """Its own title, or city and benchmark."""
    return assessment.title or f"{assessment.city}: {read(assessment.version.title)}"


def crumbs(assessment: Assessment, *lines: Line) -> list[Line]:
    """The way back from a page of the assessment."""
    here = Line(title_of(assessment), reverse("assessment", args=[assessment.pk]) if lines else "")
    return [Line(_("Assessments"), reverse("assessments")), here, *lines]


def tabs(person: Any, assessment: Assessment, current: str) -> list[Tab]:
    """The parts of the assessment that this person may open."""
    names = {}
    if writes(person, assessment):
        names = {
            "assessment": _("Overview"),
            "provenance": _("Background"),
            "contributors": _("Contributors"),
            "assessment_sheet": _("Spreadsheet"),
            "assessment_compare": _("Over time"),
            "assessment_read": _("Report"),
        }
    elif may(person, "assessment.read", assessment):
        names = {"assessment": _("Overview"), "assessment_read": _("Report")}
    return [Tab(str(text), reverse(name, args=[assessment.pk]), name == current) for name, text in names.items()]


def base(person: Any, assessment: Assessment, tab: str, *lines: Line) -> dict[str, Any]:
    """The context of every page of the assessment."""
    return {
        "assessment": assessment,
        "assessment_title": title_of(assessment),
        "crumbs": crumbs(assessment, *lines),
        "tabs": tabs(person, assessment, tab),
        "who_sees_it": who_sees(assessment),
    }
