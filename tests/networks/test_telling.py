# SPDX-License-Identifier: EUPL-1.2
"""Objectives, news, and the public page: what everybody reads, and what nobody else does."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.networks import actions
from isopolity.networks.models import Objective, ShelfDocument
from isopolity.networks.sketch import Mark, drawn


def objective(cast: Any, text: str = "Six partners more") -> Objective:
    with acting(cast.secretariat):
        return actions.add_objective(by=cast.secretariat, project=cast.mentoring, text=text)


def document(cast: Any, title: str, *, is_public: bool = False) -> ShelfDocument:
    with acting(cast.secretariat):
        return actions.add_shelf_document(
            by=cast.secretariat, project=cast.mentoring, file=SimpleUploadedFile("x.txt", b"Words"), kind="other",
            title=title, is_public=is_public,
        )  # fmt: skip


# --- Objectives -----------------------------------------------------------------------------------------------------
def test_an_objective_is_done_with_proof_only(cast, client):
    one, proof = objective(cast), document(cast, "Signed list")
    client.force_login(cast.secretariat)
    path = f"/projects/{cast.mentoring.pk}/objectives/{one.pk}/"
    assert "proof" in client.post(f"{path}tick/", {"on": "2026-05-01"}).context["form"].errors
    later = str(timezone.localdate() + timedelta(days=1))
    assert "on" in client.post(f"{path}tick/", {"on": later, "proof": "Yes."}).context["form"].errors
    assert client.post(f"{path}tick/", {"on": "2026-05-01", "document": proof.pk}).status_code == 303
    one.refresh_from_db()
    assert (one.done_on, one.done_by, one.proof_document) == (date(2026, 5, 1), cast.secretariat, proof)
    with acting(cast.secretariat):
        for refused in (actions.remove_objective, actions.change_objective):
            more = {"text": "Other"} if refused is actions.change_objective else {}
            with pytest.raises(Refused):
                refused(by=cast.secretariat, objective=one, **more)
        with pytest.raises(Refused, match="proves an objective"):
            actions.remove_shelf_document(by=cast.secretariat, document=proof)
    with acting(cast.secretariat), pytest.raises(IntegrityError), transaction.atomic():
        Objective.objects.filter(pk=one.pk).update(proof_document=None)


def test_an_objective_is_opened_again_with_a_reason(cast, client):
    one = objective(cast)
    with acting(cast.secretariat):
        actions.tick_objective(by=cast.secretariat, objective=one, proof="Six came.")
    client.force_login(cast.secretariat)
    path = f"/projects/{cast.mentoring.pk}/objectives/{one.pk}/tick/"
    assert "reason" in client.post(path, {"reason": " "}).context["form"].errors
    assert client.post(path, {"reason": "One left."}).status_code == 303
    one.refresh_from_db()
    assert (one.done_on, one.proof, one.reopened) == (None, "", "One left.")
    assert "One left." in client.get(f"/projects/{cast.mentoring.pk}/objectives/").content.decode()


def test_partners_read_objectives_and_change_none(cast, client):
    one = objective(cast)
    path = f"/projects/{cast.mentoring.pk}/objectives/"
    for person in (cast.host, cast.authority, cast.association):
        client.force_login(person)
        assert "Six partners more" in client.get(path).content.decode()
        assert client.post(path, {"text": "Mine"}).status_code == 404
        assert client.get(f"{path}{one.pk}/tick/").status_code == 404
        with acting(person), pytest.raises(NotAllowed):
            actions.tick_objective(by=person, objective=one, proof="Yes.")


def test_a_document_of_another_project_proves_nothing(cast):
    one = objective(cast)
    with acting(cast.secretariat):
        elsewhere = actions.add_shelf_document(
            by=cast.secretariat, project=cast.project, file=SimpleUploadedFile("x.txt", b"Words"), kind="other",
            title="Elsewhere",
        )  # fmt: skip
        with pytest.raises(Refused):
            actions.tick_objective(by=cast.secretariat, objective=one, document=elsewhere)


# --- News and the public page ---------------------------------------------------------------------------------------
def publish(cast: Any) -> None:
    with acting(cast.secretariat):
        actions.write_page(
            by=cast.secretariat, project=cast.mentoring, what={"en": "We walk together.", "fr": "Ensemble."}, why={}
        )
        actions.publish_page(by=cast.secretariat, project=cast.mentoring, is_published=True)


def test_the_page_is_the_secretariats_until_it_is_published(cast, client):
    path = f"/projects/{cast.mentoring.pk}/about/"
    for person in (cast.host, cast.authority, cast.outsider, None):
        client.logout()
        if person:
            client.force_login(person)
        assert client.get(path).status_code == 404
    client.force_login(cast.secretariat)
    assert "Only you see it" in client.get(path).content.decode()
    client.post(f"{path}publish/", {"publish": "1"})
    assert client.get(path).context["page"].published_at is None  # no text yet
    form = {"what_en": "We walk together.", "what_fr": "Ensemble.", "why_en": ""}
    assert client.post(f"{path}texts/", form).status_code == 303
    assert client.post(f"{path}publish/", {"publish": "1"}).status_code == 303
    client.logout()
    assert "We walk together." in client.get(path).content.decode()
    assert "Walking together" in client.get("/projects/public/").content.decode()
    assert "Ensemble." in client.get(path, headers={"accept-language": "fr"}).content.decode()
    client.force_login(cast.secretariat)
    client.post(f"{path}publish/", {"publish": "0"})
    client.logout()
    assert client.get(path).status_code == 404
    assert "Walking together" not in client.get("/projects/public/").content.decode()


def test_nothing_appears_that_is_not_public(cast, client):
    """Planted words: in closed documents, unpublished news, reasons, money, steps, and people's names."""
    publish(cast)
    by, project = cast.secretariat, cast.mentoring
    closed, shown = document(cast, "PLANTED-closed"), document(cast, "SHOWN-document", is_public=True)
    one, two, three = objective(cast, "SHOWN-one"), objective(cast, "SHOWN-two"), objective(cast, "SHOWN-three")
    with acting(by):
        actions.tick_objective(by=by, objective=one, proof="SHOWN-proof", document=closed)
        actions.tick_objective(by=by, objective=two, document=shown)
        actions.tick_objective(by=by, objective=three, proof="PLANTED-proof")
        actions.untick_objective(by=by, objective=three, reason="PLANTED-reason")
        actions.write_news(by=by, project=project, title="PLANTED-title", text="PLANTED-text")
        told = actions.write_news(by=by, project=project, title="SHOWN-title", text="SHOWN-text")
        actions.publish_news(by=by, news=told, is_published=True)
        actions.add_line(by=by, project=project, name="PLANTED-line", note="PLANTED-note")
        actions.add_step(by=by, project=project, name="PLANTED-step")
        actions.ask_document(by=by, project=project, kind="guide", from_role="city", note="PLANTED-asked")
        actions.change_project(by=by, project=project, about="PLANTED-about")
    for reader in (None, cast.outsider):
        client.logout()
        if reader:
            client.force_login(reader)
        for path in (f"/projects/{project.pk}/about/", "/projects/public/", f"/api/v1/public-projects/{project.pk}",
                     "/api/v1/public-projects"):  # fmt: skip
            page = client.get(path).content.decode()
            assert "PLANTED" not in page
            for person in cast.everyone().values():
                assert person.name not in page.replace("Officer of Tramonto", "") or person == reader
        page = client.get(f"/projects/{project.pk}/about/").content.decode()
        for word in ("one", "two", "three", "proof", "document", "title", "text"):
            assert f"SHOWN-{word}" in page


def test_only_the_secretariat_sees_news_before_it_is_published(cast, client):
    client.force_login(cast.secretariat)
    path = f"/projects/{cast.mentoring.pk}/news/"
    form = {"title": "Draft news", "text": "Soon.", "language": "en", "on": "2026-05-01"}
    assert client.post(f"{path}add/", form).status_code == 303
    one = cast.mentoring.news.get()
    client.force_login(cast.host)
    assert "Draft news" not in client.get(path).content.decode()
    assert client.get(f"{path}{one.pk}/").status_code == 404
    client.force_login(cast.secretariat)
    client.post(f"{path}{one.pk}/", {"publish": "1"})
    client.force_login(cast.host)
    assert "Draft news" in client.get(path).content.decode()
    client.force_login(cast.secretariat)
    client.post(f"{path}{one.pk}/", {**form, "title": "News"})
    one.refresh_from_db()
    assert (one.title, one.published_at is None) == ("News", False)
    client.post(f"{path}{one.pk}/", {"remove": "1"})
    assert not cast.mentoring.news.exists()


def test_queries_of_the_public_page_do_not_grow(cast, client, queries_of):
    publish(cast)
    path = f"/projects/{cast.mentoring.pk}/about/"

    def more() -> None:
        by = cast.secretariat
        one, proof = objective(cast), document(cast, "Minutes", is_public=True)
        with acting(by):
            actions.tick_objective(by=by, objective=one, document=proof)
            told = actions.write_news(by=by, project=cast.mentoring, title="Told", text="Told.")
            actions.publish_news(by=by, news=told, is_published=True)
            if not cast.mentoring.partners.filter(city=cast.cities["Sudmark"]).exists():
                actions.add_partner(by=by, project=cast.mentoring, city=cast.cities["Sudmark"], roles=["city"])

    more()
    paths = [path, "/projects/public/", f"/projects/{cast.mentoring.pk}/objectives/"]
    before = [queries_of(paths[0]), queries_of(paths[1])]
    client.force_login(cast.secretariat)
    before.append(queries_of(paths[2]))
    more()
    more()
    assert queries_of(paths[2]) == before[2]
    client.logout()
    assert [queries_of(paths[0]), queries_of(paths[1])] == before[:2]


# --- The sketch map -------------------------------------------------------------------------------------------------
def test_numbers_on_the_map_keep_apart_and_on_the_paper():
    marks = [Mark(number, f"City {number}", 50 + number / 50, 4 + number / 50) for number in range(1, 9)]
    sketch = drawn([*marks, Mark(9, "Far", 38, 24)])
    for one in sketch.places:
        assert 0 < one.x < sketch.width
        assert 0 < one.y < sketch.height
        for other in sketch.places:
            assert one is other or abs(one.x - other.x) + abs(one.y - other.y) > 24
    assert any(one.is_moved for one in sketch.places)
    assert {line.label for line in sketch.net} >= {"40° N", "10° E"}


def test_north_is_up_and_east_is_right():
    north, south = drawn([Mark(1, "N", 60, 5), Mark(2, "S", 40, 20)]).places
    assert north.y < south.y
    assert north.x < south.x
