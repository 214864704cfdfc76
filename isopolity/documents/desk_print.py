# SPDX-License-Identifier: EUPL-1.2
"""The desk reviews of a team compiled on paper: item by item, the city's level and what each peer noted. Team only."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from isopolity.assessments.models import Answer
from isopolity.benchmarks.maps import groups_in_order, scale_states
from isopolity.benchmarks.queries import items_of
from isopolity.core.components import State
from isopolity.core.texts import read
from isopolity.documents.pdf import pdf
from isopolity.reviews.models import DeskNote, Review

NOTHING = State("", "", "")


def desk_pdf(review: Review) -> bytes:
    """Everything that was submitted; row security hides what is still blind."""
    states = scale_states(review.adoption.version)
    city = dict(Answer.objects.filter(assessment=review.assessment_id).values_list("item_id", "level"))
    notes: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = DeskNote.objects.filter(review=review, member__desk_submitted_at__isnull=False)
    for note in rows.select_related("member__person").order_by("member"):
        if note.is_started:
            notes[note.item_id].append({"note": note, "level": states.get(note.level, NOTHING)})
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for item in items_of(review.adoption.version, review.adoption):
        level = states.get(city.get(item.pk, ""), NOTHING)
        groups[item.group_id].append({"item": item, "title": read(item.title), "city": level, "notes": notes[item.pk]})
    names = [(name, groups[group.pk]) for group, name in groups_in_order(review.adoption.version) if groups[group.pk]]
    title = _("Desk reviews of %s") % review.city
    context = {"review": review, "groups": names}
    return pdf("documents/print/desk.html", context, title=title, footer=f"{title} · {_('team only')}")
