# SPDX-License-Identifier: EUPL-1.2
"""The stages of a review as a table (pure): who owns each, what it yields, what must hold to leave it, what is next.

Source: the seven steps of INTI-CITIES. ``docs/stages.md`` is generated from this table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from isopolity.core.links import link

Text = str | Promise


@dataclass(frozen=True)
class StageRow:
    """One line of the table. ``open_to`` says who works in it and who reads what."""

    code: str
    number: int
    name: Text
    owner: Text
    result: Text
    open_to: Text
    leaves_when: Text
    after: str | None


TABLE: dict[str, StageRow] = {
    row.code: row
    for row in (
        StageRow(
            "benchmark",
            1,
            _("Benchmark"),
            _("secretariat and all cities"),
            _("an agreed benchmark version"),
            _("all cities of the project read and approve"),
            _("every city of the project approved it"),
            "training",
        ),
        StageRow(
            "training",
            2,
            _("Training"),
            _("facilitator, peers and host"),
            _("a trained team with a leader"),
            _("team and host read the material"),
            _("a leader is named; each member is confirmed, trained and has declared conflicts of interest"),
            "initial_report",
        ),
        StageRow(
            "initial_report",
            3,
            _("Initial report"),
            _("host coordinator and contributors"),
            _("the city's own judgement on every item"),
            _("the host writes; nobody else reads yet"),
            _("every item is answered or explained, and the host has submitted it"),
            "desk_review",
        ),
        StageRow(
            "desk_review",
            4,
            _("Desk review"),
            _("each peer alone, then the team"),
            _("performance on paper, hypotheses, questions, people to meet"),
            _("the team reads the initial report; desk reviews are blind until submitted"),
            _("every peer has submitted the desk review"),
            "visit",
        ),
        StageRow(
            "visit",
            5,
            _("Visit"),
            _("team and host"),
            _("interviews and workshops"),
            _("the host sees the released timetable without names; what is said stays in the team"),
            _("the timetable is released; every meeting was held, or cancelled with a reason"),
            "assessment",
        ),
        StageRow(
            "assessment",
            6,
            _("Assessment"),
            _("team"),
            _("a finding for every item"),
            _("the team only"),
            _("every item has a finding or is declared not examined; evidence is compared with the initial report"),
            "feedback",
        ),
        StageRow(
            "feedback",
            7,
            _("Feedback"),
            _("team, then host"),
            _("headline findings, report, reply and commitments"),
            _("the host reads what the team presents; after publication everybody"),
            _("every member signed off; the host replied to every recommendation"),
            "follow_up",
        ),
        StageRow(
            "follow_up",
            8,
            _("Follow-up"),
            _("host"),
            _("progress on the commitments"),
            _("everybody"),
            _("it stays open"),
            None,
        ),
    )
}
STEPS = [row for row in TABLE.values() if row.number <= 7]


@dataclass(frozen=True)
class Blocker:
    """One thing that is missing before the stage can be left: what, who does it, and the page where it is done.

    ``page`` is the name of a URL, ``of`` the id it takes.
    """

    text: Text
    who: Text
    page: str
    of: int

    @property
    def url(self) -> str:
        return link(self.page, self.of)


@dataclass(frozen=True)
class Warning:
    """Something worth knowing that stops nobody."""

    text: Text
    page: str
    of: int

    @property
    def url(self) -> str:
        return link(self.page, self.of)


Check = Callable[[Any], list[Blocker | Warning]]
_checks: dict[str, list[Check]] = {}


def check_before_leaving(stage: str) -> Callable[[Check], Check]:
    """Register a function that lists what is missing before a review can leave the stage."""
    if stage not in TABLE:
        raise LookupError(stage)

    def register(check: Check) -> Check:
        _checks.setdefault(stage, []).append(check)
        return check

    return register


def missing(review: Any, stage: str | None = None) -> list[Blocker | Warning]:
    """All that the registered checks find for the review's stage (or the given one)."""
    return [found for check in _checks.get(stage or review.stage, []) for found in check(review)]


def blockers(review: Any, stage: str | None = None) -> list[Blocker]:
    """What must be done before the stage can be left."""
    return [found for found in missing(review, stage) if isinstance(found, Blocker)]


def has_reached(stage: str, wanted: str) -> bool:
    """True when ``stage`` is ``wanted`` or later."""
    return TABLE[stage].number >= TABLE[wanted].number


def diagram() -> str:
    """The table as a Mermaid diagram: each stage with its owner, each move with what must hold."""
    lines = ["stateDiagram-v2", "    direction TB"]
    for row in TABLE.values():
        name = f"{row.number}. {row.name}" if row.number <= 7 else str(row.name)
        lines.append(f'    state "{name} ({row.owner})" as {row.code}')
    lines.append(f"    [*] --> {next(iter(TABLE))}")
    for row in TABLE.values():
        if row.after:
            # Mermaid ends a statement at a semicolon.
            lines.append(f"    {row.code} --> {row.after}: {str(row.leaves_when).replace(';', ',')}")
    for row in TABLE.values():
        if row.after is None:
            lines.append(f"    {row.code} --> {row.code}: {row.leaves_when}")
    return "\n".join(lines) + "\n"
