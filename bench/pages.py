# SPDX-License-Identifier: EUPL-1.2
"""Server time and SQL queries of the most used pages, measured through the whole stack of middleware."""

import statistics
import time
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY
from django.db import connection
from django.test import Client

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Item
from isopolity.core.principal import acting
from isopolity.mentoring.models import MatchRun, Pair
from isopolity.plans.models import Plan
from isopolity.reviews.models import Review
from isopolity.visits.models import Meeting

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Measured:
    """Milliseconds and the number of queries of one page."""

    name: str
    p50: float
    p95: float
    queries: int


def _signed_in(name: str) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Person.objects.get(name=name), backend=BACKEND)
    assert client.session[BACKEND_SESSION_KEY]
    return client


def _targets() -> list[tuple[str, str, str]]:
    """(page, who opens it, address), on the demo's own reviews."""
    review = {str(row.city): row for row in Review.objects.select_related("city").order_by("pk")[:5]}
    visit, report, writing, done = (review[name] for name in ("Valmora", "Nordhavn", "Hallasaari", "Aldersheim"))
    item = Item.objects.get(version=visit.adoption.version, code="GG/I/3", adoption=None)
    leader = "Equality officer of Port-Clairval"
    plan = Plan.objects.get(city__name="Nordhavn")
    with acting(Person.objects.get(name=leader)):
        meeting = Meeting.objects.filter(review=visit).order_by("pk")[3]
    run = MatchRun.objects.latest("pk")
    office = Person.objects.filter(project_roles__project=run.project_id).earliest("pk").name
    pair = Pair.objects.filter(project=run.project_id).earliest("pk")
    mentoring = f"/projects/{run.project_id}/mentoring/"
    return [
        ("home", leader, "/"),
        ("project board", "Secretariat officer of the Open Cities Network", f"/projects/{visit.project_id}/"),
        ("review", leader, f"/reviews/{visit.pk}/"),
        ("initial report: overview", "Integration officer of Hallasaari", f"/assessments/{writing.assessment_id}/"),
        ("initial report: one item", "Integration officer of Hallasaari",
         f"/assessments/{writing.assessment_id}/items/{item.pk}/"),
        ("desk reviews compiled", leader, f"/reviews/{visit.pk}/desk-review/compiled/"),
        ("timetable", leader, f"/reviews/{visit.pk}/visit/"),
        ("interview", leader, f"/meetings/{meeting.pk}/"),
        ("evidence bank", "Equality officer of Valmora", f"/reviews/{report.pk}/evidence/"),
        ("finding", "Equality officer of Valmora", f"/reviews/{report.pk}/findings/{item.pk}/"),
        ("report", "Equality officer of Valmora", f"/reviews/{report.pk}/report/"),
        ("published report", "Integration officer of Aldersheim", f"/published/{done.report.pk}/"),
        ("mentoring: board", office, mentoring),
        ("mentoring: matching", office, f"{mentoring}matching/{run.pk}/"),
        ("mentoring: a pair", office, f"/pairs/{pair.pk}/"),
        ("action plans: board", "Integration officer of Nordhavn", f"/projects/{plan.project_id}/plans/"),
        ("action plan", "Integration officer of Nordhavn", f"/plans/{plan.pk}/"),
        ("action plan: schedule", "Integration officer of Nordhavn", f"/plans/{plan.pk}/schedule/"),
    ]  # fmt: skip


def _count_queries(client: Client, path: str) -> int:
    count = 0

    def counting(execute: Any, *call: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*call)

    with connection.execute_wrapper(counting):
        client.get(path)
    return count


def measure(title: str, *, times: int) -> list[Measured]:
    """Each page ``times`` times after two warm-up rounds; prints the table."""
    found = []
    for name, who, path in _targets():
        client = _signed_in(who)
        for _warm in range(2):
            status = client.get(path).status_code
        queries = _count_queries(client, path)
        took = []
        for _round in range(times):
            started = time.perf_counter()
            client.get(path)
            took.append((time.perf_counter() - started) * 1000)
        cuts = statistics.quantiles(took, n=20)
        found.append(Measured(name if status == 200 else f"{name} ({status}!)", cuts[9], cuts[18], queries))
    print(f"\nPages, {title} (server time in ms, SQL queries)")
    for row in found:
        print(f"  {row.name:28} p50 {row.p50:7.1f}   p95 {row.p95:7.1f}   {row.queries:3} queries")
    return found


def compare(small: list[Measured], large: list[Measured]) -> None:
    """Whether the number of queries stayed, and how the median changed."""
    print("\nDemo data against large data")
    for before, after in zip(small, large, strict=True):
        same = "same queries" if before.queries == after.queries else f"{before.queries} → {after.queries} queries"
        print(f"  {before.name:28} p50 × {after.p50 / before.p50:4.2f}   {same}")
