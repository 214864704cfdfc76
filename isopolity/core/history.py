# SPDX-License-Identifier: EUPL-1.2
"""History on a model: every insert, update and delete leaves a row, written by a database trigger with the actor."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pghistory
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext

from isopolity.core.components import Event

T = TypeVar("T")


def tracked(*, without: list[str] | None = None) -> Callable[[type[T]], type[T]]:
    """Keep each version of a row. ``without`` names fields whose content must never enter the history."""
    options: dict[str, Any] = {"exclude": without} if without else {}
    return pghistory.track(
        pghistory.InsertEvent("created"),
        pghistory.UpdateEvent("changed"),
        pghistory.DeleteEvent("deleted"),
        **options,
    )


# --- Reading it -----------------------------------------------------------------------------------------------------
SILENT = {"id", "changed_at", "changed_by", "created_at", "added_at", "stage_since", "sha256", "size", "content_type"}
TOGETHER = timedelta(minutes=30)


@dataclass
class Past:
    """One thing that happened to one row: its event, the event before it, the fields that changed."""

    event: Any
    before: Any
    changed: list[str]
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return str(self.event.pgh_label)

    @property
    def actor(self) -> str:
        return str((self.event.pgh_context or {}).get("by", ""))

    def name(self, person: int | None) -> str:
        """A person's function; somebody whose account is gone is a former member."""
        return self.names.get(person or 0) or gettext("a former member")


Sentence = Callable[[Past], str]
_sentences: dict[str, Sentence] = {}
_nouns: dict[str, Any] = {}


def sentence(label: str) -> Callable[[Sentence], Sentence]:
    """Register how events of a model (``reviews.teammember``) read; an empty answer leaves the event out."""

    def register(tell: Sentence) -> Sentence:
        _sentences[label] = tell
        return tell

    return register


def name_things(nouns: Mapping[str, Any]) -> None:
    """What models are called in sentences: ``{"visits.meeting": _("a meeting")}``. An empty noun leaves them out."""
    _nouns.update(nouns)


Where = Mapping[str, Any]
AboutItem = Callable[[Any, Any], list[tuple[Any, dict[str, Any]]]]
_about_item: list[AboutItem] = []


def about_item(find: AboutItem) -> AboutItem:
    """Register rows of a later app that belong to one item of a review: (model, filter of its events)."""
    _about_item.append(find)
    return find


def rows_about(review: Any, item: Any) -> list[tuple[Any, dict[str, Any]]]:
    """What later apps registered for this item of this review."""
    return [pair for find in _about_item for pair in find(review, item)]


def tracked_models(*fields: str) -> list[Any]:
    """Tracked models whose events carry all these fields."""
    found = []
    for model in apps.get_models():
        events = getattr(model, "pgh_event_model", None)
        if events is not None and not hasattr(model, "pgh_tracked_model"):
            names = {one.attname for one in events._meta.concrete_fields}
            if names.issuperset(fields) and _nouns.get(model._meta.label_lower) != "":
                found.append(model)
    return found


Found = tuple[Any, Any]


def _events(
    model: Any, limit: int | None, before: datetime | None, where: Where, since: datetime | None = None
) -> list[Found]:
    """(event, its predecessor) of one model, newest first. The wall decides which there are. Two queries at most."""
    table = model.pgh_event_model
    earlier = table.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    rows = table.objects.filter(**where).annotate(before_id=Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1]))
    rows = rows.filter(pgh_created_at__lt=before) if before is not None else rows
    rows = rows.filter(pgh_created_at__gte=since) if since is not None else rows
    events = list(rows.order_by("-pgh_created_at", "-pgh_id")[:limit])
    wanted = [event.before_id for event in events if event.pgh_label == "changed" and event.before_id]
    known = {row.pgh_id: row for row in table.objects.filter(pgh_id__in=wanted)} if wanted else {}
    return [(event, known.get(event.before_id)) for event in events]


def _newest(
    wheres: Iterable[tuple[Any, Where]], limit: int, before: datetime | None
) -> tuple[list[tuple[Any, Any, Any]], datetime | None]:
    """((model, event, its predecessor) newest first, from when on there may be older ones).

    About ``limit``: what was saved in one transaction has one moment and stays together.
    """
    parts = [(model, where, _events(model, limit, before, where)) for model, where in wheres]
    moments = sorted((event.pgh_created_at for _m, _w, some in parts for event, _prior in some), reverse=True)
    is_cut = len(moments) > limit or any(len(some) == limit for _m, _w, some in parts)
    last = moments[limit - 1] if is_cut else None
    found = []
    for model, where, some in parts:
        is_split = last is not None and len(some) == limit and some[-1][0].pgh_created_at == last
        whole = _events(model, None, before, where, since=last) if is_split else some
        found += [(model, *pair) for pair in whole if last is None or pair[0].pgh_created_at >= last]
    found.sort(key=lambda one: (one[1].pgh_created_at, one[1].pgh_id), reverse=True)
    return found, last


def _changed(event: Any, before: Any) -> list[str]:
    if before is None:
        return []
    fields = [f for f in event._meta.concrete_fields if not f.name.startswith("pgh_") and f.name not in SILENT]
    return [f.name for f in fields if getattr(event, f.attname) != getattr(before, f.attname)]


def happened(
    wheres: Iterable[tuple[Any, Where]],
    *,
    limit: int = 60,
    before: datetime | None = None,
    items: Mapping[int, str] | None = None,
) -> tuple[list[Event], datetime | None]:
    """(what happened to rows of these (model, filter), newest first; the ``before`` with which to read on, or None).

    Sentences that name who, what and which field. ``items`` are the codes of items, to be named where an event has one.
    Contents of texts are never told.
    """
    found, older = _newest(wheres, limit, before)
    pasts = [(model, Past(event, prior, _changed(event, prior))) for model, event, prior in found]
    names = _names(past for _model, past in pasts)
    told = []
    for model, past in _together(pasts):
        past.names = names
        text = _tell(model, past, items or {})
        if text:
            told.append(Event(past.event.pgh_created_at, _who(past), text))
    return told, older


def _near(past: Past, after: Past) -> bool:
    return bool(after.event.pgh_created_at - past.event.pgh_created_at < TOGETHER)


def _together(pasts: Iterable[tuple[Any, Past]]) -> list[tuple[Any, Past]]:
    """Many saves of one row by one person within half an hour are one change."""
    kept: list[tuple[Any, Past]] = []
    latest: dict[tuple[Any, Any, str], Past] = {}
    for model, past in pasts:
        key = (model, past.event.pgh_obj_id, past.actor)
        after = latest.get(key)
        if after and past.label == after.label == "changed" and _near(past, after):
            after.changed += [name for name in past.changed if name not in after.changed]
            after.before = past.before
            continue
        latest[key] = past
        kept.append((model, past))
    return kept


def _names(pasts: Iterable[Past]) -> dict[int, str]:
    """Functions of everybody who acts or is spoken of, in one query; closed accounts are left out."""
    numbers: set[int] = set()
    for past in pasts:
        kind, _colon, number = past.actor.partition(":")
        numbers |= {int(number)} if kind == "person" and number.isdigit() else set()
        numbers |= {value for value in [getattr(past.event, "person_id", None)] if value}
    people = get_user_model()._default_manager.filter(pk__in=numbers, is_active=True)
    return dict(people.values_list("pk", "name"))


def _who(past: Past) -> str:
    kind, _colon, number = past.actor.partition(":")
    if kind == "person" and number.isdigit():
        return past.name(int(number))
    return "Isopolity" if kind == "job" else ""


def _tell(model: Any, past: Past, items: Mapping[int, str]) -> str:
    own = _sentences.get(model._meta.label_lower)
    if own is not None:
        return own(past)
    thing = str(_nouns.get(model._meta.label_lower, model._meta.verbose_name))
    code = items.get(getattr(past.event, "item_id", None) or 0)
    thing = f"{thing} ({code})" if code else thing
    if past.label == "created":
        return gettext("added: %s") % thing
    if past.label == "deleted":
        return gettext("removed: %s") % thing
    if not past.changed:
        return "" if past.before is not None else gettext("changed: %s") % thing
    words = ", ".join(str(model._meta.get_field(name).verbose_name) for name in past.changed)
    return gettext("changed: %(thing)s – %(fields)s") % {"thing": thing, "fields": words}
