# SPDX-License-Identifier: EUPL-1.2
"""Support groups and their members: made, changed, left; what is deleted when somebody goes."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from isopolity.accounts.models import Person
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.groups import actions
from isopolity.groups.models import Consent, FacetAnswer, Member, SupportGroup
from tests.groups.stage import ADDRESS, PLANTED, add_facet, add_member, member

pytestmark = pytest.mark.django_db


def test_a_city_makes_its_group_and_coordinates_it(cast):
    with acting(cast.host):
        made = actions.create_group(
            by=cast.host, project=cast.mentoring, city=cast.cities["Levanto"], name="Homes", theme="Housing"
        )
    assert made.coordinators.get().person == cast.host
    assert made.life == "active"


def test_a_city_that_is_no_partner_has_no_group(cast):
    with acting(cast.secretariat), pytest.raises(Refused) as told:
        actions.create_group(
            by=cast.secretariat, project=cast.mentoring, city=cast.cities["Sudmark"], name="Homes", theme="Housing"
        )
    assert "city" in told.value.fields


def test_a_name_once_in_a_city_and_project(cast):
    with acting(cast.host), pytest.raises(Refused) as told:
        actions.create_group(
            by=cast.host, project=cast.mentoring, city=cast.cities["Levanto"], name="Open Levanto", theme="Work"
        )
    assert "name" in told.value.fields


@pytest.mark.parametrize("life", ["formal", "informal", "ended"])
def test_life_after_the_project(cast, life):
    day = timezone.localdate()
    with acting(cast.host):
        told = actions.tell_life(by=cast.host, group=cast.group, life=life, since=day, note="Twice a year.")
    assert (told.life, told.life_since, told.life_note) == (life, day, "Twice a year.")


def test_merged_says_into_what(cast):
    with acting(cast.host):
        with pytest.raises(Refused) as told:
            actions.tell_life(by=cast.host, group=cast.group, life="merged", since=timezone.localdate())
        assert "merged_into" in told.value.fields
        actions.tell_life(
            by=cast.host,
            group=cast.group,
            life="merged",
            since=timezone.localdate(),
            merged_into="Council of foreigners",
        )
        back = actions.tell_life(by=cast.host, group=cast.group, life="active", since=timezone.localdate())
    assert back.merged_into == ""


def test_nothing_happens_before_the_group_started(cast):
    with acting(cast.host), pytest.raises(Refused) as told:
        actions.tell_life(by=cast.host, group=cast.group, life="ended", since=date(2000, 1, 1))
    assert "since" in told.value.fields


def test_an_unknown_state_is_refused(cast):
    with acting(cast.host), pytest.raises(Refused):
        actions.tell_life(by=cast.host, group=cast.group, life="asleep", since=timezone.localdate())


def test_a_group_with_members_ends_and_is_not_taken_away(cast):
    with acting(cast.host), pytest.raises(Refused):
        actions.remove_group(by=cast.host, group=cast.group)
    with acting(cast.host):
        empty = actions.create_group(
            by=cast.host, project=cast.mentoring, city=cast.cities["Levanto"], name="Mistake", theme="None"
        )
        actions.remove_group(by=cast.host, group=empty)
    assert not SupportGroup.objects.filter(name="Mistake").exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "person", "function": ""}, "function"),
        ({"kind": "organisation", "organisation": ""}, "organisation"),
        ({"sector": "fourth"}, "sector"),
        ({"joined_on": timezone.localdate() + timedelta(days=2)}, "joined_on"),
        ({"email": "nobody"}, "email"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_a_member_needs(cast, changed, field):
    with pytest.raises(Refused) as told:
        add_member(cast, **changed)
    assert field in told.value.fields


def test_names_and_addresses_are_in_no_history(cast):
    row = add_member(cast, name=PLANTED, email=ADDRESS)
    with acting(cast.host):
        actions.change_member(by=cast.host, member=row, name=f"{PLANTED} again")
    for event in Member.pgh_event_model.objects.filter(pgh_obj_id=row.pk):
        assert not any(PLANTED in str(value) or ADDRESS in str(value) for value in vars(event).values())


def test_whoever_leaves_loses_contact_and_answers(cast):
    facet, mine = add_facet(cast, collected_by="answers"), member(cast)
    with acting(cast.group_member):
        actions.give_consent(by=cast.group_member, member=mine)
        actions.answer_facet(by=cast.group_member, member=mine, facet=facet, value=facet.values.all()[0])
    with acting(cast.host):
        gone = actions.let_go(by=cast.host, member=mine)
    assert (gone.name, gone.email, gone.left_on) == ("", "", timezone.localdate())
    assert not FacetAnswer.objects.exists()
    assert not Consent.objects.filter(withdrawn_at=None).exists()
    with acting(cast.host), pytest.raises(Refused):
        actions.let_go(by=cast.host, member=gone)


def test_an_open_door_lets_people_come_back(cast):
    row = add_member(cast)
    with acting(cast.host):
        actions.let_go(by=cast.host, member=row)
        assert actions.come_back(by=cast.host, member=row).left_on is None
        with pytest.raises(Refused):
            actions.come_back(by=cast.host, member=row)


def test_a_day_of_leaving_lies_between_joining_and_today(cast):
    row = add_member(cast, joined_on=timezone.localdate() - timedelta(days=5))
    for day in (timezone.localdate() - timedelta(days=6), timezone.localdate() + timedelta(days=1)):
        with acting(cast.host), pytest.raises(Refused) as told:
            actions.let_go(by=cast.host, member=row, left_on=day)
        assert "left_on" in told.value.fields


def test_an_account_by_invitation(cast, run_jobs, mailoutbox):
    row = add_member(cast, email="Teacher@Example.org", name=PLANTED)
    with acting(cast.host):
        invited = actions.invite_member(by=cast.host, member=row)
    person = Person.objects.get(email="teacher@example.org")
    assert invited.person == person
    assert PLANTED not in person.name
    run_jobs()
    assert mailoutbox[0].to == ["teacher@example.org"]
    with acting(cast.host), pytest.raises(Refused):
        actions.invite_member(by=cast.host, member=row)


def test_without_an_address_there_is_no_account(cast):
    row = add_member(cast)
    with acting(cast.host), pytest.raises(Refused) as told:
        actions.invite_member(by=cast.host, member=row)
    assert "email" in told.value.fields


@pytest.mark.parametrize(("interest", "influence"), [(0, 1), (5, 1), (1, None), (None, 2), (1, 9)])
def test_places_that_are_not_on_the_map(cast, interest, influence):
    row = add_member(cast)
    with acting(cast.host), pytest.raises(Refused):
        actions.place_member(by=cast.host, member=row, interest=interest, influence=influence)


def test_a_member_moves_on_the_map_and_off_it(cast):
    row = add_member(cast)
    with acting(cast.host):
        assert actions.place_member(by=cast.host, member=row, interest=4, influence=1).interest == 4
        assert actions.place_member(by=cast.host, member=row, interest=None, influence=None).influence is None


@pytest.mark.parametrize("who", ["group_member", "authority", "association", "outsider", "peer", "hosting_peer"])
def test_only_those_who_keep_the_group_change_it(cast, who):
    row, person = add_member(cast), cast.everyone()[who]
    with acting(person):
        for act in (
            lambda: actions.add_member(by=person, group=cast.group, function="Spy"),
            lambda: actions.change_member(by=person, member=row, function="Spy"),
            lambda: actions.place_member(by=person, member=row, interest=1, influence=1),
            lambda: actions.let_go(by=person, member=row),
            lambda: actions.remove_member(by=person, member=row),
            lambda: actions.tell_life(by=person, group=cast.group, life="ended", since=timezone.localdate()),
            lambda: actions.answer_advice(by=person, group=cast.group, code="no_private", reason="x"),
        ):
            with pytest.raises(NotAllowed):
                act()
