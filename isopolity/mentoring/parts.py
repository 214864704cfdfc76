# SPDX-License-Identifier: EUPL-1.2
"""The kinds of parts that a pair keeps: their model and the fields that may be set."""

from dataclasses import dataclass
from typing import Any

from isopolity.mentoring.models import (
    Academy,
    Dissemination,
    Goal,
    LearningEntry,
    Product,
    StudyVisit,
    VisitGuest,
    VisitSession,
)


@dataclass(frozen=True)
class Part:
    """A kind of part. ``page`` is the page of the pair on which it stands."""

    model: Any
    fields: tuple[str, ...]
    page: str


PARTS: dict[str, Part] = {
    "goal": Part(Goal, ("item", "text"), "agreement"),
    "visit": Part(
        StudyVisit,
        ("kind", "host", "title", "is_online", "place", "starts_on", "ends_on", "hosts", "aims", "is_held", "outcome"),
        "pair_visits",
    ),
    "session": Part(VisitSession, ("starts", "ends", "title", "room", "with_whom"), "pair_visit"),
    "guest": Part(VisitGuest, ("function", "organisation", "comes_from", "came"), "pair_visit"),
    "learning": Part(LearningEntry, ("on", "item", "visit", "tried", "worked", "failed", "why"), "learning_log"),
    "academy": Part(Academy, ("title", "on", "place", "participants", "about"), "pair_results"),
    "product": Part(Product, ("kind", "title", "about", "link", "file"), "pair_results"),
    "dissemination": Part(Dissemination, ("on", "what", "audience", "reached", "link"), "pair_results"),
}
OF_VISIT = ("session", "guest")
