# SPDX-License-Identifier: EUPL-1.2
"""Who may do what, for people to read: the roles in words, and the policy table that the site itself follows."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from isopolity.core.policy import Fact, Permission, table

ROLES: list[tuple[Any, Any]] = [
    (
        _("Secretariat"),
        _(
            "Runs a project: adds partners, chooses the benchmark, sets up reviews, forms teams, moves a step on, "
            "publishes. It sees how far everybody is. It never sees evidence, interview notes or desk reviews."
        ),
    ),
    (
        _("Coordinator of a city"),
        _(
            "Acts for the city: approves the benchmark, writes and submits the initial report, asks colleagues for "
            "parts of it, proposes people to meet, checks facts, replies and commits. "
            "Never sees what interviewees said."
        ),
    ),
    (_("Officer of a city"), _("Works for the city and sees where its review stands. Can be a peer in other cities.")),
    (_("Contributor"), _("Answers the items and sections that the coordinator asked for, and sees only those.")),
    (
        _("Peer"),
        _(
            "Comes from another city. Behind the wall after declaring conflicts of interest: reads the initial report, "
            "writes a desk review, interviews, notes evidence, agrees findings, signs off."
        ),
    ),
    (_("Team leader"), _("A peer who also presents the headline findings, hands over the report, and moves steps on.")),
    (
        _("Facilitator"),
        _(
            "Belongs to the team and keeps the method honest: trains, accepts or returns the initial report, and may "
            "allow a finding without corroboration, with a reason that the report prints."
        ),
    ),
    (_("Association officer"), _("Follows the cities of a national association: sees where their reviews stand.")),
    (
        _("Member of a support group"),
        _("With a light account: sees that group’s members by function, its meetings, and their own tasks in it."),
    ),
    (
        _("Managing authority officer"),
        _(
            "Works for the region or managing authority beside a city of a project: sees the project’s board, "
            "objectives, money and documents, and adds documents of the own body. Of the city’s support group: size, "
            "organisations in its core, the meetings it is invited to."
        ),
    ),
    (
        _("Site operator"),
        _("Looks after accounts, networks and organisations. This role opens no review and no evidence."),
    ),
    (_("Anybody"), _("Reads published benchmarks, published reports with their replies, and progress.")),
]


@dataclass(frozen=True)
class Row:
    """One permission: its name, what it lets a person do, and the alternatives that grant it, in words."""

    name: str
    does: str
    granted_to: list[str]


def sections() -> list[tuple[str, list[Row]]]:
    """The policy, grouped by the thing that the permissions are about, in the order of the apps."""
    found: dict[str, list[Row]] = {}
    for name, permission in _in_order():
        found.setdefault(name.split(".")[0], []).append(
            Row(name, str(permission.does), [_alternative(alternative) for alternative in permission.granted_to])
        )
    return list(found.items())


def _in_order() -> list[tuple[str, Permission]]:
    assert apps.ready
    return list(table().items())


def _alternative(facts: tuple[Fact, ...]) -> str:
    return " – and: ".join(_words(fact) for fact in facts)


def _words(fact: Fact) -> str:
    """The fact's own first sentence, as its docstring says it."""
    text = (fact.__doc__ or fact.__name__).strip().split("\n\n")[0]
    return " ".join(text.split()).rstrip(".")
