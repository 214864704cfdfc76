# SPDX-License-Identifier: EUPL-1.2
"""What is out of reach: anonymous goes to sign-in whether or not it exists, a signed-in outsider finds nothing."""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

# Pages that anybody may open, or that every signed-in person may: each with its reason.
OPEN = {
    "invitation": "the secret is the permission",
    "unsubscribe": "the signed word is the permission",
    "published_report": "published",
    "published_reports": "published",
    "published_print": "published",
    "project_about": "published, else not found",
    "project_accent": "the colour of a published page, else not found",
    "shelf_document": "published, else not found",
    "plan_public": "what a city shows of its plan to everybody",
    "benchmark": "published benchmarks are open",
    "item": "published benchmarks are open",
    "benchmark_yaml": "published benchmarks are open",
    "benchmark_xlsx": "published benchmarks are open",
    "benchmark_compare": "published benchmarks are open",
}
EVERYBODYS = {
    "city": "cities are known to all who have an account",
    "organisation": "organisations are known to all who have an account",
    "benchmark_adopt": "one adopts for a project of one's own, chosen on the form",
    "benchmark_flags": "what was found unclear is known to all who have an account",
    "item_flag": "everybody may say that an item is unclear",
    "network": "networks are known to all who have an account",
}
OTHERS = ("accounts/", "api/", "gallery/", "health", "demo/")


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        elif isinstance(entry, URLPattern):
            yield str(entry.name), route


def addresses() -> list[tuple[str, str]]:
    """(name, address with the number 0) of every page of ours that takes a number."""
    found = []
    for name, route in patterns(get_resolver()):
        if "<int:" in route and not route.startswith(OTHERS):
            found.append((name, "/" + re.sub(r"<(?:path|str|slug|uuid):[^>]+>", "x", route)))
    return found


def at(route: str, number: int) -> str:
    return re.sub(r"<int:[^>]+>", str(number), route)


@pytest.mark.parametrize(("name", "route"), addresses())
def test_anonymous_goes_to_sign_in_whether_or_not_it_exists(cast, client, name, route):
    if name in OPEN:
        pytest.skip(OPEN[name])
    for number in (999_999, cast.review.pk, cast.project.pk):
        for method in (client.get, client.post):
            answer = method(at(route, number))
            assert answer.status_code == 302, (name, number)
            assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(("name", "route"), addresses())
def test_what_is_out_of_reach_is_not_found(cast, client, name, route):
    if name in OPEN or name in EVERYBODYS:
        pytest.skip((OPEN | EVERYBODYS)[name])
    client.force_login(cast.outsider)
    numbers = {999_999, cast.review.pk, cast.project.pk, cast.adoption.pk, cast.assessment.pk, cast.other_review.pk,
               cast.cities["Levanto"].pk, cast.host.pk, cast.items[0].pk, cast.group.pk, cast.mentoring.pk}  # fmt: skip
    for number in numbers:
        for method in (client.get, client.post):
            assert method(at(route, number)).status_code in {404, 405}, (name, number)


def test_the_exceptions_are_still_needed():
    known = {name for name, _route in patterns(get_resolver())}
    assert not set(EVERYBODYS) - known
