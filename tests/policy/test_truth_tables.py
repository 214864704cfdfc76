# SPDX-License-Identifier: EUPL-1.2
"""Every permission, asked for everybody of the cast, against the table in ``truth.txt``.

Write the table anew with ``ISOPOLITY_WRITE_TRUTH=1`` and read the difference line by line: it is what people may do.
"""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from isopolity.core.policy import may, table
from isopolity.core.principal import acting
from isopolity.networks.actions import take_project_role
from tests.cast import Cast
from tests.policy.things import BY_PERMISSION, STATES, rows, thing

FILE = Path(__file__).with_name("truth.txt")
WIDTH = 34


def computed(cast: Cast) -> dict[str, dict[str, bool]]:
    """row → role → granted, as the policy says now."""
    _leave_only_the_operators_own_role(cast)
    found: dict[str, dict[str, bool]] = {row: {} for row in rows(list(table()))}
    for role, person in {**cast.everyone(), "anonymous": AnonymousUser()}.items():
        with acting(person):
            for row, answers in found.items():
                answers[role] = may(person, row.partition("@")[0], thing(cast, row))
    return found


def _leave_only_the_operators_own_role(cast: Cast) -> None:
    """Whoever makes a project is its secretariat; here the operator hands both over, so that the role stands alone."""
    with acting(cast.secretariat):
        for project in (cast.project, cast.mentoring):
            take_project_role(by=cast.secretariat, role=project.roles.get(person=cast.operator))


def drawn(truth: dict[str, dict[str, bool]]) -> str:
    roles = list(next(iter(truth.values())))
    lines = [f"{'':{WIDTH}}" + " ".join(roles)]
    for row, answers in truth.items():
        cells = " ".join(("yes" if answers[role] else "·").center(len(role)) for role in roles)
        lines.append(f"{row:{WIDTH}}{cells}".rstrip())
    return "\n".join(lines) + "\n"


def expected() -> dict[str, dict[str, bool]]:
    head, *lines = FILE.read_text(encoding="utf-8").splitlines()
    roles = head.split()
    found = {}
    for line in lines:
        row, *cells = line.split()
        assert len(cells) == len(roles), line
        found[row] = {role: {"yes": True, "·": False}[cell] for role, cell in zip(roles, cells, strict=True)}
    return found


def test_the_policy_says_what_the_table_says(cast):
    now = computed(cast)
    if os.environ.get("ISOPOLITY_WRITE_TRUTH"):
        FILE.write_text(drawn(now), encoding="utf-8")
    wanted = expected()
    assert set(now) == set(wanted), "A permission has no line in truth.txt, or a line no permission."
    wrong = [
        f"{row} {role}: {'granted' if now[row][role] else 'refused'}"
        for row in wanted
        for role in wanted[row]
        if now[row][role] != wanted[row][role]
    ]
    assert not wrong, "; ".join(wrong)


def test_the_table_asks_everybody():
    names = {name for row in expected().values() for name in row}
    assert len(names) == 14
    assert "anonymous" in names


def test_no_row_speaks_of_an_unknown_permission():
    assert not {*STATES, *BY_PERMISSION} - set(table())


@pytest.mark.parametrize(
    "role",
    [
        "operator",
        "secretariat",
        "host",
        "other_peer",
        "association",
        "outsider",
        "removed_peer",
        "group_member",
        "anonymous",
    ],
)
def test_nobody_outside_the_team_passes_the_wall(role):
    """Domain §5, read from the table itself."""
    behind = ["team.inside", "desk.read", "desk.write", "evidence.read", "evidence.write", "evidence.change",
              "finding.read", "finding.write", "meeting.take", "visit.plan", "report.read@drafting"]  # fmt: skip
    assert not [row for row in behind if expected()[row][role]]


@pytest.mark.parametrize(
    "permission", ["review.read", "project.read", "team.read", "assessment.read@accepted", "visit.read@released"]
)
def test_an_operators_role_opens_no_review(cast, permission):
    assert not expected()[permission]["operator"]
    _leave_only_the_operators_own_role(cast)
    with acting(cast.operator):
        assert not may(cast.operator, permission.partition("@")[0], thing(cast, permission))


def test_a_closed_account_may_nothing(cast):
    person = cast.peer
    person.is_active = False
    with acting(person):
        assert not may(person, "team.inside", cast.review)
        assert not may(person, "city.read", cast.cities["Levanto"])


def test_an_unknown_permission_is_an_error(cast):
    with acting(cast.peer), pytest.raises(KeyError):
        may(cast.peer, "review.rea", cast.review)
