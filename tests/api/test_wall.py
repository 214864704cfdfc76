# SPDX-License-Identifier: EUPL-1.2
"""The wall, tried through every reading endpoint as each of the cast: nothing of the team's comes out."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from isopolity.accounts.models import Person
from isopolity.api.models import KeptAnswer
from isopolity.api.v1 import api
from isopolity.core.principal import acting
from isopolity.evidence.models import Evidence
from isopolity.reports import actions as reports
from isopolity.reports.models import Finding
from isopolity.reviews import actions as reviews
from isopolity.reviews.models import TrainingSession
from isopolity.visits import actions as visits
from isopolity.visits.models import Interviewee, Meeting
from tests.api.client import Caller
from tests.cast import Cast
from tests.journey.test_one_item_through_seven_steps import (
    agree_benchmark,
    find,
    read_at_the_desk,
    visit_city,
    write_initial_report,
)

OUTSIDE = [
    "operator",
    "secretariat",
    "host",
    "contributor",
    "association",
    "outsider",
    "other_peer",
    "removed_peer",
    "",
]
# What the team wrote, heard and whom it met; words that stand nowhere else.
SECRETS = [
    "asked twice a year", "Head of Schools", "Head of Housing", "rarely asked", "Ask far more", "The committee waits",
    "Consult it monthly", "nobody asks", "quietly said", "AP & BP", "Interview 1", "Interview 2", "Zora Somebody",
]  # fmt: skip


def play(cast: Cast) -> None:
    """To the middle of step 7, nothing shown to the host yet."""
    agree_benchmark(cast)
    write_initial_report(cast)
    with acting(cast.peer):
        reviews.save_desk_note(
            by=cast.peer, review=cast.review, item=cast.items[0], field="hypothesis", value="I think nobody asks."
        )
    read_at_the_desk(cast)
    visit_city(cast)
    with acting(cast.peer):
        meeting = Meeting.objects.order_by("pk").first()
        visits.save_notes(by=cast.peer, meeting=meeting, value="It was quietly said.")
        who = Interviewee.objects.order_by("pk").first()
        visits.set_identity(by=cast.peer, interviewee=who, name="Zora Somebody")
    find(cast)
    with acting(cast.peer):
        held = list(cast.review.findings.all()[:1])
        report = reports.start_report(by=cast.peer, review=cast.review, title="Levanto")
        reports.write_headline(
            by=cast.peer, review=cast.review, text="Ask far more.", balance="criticism", findings=held
        )
        section = report.sections.first()
        reports.write_paragraph(by=cast.peer, section=section, text="The committee waits.", findings=held)
        reports.write_recommendation(
            by=cast.peer, report=report, text="Consult it monthly.", horizon="short", addressee="Mayor", findings=held
        )


def first(model: Any) -> int:
    row = model.objects.order_by("pk").values_list("pk", flat=True).first()
    return int(row or 1)


def ids(cast: Cast) -> dict[str, int]:
    """What stands for each parameter after its collection, as the team sees the database."""
    with acting(cast.peer):
        return {
            "reviews": cast.review.pk, "projects": cast.project.pk, "adoptions": cast.adoption.pk,
            "assessments": cast.assessment.pk, "benchmarks": cast.version.pk, "cities": cast.cities["Levanto"].pk,
            "meetings": first(Meeting), "interviewees": first(Interviewee), "evidence": first(Evidence),
            "item": cast.items[0].pk, "other": cast.version.pk, "people": cast.host.pk, "members": 1,
            "trainings": first(TrainingSession), "findings": first(Finding),
        }  # fmt: skip


def readings(cast: Cast) -> Iterator[str]:
    """Every GET of the description, with ids of the cast's review."""
    known = ids(cast)
    for path, verbs in api.get_openapi_schema()["paths"].items():
        if "get" in verbs:
            yield filled(path, known).removeprefix("/api/v1/")


def filled(path: str, known: dict[str, int]) -> str:
    for name in re.findall(r"{(\w+)}", path):
        before = re.search(rf"([\w-]+)/{{{name}}}", path)
        value = known.get(name) or known.get(before.group(1) if before else "", 1)
        path = path.replace(f"{{{name}}}", str(value))
    return path


@pytest.fixture
def played(cast: Cast) -> Cast:
    play(cast)
    return cast


def test_the_markers_are_there_for_the_team(played: Cast) -> None:
    caller = Caller(played.peer)
    told = "".join(caller.send("GET", path).content.decode(errors="replace") for path in readings(played))
    assert not [secret for secret in SECRETS if secret not in told.replace("\\u0026", "&")]


def test_nothing_crosses_the_wall(played: Cast) -> None:
    people: dict[str, Person] = played.everyone()
    found = []
    for name in OUTSIDE:
        caller = Caller(people.get(name))
        for path in readings(played):
            answer = caller.send("GET", path)
            told = (
                b"".join(answer).decode(errors="replace")
                if answer.streaming
                else answer.content.decode(errors="replace")
            )
            found += [f"{name or 'anonymous'} reads “{secret}” at {path}" for secret in SECRETS if secret in told]
            if answer.status_code >= 500:
                found.append(f"{name} {path} {answer.status_code}")
    assert not found, "\n".join(found)


def test_walled_addresses_are_404_outside_the_team(played: Cast) -> None:
    known = ids(played)
    walled = [
        "reviews/{r}/evidence", "reviews/{r}/coverage", "reviews/{r}/evidence-by-item", "reviews/{r}/meetings",
        "reviews/{r}/findings", "reviews/{r}/headlines", "reviews/{r}/desk-review/compiled", "reviews/{r}/wishes",
        "reviews/{r}/report", "reviews/{r}/report/sign-offs", "evidence/{e}", "meetings/{m}", "interviewees/{i}",
        "interviewees/{i}/identity", "meetings/{m}/notes", "meetings/{m}/lines",
    ]  # fmt: skip
    numbers = {"r": known["reviews"], "e": known["evidence"], "m": known["meetings"], "i": known["interviewees"]}
    for name in ["secretariat", "host", "outsider", "other_peer", "removed_peer", "operator"]:
        caller = Caller(played.everyone()[name])
        got = {path: caller.send("GET", path.format(**numbers)).status_code for path in walled}
        assert set(got.values()) == {404}, (name, got)


def test_a_kept_answer_is_read_by_its_person_only(played: Cast) -> None:
    caller = Caller(played.peer)
    caller.headers["Idempotency-Key"] = "once"
    data = {"text": "New.", "items": [played.items[0].pk], "level": "meets", "basis": "fact", "kind": "survey"}
    assert caller.post(f"reviews/{played.review.pk}/evidence", data) == caller.post(
        f"reviews/{played.review.pk}/evidence", data
    )
    with acting(played.peer):
        assert KeptAnswer.objects.count() == 1
    with acting(played.host):
        assert not KeptAnswer.objects.exists()
