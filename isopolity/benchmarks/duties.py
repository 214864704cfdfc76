# SPDX-License-Identifier: EUPL-1.2
"""Step 1: a coordinator approves the project's benchmark for the city."""

from typing import Any

from django.utils.translation import gettext as _

from isopolity.benchmarks.models import Adoption, CityApproval
from isopolity.core.duties import Duty, duties_of_app
from isopolity.networks.models import Partner
from isopolity.places.models import CityRoleKind
from isopolity.places.rules import city_roles


@duties_of_app
def approvals(person: Any, only: Any = None) -> list[Duty]:
    """Benchmarks that wait for the approval of the person's cities."""
    cities = {city for city, kind in city_roles(person) if kind == CityRoleKind.COORDINATOR}
    if not cities:
        return []
    partners = Partner.objects.filter(city__in=cities, roles__overlap=["city", "host", "peer"]).select_related("city")
    by_project: dict[int, list[Partner]] = {}
    for partner in partners:
        by_project.setdefault(partner.project_id, []).append(partner)
    adoptions = Adoption.objects.filter(project__in=by_project)
    if only:
        adoptions = adoptions.filter(pk=only.adoption_id)
    done = set(CityApproval.objects.filter(city__in=cities).values_list("adoption_id", "city_id"))
    return [
        Duty(
            f"approve:{adoption.pk}:{partner.city_id}",
            _("Approve the benchmark for your city"),
            str(partner.city),
            "adoption",
            (adoption.pk,),
        )
        for adoption in adoptions
        for partner in by_project[adoption.project_id]
        if (adoption.pk, partner.city_id) not in done
    ]
