# SPDX-License-Identifier: EUPL-1.2
"""What surveys ask of people: answers of their own body, calls of an interviewer."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from isopolity.core.duties import Duty, duties_of_app
from isopolity.groups.rules import groups_kept
from isopolity.places.rules import city_roles, organisations
from isopolity.surveys.models import Respondent, Response, WaveState


@duties_of_app
def of_surveys(person: Any, only: Any = None) -> list[Duty]:
    """Open surveys that the person's bodies have not answered, until they close. They belong to no review."""
    if only is not None or not getattr(person, "pk", None):
        return []
    cities = {city for city, _kind in city_roles(person)}
    near = Q(partner__city__in=cities) | Q(partner__organisation__in=organisations(person))
    near |= Q(group__in=groups_kept(person))
    rows = Respondent.objects.filter(near | Q(interviewer=person.pk), wave__state=WaveState.OPEN)
    rows = rows.select_related("wave__project", "partner__city", "partner__organisation", "group")
    found = list(rows.defer("wave__project__about"))
    if not found:
        return []
    done = Response.objects.filter(respondent__in=found, submitted_at__isnull=False)
    handed_in = set(done.values_list("respondent_id", flat=True))
    return [_asked(person, body) for body in found if body.pk not in handed_in]


def _asked(person: Any, body: Respondent) -> Duty:
    words = _("Ring up and type: %s") if body.interviewer_id == person.pk else _("Answer the survey: %s")
    where = f"{body} · {body.wave.project}"
    return Duty(f"survey:{body.pk}", words % body.wave.title, where, "response", (body.pk,), body.wave.closes)
