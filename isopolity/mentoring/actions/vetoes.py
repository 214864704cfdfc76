# SPDX-License-Identifier: EUPL-1.2
"""A city, or its association, says no to a partner. The reason is for the secretariat alone."""

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.mentoring.models import Pair, PairState, Veto, VetoReason
from isopolity.mentoring.models.matching import LIVE
from isopolity.mentoring.queries.profiles import PAIRED, profile_of
from isopolity.networks.models import Project
from isopolity.places.models import City
from isopolity.places.rules import coordinates


@action
def say_no(*, by: Person, project: Project, city: City, other: City, reason: str = "") -> Veto:
    """``city`` is not to be paired with ``other``, whoever would be mentor. A pair of the two ends."""
    require(by, "veto.make", profile_of(project, city))
    cities = {city.pk, other.pk}
    if len(cities) < 2 or project.partners.filter(city__in=cities, roles__overlap=PAIRED).count() < 2:
        words = _("Choose another city that is mentee or mentor in this project.")
        raise Refused(words, fields={"other": words})
    veto, _made = Veto.objects.get_or_create(
        project=project, city=city, other=other, by_association=not coordinates(by, city), withdrawn_at=None,
        defaults={"made_by": by},
    )  # fmt: skip
    _keep_reason(by, veto, plain(reason))
    pairs = Pair.objects.filter(project=project, mentee__in=cities, mentor__in=cities, state__in=LIVE)
    for pair in pairs.select_for_update():
        pair.state, pair.changed_at = PairState.REFUSED, timezone.now()
        pair.save(update_fields=["state", "changed_at"])
    return veto


def _keep_reason(by: Person, veto: Veto, text: str) -> None:
    if veto.made_by_id == by.pk and text:
        VetoReason.objects.update_or_create(veto=veto, defaults={"project": veto.project, "author": by, "text": text})


@action
def withdraw_veto(*, by: Person, veto: Veto) -> Veto:
    """The side that said no would say yes again; its reason stays where it was."""
    require(by, "veto.withdraw", veto)
    if veto.withdrawn_at is None:
        veto.withdrawn_at = timezone.now()
        veto.save(update_fields=["withdrawn_at"])
    return veto
