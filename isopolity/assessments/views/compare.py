# SPDX-License-Identifier: EUPL-1.2
"""Over time: what the city said before, item by item."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from isopolity.assessments.models import Assessment
from isopolity.assessments.queries.compare import MOST, others, side_by_side
from isopolity.assessments.queries.sheets import level_words
from isopolity.assessments.views.frame import base, fetch_whole, me, title_of


@require_safe
def assessment_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """This assessment beside earlier ones of the same benchmark; ``?with=`` chooses which."""
    person = me(request)
    one = fetch_whole(person, pk)
    offered = list(others(one)[:20])
    wanted = set(request.GET.getlist("with"))
    chosen = [row for row in offered if str(row.pk) in wanted][: MOST - 1] if wanted else offered[:2]
    order, rows = side_by_side(one, chosen) if chosen else ([one], [])
    only_changed = request.GET.get("show") == "changed"
    if only_changed:
        rows = [row for row in rows if any(then.is_change for then in row.thens)]
    context = base(person, one, "assessment_compare") | {
        "offered": [{"row": row, "title": title_of(row), "is_chosen": row in chosen} for row in offered],
        "columns": [_column(row, one) for row in order],
        "rows": rows,
        "words": level_words(one.version, request.LANGUAGE_CODE),
        "only_changed": only_changed,
        "most": MOST - 1,
    }
    return render(request, "assessments/compare.html", context)


def _column(row: Assessment, one: Assessment) -> dict[str, Any]:
    return {"row": row, "title": title_of(row), "is_this": row.pk == one.pk}
