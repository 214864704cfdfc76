# SPDX-License-Identifier: EUPL-1.2
"""Budget lines, what is spent on them, ring-fenced minimums."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.networks import actions
from isopolity.networks.budget import LineState, money
from isopolity.networks.models import BudgetLine
from isopolity.networks.queries.money import budget_of, sums_of


def state(**facts: object) -> LineState:
    return LineState(**{"ceiling": None, "minimum": None, "is_ring_fenced": False, "financed_percent": Decimal(100),
                        "spent": Decimal(0), **facts})  # type: ignore[arg-type]  # fmt: skip


def test_a_ring_fenced_minimum_is_kept_until_it_is_spent():
    kept = state(minimum=Decimal(70_000), is_ring_fenced=True, spent=Decimal(42_300))
    assert kept.kept == Decimal(27_700)
    assert "Below the ring-fenced minimum of 70,000 €: 27,700 €" in kept.warning.replace("\xa0", " ")
    assert not state(minimum=Decimal(70_000), is_ring_fenced=True, spent=Decimal(70_000)).warning
    assert state(minimum=Decimal(5), spent=Decimal(1)).kept == 0
    assert "Below the minimum" in state(minimum=Decimal(5), spent=Decimal(1)).warning


def test_a_ceiling_says_what_is_left_and_what_is_too_much():
    assert state(ceiling=Decimal(100), spent=Decimal(30)).left == 70
    over = state(ceiling=Decimal(100), spent=Decimal(130))
    assert (over.left, over.over) == (0, 30)
    assert "passed by 30" in over.warning
    assert state(spent=Decimal(130)).left is None


def test_the_programmes_share_and_the_partners_own():
    shared = state(spent=Decimal("100.01"), financed_percent=Decimal(80))
    assert (shared.from_programme, shared.own) == (Decimal("80.01"), Decimal("20.00"))
    assert state(spent=Decimal(10)).own == 0


def test_amounts_are_written_as_the_reader_writes_them():
    with override("en"):
        assert money(Decimal("70000")) == "70,000 €"
    with override("de"):
        assert money(Decimal("1234.50")) == "1.234,50 €"


def line(cast, **facts: object) -> BudgetLine:
    with acting(cast.secretariat):
        return actions.add_line(by=cast.secretariat, project=cast.mentoring, **{"name": "Groups", **facts})


def test_the_secretariat_keeps_the_budget(cast, client):
    client.force_login(cast.secretariat)
    path = f"/projects/{cast.mentoring.pk}/money/"
    form = {
        "name": "Groups",
        "kind": "support_groups",
        "minimum": "70000",
        "is_ring_fenced": "on",
        "financed_percent": 80,
    }
    assert client.post(path, form).status_code == 303
    row = cast.mentoring.budget_lines.get()
    partner = cast.mentoring.partners.first()
    spent = {"on": "2026-05-01", "amount": "1000.50", "partner": partner.pk, "note": "Room", "original_amount": "11000",
             "original_currency": "sek"}  # fmt: skip
    assert client.post(f"{path}{row.pk}/", spent).status_code == 303
    entry = row.spendings.get()
    assert (entry.original_currency, entry.added_by) == ("SEK", cast.secretariat)
    page = client.get(path).content.decode()
    assert "Below the ring-fenced minimum" in page
    assert "1,000.50" in page
    assert client.post(f"{path}{row.pk}/change/", {"remove": "1"}).status_code == 303
    assert cast.mentoring.budget_lines.exists()  # money was spent on it
    client.post(f"/projects/{cast.mentoring.pk}/spending/{entry.pk}/remove/")
    client.post(f"{path}{row.pk}/change/", {**form, "name": "Support groups"})
    row.refresh_from_db()
    assert (row.name, row.spendings.count()) == ("Support groups", 0)
    client.post(f"{path}{row.pk}/change/", {"remove": "1"})
    assert not cast.mentoring.budget_lines.exists()


def test_partners_read_the_budget_and_change_nothing(cast, client):
    row = line(cast)
    path = f"/projects/{cast.mentoring.pk}/money/"
    for person in (cast.host, cast.association, cast.authority):
        client.force_login(person)
        assert client.get(path).status_code == 200
        assert client.get(f"{path}{row.pk}/").status_code == 200
        assert client.post(path, {"name": "Mine"}).status_code == 404
        assert client.post(f"{path}{row.pk}/", {"amount": "5"}).status_code == 404
        assert client.get(f"{path}{row.pk}/change/").status_code == 404
        with acting(person), pytest.raises(NotAllowed):
            actions.spend(by=person, line=row, on=date(2026, 1, 1), amount=Decimal(1))
    client.force_login(cast.outsider)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("field", "facts"),
    [("ceiling", {"ceiling": Decimal(1), "minimum": Decimal(2)}), ("minimum", {"is_ring_fenced": True}),
     ("financed_percent", {"financed_percent": Decimal(101)}), ("ceiling", {"ceiling": Decimal(-1)}),
     ("kind", {"kind": "king"})],
)  # fmt: skip
def test_impossible_lines_are_refused(cast, field, facts):
    with pytest.raises(Refused) as refused:
        line(cast, **facts)
    assert field in refused.value.fields


@pytest.mark.parametrize(
    "facts", [{"amount": Decimal(0)}, {"original_amount": Decimal(5)}, {"original_currency": "SEK"},
              {"original_amount": Decimal(5), "original_currency": "S1K"}]
)  # fmt: skip
def test_impossible_spending_is_refused(cast, facts):
    row = line(cast)
    with acting(cast.secretariat), pytest.raises(Refused):
        actions.spend(by=cast.secretariat, line=row, **{"on": date(2026, 1, 1), "amount": Decimal(1), **facts})


def test_a_partner_of_another_project_spends_nothing_here(cast):
    row = line(cast)
    with acting(cast.secretariat), pytest.raises(Refused):
        actions.spend(by=cast.secretariat, line=row, on=date(2026, 1, 1), amount=Decimal(1),
                      partner=cast.project.partners.first())  # fmt: skip


def test_the_database_keeps_ceiling_over_minimum(cast):
    row = line(cast, ceiling=Decimal(10), minimum=Decimal(5))
    with acting(cast.secretariat), pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.filter(pk=row.pk).update(minimum=Decimal(11))


def test_the_sums(cast):
    row = line(cast, ceiling=Decimal(100), financed_percent=Decimal(50))
    line(cast, name="Kept", minimum=Decimal(40), is_ring_fenced=True)
    with acting(cast.secretariat):
        actions.spend(by=cast.secretariat, line=row, on=date(2026, 1, 1), amount=Decimal(30))
        actions.spend(by=cast.secretariat, line=row, on=date(2026, 1, 2), amount=Decimal(10))
    sums = sums_of(budget_of(cast.mentoring))
    assert (sums.spent, sums.left, sums.kept, sums.own, sums.ceiling) == (40, 60, 40, 20, 100)
