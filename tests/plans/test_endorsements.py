# SPDX-License-Identifier: EUPL-1.2
"""Endorsements: asked, given, declined, recorded; the version that was endorsed, and what changed since."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.places.models import Organisation
from isopolity.plans import actions
from isopolity.plans.letters import seal, unseal
from isopolity.plans.models import Endorsement, PlanVersion
from isopolity.plans.queries.versions import changes_since, content_of, mark_of
from isopolity.plans.versions import differences
from tests.plans.stage import begin, full

pytestmark = pytest.mark.django_db
TEXTS = st.text(max_size=5)
ROWS = st.lists(
    st.fixed_dictionaries({"id": st.integers(1, 6), "title": TEXTS}), max_size=4, unique_by=lambda row: row["id"]
)
CONTENTS = st.fixed_dictionaries({"title": TEXTS, "problem": TEXTS, "actions": ROWS})


@given(CONTENTS, CONTENTS)
def test_no_difference_means_the_same_content(before, after):
    assert differences(before, before) == []
    assert bool(differences(before, after)) == (before != after)


def ask(cast, plan, **facts) -> Endorsement:
    base = {"name": "Region", "email": "Office@Region.example"}
    with acting(cast.host):
        return actions.ask_endorsement(by=cast.host, plan=plan, **(base | facts))


def test_an_empty_plan_is_not_endorsed(cast):
    with pytest.raises(Refused):
        ask(cast, begin(cast))


def test_an_organisation_is_asked_once_at_a_time(cast):
    plan = full(cast)
    ask(cast, plan)
    with pytest.raises(Refused) as told:
        ask(cast, plan, name="region")
    assert "name" in told.value.fields


def test_the_version_that_was_read_is_kept_and_never_changes(cast):
    plan = full(cast)
    row = ask(cast, plan, organisation=Organisation.objects.get(name="Region of Levanto"))
    with acting(cast.authority):
        with pytest.raises(Refused):
            actions.endorse(by=cast.authority, endorsement=row, given_as="Head of unit", seen="0" * 16)
        given_row = actions.endorse(by=cast.authority, endorsement=row, given_as="Head of unit", seen=mark_of(plan))
        with pytest.raises(Refused):
            actions.decline_endorsement(by=cast.authority, endorsement=row, reason="No")
    version = given_row.version
    assert changes_since(version, content_of(plan)) == []
    with acting(cast.host):
        actions.save_plan_text(by=cast.host, plan=plan, field="problem", value="Another problem")
        first = plan.actions.first()
        actions.change_action(by=cast.host, planned=first, target="80 women", state="under_way")
    plan.refresh_from_db()
    fields = [(one.path, one.field, one.after) for _word, one in changes_since(version, content_of(plan))]
    assert fields == [((), "problem", "Another problem"), (("Evening courses",), "target", "80 women")]


def test_only_whoever_is_asked_answers(cast):
    row = ask(cast, full(cast))
    for who in (cast.host, cast.authority, cast.secretariat):
        with acting(who), pytest.raises(NotAllowed):
            actions.endorse(by=who, endorsement=row, given_as="Me", seen="")


def test_the_same_content_is_one_version(cast):
    plan = full(cast)
    for name in ("Council", "Chamber"):
        with acting(cast.host):
            actions.record_endorsement(
                by=cast.host, plan=plan, name=name, reference="12/2026", decided_on=date(2026, 1, 2)
            )
    assert PlanVersion.objects.filter(plan=plan).count() == 1


def test_a_link_works_once_and_a_newer_letter_replaces_it(cast):
    plan = full(cast)
    row = ask(cast, plan)
    old = seal(row)
    with acting(cast.host):
        row = actions.remind_endorsement(by=cast.host, endorsement=row)
    assert unseal(old) is None
    client, address = Client(), reverse("endorse", args=[seal(row)])
    assert Client().get(reverse("endorse", args=[old])).status_code == 404
    page = client.get(address).content.decode()
    assert "Evening courses" in page
    assert "Another majority" not in page
    refused = client.post(address, {"given_as": "", "seen": mark_of(plan)})
    assert refused.status_code == 422
    assert client.post(address, {"given_as": "Head", "seen": mark_of(plan)}).status_code == 200
    row.refresh_from_db()
    assert (row.state, row.way, row.given_by) == ("given", "link", None)
    again = client.post(address, {"do": "decline", "reason": "We changed our mind"})
    row.refresh_from_db()
    assert (again.status_code, row.state) == (200, "given")


def test_a_no_says_why(cast):
    row = ask(cast, full(cast))
    address = reverse("endorse", args=[seal(row)])
    assert Client().post(address, {"do": "decline", "reason": ""}).status_code == 422
    Client().post(address, {"do": "decline", "reason": "No money for us."})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("declined", "No money for us.")


def test_a_scanned_resolution_is_kept_for_the_plans_readers(cast):
    plan = full(cast)
    client = Client()
    client.force_login(cast.host)
    sent = {"name": "City council", "reference": "12/2026", "decided_on": "2026-01-02"}
    upload = SimpleUploadedFile("resolution.pdf", b"%PDF-1.7\n%%EOF")
    assert client.post(reverse("endorsement_record", args=[plan.pk]), {**sent, "file": upload}).status_code == 303
    row = Endorsement.objects.get()
    assert client.get(reverse("endorsement_file", args=[row.pk])).status_code == 200
    page = client.get(reverse("plan_endorsements", args=[plan.pk])).content.decode()
    assert "12/2026" in page
    assert client.get(reverse("plan_version", args=[plan.pk, 1])).status_code == 200
    client.force_login(cast.outsider)
    assert client.get(reverse("endorsement_file", args=[row.pk])).status_code == 404


def test_addresses_are_read_by_writers_only(cast):
    plan = full(cast)
    ask(cast, plan)
    address = reverse("plan_endorsements", args=[plan.pk])
    client = Client()
    for who, seen in ((cast.host, True), (cast.association, False), (cast.group_member, False)):
        client.force_login(who)
        assert ("office@region.example" in client.get(address).content.decode()) is seen
