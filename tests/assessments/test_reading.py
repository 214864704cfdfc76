# SPDX-License-Identifier: EUPL-1.2
"""The report as a document, and assessments side by side: words and a map, never a total or a league table."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from isopolity.assessments import actions
from isopolity.assessments.queries import report_content
from isopolity.core.principal import acting
from tests.assessments.test_whole import alone, fill, newer


def at(name, one):
    return reverse(name, args=[one.pk])


def save(cast, one, item, **fields):
    with acting(cast.host):
        for field, value in fields.items():
            actions.save_answer(by=cast.host, assessment=one, item=item, field=field, value=value)


def test_the_report_says_all_that_was_written(cast, client):
    save(cast, cast.assessment, cast.items[0], level="meets", achieved="A plan.", aspired="A law.", who="The council")
    save(cast, cast.assessment, cast.items[1], explanation="The state decides.")
    section = cast.version.background_sections.get()
    with acting(cast.host):
        actions.save_background(by=cast.host, assessment=cast.assessment, section=section, value="<p>Two rivers.</p>")
        actions.save_provenance(by=cast.host, assessment=cast.assessment, field="drafted_how", value="In meetings.")
    client.force_login(cast.host)
    page = client.get(at("assessment_read", cast.assessment)).content.decode()
    for words in ("A plan.", "A law.", "The council", "The state decides.", "<p>Two rivers.</p>", "In meetings."):
        assert words in page


def test_levels_are_told_as_a_distribution_not_as_a_score(cast, client):
    fill(cast, items=cast.items[:2])
    save(cast, cast.assessment, cast.items[2], level="falls_short", achieved="Little.")
    with acting(cast.host):
        content = report_content(cast.assessment, "en")
    assert content.sentence == "2 meets, 1 falls short, 1 no answer yet"
    client.force_login(cast.host)
    page = client.get(at("assessment_read", cast.assessment)).content.decode()
    assert content.sentence in page
    assert not re.search(r"\b(average|score|total|rank)\b", page, re.IGNORECASE)


def test_the_report_speaks_the_readers_language(cast):
    fill(cast)
    with acting(cast.host):
        content = report_content(cast.assessment, "fr")
    assert content.benchmark == "Small benchmark (fr)"
    assert content.groups[0].items[0].title.endswith("(fr)")


def test_scripts_in_old_rows_stay_inert(cast, client):
    """Also what got past an older cleaner is cleaned on its way out."""
    section = cast.version.background_sections.get()
    with acting(cast.host):
        actions.save_background(by=cast.host, assessment=cast.assessment, section=section, value="<p>x</p>")
    cast.assessment.background_texts.update(body="<p>x</p><script>alert(1)</script>")
    save(cast, cast.assessment, cast.items[0], achieved="<script>alert(2)</script>")
    client.force_login(cast.host)
    page = client.get(at("assessment_read", cast.assessment)).content
    assert b"<script>alert" not in page


def test_the_page_takes_the_same_queries_however_much_is_written(cast, client):
    client.force_login(cast.host)
    counts = []
    for items in (cast.items[:1], cast.items):
        fill(cast, items=items)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(at("assessment_read", cast.assessment)).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_who_reads_the_report(cast, client):
    fill(cast)
    readers = []
    for state in ("before", "after"):
        if state == "after":
            with acting(cast.host):
                actions.submit(by=cast.host, assessment=cast.assessment)
        for role, who in cast.everyone().items():
            client.force_login(who)
            if client.get(at("assessment_read", cast.assessment)).status_code == 200:
                readers.append((state, role))
    after = {role for state, role in readers if state == "after"} - {"operator"}  # who set up this project
    assert [role for state, role in readers if state == "before"] == ["host"]
    assert after == {"host", "secretariat", "facilitator", "peer", "hosting_peer"}


def test_two_assessments_side_by_side(cast, client):
    first, second = alone(cast), alone(cast)
    fill(cast, first)
    save(cast, second, cast.items[0], level="surpasses", achieved="Better now.")
    client.force_login(cast.host)
    page = client.get(at("assessment_compare", second), {"with": first.pk}).content.decode()
    assert "Done GG/A/1" in page
    assert "Better now." in page
    assert page.count("<strong>changed</strong>") == 1
    changed = client.get(at("assessment_compare", second), {"with": first.pk, "show": "changed"}).content.decode()
    assert "GG/A/1" in changed
    assert "WP/L/1" not in changed


def test_items_that_changed_between_versions_are_not_compared(cast, client):
    one = alone(cast)
    fill(cast, one)
    version = newer(cast)
    with acting(cast.host):
        moved = actions.move_up(by=cast.host, assessment=one, version=version)
    client.force_login(cast.host)
    page = client.get(at("assessment_compare", moved), {"with": one.pk}).content.decode()
    assert page.count("asked differently") == 2 + 1  # the reworded one, the new one, and the sentence on top
    assert "Done GG/A/1" not in page
    assert "Done GG/L/1" in page


def test_another_citys_assessment_is_never_offered(cast, client):
    with acting(cast.hosting_peer):
        theirs = actions.start_assessment(
            by=cast.hosting_peer, city=cast.cities["Nordhavn"], version=cast.version, title="Theirs"
        )
    one = alone(cast)
    client.force_login(cast.host)
    page = client.get(at("assessment_compare", one), {"with": theirs.pk}).content.decode()
    assert "Theirs" not in page
    assert client.get(at("assessment_compare", theirs)).status_code == 404


def test_nothing_to_compare_is_explained(cast, client):
    client.force_login(cast.hosting_peer)
    assert b"Nothing to compare yet" in client.get(at("assessment_compare", cast.other_review.assessment)).content
