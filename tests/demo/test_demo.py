# SPDX-License-Identifier: EUPL-1.2
"""The demo is rich enough that every page is full, and it is invented."""

import pytest
from django.urls import NoReverseMatch, reverse

from isopolity.accounts.models import Person
from isopolity.assessments.models import Assessment
from isopolity.core.principal import acting
from isopolity.evidence.models import Evidence
from isopolity.places.models import City
from isopolity.visits.models import Meeting

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]
STAGES = {"initial_report", "desk_review", "visit", "feedback", "follow_up"}
INVENTED = {
    "Nordhavn", "Valmora", "Port-Clairval", "Aldersheim", "Hallasaari", "Karvinka", "Torrevalle", "Nowobrzeg",
    "Nea Thymaria", "Vidzava", "Elderbeek", "Clairbruyère", "Roccaserena", "Vilarinha do Mar",
}  # fmt: skip


def test_fourteen_invented_cities(demo):
    assert {city.name for city in City.objects.all()} == INVENTED
    assert {city.source for city in City.objects.all()} == {"Invented for the demo"}


def test_five_reviews_one_at_each_stage(demo):
    assert demo.reviews.keys() == STAGES


@pytest.mark.parametrize("stage", sorted(STAGES - {"initial_report"}))
def test_all_73_items_are_answered_where_the_report_was_handed_in(demo, stage):
    with acting(demo.leader(stage)):
        whole = Assessment.objects.get(review=demo.reviews[stage])
        assert whole.submitted_at is not None
        assert whole.answers.exclude(level="").count() == 73


def test_the_evidence_bank_of_the_written_report_is_full(demo):
    review = demo.reviews["feedback"]
    with acting(demo.leader("feedback")):
        assert Evidence.objects.filter(review=review).count() >= 225
        kinds = list(Meeting.objects.filter(review=review).values_list("kind", flat=True))
    assert (kinds.count("interview"), kinds.count("workshop")) == (28, 2)
    assert review.members.filter(left_at=None).count() == 7


def test_evidence_stays_behind_the_wall(demo):
    for person in (demo.host("feedback"), demo.secretariat, demo.operator):
        with acting(person):
            assert not Evidence.objects.exists()


def test_nobody_of_the_cast_has_a_password_or_a_real_address(demo):
    for person in Person.objects.all():
        assert person.email.endswith("@demo.invalid")
        assert not person.has_usable_password()


def test_one_click_sign_in_does_not_exist_outside_demo_mode(demo, client):
    with pytest.raises(NoReverseMatch):
        reverse("demo_sign_in", args=[demo.operator.pk])
    assert client.post(f"/demo/{demo.operator.pk}/").status_code in {302, 404}
    assert "_auth_user_id" not in client.session
