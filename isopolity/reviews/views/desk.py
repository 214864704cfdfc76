# SPDX-License-Identifier: EUPL-1.2
"""The desk review: one's own reading of the initial report, handing it in, the compiled view."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from isopolity.benchmarks.maps import scale_states
from isopolity.core.autosave import digest
from isopolity.core.components import Action, Stat
from isopolity.core.errors import Refused
from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.core.web import autosaved, see
from isopolity.reviews import actions
from isopolity.reviews.forms import CompiledFilter, DeskFilter
from isopolity.reviews.models import DeskNote, Review, TeamMember
from isopolity.reviews.queries import desk as queries
from isopolity.reviews.stages import has_reached
from isopolity.reviews.views.common import own_place, page, review_for

A_PAGE = 20


def _inside(request: HttpRequest, pk: int) -> tuple[Review, TeamMember]:
    review = review_for(request, "desk.read", pk)
    member = own_place(request, review)
    if member is None:
        raise Http404
    return review, member


def desk_review(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one's own desk review is, and who has submitted theirs. A post hands it in."""
    review, member = _inside(request, pk)
    refused = None
    if request.method == "POST":
        try:
            actions.submit_desk_review(by=request.user, review=review)  # type: ignore[arg-type]
        except Refused as error:
            refused = error
        else:
            messages.success(request, _("Your desk review is submitted. You can now read those of the others."))
            return see("desk_compiled", pk)
    items = queries.items_to_read(review)
    notes = queries.notes_of(member) if member.does_desk_review else {}
    judged = sum(1 for item in items if queries.state_of_note(notes.get(item.pk)) == "done")
    form = DeskFilter(request.GET or None)
    rows = [(item, notes.get(item.pk), queries.state_of_note(notes.get(item.pk))) for item in items]
    left = queries.first_unjudged(items, notes)
    buttons = [Action(_("Compiled desk reviews"), link("desk_compiled", pk), "users")]
    return page(
        request, review, "desk_review.html", "desk_review", status=409 if refused else 200,
        page_title=_("Desk review"), page_who=_("team only, after you submit"), page_actions=buttons,
        member=member, is_open=has_reached(review.stage, "desk_review") and _may_read(request, review),
        map=queries.own_map(review, items, notes), stats=[Stat(judged, _("items judged"), len(items))],
        rows=[row for row in rows if form.keeps(*row)], form=form, next=left, left=len(items) - judged,
        readers=queries.readers(review), refused=refused,
    )  # fmt: skip


def _may_read(request: HttpRequest, review: Review) -> bool:
    return may(request.user, "assessment.read", review.assessment)


def desk_note(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """One item: the city's answer beside one's own judgement. A post saves one field."""
    review = review_for(request, "desk.write", pk)
    items = queries.items_to_read(review)
    found = next((one for one in items if one.pk == item), None)
    member = own_place(request, review)
    if found is None or member is None or not _may_read(request, review):
        raise Http404
    if request.method == "POST":
        field = request.POST.get("field", "")
        value, seen = request.POST.get("value", ""), request.POST.get("seen") or None
        by: Any = request.user
        save = {"by": by, "review": review, "item": found, "field": field, "value": value, "seen": seen}
        return autosaved(lambda: actions.save_desk_note(**save), field)
    notes = queries.notes_of(member)
    locked = member.desk_submitted_at is not None or not has_reached(review.stage, "desk_review")
    return page(
        request, review, "desk_note.html", "desk_review",
        page_title=found.code, item=found, fields=_fields(notes.get(item) or DeskNote()), locked=locked,
        map=queries.own_map(review, items, notes, found), around=queries.around(items, found, notes),
        member=member, blockers=[],
        levels=scale_states(review.adoption.version), **queries.city_answer(review, found),
    )  # fmt: skip


def _fields(note: DeskNote) -> list[dict[str, Any]]:
    """The four fields of a note, ready for the autosaving component."""
    helps = {
        "level": _("How the city performs on paper. “Inconclusive” means you need more information."),
        "hypothesis": _("What do you suppose is behind this? The visit will test it."),
        "questions": _("One question a line."),
        "meet": _("One function a line, for example: head of the schools department. No names."),
    }
    return [
        {
            "name": name,
            "label": str(DeskNote._meta.get_field(name).verbose_name).capitalize(),  # type: ignore[union-attr]
            "value": getattr(note, name),
            "digest": digest(getattr(note, name)),
            "kind": "level" if name == "level" else "text",
            "help": helps[name],
        }
        for name in DeskNote.FIELDS
    ]


def desk_compiled(request: HttpRequest, pk: int) -> HttpResponse:
    """The submitted desk reviews put together; closed to those who have not handed in their own."""
    review, member = _inside(request, pk)
    found = queries.compiled(review, member)
    form = CompiledFilter(request.GET or None, items=[one.item for one in found.items])
    return page(
        request, review, "desk_compiled.html", "desk_review",
        page_title=_("Compiled desk reviews"), page_who=_("team only"), member=member,
        is_blind=queries.is_blind(member), compiled=found, form=form,
        rows=Paginator([one for one in found.items if form.keeps(one)], A_PAGE).get_page(request.GET.get("page")),
    )  # fmt: skip
