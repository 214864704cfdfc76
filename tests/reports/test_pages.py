# SPDX-License-Identifier: EUPL-1.2
"""The pages of findings, report, reply and publication: who opens them, what they do, how many queries they take."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from isopolity.core.policy import may
from isopolity.core.principal import acting
from isopolity.reports import actions as reports
from isopolity.reports.models import Finding, Headline, Reply
from tests.reports.stage import published, replying, shared, with_evidence, with_report

pytestmark = pytest.mark.django_db
TEAM_ONLY = ["findings", "headline_new", "report", "recommendation_new"]


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_while_it_is_written_only_the_team_opens_the_pages(cast):
    with_report(cast)
    for who, status in (("peer", 200), ("facilitator", 200), ("host", 404), ("secretariat", 404), ("other_peer", 404)):
        client = client_of(getattr(cast, who))
        for name in TEAM_ONLY:
            assert client.get(reverse(name, args=[cast.review.pk])).status_code == status, (who, name)
        assert client.get(reverse("headlines", args=[cast.review.pk])).status_code == status


def test_the_page_of_a_finding_shows_three_voices_and_the_evidence_with_citations(cast):
    told = with_evidence(cast)
    page = client_of(cast.peer).get(reverse("finding", args=[cast.review.pk, told.items[0].pk])).content.decode()
    for text in ("A plan since 2024.", "It is rarely asked.", "GG/A/1 – Interview 1 – AP &amp; BP", "corroborated"):
        assert text in page


def test_a_finding_saves_itself_and_tells_of_a_stale_text(cast):
    told = with_evidence(cast)
    client, url = client_of(cast.peers[1]), reverse("finding", args=[cast.review.pk, told.items[0].pk])
    assert client.post(url, {"field": "text", "value": "New.", "seen": ""}).json()["digest"]
    stale = client.post(url, {"field": "text", "value": "Mine.", "seen": "0" * 16})
    assert (stale.status_code, stale.json()["theirs"]) == (409, "New.")
    assert client.post(url, {"field": "level", "value": "great"}).status_code == 400


def test_decisions_on_a_finding_ask_for_a_reason(cast):
    told = with_evidence(cast)
    client, url = client_of(cast.peer), reverse("finding_decide", args=[cast.review.pk, told.items[2].pk])
    client.post(url, {"do": "leave_out", "reason": " "})
    with acting(cast.peer):
        assert not Finding.objects.filter(item=told.items[2]).exclude(not_examined="").exists()
    client.post(url, {"do": "leave_out", "reason": "Nobody could be met."})
    with acting(cast.peer):
        assert Finding.objects.get(item=told.items[2]).not_examined == "Nobody could be met."
    assert client.post(url, {"do": "override", "reason": "x"}).status_code == 404


def test_a_recommendation_without_finding_keeps_what_was_typed(cast):
    with_report(cast)
    url = reverse("recommendation_new", args=[cast.review.pk])
    page = client_of(cast.peer).post(url, {"text": "Typed words", "horizon": "short", "addressee": "Mayor"})
    assert page.status_code == 200
    assert "Typed words" in page.content.decode()


def test_the_host_sees_two_voices(cast):
    told = shared(cast)
    client = client_of(cast.host)
    page = client.get(reverse("report", args=[cast.review.pk])).content.decode()
    assert "The committee waits." in page
    assert "Facts are right" in page
    for text in ("Interview 1", "AP &amp; BP", "It is asked twice a year.", "It is rarely asked."):
        assert text not in page
    for name, args in (("findings", []), ("finding", [told.items[0].pk]), ("evidence_bank", [])):
        try:
            url = reverse(name, args=[cast.review.pk, *args])
        except Exception:
            continue
        assert client.get(url).status_code == 404


def test_the_host_checks_facts_replies_commits_and_hands_in(cast):
    told = replying(cast)
    client, pk = client_of(cast.host), cast.review.pk
    key = f"r{told.advice.pk}"
    asked = {"recommendation": told.advice.pk, f"{key}-answer": "decline", f"{key}-reason": ""}
    assert client.post(reverse("reply", args=[pk]), asked).status_code == 400
    asked |= {f"{key}-answer": "accept"}
    assert client.post(reverse("reply", args=[pk]), asked).status_code == 303
    assert Reply.objects.get().answer == "accept"
    facts = {"title": "A desk", "office": "Residents", "amount": "-1"}
    url = reverse("commitment_new", args=[pk, told.advice.pk])
    assert client.post(url, facts).status_code == 200
    assert client.post(url, facts | {"amount": "40000", "due": "2027-12-01"}).status_code == 303
    client.post(reverse("reply_step", args=[pk]), {"do": "finish"})
    assert client.post(reverse("report_publish", args=[pk])).status_code == 303
    told.report.refresh_from_db()
    assert told.report.state == "published"
    assert client.get(reverse("commitments", args=[pk])).status_code == 200


def test_nothing_is_public_before_publication(cast):
    told = replying(cast)
    anonymous = Client()
    assert anonymous.get(reverse("published_report", args=[told.report.pk])).status_code == 404
    assert told.report.title not in anonymous.get(reverse("published_reports")).content.decode()
    assert not may(AnonymousUser(), "report.public", told.report)
    assert not may(cast.outsider, "report.public", told.report)


def test_the_public_page_shows_report_reply_commitments_and_progress(cast):
    told = published(cast)
    with acting(cast.host):
        reports.tell_progress(by=cast.host, commitment=told.commitment, state="done", text="It meets monthly.")
    page = Client().get(reverse("published_report", args=[told.report.pk])).content.decode()
    for text in ("The committee waits.", "Consult it monthly.", "accepted", "Monthly meeting", "It meets monthly."):
        assert text in page
    for text in ("Interview 1", "AP &amp; BP", "twice a year", "Head of Schools"):
        assert text not in page


def test_headlines_are_written_ordered_and_presented_on_the_page(cast):
    told = with_report(cast)
    client, pk = client_of(cast.peer), cast.review.pk
    asked = {"text": "Well led.", "balance": "praise", "findings": [told.findings[0].pk]}
    assert client.post(reverse("headline_new", args=[pk]), asked).status_code == 303
    with acting(cast.peer):
        row = Headline.objects.get(text="Well led.")
    client.post(reverse("headline_do", args=[pk, row.pk]), {"do": "up"})
    page = client.get(reverse("headlines", args=[pk])).content.decode()
    assert page.index("Well led.") < page.index("Ask more often.")
    assert "Well led." in client.get(reverse("headlines_present", args=[pk])).content.decode()


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_more_rows_take_no_more_queries(cast):
    told = with_report(cast)
    client, pk = client_of(cast.peer), cast.review.pk
    urls = [reverse(name, args=[pk]) for name in ("findings", "headlines", "report")]
    before = [queries(client, url) for url in urls]
    with acting(cast.peer):
        section = told.paragraph.section
        for number in range(2):
            common = {"by": cast.peer, "findings": told.findings[:1]}
            reports.write_headline(review=cast.review, text=f"More {number}", balance="praise", **common)
            reports.write_paragraph(section=section, text=f"More {number}", **common)
            reports.write_recommendation(
                report=told.report, text=f"More {number}", horizon="long", addressee="Mayor", **common
            )
            reports.save_finding(
                by=cast.peer, review=cast.review, item=told.items[number + 2], field="text", value="More"
            )
    assert [queries(client, url) for url in urls] == before
