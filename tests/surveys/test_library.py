# SPDX-License-Identifier: EUPL-1.2
"""The questionnaires that come with Isopolity: whole in three languages, and the published outcomes can be counted."""

from typing import Any

import pytest

from isopolity.surveys import shipped
from isopolity.surveys.form import State, check, form_of
from isopolity.surveys.form.xlsform import read_xlsform, write_xlsform
from tests.surveys.made import NOW

NAMES = ["action-plan-self-check", "mile-follow-up", "support-group-self-check"]


def test_these_are_shipped():
    assert shipped.names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_has_no_fault_and_every_text_in_three_languages(name):
    given = shipped.definition(name)
    assert check(given) == []
    form = form_of(given)
    texts = [given["title"], given["about"], *(one.label for rows in form.lists.values() for one in rows)]
    for one in form.walk():
        texts += [text for text in (one.label, one.hint, one.constraint_message) if text]
        texts += [row.label for row in one.rows] + list(one.scale.labels.values())
    assert [text for text in texts if set(text) != {"en", "fr", "de"}] == []


@pytest.mark.parametrize("name", NAMES)
def test_it_survives_export_and_import(name):
    given = shipped.definition(name)
    taken = read_xlsform(write_xlsform(given), "x.xlsx")
    assert (taken.verdict, taken.stops, taken.left_out) == ("", [], [])
    assert taken.definition == given


def _partner(state: str, engaged: str, impact: str, money: tuple[int, int] | None = None) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "answering_for": "city", "group_continues": state, "plan_stage": "in_part" if engaged == "yes" else "endorsed",
        "plan_engaged": engaged, "local_impact": impact, "separate_meetings": "no", "authority_in_group": "no",
        "authority_indication": "open",
        "funding_secured": "yes" if money else "no", "group_why_ended": "No more money.",
    }  # fmt: skip
    if engaged == "yes":
        answers["plan_extent"] = "part"
    if impact == "yes":
        rows = ("impact_practice", "impact_policy", "impact_ideas", "impact_partnership", "impact_awareness")
        answers["impact_kinds"] = dict.fromkeys(rows, "some")
    if money:
        sums = {"money_actual": money[0], "money_provisional": money[1]}
        amounts = {key: {"amount": str(value), "currency": "EUR"} for key, value in sums.items()}
        answers["funding"] = [{"funding_from": "esf", **amounts}]
    return answers


def test_the_published_outcomes_of_mile_can_be_counted():
    """Four formally and three informally sustained; 1.4 million by four; seven still engaged; eight with impact."""
    partners = [
        *(_partner("formal", "yes", "yes", (200_000, 150_000)) for _n in range(4)),
        *(_partner("informal", "yes", "yes") for _n in range(3)),
        _partner("ended", "no", "yes"), _partner("ended", "no", "no"), _partner("merged", "no", "no"),
    ]  # fmt: skip
    form = form_of(shipped.definition("mile-follow-up"))
    states = [State(form, answers, now=NOW) for answers in partners]
    assert [state.faults() for state in states] == [[]] * 10
    counted = [state.counted() for state in states]
    assert sum(one["group_continues"] == "formal" for one in counted) == 4
    assert sum(one["group_continues"] == "informal" for one in counted) == 3
    assert sum(one["money_total"] > 0 for one in counted) == 4
    assert sum(one["money_total"] for one in counted) == 1_400_000
    assert sum(one["plan_engaged"] == "yes" for one in counted) == 7
    assert sum(one["local_impact"] == "yes" for one in counted) == 8
    assert "group_why_ended" not in counted[0]
