# SPDX-License-Identifier: EUPL-1.2
"""The writer: one item at a time, the background sections, context and provenance. Every field saves itself."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.assessments import actions
from isopolity.assessments.models import Answer, Assessment, BackgroundText
from isopolity.assessments.queries.history import item_history
from isopolity.assessments.queries.parts import Reach
from isopolity.assessments.queries.progress import Standing, standing
from isopolity.assessments.queries.report import attached, labels, provenance_labels
from isopolity.assessments.views.frame import base, fetch, fetch_whole, light, me
from isopolity.benchmarks.maps import scale_states
from isopolity.benchmarks.models import BackgroundSection, Item, Prompt
from isopolity.benchmarks.queries import items_of
from isopolity.core.autosave import digest
from isopolity.core.components import Line
from isopolity.core.files import ACCEPT
from isopolity.core.getters import get_for
from isopolity.core.texts import read
from isopolity.core.web import autosaved


def _posted(request: HttpRequest) -> tuple[str, str, str | None]:
    """field, value, and the digest of what the writer began with."""
    return request.POST.get("field", ""), request.POST.get("value", ""), request.POST.get("seen") or None


def answer(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """One item's answer: GET draws it, POST saves one field."""
    if request.method == "POST":
        return _save_answer(request, pk, item)
    person = me(request)
    one, part = fetch(person, pk)
    if not part.opens_item(item):
        raise Http404
    stand = standing(one, only=part.items)
    shown = next((row for row in stand.items if row.pk == item), None)
    if shown is None:
        raise Http404
    context = base(person, one, "assessment", Line(shown.code)) | _answer_context(one, shown, stand, part)
    return render(request, "assessments/answer.html", context)


def _save_answer(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    person = me(request)
    one = get_for(person, "assessment.write_part", light(), pk=pk)
    field, value, seen = _posted(request)
    # An item that was not fetched: the action asks the database about it anyway.
    where: dict[str, Any] = {"assessment": one, "item": Item(pk=item)}
    return autosaved(lambda: actions.save_answer(by=person, **where, field=field, value=value, seen=seen), field)


def _answer_context(one: Assessment, item: Item, stand: Standing, part: Reach) -> dict[str, Any]:
    written = one.answers.select_related("changed_by").filter(item=item).first() or Answer(assessment=one, item=item)
    before, after = stand.neighbours(item)
    states = [state for code, state in scale_states(one.version).items() if code != "empty"]
    return {
        "item": item,
        "answer": written,
        "can_write": part.can_write,
        "locked": not part.can_write,
        "contribution": part.contribution,
        "map": stand.map(current=item),
        "previous": before,
        "following": after,
        "next": stand.next_missing(after=item),
        "prompts": nested(item.prompts.all()),
        "levels": states,
        "level_words": [(level, scale_states(one.version).get(level["code"])) for level in one.version.scale["levels"]],
        "level_digest": digest(written.level),
        "fields": [_field(written, name) for name in ("achieved", "aspired")],
        "reasons": [_field(written, name) for name in ("how", "why", "who")],
        "responsible": [_field(written, name) for name in ("political", "operational")],
        "explanation": _field(written, "explanation"),
        **_documents(one, reverse("item_document_add", args=[one.pk, item.pk]), item=item),
        "save_url": reverse("answer", args=[one.pk, item.pk]),
        "remaining": len(stand.missing),
    }


def _field(answer: Answer, name: str) -> dict[str, Any]:
    helps = {
        "achieved": _("What is in place and works today? Say since when."),
        "aspired": _("What is planned or wanted, but not there yet?"),
        "how": _("How is it done? What proves it: figures, documents, examples?"),
        "why": _("Why did the city choose this way? What stands in the way?"),
        "who": _("Who takes part, inside and outside the administration? Name functions, not persons."),
        "political": _("The function, for example: deputy mayor for schools."),
        "operational": _("The function, for example: head of the youth office."),
        "explanation": _("Only if you cannot give a level. Say why: the item then counts as explained."),
    }
    value = getattr(answer, name)
    return {"name": name, "label": labels()[name], "help": helps[name], "value": value, "digest": digest(value)}


def _documents(one: Assessment, url: str, **of: Any) -> dict[str, Any]:
    """What part_documents.html draws."""
    rows = [attached(row) for row in one.documents.filter(**of)]
    return {"documents": rows, "upload_url": url, "accept": ACCEPT, "upload_limit": settings.UPLOAD_LIMIT_MIB}


def nested(prompts: Any) -> list[dict[str, Any]]:
    """Prompts as a tree: {text, children}."""
    rows: list[Prompt] = list(prompts)

    def below(parent: int | None) -> list[dict[str, Any]]:
        return [{"text": row.text, "children": below(row.pk)} for row in rows if row.parent_id == parent]

    return below(None)


def background(request: HttpRequest, pk: int, section: int) -> HttpResponse:
    """One background section: rich text with tables, and its documents."""
    person = me(request)
    one, part = fetch(person, pk)
    if not part.opens_section(section):
        raise Http404
    shown = get_object_or_404(BackgroundSection, pk=section, version=one.version_id)
    if request.method == "POST":
        _field_name, value, seen = _posted(request)
        save: dict[str, Any] = {"by": person, "assessment": one, "section": shown, "value": value, "seen": seen}
        return autosaved(lambda: actions.save_background(**save), "body")
    written = one.background_texts.filter(section=shown).first() or BackgroundText()
    sections = [row for row in one.version.background_sections.all() if part.opens_section(row.pk)]
    place = [row.pk for row in sections].index(shown.pk)
    context = base(person, one, "provenance", Line(read(shown.title))) | {
        "section": shown,
        "text": written,
        "digest": digest(written.body),
        "can_write": part.can_write,
        "locked": not part.can_write,
        "contribution": part.contribution,
        **_documents(one, reverse("section_document_add", args=[one.pk, shown.pk]), section=shown),
        "wants_chart": "chart" in shown.parts,
        "previous": sections[place - 1] if place else None,
        "following": sections[place + 1] if place + 1 < len(sections) else None,
        "save_url": reverse("background", args=[one.pk, shown.pk]),
    }
    return render(request, "assessments/background.html", context)


def provenance(request: HttpRequest, pk: int) -> HttpResponse:
    """Background as a whole: the sections, who drafted the report and how, and the context factors."""
    person = me(request)
    if request.method == "POST":
        one = get_for(person, "assessment.write", light(), pk=pk)
        field, value, seen = _posted(request)
        save: dict[str, Any] = {"by": person, "assessment": one, "field": field, "value": value, "seen": seen}
        return autosaved(lambda: actions.save_provenance(**save), field)
    one = fetch_whole(person, pk)
    notes = {note.factor_id: note.body for note in one.context_notes.all()}
    written = {text.section_id: text.body for text in one.background_texts.all()}
    context = base(person, one, "provenance") | {
        "fields": [_provenance_field(one, name) for name in ("title", *Assessment.PROVENANCE)],
        "sections": [(row, written.get(row.pk, "")) for row in one.version.background_sections.all()],
        "factors": [
            {
                "factor": factor,
                "prompts": nested(factor.prompts.all()),
                "body": notes.get(factor.pk, ""),
                "digest": digest(notes.get(factor.pk, "")),
                "url": reverse("context_note", args=[one.pk, factor.pk]),
            }
            for factor in one.version.context_factors.prefetch_related("prompts")
        ],
        "locked": one.state != "open",
        "save_url": reverse("provenance", args=[one.pk]),
    }
    return render(request, "assessments/provenance.html", context)


def _provenance_field(one: Assessment, name: str) -> dict[str, Any]:
    words = {"title": _("Title"), **provenance_labels()}
    helps = {
        "title": _("How you will find it again."),
        "drafted_by": _("Which functions and departments wrote this report?"),
        "drafted_how": _("Meetings, interviews, documents: how did you reach your judgements?"),
        "politicians": _("Did elected members see, discuss or decide on it?"),
    }
    value = getattr(one, name)
    return {"name": name, "label": words[name], "help": helps[name], "value": value, "digest": digest(value)}


@require_POST
def context_note(request: HttpRequest, pk: int, factor: int) -> HttpResponse:
    """Save what a context factor means for this city."""
    person = me(request)
    one = get_for(person, "assessment.write", light(), pk=pk)
    found = get_object_or_404(one.version.context_factors, pk=factor)
    _name, value, seen = _posted(request)
    save: dict[str, Any] = {"by": person, "assessment": one, "factor": found, "value": value, "seen": seen}
    return autosaved(lambda: actions.save_context_note(**save), "body")


@require_safe
def answer_history(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Who changed what of one item's answer: a part for its page (HTMX), or a page of its own."""
    person = me(request)
    one, part = fetch(person, pk)
    if not part.opens_item(item):
        raise Http404
    found = next((row for row in items_of(one.version, one.adoption) if row.pk == item), None)
    if found is None:
        raise Http404
    context = {"events": item_history(one, found), "item": found}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "assessments/part_history.html", context)
    return render(request, "assessments/history.html", base(person, one, "assessment", Line(found.code)) | context)


@require_safe
def answer_map(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """The small map and the way on, drawn again after a save."""
    person = me(request)
    one, part = fetch(person, pk)
    if not part.opens_item(item):
        raise Http404
    stand = standing(one, only=part.items)
    here = next((row for row in stand.items if row.pk == item), None)
    context = {"map": stand.map(current=here), "next": stand.next_missing(after=here), "assessment": one}
    return render(request, "assessments/part_map.html", context | {"remaining": len(stand.missing), "item": here})
