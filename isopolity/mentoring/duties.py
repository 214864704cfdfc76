# SPDX-License-Identifier: EUPL-1.2
"""What a mentoring asks of whom."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from isopolity.core.duties import Duty, duties_of_app
from isopolity.mentoring.models import Pair, Profile
from isopolity.mentoring.models.matching import LIVE
from isopolity.mentoring.rules import sides_of
from isopolity.networks.models import Partner, PartnerRole, ProjectKind
from isopolity.networks.rules import cities_followed
from isopolity.places.models import CityRoleKind
from isopolity.places.rules import city_roles


@duties_of_app
def of_mentoring(person: Any, only: Any = None) -> list[Duty]:
    """Profiles to hand in, agreements to sign, needs to analyse, comments to give. Nothing on a review's page."""
    if only is not None:
        return []
    cities = {city for city, kind in city_roles(person) if kind == CityRoleKind.COORDINATOR}
    followed = {city for _project, city, role in cities_followed(person) if role == PartnerRole.ASSOCIATION}
    if not cities and not followed:
        return []
    return [*_profiles(cities), *_pairs(person, cities, followed)]


def _profiles(cities: set[int]) -> list[Duty]:
    if not cities:
        return []
    rows = Partner.objects.filter(
        city__in=cities, project__kind=ProjectKind.MENTORING, roles__overlap=[PartnerRole.MENTEE, PartnerRole.MENTOR]
    )
    handed_in = set(
        Profile.objects.filter(city__in=cities, handed_in_at__isnull=False).values_list("project_id", "city_id")
    )
    words = _("Write the city’s profile for pairing and hand it in")
    return [
        Duty(f"profile:{project}:{city}", words, name, "profile", (project, city))
        for project, city, name in rows.values_list("project_id", "city_id", "city__name")
        if (project, city) not in handed_in
    ]


def _pairs(person: Any, cities: set[int], followed: set[int]) -> list[Duty]:
    mine = Q(mentee__in=cities | followed) | Q(mentor__in=cities | followed)
    found = Pair.objects.filter(mine, state__in=LIVE).select_related(
        "project", "mentee", "mentor", "agreement", "needs"
    )
    rows = found.prefetch_related("agreement__signatures", "needs__comments")
    return [duty for pair in rows for duty in (*_signature(person, pair), *_needs(pair, cities))]


def _signature(person: Any, pair: Pair) -> list[Duty]:
    row = getattr(pair, "agreement", None)
    where, of = str(pair), (pair.pk,)
    if row is None or not row.text:
        if pair.mentee_id in {city for city, _kind in city_roles(person)}:
            return [Duty(f"agreement:{pair.pk}", _("Write the agreement of the pair"), where, "agreement", of)]
        return []
    if row.signed_at is not None:
        return []
    given = {one.side for one in row.signatures.all() if one.voided_at is None}
    if set(sides_of(person, pair)) - given:
        return [Duty(f"sign:{pair.pk}", _("Sign the agreement of the pair"), where, "agreement", of)]
    return [Duty(f"sign:{pair.pk}", _("Agreement of the pair"), where, "agreement", of, None, _("the other sides"))]


def _needs(pair: Pair, cities: set[int]) -> list[Duty]:
    agreement, needs = getattr(pair, "agreement", None), getattr(pair, "needs", None)
    if agreement is None or agreement.signed_at is None:
        return []
    key, of, where = f"needs:{pair.pk}", (pair.pk,), str(pair)
    if needs is None or needs.submitted_at is None:
        waits = "" if pair.mentee_id in cities else str(pair.mentee)
        return [Duty(key, _("Write the needs analysis"), where, "needs", of, None, waits)]
    if not needs.comments.all():
        waits = "" if pair.mentor_id in cities else str(pair.mentor)
        return [Duty(key, _("Comment on the needs analysis"), where, "needs", of, None, waits)]
    return []
