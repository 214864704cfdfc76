# SPDX-License-Identifier: EUPL-1.2
"""A secret word behind the wall is found on no page and in no download of anybody outside the team."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from isopolity.core.principal import acting
from isopolity.evidence import actions as evidence
from tests.visiting import SECRET, Visiting, note, release
from tests.wall.test_database import filled  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True)
ROLES = [
    "host", "contributor", "secretariat", "association", "outsider", "other_peer", "removed_peer", "operator",
    "anonymous",
]  # fmt: skip
SKIPPED = ("accounts/", "gallery/", "health", "static/")


def routes(resolver: Any = None, before: str = "") -> Iterator[str]:
    """Every address of the site, with its <parts>."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


def addresses(made: Visiting) -> list[str]:
    """Every address, filled in with the ids of what stands behind the wall."""
    review = made.cast.review
    ids: dict[str, list[int]] = {
        "meetings/": [meeting.pk for meeting in made.meetings],
        "interviewees/": [who.pk for who in made.by_team],
        "evidence/": [piece.pk for piece in made.evidence],
        "assessments/": [review.assessment_id],
        "projects/": [review.project_id],
        "cities/": [review.city_id],
        "benchmarks/": [review.adoption.version_id],
        "adoptions/": [review.adoption_id],
    }
    found = []
    for route in routes():
        if route.startswith(SKIPPED) or "^" in route:
            continue
        known = next((numbers for start, numbers in ids.items() if route.startswith(start)), [review.pk])
        for pk in known if "<int:pk>" in route else known[:1]:
            path = route.replace("<int:pk>", str(pk)).replace("<int:review>", str(review.pk))
            path = re.sub(r"<int:\w+>", str(made.cast.items[0].pk), path)
            if "<" not in path:
                found.append(f"/{path}")
    return found


@pytest.fixture
def planted(filled: Visiting) -> Visiting:  # noqa: F811
    """The released visit with secrets in evidence, also in withdrawn and in documents' pieces."""
    cast, leader = filled.cast, filled.cast.peer
    gone = note(filled, 1, f"{SECRET} gone")
    with acting(leader):
        evidence.withdraw_evidence(by=leader, evidence=gone, reason=f"{SECRET} reason")
        paper = evidence.note_evidence(
            by=leader, review=cast.review, text=f"{SECRET} paper", reference=f"{SECRET} page", kind="document",
            items=cast.items[:1], level="meets", basis="fact",
        )  # fmt: skip
    filled.evidence.append(paper)
    release(filled)
    return filled


def test_the_secret_is_there_for_the_team(planted, signed_in):
    client = signed_in(planted.cast.peers[1])
    review, meeting = planted.cast.review.pk, planted.meetings[0].pk
    for path in (f"/reviews/{review}/evidence/", f"/meetings/{meeting}/", f"/reviews/{review}/interviewees/"):
        assert SECRET in client.get(path).content.decode(), path


@pytest.mark.parametrize("role", ROLES)
def test_the_secret_is_on_no_page_and_in_no_download(planted, signed_in, role):
    client = Client() if role == "anonymous" else signed_in(getattr(planted.cast, role))
    paths = addresses(planted)
    assert len(paths) > 20
    for path in paths:
        answer = client.get(path, {"q": SECRET[:5]})
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        body = content.decode(errors="replace").replace(f'value="{SECRET[:5]}"', "")
        assert SECRET not in body, path
        assert answer.status_code < 500, path


def test_no_address_carries_a_personal_word():
    """Addresses are made of ids and plain words: nothing typed by people stands in them."""
    assert not [route for route in routes() if re.search(r"<(?:str|path):(?:name|email|function)", route)]
