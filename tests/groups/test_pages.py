# SPDX-License-Identifier: EUPL-1.2
"""Pages of support groups: what each role reads, what is posted, how many queries a list takes."""

from collections.abc import Callable

import pytest

from isopolity.core.principal import acting
from isopolity.groups import actions
from isopolity.groups.models import CheckAnswer, Consent, FacetAnswer, Invitee, Member
from isopolity.places.models import Organisation
from tests.groups.stage import ADDRESS, PLANTED, add_facet, add_member, full, give_task, member, plan

pytestmark = pytest.mark.django_db

PARTS = ["", "members/", "map/", "advice/", "diversity/", "meetings/", "tasks/", "settings/", "state/", "history/",
         "meetings.ics"]  # fmt: skip
READS = {
    "secretariat": set(PARTS),
    "host": set(PARTS),
    "group_member": {"", "members/", "diversity/", "meetings/", "tasks/", "meetings.ics"},
    "authority": {""},
    "association": {""},
    "outsider": set(),
    "peer": set(),
    "hosting_peer": set(),
    "operator": set(),
}


@pytest.mark.parametrize("role", [role for role in READS if role != "operator"])
def test_each_role_opens_its_own_parts(cast, client, role):
    full(cast)
    client.force_login(cast.everyone()[role])
    opened = {part for part in PARTS if client.get(f"/groups/{cast.group.pk}/{part}").status_code == 200}
    assert opened == READS[role]


@pytest.mark.parametrize("role", ["group_member", "authority", "association"])
def test_contacts_are_seen_by_those_who_keep_the_group_only(cast, client, role):
    meeting = full(cast)
    client.force_login(cast.everyone()[role])
    for path in [*(f"/groups/{cast.group.pk}/{part}" for part in PARTS), f"/group-meetings/{meeting.pk}/",
                 f"/group-meetings/{meeting.pk}/minutes/", f"/projects/{cast.mentoring.pk}/groups/"]:  # fmt: skip
        page = client.get(path).content.decode()
        assert PLANTED not in page
        assert ADDRESS not in page
    client.force_login(cast.host)
    assert PLANTED in client.get(f"/groups/{cast.group.pk}/members/").content.decode()


def test_the_association_reads_name_size_state_and_no_member(cast, client):
    full(cast)
    client.force_login(cast.association)
    page = client.get(f"/groups/{cast.group.pk}/").content.decode()
    assert "Open Levanto" in page
    assert "in the core group" in page
    assert "Women's centre" not in page
    assert "Women&#x27;s centre" not in page


def test_the_authority_reads_organisations_and_its_own_meetings(cast, client):
    past, coming = full(cast), plan(cast, title="With the region")
    with acting(cast.host):
        region = Organisation.objects.get(name="Region of Levanto")
        actions.invite_to_group_meeting(by=cast.host, meeting=coming, organisations=[region])
    client.force_login(cast.authority)
    page = client.get(f"/groups/{cast.group.pk}/").content.decode()
    assert "Women&#x27;s centre" in page
    assert "With the region" in page
    assert past.title not in page
    assert client.get(f"/group-meetings/{past.pk}/").status_code == 404
    shown = client.get(f"/group-meetings/{coming.pk}/").content.decode()
    assert "With the region" in shown
    row = Invitee.objects.get(meeting=coming)
    assert client.post(f"/group-meetings/{coming.pk}/invited/{row.pk}/", {"reply": "yes"}).status_code == 303
    row.refresh_from_db()
    assert row.reply == "yes"
    assert client.post(f"/group-meetings/{coming.pk}/invited/{row.pk}/", {"do": "remove"}).status_code == 404


def test_a_member_sees_their_own_tasks_only(cast, client):
    give_task(cast, "Mine to do")
    with acting(cast.host):
        actions.give_task(by=cast.host, group=cast.group, what="Somebody else's", member=add_member(cast))
    client.force_login(cast.group_member)
    page = client.get(f"/groups/{cast.group.pk}/tasks/").content.decode()
    assert "Mine to do" in page
    assert "Somebody else" not in page


def test_whoever_left_sees_the_group_no_more(cast, client):
    client.force_login(cast.group_member)
    assert client.get(f"/groups/{cast.group.pk}/").status_code == 200
    with acting(cast.host):
        actions.let_go(by=cast.host, member=member(cast))
    assert client.get(f"/groups/{cast.group.pk}/").status_code == 404
    assert client.get(f"/projects/{cast.mentoring.pk}/groups/").status_code == 404


def test_a_group_is_made_and_filled_by_its_pages(cast, client):
    client.force_login(cast.host)
    city = cast.cities["Levanto"].pk
    new = {"city": city, "kind": "network", "name": "Homes", "theme": "Housing", "started_on": "2026-01-10"}
    at = client.post(f"/projects/{cast.mentoring.pk}/groups/new/", new).headers["Location"]
    group = int(at.split("/")[2])
    person = {"kind": "person", "function": "Teacher", "organisation": "School", "sector": "public", "tier": "core",
              "stake": "key", "joined_on": "2026-02-01"}  # fmt: skip
    assert client.post(f"/groups/{group}/members/new/", person).status_code == 303
    row = Member.objects.get(group=group)
    place = {"member": row.pk, "interest": "4", "influence": "3"}
    assert client.post(f"/groups/{group}/map/move/", place).status_code == 303
    told = client.post(f"/groups/{group}/map/move/", place | {"interest": "1"}, headers={"Accept": "application/json"})
    assert "interest low, influence rather high" in told.json()["said"]
    wrong = client.post(f"/groups/{group}/map/move/", place | {"interest": "9"}, headers={"Accept": "application/json"})
    assert wrong.status_code == 400
    assert client.post(f"/groups/{group}/map/move/", place | {"influence": ""}).status_code == 422
    assert client.post(f"/groups/{group}/map/move/", place | {"member": "999"}).status_code == 404
    row.refresh_from_db()
    assert (row.interest, row.influence) == (1, 3)


def test_advice_is_answered_and_opened_again(cast, client):
    client.force_login(cast.host)
    path = f"/groups/{cast.group.pk}/advice/"
    assert client.post(path, {"code": "core_small", "reason": " "}).status_code == 422
    client.post(path, {"code": "core_small", "reason": "A small town."})
    client.post(path, {"code": "unheard_of", "reason": "Nothing."})
    row = CheckAnswer.objects.get()
    assert "A small town." in client.get(path).content.decode()
    client.post(f"/groups/{cast.group.pk}/advice/{row.pk}/again/")
    assert not CheckAnswer.objects.exists()


def test_own_answers_ask_for_consent_and_go_with_it(cast, client):
    facet = add_facet(cast, collected_by="answers")
    client.force_login(cast.group_member)
    path = f"/groups/{cast.group.pk}/diversity/own/"
    answer = {"do": "answer", f"facet_{facet.pk}": facet.values.all()[0].pk}
    client.post(path, answer)
    assert not FacetAnswer.objects.exists()
    client.post(path, {"do": "consent"})
    client.post(path, answer)
    assert FacetAnswer.objects.get().member == member(cast)
    client.post(path, {"do": "withdraw"})
    assert not FacetAnswer.objects.exists()
    assert Consent.objects.get().withdrawn_at
    client.force_login(cast.host)
    assert client.post(path, {"do": "consent"}).status_code == 404


def test_the_page_of_facets_hides_small_numbers(cast, client):
    full(cast)
    client.force_login(cast.group_member)
    page = client.get(f"/groups/{cast.group.pk}/diversity/").content.decode()
    assert page.count("hidden</span>") >= 2


def test_minutes_save_themselves(cast, client):
    meeting = plan(cast, hours=-48)
    client.force_login(cast.host)
    path = f"/group-meetings/{meeting.pk}/minutes/"
    first = client.post(path, {"field": "minutes", "value": "<p>We met.</p>", "seen": ""})
    assert first.status_code in (200, 409)
    client.force_login(cast.group_member)
    assert client.post(path, {"field": "minutes", "value": "x"}).status_code == 404


def more_groups(cast, number: int) -> None:
    for place in range(number):
        with acting(cast.host):
            group = actions.create_group(
                by=cast.host, project=cast.mentoring, city=cast.cities["Levanto"], name=f"Group {place}", theme="Work"
            )
            facet = actions.add_facet(
                by=cast.host, group=group, name="gender", collected_by="counts", values=["women", "men"]
            )
            assert facet.pk
            for seat in range(3):
                actions.add_member(
                    by=cast.host, group=group, kind="person", function=f"F{seat}", sector="public", tier="core",
                    stake="key",
                )  # fmt: skip


@pytest.mark.parametrize("role", ["secretariat", "host", "association"])
def test_the_list_takes_the_same_queries_for_many_groups(cast, client, queries_of: Callable[[str], int], role):
    full(cast)
    client.force_login(cast.everyone()[role])
    path = f"/projects/{cast.mentoring.pk}/groups/"
    before = queries_of(path)
    more_groups(cast, 4)
    assert queries_of(path) == before
    assert before <= 26


@pytest.mark.parametrize("part", ["", "members/", "map/", "advice/", "diversity/", "meetings/", "tasks/"])
def test_pages_of_a_group_take_the_same_queries_for_many_rows(cast, client, queries_of: Callable[[str], int], part):
    full(cast)
    client.force_login(cast.host)
    path = f"/groups/{cast.group.pk}/{part}"
    before = queries_of(path)
    for number in range(3):
        add_member(cast, function=f"Teacher {number}")
        plan(cast, hours=-100 - number)
        give_task(cast, f"Task {number}")
        add_facet(cast, f"facet {number}")
    assert queries_of(path) == before
    assert before <= 24


def test_a_meeting_takes_the_same_queries_for_many_guests(cast, client, queries_of: Callable[[str], int]):
    meeting = plan(cast)

    def more(number: int) -> None:
        guests = [add_member(cast, function=f"Guest {place}") for place in range(number)]
        with acting(cast.host):
            actions.invite_to_group_meeting(by=cast.host, meeting=meeting, members=guests)
            for guest in guests:
                actions.add_decision(by=cast.host, meeting=meeting, text=str(guest))
                actions.give_task(by=cast.host, group=cast.group, meeting=meeting, what="x", member=guest)

    more(1)
    client.force_login(cast.host)
    path = f"/group-meetings/{meeting.pk}/"
    before = queries_of(path)
    more(3)
    assert queries_of(path) == before
