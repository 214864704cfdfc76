# SPDX-License-Identifier: EUPL-1.2
"""Parts of an initial report: asked of a contributor, handed in to a coordinator."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.assessments.models import AssessmentState, Contribution, ContributionState
from isopolity.core.duties import Duty, duties_of_app
from isopolity.places.models import CityRoleKind
from isopolity.places.rules import city_roles


@duties_of_app
def asked_of_me(person: Any, only: Any = None) -> list[Duty]:
    """Parts that the person was asked for and has not handed in."""
    rows = (
        Contribution.objects.filter(
            person=person,
            state__in=[ContributionState.ASKED, ContributionState.RETURNED],
            assessment__state=AssessmentState.OPEN,
        )
        .select_related("assessment__city")
        .annotate(parts=Count("items", distinct=True) + Count("sections", distinct=True))
    )
    found = []
    for row in rows.filter(assessment=only.assessment_id) if only else rows:
        text = ngettext(
            "Fill in the part you were asked for", "Fill in the %(count)d parts you were asked for", row.parts
        )
        if row.state == ContributionState.RETURNED:
            text = _("Your part was returned with a comment")
        found.append(
            Duty(
                f"contribution:{row.pk}",
                text % {"count": row.parts} if "%(" in text else text,
                str(row.assessment.city),
                "assessment",
                (row.assessment_id,),
                row.due,
            )
        )
    return found


@duties_of_app
def handed_in_to_me(person: Any, only: Any = None) -> list[Duty]:
    """Parts that colleagues handed in to the coordinator."""
    cities = {city for city, kind in city_roles(person) if kind == CityRoleKind.COORDINATOR}
    if not cities:
        return []
    rows = Contribution.objects.filter(
        assessment__city__in=cities, state=ContributionState.SUBMITTED, assessment__state=AssessmentState.OPEN
    ).select_related("assessment__city", "person")
    return [
        Duty(
            f"handed_in:{row.pk}",
            _("%s handed in their part: read and accept it") % row.person,
            str(row.assessment.city),
            "assessment",
            (row.assessment_id,),
        )
        for row in (rows.filter(assessment=only.assessment_id) if only else rows)
    ]
