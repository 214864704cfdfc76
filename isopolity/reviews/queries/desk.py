# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the desk review read. The database holds the blindness too; here it is asked for in plain sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from isopolity.assessments.models import Answer, Document
from isopolity.benchmarks.maps import benchmark_map
from isopolity.benchmarks.models import Item, Prompt
from isopolity.benchmarks.queries import items_of
from isopolity.core.components import BenchmarkMap
from isopolity.core.links import link
from isopolity.reviews.compiled import NEED_MORE, Reading, ToMeet, by_item, difference, people_to_meet
from isopolity.reviews.models import DeskNote, Review, TeamMember


def items_to_read(review: Review) -> list[Item]:
    """The items of the review's benchmark, in the project's wording."""
    return items_of(review.adoption.version, review.adoption)


def notes_of(member: TeamMember) -> dict[int, DeskNote]:
    """item → the member's own note."""
    return {note.item_id: note for note in DeskNote.objects.filter(member=member)}


def state_of_note(note: DeskNote | None) -> str:
    """done, started or empty, for the progress map."""
    if note is None:
        return "empty"
    return "done" if note.level else "started" if note.is_started else "empty"


def own_map(
    review: Review, items: Sequence[Item], notes: dict[int, DeskNote], current: Item | None = None
) -> BenchmarkMap:
    """How far one's own desk review is."""
    return benchmark_map(
        review.adoption.version,
        items,
        family="progress",
        state=lambda item: state_of_note(notes.get(item.pk)),
        url=lambda item: reverse("desk_note", args=[review.pk, item.pk]),
        current=current,
    )


@dataclass(frozen=True)
class Around:
    """The items before and after one, and the next without a judgement (after it, else from the beginning)."""

    before: Item | None
    after: Item | None
    unjudged: Item | None
    place: int
    total: int


def around(items: Sequence[Item], item: Item, notes: dict[int, DeskNote]) -> Around:
    """Where one is in the list."""
    at = next(n for n, one in enumerate(items) if one.pk == item.pk)
    in_turn = [*items[at + 1 :], *items[:at]]
    left = next((one for one in in_turn if state_of_note(notes.get(one.pk)) != "done"), None)
    before = items[at - 1] if at else None
    return Around(before, items[at + 1] if at + 1 < len(items) else None, left, at + 1, len(items))


def first_unjudged(items: Sequence[Item], notes: dict[int, DeskNote]) -> Item | None:
    """Where to go on."""
    return next((item for item in items if state_of_note(notes.get(item.pk)) != "done"), None)


def city_answer(review: Review, item: Item) -> dict[str, Any]:
    """What the city says about the item, with its documents and the benchmark's guide questions."""
    documents = Document.objects.filter(assessment=review.assessment_id, item=item)
    return {
        "answer": Answer.objects.filter(assessment=review.assessment_id, item=item).first(),
        "documents": [(document, link("assessment_document", document.pk)) for document in documents],
        "prompts": prompts_of(item),
    }


def prompts_of(item: Item) -> list[tuple[Prompt, list[Prompt]]]:
    """The guide questions with those nested below them."""
    rows = list(Prompt.objects.filter(item=item))
    return [(row, [one for one in rows if one.parent_id == row.pk]) for row in rows if row.parent_id is None]


def readers(review: Review) -> list[TeamMember]:
    """Who writes a desk review in this team."""
    rows = TeamMember.objects.present().filter(review=review, does_desk_review=True)
    return list(rows.named())


def is_blind(member: TeamMember) -> bool:
    """Who writes a desk review reads the others' only after handing in their own."""
    return member.does_desk_review and member.desk_submitted_at is None


@dataclass(frozen=True)
class CompiledItem:
    """One item with all that was submitted about it."""

    item: Item
    state: str
    readings: list[Reading]

    @cached_property
    def needs(self) -> list[Reading]:
        return [reading for reading in self.readings if reading.level == NEED_MORE]

    @property
    def levels(self) -> set[str]:
        return {reading.level for reading in self.readings}


@dataclass(frozen=True)
class Compiled:
    """The desk reviews that were submitted, put together."""

    items: list[CompiledItem]
    people: list[ToMeet]
    map: BenchmarkMap
    submitted: list[TeamMember]
    waiting: list[TeamMember]

    @cached_property
    def needs(self) -> list[CompiledItem]:
        return [one for one in self.items if one.needs]


def compiled(review: Review, member: TeamMember) -> Compiled:
    """What this member may read of the submitted desk reviews; nothing while they are blind. Five queries."""
    items = items_to_read(review)
    codes = {item.pk: item.code for item in items}
    team = list(TeamMember.objects.named().filter(review=review))
    submitted = [] if is_blind(member) else [one for one in team if one.desk_submitted_at]
    waiting = [one for one in team if one.left_at is None and is_blind(one)]
    initials = {one.pk: one.initials for one in submitted}
    notes = DeskNote.objects.filter(review=review, member__in=initials, item__in=codes).order_by("member_id")
    written = notes.values_list("item_id", "member_id", "level", "hypothesis", "questions", "meet")
    readings = [Reading(codes[item], initials[member], *note) for item, member, *note in written]
    grouped = by_item(readings)
    found = [
        CompiledItem(item, difference(r.level for r in grouped.get(item.code, [])), grouped.get(item.code, []))
        for item in items
    ]
    states = {one.item.pk: one.state for one in found}
    page = reverse("desk_compiled", args=[review.pk])
    drawing = benchmark_map(
        review.adoption.version,
        items,
        family="difference",
        state=lambda item: states[item.pk],
        url=lambda item: f"{page}?item={item.pk}#items",
    )
    order = {item.code: place for place, item in enumerate(items)}
    people = people_to_meet(sorted(readings, key=lambda r: order[r.item]))
    return Compiled(found, people, drawing, submitted, waiting)
