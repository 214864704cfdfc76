# SPDX-License-Identifier: EUPL-1.2
"""Facets: counted, never listed; own answers only with consent, gone when it is withdrawn."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.groups import actions
from isopolity.groups.models import Consent, FacetAnswer
from isopolity.groups.queries.composition import facets_of
from tests.groups.stage import add_facet, add_member, member

pytestmark = pytest.mark.django_db


def told(cast: Any) -> list[Any]:
    size = cast.group.members.filter(left_on=None).count()
    return [number for _name, number in facets_of({cast.group.pk: size}, small=3)[cast.group.pk][0].values]


def test_counts_cannot_be_larger_than_the_group(cast):
    facet = add_facet(cast)
    women = facet.values.all()[0]
    with acting(cast.host), pytest.raises(Refused):
        actions.count_facet(by=cast.host, facet=facet, counts={women.pk: 3})
    with acting(cast.host), pytest.raises(Refused):
        actions.count_facet(by=cast.host, facet=facet, counts={women.pk: -1})


def test_small_numbers_are_hidden(cast):
    facet = add_facet(cast)
    women, men = facet.values.all()
    for _more in range(8):
        add_member(cast)
    with acting(cast.host):
        actions.count_facet(by=cast.host, facet=facet, counts={women.pk: 6, men.pk: 4})
    assert told(cast) == [6, 4]
    with acting(cast.host):
        actions.count_facet(by=cast.host, facet=facet, counts={women.pk: 9, men.pk: 1})
    assert told(cast) == [None, None]


def test_a_facet_has_values_and_a_name_of_its_own(cast):
    add_facet(cast)
    for given in ({"name": "gender"}, {"values": ["one"]}, {"values": [str(n) for n in range(13)]}, {"name": ""}):
        base = {"name": "age", "collected_by": "counts", "values": ["young", "old"]}
        with acting(cast.host), pytest.raises(Refused):
            actions.add_facet(by=cast.host, group=cast.group, **{**base, **given})


def test_no_answer_without_consent(cast):
    facet, mine = add_facet(cast, collected_by="answers"), member(cast)
    with acting(cast.group_member), pytest.raises(Refused):
        actions.answer_facet(by=cast.group_member, member=mine, facet=facet, value=facet.values.all()[0])


def test_only_the_member_answers_for_themselves(cast):
    facet, mine = add_facet(cast, collected_by="answers"), member(cast)
    for act in (
        lambda: actions.give_consent(by=cast.host, member=mine),
        lambda: actions.answer_facet(by=cast.host, member=mine, facet=facet, value=None),
        lambda: actions.withdraw_consent(by=cast.host, member=mine),
    ):
        with acting(cast.host), pytest.raises(NotAllowed):
            act()


def test_a_counted_facet_takes_no_answer_and_an_answered_one_no_count(cast):
    counted, mine = add_facet(cast), member(cast)
    answered = add_facet(cast, "born abroad", "answers")
    with acting(cast.group_member):
        actions.give_consent(by=cast.group_member, member=mine)
        with pytest.raises(Refused):
            actions.answer_facet(by=cast.group_member, member=mine, facet=counted, value=counted.values.all()[0])
        with pytest.raises(Refused):
            actions.answer_facet(by=cast.group_member, member=mine, facet=answered, value=counted.values.all()[0])
    with acting(cast.host), pytest.raises(Refused):
        actions.count_facet(by=cast.host, facet=answered, counts={})


def answered(cast: Any) -> Any:
    facet, mine = add_facet(cast, collected_by="answers"), member(cast)
    with acting(cast.group_member):
        actions.give_consent(by=cast.group_member, member=mine)
        actions.answer_facet(by=cast.group_member, member=mine, facet=facet, value=facet.values.all()[0])
    return facet


def test_withdrawing_consent_deletes_the_answers(cast):
    answered(cast)
    with acting(cast.group_member):
        actions.withdraw_consent(by=cast.group_member, member=member(cast))
    assert not FacetAnswer.objects.exists()
    assert Consent.objects.get().withdrawn_at is not None


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_in_no_history_table(cast, owner_sql: Callable[..., list[tuple[Any, ...]]]):
    answered(cast)
    tables = [name for (name,) in owner_sql("SELECT tablename FROM pg_tables WHERE tablename LIKE 'groups_%'")]
    assert not [name for name in tables if "answer" in name and "facet" in name and name != "groups_facetanswer"]
    assert not any(hasattr(apps.get_model("groups", name), "pgh_event_model") for name in ("FacetAnswer", "FacetValue"))


def test_another_way_of_counting_deletes_all_numbers(cast):
    facet = answered(cast)
    with acting(cast.host):
        actions.change_facet(
            by=cast.host, facet=facet, name="gender", collected_by="counts", values=["women", "men", "other"]
        )
    assert not FacetAnswer.objects.exists()
    assert facet.values.count() == 3


def test_a_value_that_stays_keeps_its_number(cast):
    facet = add_facet(cast)
    women, _men = facet.values.all()
    with acting(cast.host):
        actions.count_facet(by=cast.host, facet=facet, counts={women.pk: 2})
        actions.change_facet(by=cast.host, facet=facet, name="gender", collected_by="counts", values=["x", "women"])
    assert {value.name: value.counted for value in facet.values.all()} == {"x": 0, "women": 2}
