# SPDX-License-Identifier: EUPL-1.2
"""Who joins a team and who does not; what opens the wall and what closes it."""

import pytest
from django.urls import reverse

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.policy import may
from isopolity.core.principal import acting
from isopolity.places import actions as places
from isopolity.reviews import actions
from isopolity.reviews.blockers import composition
from isopolity.reviews.models import Review, TeamMember
from tests.cast import Cast, person


def add(cast: Cast, who, **facts):
    facts = {"initials": "ZZ", "city": cast.cities["Tramonto"]} | facts
    with acting(cast.secretariat):
        return actions.add_member(by=cast.secretariat, review=cast.review, person=who, **facts)


def open_desk(cast: Cast) -> Review:
    Review.objects.filter(pk=cast.review.pk).update(stage="desk_review")
    return Review.objects.for_pages().get(pk=cast.review.pk)


def test_peer_of_the_host_city_is_refused_with_words(cast: Cast):
    with pytest.raises(Refused, match="works for the host city and cannot review it"):
        add(cast, cast.host)


def test_officer_of_the_host_city_is_refused_as_an_expert_too(cast: Cast):
    officer = person("Officer of Levanto")
    with acting(cast.secretariat):
        places.give_city_role(by=cast.secretariat, city=cast.cities["Levanto"], person=officer, kind="officer")
    with pytest.raises(Refused, match="works for the host city"):
        add(cast, officer, kind="expert", city=None)


def test_peer_sent_by_the_host_city_is_refused(cast: Cast):
    with pytest.raises(Refused, match="is the host city"):
        add(cast, cast.outsider, city=cast.cities["Levanto"])


def test_who_writes_the_initial_report_does_not_review_it(cast: Cast):
    with pytest.raises(Refused, match="asked to write in this initial report"):
        add(cast, cast.contributor, kind="expert", city=None)


def test_peer_comes_from_a_city_of_the_project(cast: Cast):
    with acting(cast.operator):
        far = places.add_city(by=cast.operator, name="Elsewhere", country="PT")
    for city in (None, far):
        with pytest.raises(Refused, match="another city of the project"):
            add(cast, cast.outsider, city=city)


def test_initials_are_used_once_in_a_team(cast: Cast):
    with pytest.raises(Refused, match="has the initials AP already") as refused:
        add(cast, cast.outsider, initials="ap")
    assert "initials" in refused.value.fields


def test_nobody_joins_twice(cast: Cast):
    with pytest.raises(Refused, match="is in this team already"):
        add(cast, cast.peers[1])


def test_who_left_may_come_back_and_declares_again(cast: Cast):
    member = add(cast, cast.removed_peer, city=cast.cities["Nordhavn"])
    assert not member.is_inside


def test_only_the_secretariat_forms_the_team(cast: Cast):
    for name, who in cast.everyone().items():
        if name not in ("secretariat", "operator"):
            with acting(who), pytest.raises(NotAllowed):
                actions.add_member(by=who, review=cast.review, person=cast.outsider, initials="Q")


def test_composition_advises_and_stops_nobody(cast: Cast):
    found = [str(one.text) for one in composition(cast.review)]
    assert any("two to four experts" in text for text in found)
    assert not any("four peers" in text for text in found)
    for peer in cast.peers[1:]:
        TeamMember.objects.filter(person=peer).delete()
    assert any("four peers of four other cities" in str(one.text) for one in composition(cast.review))


def test_one_leader_at_a_time(cast: Cast):
    with acting(cast.secretariat):
        actions.appoint_leader(by=cast.secretariat, member=cast.members[cast.peers[1].pk])
    leading = TeamMember.objects.filter(review=cast.review, is_leader=True)
    assert [m.person for m in leading] == [cast.peers[1]]


# --- Declaration before any access ----------------------------------------------------------------------------------
def test_declaration_comes_before_any_access(cast: Cast, client):
    newcomer = person("Officer of the late hour")
    member = add(cast, newcomer)
    review = cast.review
    with acting(newcomer):
        assert not may(newcomer, "review.read", review)
        assert not may(newcomer, "team.inside", review)
        assert may(newcomer, "review.train", review)
    client.force_login(newcomer)
    assert client.get(reverse("review", args=[review.pk])).url == reverse("declaration", args=[review.pk])
    assert client.get(reverse("team", args=[review.pk])).status_code == 404
    assert client.get(reverse("declaration", args=[review.pk])).status_code == 200
    client.post(reverse("declaration", args=[review.pk]), {"has_conflict": "no", "declaration": "None."})
    member.refresh_from_db()
    assert member.is_inside
    assert client.get(reverse("team", args=[review.pk])).status_code == 200


def test_a_conflict_keeps_the_wall_closed(cast: Cast, client):
    member, who = cast.members[cast.peers[1].pk], cast.peers[1]
    client.force_login(who)
    page = client.post(reverse("declaration", args=[cast.review.pk]), {"has_conflict": "yes", "declaration": ""})
    assert "Say which conflict" in page.content.decode()
    client.post(
        reverse("declaration", args=[cast.review.pk]), {"has_conflict": "yes", "declaration": "My sister is the mayor."}
    )
    member.refresh_from_db()
    assert not member.is_inside
    assert client.get(reverse("team", args=[cast.review.pk])).status_code == 404


def test_whoever_begins_to_work_for_the_host_stands_outside(cast: Cast):
    who = cast.peers[1]
    with acting(cast.secretariat):
        places.give_city_role(by=cast.secretariat, city=cast.cities["Levanto"], person=who, kind="officer")
    with acting(who):
        assert not may(who, "team.inside", cast.review)
        with pytest.raises(Refused, match="works for the host city"):
            actions.declare(by=who, member=cast.members[who.pk], has_conflict=False)


# --- Leaving --------------------------------------------------------------------------------------------------------
def note(cast: Cast, who) -> None:
    review = open_desk(cast)
    with acting(who):
        actions.save_desk_note(
            by=who, review=review, item=cast.items[0], field="hypothesis", value="A secret of the desk"
        )


@pytest.mark.django_db(transaction=True)
def test_wall_closes_at_once_when_a_member_leaves(transactional_db, cast: Cast, as_person, client):
    who = cast.peers[1]
    note(cast, who)
    with as_person(who) as cursor:
        assert cursor.execute("SELECT hypothesis FROM reviews_desknote").fetchall() == [("A secret of the desk",)]
    with acting(cast.secretariat):
        actions.remove_member(by=cast.secretariat, member=cast.members[who.pk], reason="New job.")
    with as_person(who) as cursor:
        assert not cursor.execute("SELECT 1 FROM reviews_desknote").fetchall()
        assert not cursor.execute("SELECT 1 FROM reviews_desknoteevent").fetchall()
    client.force_login(who)
    for page in ("review", "team", "declaration"):
        assert client.get(reverse(page, args=[cast.review.pk])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_wall_closes_by_raw_sql_when_a_member_begins_to_work_for_the_host(transactional_db, cast: Cast, as_person):
    who = cast.peers[1]
    note(cast, who)
    with acting(cast.secretariat):
        places.give_city_role(by=cast.secretariat, city=cast.cities["Levanto"], person=who, kind="officer")
    with as_person(who) as cursor:
        assert not cursor.execute("SELECT 1 FROM reviews_desknote").fetchall()


def test_leaving_needs_a_reason(cast: Cast):
    member = cast.members[cast.peers[1].pk]
    with acting(cast.secretariat), pytest.raises(Refused, match="Say why"):
        actions.remove_member(by=cast.secretariat, member=member, reason="  ")


def test_a_member_leaves_of_their_own_will(cast: Cast, client):
    who = cast.peers[1]
    client.force_login(who)
    client.post(reverse("place_leave", args=[cast.review.pk]), {"reason": "Too much work."})
    member = TeamMember.objects.get(person=who)
    assert member.left_reason == "Too much work."
    with acting(who):
        assert not may(who, "team.inside", cast.review)


def test_stopping_to_read_does_not_open_the_others_desk_reviews(cast: Cast):
    open_desk(cast)
    member = TeamMember.objects.select_related("review").get(person=cast.peers[1])
    with acting(cast.facilitator), pytest.raises(Refused, match="too early"):
        actions.change_member(by=cast.facilitator, member=member, does_desk_review=False)
