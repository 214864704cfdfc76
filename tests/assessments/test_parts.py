# SPDX-License-Identifier: EUPL-1.2
"""Contributors: asked by e-mail, see only their parts, hand in, get it back, are accepted."""

from datetime import date

import pytest
from django.urls import reverse

from isopolity.accounts.models import Notice, Person
from isopolity.assessments import actions
from isopolity.assessments.models import Contribution, ContributionState
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting


@pytest.fixture
def part(cast):
    return Contribution.objects.get(person=cast.contributor)


def at(name, pk):
    return reverse(name, args=[pk])


def ask(cast, client, **changes):
    client.force_login(cast.host)
    section = cast.version.background_sections.get()
    who = {"email": "head@example.org", "name": "Head of housing", "message": "Half a page.", "due": "2099-01-31"}
    part = {"items": [cast.items[1].pk], "sections": [section.pk]}
    return client.post(at("contributors", cast.assessment.pk), who | part | changes)


def test_the_host_asks_by_mail_and_somebody_new_is_invited(cast, client):
    assert client.get(at("contributors", cast.assessment.pk)).status_code == 302  # not signed in
    assert ask(cast, client).status_code == 303
    made = Contribution.objects.get(person__email="head@example.org")
    assert made.due == date(2099, 1, 31)
    assert [item.code for item in made.items.all()] == [cast.items[1].code]
    assert Person.objects.get(email="head@example.org").is_invited
    assert Notice.objects.filter(person=made.person).count() == 1
    assert b"Head of housing" in client.get(at("contributors", cast.assessment.pk)).content


def test_one_of_items_and_sections_is_needed_and_the_page_says_so(cast, client):
    client.force_login(cast.host)
    page = client.get(at("contributors", cast.assessment.pk)).content.decode()
    for name in ("Items", "Background sections"):
        legend = page.split(f"<legend>{name}")[1].split("</legend>")[0]
        assert legend == " (at least one item or background section)"
    refused = ask(cast, client, items=[], sections=[])
    assert refused.status_code == 422
    errors = refused.context["form"].errors
    assert set(errors) == {"items", "sections"}
    assert "Tick at least one item or one background section" in str(errors["items"])
    assert ask(cast, client, items=[]).status_code == 303
    assert ask(cast, client, sections=[]).status_code == 303


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": "no address"}, b"email"),
        ({"items": [], "sections": []}, b"at least one"),
        ({"due": "2020-01-01"}, b"past"),
        ({"items": ["999999"]}, b"999999"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, client, change, words):
    answer = ask(cast, client, **change)
    assert answer.status_code == 422
    assert words in answer.content
    assert b"Half a page." in answer.content
    assert not Person.objects.filter(email="head@example.org").exists()


def test_asking_again_adds_to_the_part(cast, client, part):
    ask(cast, client, email=cast.contributor.email)
    part.refresh_from_db()
    assert {item.code for item in part.items.all()} == {cast.items[0].code, cast.items[1].code}


def test_a_contributor_sees_only_the_own_part(cast, client, part):
    client.force_login(cast.contributor)
    page = client.get(at("assessment", cast.assessment.pk)).content.decode()
    assert cast.items[0].code in page
    assert cast.items[1].code not in page
    assert str(cast.assessment.city) in client.get(reverse("assessments")).content.decode()
    for name in ("contributors", "provenance", "assessment_read", "assessment_submit"):
        assert client.get(at(name, cast.assessment.pk)).status_code == 404, name


def test_the_small_map_shows_no_other_items(cast, client):
    client.force_login(cast.contributor)
    page = client.get(reverse("answer", args=[cast.assessment.pk, cast.items[0].pk])).content.decode()
    assert cast.items[1].code not in page


def test_hand_in_return_hand_in_accept(cast, client, part):
    with acting(cast.host), pytest.raises(Refused, match="This part is"):
        actions.accept_contribution(by=cast.host, contribution=part)
    client.force_login(cast.contributor)
    assert client.get(at("contribution_submit", part.pk)).status_code == 200
    assert client.post(at("contribution_submit", part.pk)).status_code == 303
    assert client.post(at("contribution_submit", part.pk)).status_code == 303  # a second click
    assert Notice.objects.filter(person=cast.host).count() == 1
    client.force_login(cast.host)
    assert client.post(at("contribution_return", part.pk), {"comment": ""}).status_code == 422
    with acting(cast.host), pytest.raises(Refused, match="Say what is missing"):
        actions.return_contribution(by=cast.host, contribution=part, comment=" ")
    assert client.post(at("contribution_return", part.pk), {"comment": "Since when?"}).status_code == 303
    client.force_login(cast.contributor)
    assert b"Since when?" in client.get(at("assessment", cast.assessment.pk)).content
    client.post(at("contribution_submit", part.pk))
    client.force_login(cast.host)
    assert client.post(at("contribution_accept", part.pk)).status_code == 303
    part.refresh_from_db()
    assert part.state == ContributionState.ACCEPTED


def test_accepting_what_was_not_handed_in_is_refused(cast, part):
    with acting(cast.host), pytest.raises(Refused):
        actions.accept_contribution(by=cast.host, contribution=part)


def test_who_is_asked_no_longer_sees_nothing(cast, client, part):
    client.force_login(cast.host)
    assert client.post(at("contribution_withdraw", part.pk)).status_code == 303
    client.force_login(cast.contributor)
    assert client.get(at("assessment", cast.assessment.pk)).status_code == 404


@pytest.mark.parametrize("role", ["peer", "secretariat", "outsider", "hosting_peer", "facilitator"])
def test_nobody_else_touches_a_part(cast, client, part, role):
    who = getattr(cast, role)
    client.force_login(who)
    for name in ("contribution_submit", "contribution_return", "contribution_accept", "contribution_withdraw"):
        assert client.post(at(name, part.pk), {"comment": "x"}).status_code == 404
    with acting(who), pytest.raises(NotAllowed):
        actions.ask_contribution(by=who, assessment=cast.assessment, person=who, items=cast.items)


def test_a_contributor_does_not_settle_the_own_part(cast, client, part):
    client.force_login(cast.contributor)
    assert client.post(at("contribution_accept", part.pk)).status_code == 404
