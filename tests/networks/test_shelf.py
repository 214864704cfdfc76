# SPDX-License-Identifier: EUPL-1.2
"""The document shelf: who adds for whom, who reads what, what is missing."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from isopolity.core.duties import duties
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.networks import actions
from isopolity.networks.models import Partner, ShelfDocument
from isopolity.networks.queries import missing_of


def upload(name: str = "x.txt", content: bytes = b"What we found.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def partner(cast: Any, name: str) -> Partner:
    return next(one for one in cast.mentoring.partners.select_related("city", "organisation") if str(one) == name)


def added(cast: Any, by: Any, **facts: Any) -> ShelfDocument:
    facts = {"title": "Needs", "kind": "mapping_report", "file": upload(), **facts}
    with acting(by):
        return actions.add_shelf_document(by=by, project=cast.mentoring, **facts)


def test_coordinators_add_for_their_own_city_only(cast):
    mine, other = partner(cast, "Levanto"), partner(cast, "Nordhavn")
    assert added(cast, cast.host, partner=mine).added_by == cast.host
    for by, whose in ((cast.host, other), (cast.host, None), (cast.hosting_peer, mine), (cast.authority, mine),
                      (cast.association, mine), (cast.outsider, mine), (cast.operator, None)):  # fmt: skip
        if by == cast.operator:
            continue  # made the project and runs it too
        with pytest.raises(NotAllowed):
            added(cast, by, partner=whose)
    assert added(cast, cast.authority, partner=partner(cast, "Region of Levanto"), kind="endorsement")
    assert added(cast, cast.secretariat, title="For all")


def test_a_document_is_not_handed_to_another_partner(cast):
    row = added(cast, cast.host, partner=partner(cast, "Levanto"))
    with acting(cast.host), pytest.raises(NotAllowed):
        actions.change_shelf_document(
            by=cast.host, document=row, kind="other", title="Needs", partner=partner(cast, "Nordhavn")
        )


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.txt", b""), ("x.pdf", b"no pdf"), ("x.svg", b"<svg onload='alert(1)'/>"), ("x.txt", b"%PDF-1.7 ")],
)
def test_files_are_examined(cast, name, content):
    with pytest.raises(Refused):
        added(cast, cast.secretariat, file=upload(name, content))


def test_only_partners_read_what_is_not_public(cast, client):
    closed = added(cast, cast.secretariat, title="Closed")
    public = added(cast, cast.secretariat, title="Open", is_public=True)
    path = f"/projects/{cast.mentoring.pk}/documents/"
    for person, may_read in ((cast.host, True), (cast.authority, True), (cast.association, True),
                             (cast.outsider, False), (cast.other_peer, False)):  # fmt: skip
        client.force_login(person)
        for row in (closed, public):
            answer = client.get(f"{path}{row.pk}/")
            assert answer.status_code == (200 if may_read else 404), person
        assert client.get(path).status_code == (200 if may_read else 404)
    client.logout()
    assert client.get(f"{path}{public.pk}/").status_code == 404  # the page is not published
    with acting(cast.secretariat):
        actions.write_page(by=cast.secretariat, project=cast.mentoring, what={"en": "We walk."}, why={})
        actions.publish_page(by=cast.secretariat, project=cast.mentoring, is_published=True)
    answer = client.get(f"{path}{public.pk}/")
    assert answer.status_code == 200
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client.get(f"{path}{closed.pk}/").status_code == 404
    assert client.get(f"/projects/{cast.project.pk}/documents/{public.pk}/").status_code == 404
    assert client.get(path).status_code == 302


def test_the_shelf_is_filtered_by_its_address(cast, client):
    added(cast, cast.host, partner=partner(cast, "Levanto"), title="Needs of Levanto")
    added(cast, cast.secretariat, title="How to write", kind="guide")
    client.force_login(cast.host)
    path = f"/projects/{cast.mentoring.pk}/documents/"
    write, needs = "How to write", "Needs of Levanto"
    mine = f"partner={partner(cast, 'Levanto').pk}"
    for query, seen in (("kind=guide", [write]), (mine, [needs]), ("q=write", [write]), ("phase=999", [write, needs])):
        assert [row.title for row in client.get(f"{path}?{query}").context["rows"]] == seen


def test_adding_through_the_page(cast, client):
    client.force_login(cast.host)
    path, mine = f"/projects/{cast.mentoring.pk}/documents/add/", partner(cast, "Levanto")
    form = {"file": upload(), "title": "Needs", "kind": "mapping_report", "partner": mine.pk, "language": "it",
            "dated": "2026-05-01"}  # fmt: skip
    assert client.post(path, {**form, "partner": partner(cast, "Nordhavn").pk}).status_code == 200
    assert client.post(path, {**form, "file": upload()}).status_code == 303
    row = cast.mentoring.documents.get()
    assert (row.partner, row.language, row.is_public) == (mine, "it", False)
    change = f"/projects/{cast.mentoring.pk}/documents/{row.pk}/change/"
    assert client.post(change, {**form, "title": "Needs of Levanto"}).status_code == 303
    client.force_login(cast.authority)
    assert client.get(change).status_code == 404
    client.force_login(cast.host)
    client.post(change, {"remove": "1"})
    assert not cast.mentoring.documents.exists()


# --- What is missing ------------------------------------------------------------------------------------------------
def ask(cast: Any, **facts: Any) -> None:
    cast.mentoring.document_requests.all().delete()
    with acting(cast.secretariat):
        actions.ask_document(by=cast.secretariat, project=cast.mentoring, kind="mapping_report", **facts)


def test_what_is_asked_for_is_missing_until_it_is_there(cast):
    phase = cast.mentoring.phases.first()
    ask(cast, from_role="mentee", phase=phase, due_on=date(2026, 11, 1))
    assert [(str(row.partner), row.due) for row in missing_of([cast.mentoring.pk])] == [("Levanto", date(2026, 11, 1))]
    mine = partner(cast, "Levanto")
    added(cast, cast.host, partner=mine, kind="minutes")
    added(cast, cast.host, partner=mine, phase=cast.mentoring.phases.last())
    added(cast, cast.hosting_peer, partner=partner(cast, "Nordhavn"))
    assert len(missing_of([cast.mentoring.pk])) == 1
    added(cast, cast.host, partner=mine, phase=phase)
    assert not missing_of([cast.mentoring.pk])


def test_a_document_of_no_phase_answers_too(cast):
    ask(cast, from_role="mentee", phase=cast.mentoring.phases.first())
    added(cast, cast.host, partner=partner(cast, "Levanto"))
    assert not missing_of([cast.mentoring.pk])


def test_who_owes_a_document_has_a_duty_with_its_day(cast):
    due = timezone.localdate() + timedelta(days=20)
    ask(cast, from_role="city", due_on=due)

    def told(person: Any) -> list[tuple[str, str]]:
        with acting(person):
            return [(duty.where, duty.waits_for) for duty in duties(person) if duty.key.startswith("shelf:")]

    assert told(cast.host) == [("Levanto · Walking together", "")]
    assert told(cast.secretariat) == [("Walking together", "Levanto, Nordhavn")]
    assert told(cast.authority) == []
    assert told(cast.outsider) == []
    with acting(cast.host):
        assert next(duty for duty in duties(cast.host) if duty.key.startswith("shelf:")).due == due
    ask(cast, from_role="authority", due_on=due)
    assert told(cast.authority) == [("Region of Levanto · Walking together", "")]
    ask(cast, from_role="city", due_on=due + timedelta(days=400))
    assert told(cast.host) == []


def test_queries_do_not_grow_with_the_shelf(cast, client, queries_of):
    client.force_login(cast.secretariat)
    mine = partner(cast, "Levanto")
    path = f"/projects/{cast.mentoring.pk}/documents/"
    added(cast, cast.host, partner=mine)
    before = [queries_of(path), queries_of("/")]
    added(cast, cast.host, partner=mine, title="Second")
    added(cast, cast.hosting_peer, partner=partner(cast, "Nordhavn"), title="Third")
    assert [queries_of(path), queries_of("/")] == before
