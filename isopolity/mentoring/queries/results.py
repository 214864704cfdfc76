# SPDX-License-Identifier: EUPL-1.2
"""A calculation in words: why each pair, why a city has none, what would change if."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.benchmarks.models import Item
from isopolity.core.texts import read
from isopolity.mentoring.matching import Change, Matching, Obstacle, Problem, WhatIf, match, read_problem, what_if, why
from isopolity.mentoring.models import Competence, MatchRun, RunState
from isopolity.mentoring.queries.problem import city_number, items_by_key
from isopolity.places.models import City

ASKED_AT_MOST = 2500  # mentees × mentors for which "what if" is answered at once


def feature_name(feature: str) -> str:
    """A feature of the problem in words."""
    names = {
        "population_log2": _("population"),
        "newcomer_share": _("share of newcomers"),
        "urbanisation": _("degree of urbanisation"),
    }
    if feature.startswith("competence_"):
        return str(Competence(feature.removeprefix("competence_")).label)
    return names.get(feature, feature)


def obstacle_words(what: Obstacle) -> str:
    """What stands between, in words."""
    return {
        Obstacle.VETO: _("a veto stands between them"),
        Obstacle.LANGUAGE: _("they share no language"),
        Obstacle.DISTANCE: _("they are too different"),
        Obstacle.NO_PLACE: _("the mentor has no place"),
        Obstacle.TAKEN: _("the mentor is taken by other cities"),
    }[what]


@dataclass(frozen=True)
class TaughtItem:
    """An item in words."""

    code: str
    title: str
    need: int
    strength: int
    gain: int


@dataclass(frozen=True)
class PairLine:
    """A pair with its reasons."""

    mentee: str
    mentor: str
    mentee_id: int
    mentor_id: int
    gain: int
    distance: float
    items: list[TaughtItem]
    languages: str
    apart: list[str]
    obstacles: list[str]
    is_fixed: bool


@dataclass(frozen=True)
class ChangeWords:
    """What would change: the sentence, the pairs that go and come."""

    sentence: str
    gone: list[str]
    come: list[str]


class Result:
    """A run that is ready, read once."""

    def __init__(self, run: MatchRun) -> None:
        self.run = run
        self.problem: Problem = read_problem(run.problem)
        ids = [one["id"] for one in [*run.problem["mentees"], *run.problem["mentors"]]]
        names = City.objects.in_bulk({city_number(key) for key in ids})
        self.names = {
            key: names[city_number(key)].name if city_number(key) in names else key.rpartition("-")[0] for key in ids
        }

    @cached_property
    def items(self) -> dict[str, Item]:
        """Items by their name in the problem."""
        return items_by_key(self.run.project)

    def pair(self, mentee: str, mentor: str) -> PairLine:
        """One pair and everything that decides about it, whether or not it was chosen."""
        told = why(self.problem, mentee, mentor)
        items = [TaughtItem(one.item, self._title(one.item), one.need, one.strength, one.gain) for one in told.taught]
        apart = [
            _("%(feature)s %(distance)s") % {"feature": feature_name(one.feature), "distance": _short(one.distance)}
            for one in told.features
            if one.distance
        ]
        return PairLine(
            mentee=self.names[mentee], mentor=self.names[mentor], mentee_id=city_number(mentee),
            mentor_id=city_number(mentor), gain=told.gain, distance=told.distance, items=items,
            languages=", ".join(told.languages), apart=apart, obstacles=[obstacle_words(o) for o in told.obstacles],
            is_fixed=(mentee, mentor) in self.problem.fixed,
        )  # fmt: skip

    def _title(self, key: str) -> str:
        item = self.items.get(key)
        return read(item.title) if item else ""

    def pairs(self) -> list[PairLine]:
        """The chosen pairs."""
        return [self.pair(one["mentee"], one["mentor"]) for one in self.run.answer["pairs"]]

    @cached_property
    def matching(self) -> Matching:
        """The answer again, as values."""
        return match(self.problem)

    def unpaired(self) -> list[tuple[str, str]]:
        """(city, why it has no mentor)."""
        if not self.run.answer["unpaired"]:
            return []
        return [(self.names[key], self._reason(reason)) for key, reason in self.matching.unpaired.items()]

    def _reason(self, reason: Any) -> str:
        if not reason.needs:
            return _("It names nothing that it wants to learn.")
        if not reason.mentors:
            return _("There is no other city that teaches.")
        if not reason.strong:
            return _("No mentor is strong where this city needs it.")
        said = [self._counted(what, number) for what, number in reason.counts.items()]
        head = ngettext(
            "%d mentor is strong where this city needs it", "%d mentors are strong where this city needs it",
            reason.strong,
        )  # fmt: skip
        names = ", ".join(self.names[key] for key in reason.taken[:5])
        more = f" ({names})" if names else ""
        return f"{head % reason.strong}: {'; '.join(said)}{more}."

    def _counted(self, what: Obstacle, number: int) -> str:
        words = {
            Obstacle.VETO: ngettext("%d is ruled out by a veto", "%d are ruled out by a veto", number),
            Obstacle.LANGUAGE: ngettext("%d shares no language", "%d share no language", number),
            Obstacle.DISTANCE: ngettext("%d is too different", "%d are too different", number),
            Obstacle.NO_PLACE: ngettext("%d has no place to give", "%d have no place to give", number),
            Obstacle.TAKEN: ngettext("%d is taken by other cities", "%d are taken by other cities", number),
        }
        return words[what] % number

    @property
    def can_ask(self) -> bool:
        """Small enough to answer "what if" while somebody waits."""
        return len(self.problem.mentees) * len(self.problem.mentors) <= ASKED_AT_MOST

    def what_if(self, mentee: str, mentor: str) -> dict[str, Any]:
        """The pair's reasons, and what would change if it had to be, or must not be."""
        found: WhatIf = what_if(self.problem, mentee, mentor, self.matching)
        return {
            "pair": self.pair(mentee, mentor),
            "is_paired": found.paired_now,
            "forced": self._words(found.forced) if found.forced else None,
            "forbidden": self._words(found.forbidden),
        }

    def _words(self, change: Change) -> ChangeWords:
        named = [[f"{self.names[a]} – {self.names[b]}" for a, b in pairs] for pairs in (change.gone, change.come)]
        return ChangeWords(_difference(change), *named)


def _difference(change: Change) -> str:
    pairs, gain, nearer = change.difference
    if not (pairs or gain or nearer) and not change.gone:
        return _("Nothing would change.")
    said = []
    if pairs:
        word = ngettext("%d pair more", "%d pairs more", pairs) if pairs > 0 else ngettext(
            "%d pair fewer", "%d pairs fewer", -pairs)  # fmt: skip
        said.append(word % abs(pairs))
    if gain:
        said.append((_("gain %d higher") if gain > 0 else _("gain %d lower")) % abs(gain))
    if nearer:
        said.append(
            (_("cities %s closer together") if nearer > 0 else _("cities %s further apart")) % _short(abs(nearer))
        )
    return (", ".join(said) if said else _("As good as now, with other pairs")) + "."


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def result_of(run: MatchRun) -> Result | None:
    """What the run found; None until it is ready."""
    return Result(run) if run.state == RunState.READY else None
