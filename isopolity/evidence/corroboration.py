# SPDX-License-Identifier: EUPL-1.2
"""The state of a finding, computed from the evidence on one item (pure; the exact rule of the method).

Source: the corroboration contract, after step 7 of INTI-CITIES ("corroborated in two or more interviews"); that the
two must be independent is this project's own addition.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Level = Literal["falls_short", "meets", "surpasses", "inconclusive"]
Kind = Literal["interview", "workshop", "document", "survey", "initial_report"]
SourceKey = tuple[str, ...]


class State(StrEnum):
    """How firmly the evidence carries a finding."""

    NO_EVIDENCE = "no_evidence"
    LEAD = "lead"
    SINGLE_SOURCE = "single_source"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"


@dataclass(frozen=True)
class Fact:
    """One piece of evidence as the rule sees it. ``organisation`` is empty where the person represents none."""

    kind: str
    session: str
    organisation: str
    source_group: str
    basis: str
    level: str
    withdrawn: bool = False

    @property
    def counts(self) -> bool:
        """A fact from an interview or a workshop that points to a level (rule 2)."""
        return self.basis == "fact" and self.level != "inconclusive" and self.kind in ("interview", "workshop")

    @property
    def source(self) -> SourceKey:
        """Facts with the same key are one source, also across sessions (rule 3)."""
        if self.kind == "interview" and self.organisation:
            return ("body", self.organisation, self.source_group)
        return (self.kind, self.session)


@dataclass(frozen=True)
class Corroboration:
    """State, the level the evidence points to (None when it points nowhere), and the number of independent sources."""

    state: State
    level: Level | None
    sources: int


def corroborate(evidence: Iterable[Fact], *, interviews: int = 2) -> Corroboration:
    """Judge the evidence of one item; ``interviews`` independent sources corroborate."""
    kept = [fact for fact in evidence if not fact.withdrawn]
    if not kept:
        return Corroboration(State.NO_EVIDENCE, None, 0)
    counting = [fact for fact in kept if fact.counts]
    if not counting:
        return Corroboration(State.LEAD, None, 0)
    below = {fact.source for fact in counting if fact.level == "falls_short"}
    above = {fact.source for fact in counting if fact.level != "falls_short"}
    if below and above:
        return Corroboration(State.CONTESTED, None, max(len(below), len(above)))
    sources = len(below or above)
    state = State.CORROBORATED if sources >= interviews else State.SINGLE_SOURCE
    if below:
        return Corroboration(state, "falls_short", sources)
    return Corroboration(state, _upper_level(counting, interviews if state is State.CORROBORATED else None), sources)


def _upper_level(counting: list[Fact], needed: int | None) -> Level:
    """Surpasses when enough sources say so themselves; for a single source, when it says so and nothing less."""
    surpassing = {fact.source for fact in counting if fact.level == "surpasses"}
    if needed is None:
        less = {fact.source for fact in counting if fact.level == "meets"}
        return "surpasses" if surpassing and not less else "meets"
    return "surpasses" if len(surpassing) >= needed else "meets"
