# SPDX-License-Identifier: EUPL-1.2
"""Two surveys with the same questionnaire, side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import number
from isopolity.surveys.models import WaveState
from isopolity.surveys.queries.comparison import compare, others_of, outcomes_beside, sections_of_both
from isopolity.surveys.queries.results import results_of
from isopolity.surveys.views.wave_frame import base, waves


@require_safe
def survey_comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """This survey and another one, the earlier on the left."""
    wave = get_for(request.user, "wave.results", waves(), pk=pk)
    begun = waves().filter(project=wave.project_id).exclude(state=WaveState.PLANNED)
    others = [one for one in others_of(wave, begun) if may(request.user, "wave.results", one)]
    asked = number(request.GET.get("other"))
    other = next((one for one in others if one.pk == asked), others[0] if others else None)
    context = base(request.user, wave, "survey_comparison") | {"others": others, "other": other}
    if other is None:
        return render(request, "surveys/comparison.html", context)
    pair = sorted((wave, other), key=lambda one: (one.opened_on or one.created_at.date(), one.pk))
    first, second = (results_of(one, request.user) for one in pair)
    sections = sections_of_both(first, second)
    section = request.GET.get("section", "")
    section = section if section in sections else next(iter(sections), "")
    context |= {
        "first": first,
        "second": second,
        "is_few": first.is_few or second.is_few,
        "outcomes": outcomes_beside(first, second),
        "sections": sections,
        "section": section,
        "compared": compare(first, second, section),
        "chart_columns": [_("Answer"), first.wave.title, _("Share"), second.wave.title, _("Share")],
    }
    return render(request, "surveys/comparison.html", context)
