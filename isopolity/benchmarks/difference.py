# SPDX-License-Identifier: EUPL-1.2
"""What differs between two versions of a benchmark: items added, removed, reworded. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

Text = Mapping[str, str]
FIELDS = ("title", "text", "rationale", "evidence_hint")
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


class Worded(Protocol):
    """An item as this module needs it."""

    code: str
    title: Text
    text: Text
    rationale: Text
    evidence_hint: Text


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``is_changed`` when the other version lacks it."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Field:
    """One field of a reworded item in both versions, in one language."""

    name: str
    before: Sequence[Piece]
    after: Sequence[Piece]


@dataclass(frozen=True)
class Reworded:
    """An item of the same code with other words."""

    code: str
    fields: Sequence[Field]


@dataclass(frozen=True)
class Difference:
    """Everything that differs between an older and a newer version."""

    added: Sequence[Worded]
    removed: Sequence[Worded]
    reworded: Sequence[Reworded]
    same: int

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.reworded)


def difference(before: Iterable[Worded], after: Iterable[Worded], language: str) -> Difference:
    """What differs, read in one language; an item whose other languages only changed counts as reworded too."""
    old, new = {item.code: item for item in before}, {item.code: item for item in after}
    both = [(old[code], item) for code, item in new.items() if code in old]
    changed = [_reworded(a, b, language) for a, b in both if any(getattr(a, f) != getattr(b, f) for f in FIELDS)]
    return Difference(
        added=[item for code, item in new.items() if code not in old],
        removed=[item for code, item in old.items() if code not in new],
        reworded=changed,
        same=len(both) - len(changed),
    )


def _reworded(before: Worded, after: Worded, language: str) -> Reworded:
    fields = []
    for name in FIELDS:
        a, b = getattr(before, name), getattr(after, name)
        if a != b:
            tongue = language if a.get(language) != b.get(language) else _first_changed(a, b)
            fields.append(Field(name, *_pieces(a.get(tongue, ""), b.get(tongue, ""))))
    return Reworded(after.code, fields)


def _first_changed(a: Text, b: Text) -> str:
    return next(tag for tag in {**a, **b} if a.get(tag) != b.get(tag))


def _pieces(a: str, b: str) -> tuple[list[Piece], list[Piece]]:
    left, right = _WORDS.findall(a), _WORDS.findall(b)
    before, after = [], []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if a2 > a1:
            before.append(Piece("".join(left[a1:a2]), kind != "equal"))
        if b2 > b1:
            after.append(Piece("".join(right[b1:b2]), kind != "equal"))
    return before, after
