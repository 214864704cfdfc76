# SPDX-License-Identifier: EUPL-1.2
"""What action plans ask of a city's coordinators."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.core.duties import Duty, duties_of_app
from isopolity.places.models import CityRoleKind
from isopolity.places.rules import city_roles, organisations
from isopolity.plans.models import ActionProgress, Endorsement, EndorsementState, Milestone, ProgressRound
from isopolity.reports.models import CommitmentState

AHEAD = timedelta(days=14)


@duties_of_app
def of_plans(person: Any, only: Any = None) -> list[Duty]:
    """Milestones that are late or due within two weeks. They belong to no review."""
    cities = {city for city, kind in city_roles(person) if kind == CityRoleKind.COORDINATOR}
    if only is not None or not hasattr(person, "email"):
        return []
    asked = _endorsements(person)
    return asked + _milestones(cities) + _rounds(cities) if cities else asked


def _rounds(cities: set[int]) -> list[Duty]:
    """Plans with an action of which nothing is told in an open round."""
    told = ActionProgress.objects.filter(round=OuterRef("pk"), action=OuterRef("project__plans__actions"))
    rows = ProgressRound.objects.filter(project__plans__city__in=cities, project__plans__actions__isnull=False)
    rows = rows.filter(~Exists(told))
    found = rows.values_list("pk", "name", "due", "project__plans", "project__plans__title").distinct()
    return [
        Duty(f"plan-round:{pk}:{plan}", _("Tell how the actions fare: %s") % name, title, "plan_round", (plan, pk), due)
        for pk, name, due, plan, title in found
    ]


def _endorsements(person: Any) -> list[Duty]:
    """Plans that the person is asked to endorse."""
    rows = Endorsement.objects.filter(state=EndorsementState.ASKED)
    rows = rows.filter(Q(email=person.email.lower()) | Q(organisation__in=organisations(person)))
    found = rows.values_list("pk", "plan__title", "plan__city__name")
    return [
        Duty(f"endorsement:{pk}", _("Endorse the plan: %s") % title, city, "endorsement", (pk,))
        for pk, title, city in found
    ]


def _milestones(cities: set[int]) -> list[Duty]:
    rows = Milestone.objects.filter(
        action__plan__city__in=cities, done_on=None, due__lte=timezone.localdate() + AHEAD
    ).exclude(action__state__in=[CommitmentState.DONE, CommitmentState.STOPPED])
    found = rows.values_list("pk", "name", "due", "action_id", "action__plan__title")
    return [
        Duty(f"milestone:{pk}", _("Milestone: %s") % name, plan, "plan_action", (action,), due, part="milestones")
        for pk, name, due, action, plan in found
    ]
