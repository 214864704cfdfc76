# SPDX-License-Identifier: EUPL-1.2
"""Plans, actions, money: what is kept and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from isopolity.core.errors import NotAllowed, Refused, Stale
from isopolity.core.principal import acting
from isopolity.plans import actions
from isopolity.plans.models import AuthorityContact, PlanAction
from isopolity.plans.queries.money import lines_of, totals_of
from isopolity.plans.queries.plans import open_commitments
from tests.plans.stage import add, begin, full, fund, step
from tests.reports.stage import published

pytestmark = pytest.mark.django_db


def test_a_city_that_is_no_partner_has_no_plan(cast):
    with acting(cast.secretariat), pytest.raises(Refused) as told:
        actions.create_plan(by=cast.secretariat, project=cast.mentoring, city=cast.cities["Sudmark"], title="No")
    assert "city" in told.value.fields


def test_a_title_once_in_a_city(cast):
    begin(cast)
    with pytest.raises(Refused) as told:
        begin(cast)
    assert "title" in told.value.fields


def test_a_city_has_a_plan_of_its_own_outside_any_project(cast):
    with acting(cast.host):
        made = actions.create_plan(by=cast.host, city=cast.cities["Levanto"], title="Own")
        with pytest.raises(NotAllowed):
            actions.create_plan(by=cast.host, city=cast.cities["Nordhavn"], title="Not mine")
    assert made.project is None


def test_a_text_that_somebody_else_changed_is_not_overwritten(cast):
    plan = begin(cast)
    with acting(cast.host):
        actions.save_plan_text(by=cast.host, plan=plan, field="problem", value="One")
        with pytest.raises(Stale):
            actions.save_plan_text(by=cast.host, plan=plan, field="problem", value="Two", seen="0" * 16)
        with pytest.raises(Refused):
            actions.save_plan_text(by=cast.host, plan=plan, field="title", value="Two")


def test_two_actions_cannot_wait_for_each_other(cast):
    plan = begin(cast)
    one, two, three = (add(cast, plan, title) for title in ("One", "Two", "Three"))
    with acting(cast.host):
        actions.add_need(by=cast.host, planned=two, needed=one)
        actions.add_need(by=cast.host, planned=three, needed=two)
        for planned, needed in ((one, three), (one, one), (two, one)):
            with pytest.raises(Refused) as told:
                actions.add_need(by=cast.host, planned=planned, needed=needed)
            assert "needed" in told.value.fields


def test_actions_keep_their_order(cast):
    plan = begin(cast)
    one, two = add(cast, plan, "One"), add(cast, plan, "Two")
    with acting(cast.host):
        actions.move_action(by=cast.host, planned=two, up=True)
        actions.move_action(by=cast.host, planned=two, up=True)
    assert list(PlanAction.objects.filter(plan=plan)) == [two, one]


def test_an_action_does_not_end_before_it_starts(cast):
    plan = begin(cast)
    with pytest.raises(Refused) as told:
        add(cast, plan, starts=date(2026, 5, 1), ends=date(2026, 4, 1))
    assert "ends" in told.value.fields


def test_a_plan_with_actions_is_not_taken_away(cast):
    plan = full(cast)
    with acting(cast.host), pytest.raises(Refused):
        actions.remove_plan(by=cast.host, plan=plan)


def test_money_goes_through_states_and_counts_once(cast):
    plan = begin(cast)
    line = fund(cast, add(cast, plan), 1000)
    step(cast, line, "indicated", 900)
    step(cast, line, "secured", 800)
    step(cast, line, "spent", 300)
    found = totals_of(lines_of([plan]))
    assert found.by_state == {"requested": 0, "indicated": 0, "secured": 500, "spent": 300}
    assert line.steps.count() == 4


@pytest.mark.parametrize(
    ("state", "amount", "field"), [("spent", 10, "amount"), ("secured", -1, "amount"), ("won", 10, "state")]
)
def test_steps_that_cannot_be(cast, state, amount, field):
    line = fund(cast, add(cast, begin(cast)))
    with pytest.raises(Refused) as told:
        step(cast, line, state, amount)
    assert field in told.value.fields


def test_no_more_is_spent_than_secured(cast):
    line = fund(cast, add(cast, begin(cast)))
    step(cast, line, "secured", 100)
    step(cast, line, "spent", 60)
    for state, amount in (("spent", 101), ("secured", 59)):
        with pytest.raises(Refused) as told:
            step(cast, line, state, amount)
        assert "amount" in told.value.fields


def test_another_currency_keeps_its_amount_and_the_day_of_the_rate(cast):
    planned = add(cast, begin(cast))
    with pytest.raises(Refused) as told:
        fund(cast, planned, currency="PLN")
    assert "original" in told.value.fields
    line = fund(cast, planned, 1000, currency="pln", original=Decimal(4300), rate_on=date(2026, 1, 9))
    told = line.steps.get()
    assert (told.currency, told.original, told.rate_on) == ("PLN", Decimal(4300), date(2026, 1, 9))


def test_refused_money_counts_no_more(cast):
    plan = begin(cast)
    line = fund(cast, add(cast, plan))
    with acting(cast.host):
        actions.refuse_funding(by=cast.host, line=line, day=date(2026, 3, 1), reason="The call is closed.")
        with pytest.raises(Refused):
            actions.take_funding_step(by=cast.host, line=line, state="secured", amount=Decimal(5))
    assert totals_of(lines_of([plan])).total == 0


def test_an_action_with_secured_money_stays(cast):
    planned = add(cast, begin(cast))
    step(cast, fund(cast, planned), "secured", 10)
    with acting(cast.host), pytest.raises(Refused):
        actions.remove_action(by=cast.host, planned=planned)


def test_a_managing_authority_tells_an_indication_itself(cast):
    plan = begin(cast)
    with acting(cast.authority):
        actions.indicate(by=cast.authority, plan=plan, note="Call 4 in May.", day=date(2026, 1, 1))
        with pytest.raises(NotAllowed):
            actions.change_plan(by=cast.authority, plan=plan, title="Ours")
    row = AuthorityContact.objects.get(plan=plan)
    assert row.by_authority
    assert row.organisation.name == "Region of Levanto"
    with acting(cast.host), pytest.raises(Refused):
        actions.remove_contact(by=cast.host, contact=row)


def test_a_commitment_becomes_an_action_once(cast):
    published(cast)
    plan = begin(cast)
    found = open_commitments(plan).first()
    assert found is not None
    with acting(cast.host):
        link = actions.take_commitment(by=cast.host, plan=plan, commitment=found)
        assert link.action.title == found.title
        with pytest.raises(Refused):
            actions.take_commitment(by=cast.host, plan=plan, commitment=found)
        assert not open_commitments(plan).filter(pk=found.pk).exists()
        actions.release_commitment(by=cast.host, link=link)
    assert open_commitments(plan).filter(pk=found.pk).exists()
