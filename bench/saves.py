# SPDX-License-Identifier: EUPL-1.2
"""Saves of one answer a second and core, as a ratio to a bare view's UPDATE in the same process and database."""

import time

import psycopg
from django.conf import settings
from django.test import Client, override_settings

from bench.pages import _signed_in
from isopolity.benchmarks.models import Item
from isopolity.core.autosave import digest
from isopolity.reviews.models import Review


def _make_bare_table() -> None:
    with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS bench_bare (id int PRIMARY KEY, text text)")
        owner.execute("INSERT INTO bench_bare VALUES (1, '') ON CONFLICT DO NOTHING")
        owner.execute(f'GRANT SELECT, UPDATE ON bench_bare TO "{settings.DATABASES["default"]["USER"]}"')


def _rate(client: Client, path: str, seconds: float, *, field: dict[str, str]) -> float:
    """Requests a second; each sends another text and the digest of the one before."""
    text, count, ends = "", 0, time.perf_counter() + seconds
    client.post(path, field | {"value": text})
    while time.perf_counter() < ends:
        after = f"The council decided on {count} points. " * 12
        answer = client.post(path, field | {"value": after, "seen": digest(text.strip())})
        assert answer.status_code == 200, answer.content
        text, count = after, count + 1
    return count / seconds


def measure(*, seconds: float) -> None:
    """All in turn, twice, in one process; prints rates and their ratios."""
    _make_bare_table()
    review = Review.objects.get(city__name="Hallasaari")
    item = Item.objects.get(version=review.adoption.version, code="GG/A/2", adoption=None)
    path = f"/assessments/{review.assessment_id}/items/{item.pk}/"
    writer = _signed_in("Integration officer of Hallasaari")
    ours = bare = framed = 0.0
    for _turn in range(2):
        ours += _rate(writer, path, seconds / 2, field={"field": "achieved"}) / 2
        with override_settings(ROOT_URLCONF="bench.bare"):
            framed += _rate(_signed_in("Integration officer of Hallasaari"), "/bare", seconds / 2, field={}) / 2
        with override_settings(ROOT_URLCONF="bench.bare", MIDDLEWARE=[]):
            bare += _rate(Client(HTTP_HOST="127.0.0.1"), "/bare", seconds / 2, field={}) / 2
    print("\nSaving one answer (a second and core)")
    print(f"  ours                                          {ours:7.0f}")
    print(f"  bare UPDATE without any middleware            {bare:7.0f}   ratio {ours / bare:.2f} (wanted: 0.25)")
    print(f"  bare UPDATE behind sign-in and acting person  {framed:7.0f}   ratio {ours / framed:.2f}")
