# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the training show."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.networks.models import Project
from isopolity.places.models import CityRole, CityRoleKind
from isopolity.reviews.models import TeamMember, TrainingAttendance, TrainingSession


def sessions_of(project: Project) -> QuerySet[TrainingSession]:
    """The project's trainings in order of time, with the number of those who came and of the files."""
    rows = TrainingSession.objects.filter(project=project).annotate(
        came=Count("attendances", distinct=True), files=Count("materials", distinct=True)
    )
    return rows.order_by("starts", "pk")


@dataclass(frozen=True)
class Participant:
    """Somebody who is expected at a training: teams of the project and coordinators of its cities."""

    person: Person
    role: str
    came: bool
    rehearsed: bool


def participants(session: TrainingSession) -> list[Participant]:
    """Members of the project's teams and its hosts, and whoever else came. Four queries."""
    came = dict(TrainingAttendance.objects.filter(session=session).values_list("person_id", "rehearsed"))
    members = TeamMember.objects.present().filter(review__project=session.project_id).select_related("person", "city")
    roles: dict[int, str] = {m.person_id: str(m.city or m.get_kind_display()) for m in members}
    expected = Q(pk__in=roles) | Q(pk__in=came)
    hosting = Q(city_roles__kind="coordinator", city_roles__city__reviews__project=session.project_id)
    people = Person.objects.filter(expected | hosting).distinct()
    roles = _hosts(session) | roles
    return [Participant(p, roles.get(p.pk, ""), p.pk in came, came.get(p.pk, False)) for p in people]


def _hosts(session: TrainingSession) -> dict[int, str]:
    """Where the coordinators of the reviewed cities come from."""
    found = CityRole.objects.filter(kind=CityRoleKind.COORDINATOR, city__reviews__project=session.project_id)
    return {role.person_id: _("%s (host)") % role.city for role in found.select_related("city").distinct()}
