# SPDX-License-Identifier: EUPL-1.2
"""The board of a mentoring."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from isopolity.core.components import Action
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.mentoring.frame import mentoring_frame
from isopolity.mentoring.queries.board import city_lines, pairs_of
from isopolity.mentoring.queries.steps import rows_of
from isopolity.networks.models import Project


@require_safe
def mentoring(request: HttpRequest, pk: int) -> HttpResponse:
    """Pairs × steps, what waits for whom, and the cities of the project."""
    project = get_for(request.user, "mentoring.read", Project.objects.select_related("network"), pk=pk)
    pairs = pairs_of(project)
    runs = may(request.user, "mentoring.match", project)
    buttons = [Action(_("Pair by hand"), reverse("pair_new", args=[pk]), "plus")] if runs else []
    return render(
        request,
        "mentoring/board.html",
        {
            **mentoring_frame(request.user, project, "mentoring"),
            "actions": buttons,
            "rows": rows_of(request.user, project, pairs),
            "past": [pair for pair in pairs if not pair.is_live and may(request.user, "pair.read", pair)],
            "cities": city_lines(request.user, project),
            "runs": runs,
        },
    )
