# SPDX-License-Identifier: EUPL-1.2
"""The pages of a review: what they show to whom, setting up, dates, moving on."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from isopolity.accounts.models import Person
from isopolity.reviews.models import Review, TeamMember
from tests.cast import Cast

# The operator of the cast made the project, so is of its secretariat too.
READS = {"operator", "secretariat", "facilitator", "host", "peer", "association", "hosting_peer"}
READS_TEAM = READS - {"association"}


@pytest.mark.parametrize(("page", "readers"), [("review", READS), ("team", READS_TEAM)])
def test_only_those_concerned_open_it(cast: Cast, client, page, readers):
    for name, who in cast.everyone().items():
        client.force_login(who)
        answer = client.get(reverse(page, args=[cast.review.pk]))
        assert (answer.status_code == 200) == (name in readers), name
        assert answer.status_code in (200, 404), name


def test_anonymous_goes_to_sign_in(cast: Cast, client):
    for pk in (cast.review.pk, 999_999):
        assert client.get(reverse("review", args=[pk])).status_code == 302


def test_the_overview_tells_what_is_mine(cast: Cast, client):
    client.force_login(cast.host)
    html = client.get(reverse("review", args=[cast.review.pk])).content.decode()
    assert "Approve the benchmark for your city" in html
    client.force_login(cast.peer)
    assert "Nothing needs you now" in client.get(reverse("review", args=[cast.review.pk])).content.decode()


def test_the_host_reads_no_initials_and_no_declarations(cast: Cast, client):
    client.force_login(cast.host)
    html = client.get(reverse("team", args=[cast.review.pk])).content.decode()
    assert "Officer of Nordhavn" in html
    assert "<td>AP</td>" not in html
    assert "Moved to another office" not in html


def test_moving_on_unfinished_asks_the_secretariat_for_a_reason(cast: Cast, client):
    client.force_login(cast.secretariat)
    url = reverse("review_move", args=[cast.review.pk])
    answer = client.post(url, {"reason": ""})
    assert answer.status_code == 409
    assert "Something is still missing" in answer.content.decode()
    assert client.post(url, {"reason": "By letter."}).status_code == 303
    html = client.get(reverse("review", args=[cast.review.pk])).content.decode()
    assert "By letter." in html


def test_a_review_is_set_up_on_one_page(cast: Cast, client):
    client.force_login(cast.secretariat)
    url = reverse("review_new", args=[cast.project.pk])
    assert "Sudmark" in client.get(url).content.decode()
    data = {"city": cast.cities["Sudmark"].pk, "adoption": cast.adoption.pk, "working_language": "en"}
    answer = client.post(url, data | {"starts": "2027-05-10", "ends": "2027-05-08"})
    assert "comes before the first" in answer.content.decode()
    answer = client.post(url, data | {"starts": "2027-05-10", "ends": "2027-05-13"})
    made = Review.objects.get(city=cast.cities["Sudmark"])
    assert answer.url == reverse("review", args=[made.pk])
    assert made.assessment.city == made.city


def test_deadlines_are_shown_before_saving(cast: Cast, client):
    client.force_login(cast.secretariat)
    url = reverse("review_dates", args=[cast.review.pk])
    part = client.get(url, {"starts": "2027-06-01", "ends": "2027-06-04"}, headers={"HX-Request": "true"})
    html = part.content.decode()
    assert "4 May 2027" in html
    assert "<html" not in html
    page = client.post(url, {"starts": "2027-06-01", "ends": "2027-06-04", "working_language": "it", "preview": "1"})
    assert "4 May 2027" in page.content.decode()
    assert Review.objects.get(pk=cast.review.pk).visit_starts == date(2027, 3, 9)
    client.post(url, {"starts": "2027-06-01", "ends": "2027-06-04", "working_language": "it"})
    assert Review.objects.get(pk=cast.review.pk).visit_starts == date(2027, 6, 1)


def test_a_nonsense_date_is_told_and_breaks_nothing(cast: Cast, client):
    client.force_login(cast.secretariat)
    url = reverse("review_dates", args=[cast.review.pk])
    data = {"starts": "2027-02-31", "ends": "x" * 300, "working_language": "en"}
    assert client.get(url, data, headers={"HX-Request": "true"}).status_code == 200
    assert client.post(url, data).status_code == 200


@pytest.mark.parametrize("page", ["review_new", "review_dates", "member_add", "review_move"])
def test_only_the_secretariat_sets_it_up(cast: Cast, client, page):
    pk = cast.project.pk if page == "review_new" else cast.review.pk
    for name in ("host", "contributor", "other_peer", "outsider", "removed_peer"):
        client.force_login(getattr(cast, name))
        if page != "review_move" or name != "host":
            assert client.post(reverse(page, args=[pk])).status_code == 404, (page, name)


def test_a_member_is_added_by_address_and_invited(cast: Cast, client):
    client.force_login(cast.secretariat)
    url = reverse("member_add", args=[cast.review.pk])
    assert client.get(url).status_code == 200
    data = {
        "email": "New@Example.org", "name": "Housing officer of Tramonto", "kind": "peer", "initials": "ho",
        "city": cast.cities["Tramonto"].pk, "languages": ["it", "en"], "expertise": ["GG"], "does_desk_review": "on",
    }  # fmt: skip
    assert client.post(url, data).status_code == 303
    member = TeamMember.objects.get(person__email="new@example.org")
    assert (member.initials, member.languages, member.expertise) == ("HO", ["it", "en"], ["GG"])
    assert Person.objects.get(email="new@example.org").is_invited


def test_the_host_by_address_is_refused_on_the_form(cast: Cast, client):
    client.force_login(cast.secretariat)
    data = {"email": cast.host.email, "name": "x", "kind": "expert", "initials": "XX"}
    answer = client.post(reverse("member_add", args=[cast.review.pk]), data)
    assert "works for the host city and cannot review it" in answer.content.decode()


def test_a_member_is_changed_led_trained_and_removed(cast: Cast, client):
    client.force_login(cast.secretariat)
    member = cast.members[cast.peers[1].pk]
    assert client.get(reverse("member", args=[member.pk])).status_code == 200
    data = {"kind": "peer", "city": member.city_id, "initials": "qq", "languages": ["fr"], "does_desk_review": "on"}
    assert client.post(reverse("member", args=[member.pk]), data).status_code == 303
    client.post(reverse("member_trained", args=[member.pk]), {"trained": "no"})
    client.post(reverse("member_lead", args=[member.pk]))
    member.refresh_from_db()
    assert (member.initials, member.trained_at, member.is_leader) == ("QQ", None, True)
    assert client.get(reverse("member_remove", args=[member.pk])).status_code == 200
    client.post(reverse("member_remove", args=[member.pk]), {"reason": "Ill."})
    member.refresh_from_db()
    assert member.left_at
    assert "Ill." in client.get(reverse("team", args=[cast.review.pk])).content.decode()


@pytest.mark.parametrize("page", ["review", "team"])
def test_the_same_number_of_queries_for_one_member_and_five(cast: Cast, client, page):
    client.force_login(cast.secretariat)
    url = reverse(page, args=[cast.review.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    TeamMember.objects.filter(review=cast.review).exclude(person=cast.peer).delete()
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    assert len(one) == len(many)
