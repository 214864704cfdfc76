# SPDX-License-Identifier: EUPL-1.2
"""Trainings: planned, with material, attendance that marks members as trained."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from isopolity.reviews.models import TeamMember, TrainingMaterial, TrainingSession
from tests.cast import Cast, person

TIMES = {"starts": "2027-01-12T09:00", "ends": "2027-01-13T16:00"}


@pytest.fixture
def session(cast: Cast, client) -> TrainingSession:
    client.force_login(cast.facilitator)
    data = {"title": "Reading and interviewing", "place": "Online", "agenda": "9:00 Why peers\n14:00 Rehearsal"} | TIMES
    answer = client.post(reverse("training_new", args=[cast.project.pk]), data)
    made = TrainingSession.objects.get()
    assert answer.url == reverse("training", args=[made.pk])
    return made


def test_it_ends_after_it_starts(cast: Cast, client):
    client.force_login(cast.secretariat)
    data = {"title": "x", "starts": TIMES["ends"], "ends": TIMES["starts"]}
    answer = client.post(reverse("training_new", args=[cast.project.pk]), data)
    assert "The end comes before the start." in answer.content.decode()


def test_teams_and_hosts_read_it(cast: Cast, client, session):
    newcomer = person("Officer of the late hour")
    TeamMember.objects.create(review=cast.review, person=newcomer, initials="NN", kind="expert")
    readers = {"operator", "secretariat", "facilitator", "host", "peer", "hosting_peer", "other_peer"}
    for name, who in {**cast.everyone(), "newcomer": newcomer}.items():
        client.force_login(who)
        status = client.get(reverse("training", args=[session.pk])).status_code
        assert (status == 200) == (name in readers | {"newcomer"}), (name, status)


def test_the_host_is_listed_with_the_city(cast: Cast, client, session):
    html = client.get(reverse("training", args=[session.pk])).content.decode()
    assert "<td>Levanto (host)</td>" in html


def test_who_has_not_declared_sees_the_training(cast: Cast, client, session):
    newcomer = person("Officer of the late hour")
    TeamMember.objects.create(review=cast.review, person=newcomer, initials="NN", kind="expert")
    client.force_login(newcomer)
    html = client.get(reverse("review_training", args=[cast.review.pk])).content.decode()
    assert session.title in html
    assert "journey-step" not in html


def test_who_rehearsed_interviews_is_trained(cast: Cast, client, session):
    TeamMember.objects.filter(review=cast.review).update(trained_at=None)
    url = reverse("training", args=[session.pk])
    first, second = cast.peers[0], cast.peers[1]
    assert first.name in client.get(url).content.decode()
    client.post(url, {"came": [first.pk, second.pk], "rehearsed": [first.pk]})
    trained = TeamMember.objects.filter(review=cast.review, trained_at__isnull=False)
    assert [m.person for m in trained] == [first]
    client.post(url, {"came": [first.pk], "rehearsed": [first.pk]})
    assert [row.person for row in session.attendances.all()] == [first]
    client.post(reverse("training_remove", args=[session.pk]))
    assert TrainingSession.objects.exists()


def test_material_is_added_downloaded_and_removed(cast: Cast, client, session):
    url = reverse("training_material_add", args=[session.pk])
    bad = client.post(url, {"file": SimpleUploadedFile("a.pdf", b"<script>")})
    assert bad.status_code == 422
    assert "This kind of file is not kept" in bad.content.decode()
    good = SimpleUploadedFile("../Guide.pdf", b"%PDF-1.7 guide")
    assert client.post(url, {"file": good, "title": "Guide for peers"}).status_code == 303
    material = TrainingMaterial.objects.get()
    client.force_login(cast.host)
    answer = client.get(reverse("training_material", args=[material.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 guide"
    assert 'filename="Guide for peers.pdf"' in answer["Content-Disposition"]
    assert client.post(reverse("training_material_remove", args=[material.pk])).status_code == 404
    client.force_login(cast.outsider)
    assert client.get(reverse("training_material", args=[material.pk])).status_code == 404
    client.force_login(cast.facilitator)
    client.post(reverse("training_material_remove", args=[material.pk]))
    assert not TrainingMaterial.objects.exists()


def test_it_is_changed_by_those_who_plan(cast: Cast, client, session):
    url = reverse("training_change", args=[session.pk])
    client.post(url, {"title": "New title"} | TIMES)
    session.refresh_from_db()
    assert session.title == "New title"
    client.force_login(cast.peer)
    assert client.post(url, {"title": "x"} | TIMES).status_code == 404
    assert client.post(reverse("training", args=[session.pk]), {}).status_code == 404


def test_each_person_takes_the_trainings_along_as_a_calendar_file(cast: Cast, client, session):
    from icalendar import Calendar

    client.force_login(cast.peer)
    for url in (
        reverse("training_calendar", args=[session.pk]),
        reverse("trainings_calendar", args=[cast.review.pk]),
    ):
        answer = client.get(url)
        assert answer["Content-Type"].startswith("text/calendar")
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert str(event["summary"]) == "Reading and interviewing"
        assert event.decoded("dtstart") == session.starts
        assert "Rehearsal" in str(event["description"])
        assert str(event["location"]) == "Online"
    html = client.get(reverse("review_training", args=[cast.review.pk])).content.decode()
    assert reverse("trainings_calendar", args=[cast.review.pk]) in html


def test_others_get_no_calendar_file_of_a_training(cast: Cast, client, session):
    client.force_login(cast.outsider)
    assert client.get(reverse("training_calendar", args=[session.pk])).status_code == 404
    assert client.get(reverse("trainings_calendar", args=[cast.review.pk])).status_code == 404
