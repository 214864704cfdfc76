# SPDX-License-Identifier: EUPL-1.2
"""Two waves side by side: the same questions counted in both, and in words what changed about the others."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from isopolity.surveys.charts import pairs
from isopolity.surveys.form.table import Column, values
from isopolity.surveys.kinds import KIND_NAMES
from isopolity.surveys.models import Question, Respondent, Wave
from isopolity.surveys.queries.results import Counted, Results, Said, counts_of, facts_of, outcomes_of, share

Shared = list[tuple[dict[str, Any], dict[str, Any]]]


@dataclass(frozen=True)
class Side:
    """What was answered to a question in one wave."""

    answered: int
    counts: list[tuple[str, int, str]] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Compared:
    """A question of one wave or of both. ``changed`` says in words what is different; empty if it is the very same.

    ``rows`` hold both sides of the same question; ``kept`` tells of how many bodies that answered both times the answer
    is the same.
    """

    key: str
    label: str
    first: Side | None
    second: Side | None
    changed: str = ""
    kept: str = ""
    rows: list[list[Any]] = field(default_factory=list)
    spec: dict[str, Any] = field(default_factory=dict)

    @property
    def identity(self) -> str:
        """An id for HTML."""
        return "chart-" + "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in self.key)


def others_of(wave: Wave, waves: Iterable[Wave]) -> list[Wave]:
    """The waves that it can be compared with: those that ask the same questionnaire, in any version."""
    return [one for one in waves if one.pk != wave.pk and one.questionnaire.series == wave.questionnaire.series]


@dataclass(frozen=True)
class Statements:
    """A headline outcome in both waves."""

    first: Said | None
    second: Said | None


def outcomes_beside(first: Results, second: Results) -> list[Statements]:
    """Every headline outcome, counted in both."""
    before = {one.pk: one for one in outcomes_of(first)}
    after = {one.pk: one for one in outcomes_of(second)}
    return [Statements(before.get(pk), after.get(pk)) for pk in dict.fromkeys([*before, *after])]


def sections_of_both(first: Results, second: Results) -> list[str]:
    """All sections, those of the later wave first."""
    return list(dict.fromkeys(column.section for results in (second, first) for column in results.columns))


@dataclass(frozen=True)
class Both:
    """Two waves, the earlier first, and what the bodies that handed in both times answered then and now."""

    first: Results
    second: Results
    shared: Shared

    def of(self, one: Column | None, other: Column | None) -> tuple[Side | None, Side | None]:
        """A question as it stands in each."""
        return _side(one, self.first) if one else None, _side(other, self.second) if other else None


def compare(first: Results, second: Results, section: str) -> list[Compared]:
    """The questions of a section that can be counted in one of the waves; answers in words are left out."""
    if first.is_few or second.is_few:
        return []
    before, after = (_countable(results, section) for results in (first, second))
    was, now = (_digests(results.wave) for results in (first, second))
    both, found = Both(first, second, _both_times(first, second)), []
    for key in dict.fromkeys([*after, *before]):
        one, other = before.get(key), after.get(key)
        if one and other and was.get(key) == now.get(key):
            found.append(_same(one, other, both))
        else:
            changed = _changed(_any(first, key), _any(second, key))
            found.append(Compared(key, (other or one).label, *both.of(one, other), changed=changed))  # type: ignore[union-attr]
    return found


def _countable(results: Results, section: str) -> dict[str, Column]:
    left_out = ("file", "text", "long_text", "calculation")
    return {one.key: one for one in results.columns if one.section == section and one.kind not in left_out}


def _any(results: Results, key: str) -> Column | None:
    return next((one for one in results.columns if one.key == key), None)


def _digests(wave: Wave) -> dict[str, str]:
    return dict(Question.objects.filter(questionnaire=wave.questionnaire_id).values_list("key", "digest"))


def _changed(was: Column | None, now: Column | None) -> str:
    if was is None:
        return _("It was not asked in the earlier survey.")
    if now is None:
        return _("It is not asked any more.")
    if was.kind != now.kind:
        kinds = {"before": KIND_NAMES[was.kind], "now": KIND_NAMES[now.kind]}
        words = _("It was answered as: %(before)s. Now it is answered as: %(now)s. Read the two side by side.")
        return words % kinds
    return _("Its words or its choices have changed. Read the two side by side.")


def _side(column: Column, results: Results) -> Side:
    rows = [counted for _pk, counted in results.rows]
    answered = sum(1 for counted in rows if values(column, counted))
    if not column.is_counted:
        return Side(answered, facts=facts_of(column, rows) if results.names_who or answered > 1 else [])
    return Side(answered, [(name, times, share(times, answered)) for name, times in counts_of(column, rows)])


def _same(one: Column, other: Column, both: Both) -> Compared:
    before, after = _side(one, both.first), _side(other, both.second)
    shown: dict[str, Any] = {"kept": _kept(one, other, both.shared)}
    if not other.is_counted:
        then = dict(before.facts)
        shown["rows"] = [[name, then.get(name, "–"), value] for name, value in after.facts]
        return Compared(other.key, other.label, before, after, **shown)
    was = {name: (times, part) for name, times, part in before.counts}
    shown["rows"] = [[name, *was.get(name, (0, "–")), times, part] for name, times, part in after.counts]
    if before.answered or after.answered:
        names = (both.first.wave.title, both.second.wave.title)
        counts = [[(name, times) for name, times, _part in side.counts] for side in (before, after)]
        shown["spec"] = pairs(counts[0], counts[1], names=names, axis=_("answers"))
    return Compared(other.key, other.label, before, after, **shown)


def _kept(one: Column, other: Column, shared: Shared) -> str:
    answers = [(values(one, was), values(other, now)) for was, now in shared]
    given = [(was, now) for was, now in answers if was and now]
    facts = {"number": len(given), "same": sum(was == now for was, now in given)}
    words = _("Of %(number)d bodies that answered both times, %(same)d say the same.")
    return words % facts if len(given) > 1 else ""


def _both_times(first: Results, second: Results) -> Shared:
    """What the bodies that handed in both times answered, the earlier time and the later."""
    before, after = _by_body(first), _by_body(second)
    return [(before[body], after[body]) for body in before if body in after]


def _by_body(results: Results) -> dict[tuple[int | None, int | None], dict[str, Any]]:
    rows: Counted = results.rows
    bodies = Respondent.objects.filter(wave=results.wave).values_list("pk", "partner_id", "group_id")
    who = {pk: (partner, group) for pk, partner, group in bodies}
    return {who[pk]: counted for pk, counted in rows}
