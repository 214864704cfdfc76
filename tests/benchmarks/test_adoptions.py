# SPDX-License-Identifier: EUPL-1.2
"""A project adapts a benchmark without touching its codes; every city approves; answers close it."""

import pytest
from django.urls import reverse

from isopolity.assessments import actions as assessments
from isopolity.benchmarks import actions
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import items_of
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.places import actions as places

pytestmark = pytest.mark.django_db


def approve_for_host(cast):
    with acting(cast.host):
        actions.approve(by=cast.host, adoption=cast.adoption, city=cast.cities["Levanto"])


def overlay(cast, **change):
    with acting(cast.secretariat):
        return actions.change_overlay(by=cast.secretariat, adoption=cast.adoption, item=cast.items[0], **change)


def add(cast, **more):
    given = {
        "group": cast.version.groups.first(), "code": "GG/A/2", "title": {"en": "Ours"},
        "text": {"en": "Our own item."}, "facets": {"value": "A"}, "prompts": ["How?", " ", "Why?"],
    } | more  # fmt: skip
    with acting(cast.secretariat):
        return actions.add_item(by=cast.secretariat, adoption=cast.adoption, **given)


def test_an_overlay_hides_rewords_and_adds_but_keeps_the_codes(cast):
    overlay(cast, title={"en": "Other words", "fr": cast.items[0].title["fr"]})
    with acting(cast.secretariat):
        actions.change_overlay(by=cast.secretariat, adoption=cast.adoption, item=cast.items[1], is_hidden=True)
    added = add(cast)
    shown = items_of(cast.version, cast.adoption)
    assert [item.code for item in shown] == ["GG/A/1", "WP/A/1", "WP/L/1", "GG/A/2"]
    assert shown[0].title == cast.items[0].title | {"en": "Other words"}
    assert [item.code for item in items_of(cast.version)] == ["GG/A/1", "GG/L/1", "WP/A/1", "WP/L/1"]
    assert added.prompts.count() == 2
    with acting(cast.secretariat):
        actions.restore_item(by=cast.secretariat, adoption=cast.adoption, item=cast.items[0])
        actions.change_added_item(by=cast.secretariat, item=added, title={"en": "New"}, text={"en": "New."})
        assert items_of(cast.version, cast.adoption)[0].title == cast.items[0].title
        actions.remove_added_item(by=cast.secretariat, item=added)
    assert not Item.objects.filter(code="GG/A/2").exists()
    kinds = ["removed", "reworded", "restored", "added", "hidden", "reworded"]
    assert [change.what for change in cast.adoption.changes.all()] == kinds


def test_a_change_asks_every_city_to_approve_again_and_says_why(cast):
    approve_for_host(cast)
    overlay(cast, is_hidden=True, reason="Not a task of these cities.")
    assert not cast.adoption.approvals.exists()
    change = cast.adoption.changes.get()
    assert (change.code, change.approvals_lost, change.reason) == ("GG/A/1", 1, "Not a task of these cities.")


def test_what_changes_nothing_keeps_the_approvals(cast):
    overlay(cast, title={"en": "Other"})
    approve_for_host(cast)
    overlay(cast, title={"en": "Other"})
    assert cast.adoption.approvals.count() == 1
    with pytest.raises(Refused, match="Nothing is different"):
        overlay(cast, title=cast.items[0].title)


def test_once_a_city_has_answered_the_items_cannot_change(cast):
    with acting(cast.host):
        assessments.save_answer(
            by=cast.host, assessment=cast.assessment, item=cast.items[0], field="achieved", value="Done.", seen=None
        )
    for change in (lambda: overlay(cast, is_hidden=True), lambda: add(cast)):
        with pytest.raises(Refused, match="has begun to answer"):
            change()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"code": "GG/A/1"}, "code"),
        ({"code": "a b"}, "code"),
        ({"title": {}}, "title"),
        ({"title": {"en": "x" * 61}}, "title"),
        ({"text": {"xx": "a language it does not have"}}, "text"),
        ({"facets": {"value": "Z"}}, "facets"),
    ],
)
def test_an_added_item_must_be_whole_and_have_a_code_of_its_own(cast, more, field):
    with pytest.raises(Refused) as refused:
        add(cast, **more)
    assert field in refused.value.fields


def test_only_a_coordinator_approves_and_only_for_the_own_city(cast):
    for name, who in cast.everyone().items():
        for city, allowed in (("Levanto", "host"), ("Nordhavn", "hosting_peer")):
            with acting(who):
                if name == allowed:
                    actions.approve(by=who, adoption=cast.adoption, city=cast.cities[city])
                else:
                    with pytest.raises(NotAllowed):
                        actions.approve(by=who, adoption=cast.adoption, city=cast.cities[city])
    assert cast.adoption.approvals.count() == 2
    with acting(cast.operator):
        far = places.add_city(by=cast.operator, name="Elsewhere", country="PT")
        places.give_city_role(by=cast.operator, city=far, person=cast.outsider, kind="coordinator")
    with acting(cast.outsider), pytest.raises(NotAllowed):
        actions.approve(by=cast.outsider, adoption=cast.adoption, city=far)


def test_the_page_lists_who_has_approved_and_takes_one_button(client, cast):
    client.force_login(cast.host)
    address = reverse("adoption", args=[cast.adoption.pk])
    text = client.get(address).content.decode()
    assert "Approve for Levanto" in text
    assert "Approve for Nordhavn" not in text
    assert "Add an item" not in text
    sent = client.post(reverse("adoption_approve", args=[cast.adoption.pk]), {"city": cast.cities["Levanto"].pk})
    assert sent.status_code == 303
    assert "approved on" in client.get(address).content.decode()
    other = client.post(reverse("adoption_approve", args=[cast.adoption.pk]), {"city": cast.cities["Nordhavn"].pk})
    assert other.status_code == 404
    for bad in ("", "x", "99999999999999999999"):
        assert client.post(reverse("adoption_approve", args=[cast.adoption.pk]), {"city": bad}).status_code == 404


def test_the_secretariat_rewords_hides_and_adds_on_pages(client, cast, django_assert_max_num_queries):
    client.force_login(cast.secretariat)
    item = cast.items[0]
    address = reverse("adoption_item", args=[cast.adoption.pk, item.pk])
    words = {f"{field}_{tag}": text for field in ("title", "text") for tag, text in getattr(item, field).items()}
    assert client.get(address).status_code == 200
    assert "Nothing is different" in client.post(address, words).content.decode()
    assert client.post(address, words | {"text_en": "<b>New</b> words"}).status_code == 303
    text = client.get(reverse("adoption", args=[cast.adoption.pk])).content.decode()
    assert "&lt;b&gt;New&lt;/b&gt; words" in text
    assert "reworded" in text
    assert client.post(address, words | {"hide": "1", "reason": "Why not"}).status_code == 303
    assert client.post(address, words | {"restore": "1"}).status_code == 303
    fields = {"code": "X/1", "group": cast.version.groups.first().pk, "facet_value": "A", "title_en": "Ours"}
    faulty = client.post(reverse("adoption_add", args=[cast.adoption.pk]), fields).content.decode()
    assert "Write this in one language at least." in faulty
    assert 'value="X/1"' in faulty
    added = client.post(reverse("adoption_add", args=[cast.adoption.pk]), fields | {"text_en": "Our own."})
    assert added.status_code == 303
    with django_assert_max_num_queries(24):
        text = client.get(reverse("adoption", args=[cast.adoption.pk])).content.decode()
    assert "X/1" in text


@pytest.mark.parametrize("name", ["adoption", "adoption_item", "adoption_add"])
def test_who_reaches_an_adoption(client, cast, name):
    args = [cast.adoption.pk, *([cast.items[0].pk] if name == "adoption_item" else [])]
    address = reverse(name, args=args)
    assert client.get(address).status_code == 302
    readers = {"secretariat"} if name != "adoption" else {"secretariat", "host", "hosting_peer"}
    for role in ("secretariat", "host", "hosting_peer", "outsider", "association", "removed_peer"):
        client.force_login(cast.everyone()[role])
        assert client.get(address).status_code == (200 if role in readers else 404), role


def test_a_secretariat_adopts_a_published_benchmark(client, cast):
    client.force_login(cast.secretariat)
    address = reverse("benchmark_adopt", args=[cast.version.pk])
    assert "Measure against it" in client.get(reverse("benchmark", args=[cast.version.pk])).content.decode()
    answer = client.post(address, {"project": cast.project.pk})
    assert answer["Location"] == reverse("adoption", args=[cast.adoption.pk])
    client.force_login(cast.host)
    assert client.post(address, {"project": cast.project.pk})["Location"] == reverse(
        "benchmark", args=[cast.version.pk]
    )
