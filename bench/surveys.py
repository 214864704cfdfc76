# SPDX-License-Identifier: EUPL-1.2
"""A survey of 5,000 answers × 100 questions: the matrix on screen and the results, the workbook."""

import json
import time
from datetime import date

from django.test import Client

from bench.pages import BACKEND
from bench.scale import owner
from isopolity.accounts.models import Person
from isopolity.core.principal import acting
from isopolity.networks import actions as networks
from isopolity.networks.models import Project
from isopolity.surveys import actions as surveys
from isopolity.surveys.form import FORMAT
from isopolity.surveys.models import Questionnaire, Wave
from isopolity.surveys.queries.matrix import matrix_workbook

QUESTIONS = 100
SCREEN, WORKBOOK = 1.0, 10.0  # seconds, as promised
WORDS = "The group meets each month, and the city answers in writing what becomes of its proposals. "


def measure(*, quick: bool = False) -> None:
    """Make it, look at it, write it; prints the times."""
    by = Person.objects.get(name="Secretariat officer of the Open Cities Network")
    number = 300 if quick else 5_000
    wave = _wave(by)
    _answer(wave, number)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(by, backend=BACKEND)
    print(f"\nA survey of {number:,} answers × {QUESTIONS} questions")
    for name, limit in (("matrix", SCREEN), ("results", 0.0), ("lessons", 0.0)):
        took = _seconds(client, f"/surveys/{wave.pk}/{name}/")
        print(f"  {name:28} {took * 1000:7.0f} ms{f'   at most {limit * 1000:.0f} ms' if limit else ''}")
    started = time.perf_counter()
    with acting(by):
        size = len(matrix_workbook(wave))
    took = time.perf_counter() - started
    print(f"  {'workbook':28} {took:7.2f} s    at most {WORKBOOK:.0f} s   ({size / 2**20:.1f} MiB)")


def _seconds(client: Client, path: str) -> float:
    client.get(path)
    started = time.perf_counter()
    assert client.get(path).status_code == 200
    return time.perf_counter() - started


def _wave(by: Person) -> Wave:
    kinds = ("one_choice", "integer", "text", "scale")
    elements = [_question(kinds[n % 4], n) for n in range(QUESTIONS)]
    sections = [
        {
            "kind": "group",
            "name": f"part{n}",
            "label": {"en": f"Part {n + 1}"},
            "elements": elements[n * 10 : n * 10 + 10],
        }
        for n in range(QUESTIONS // 10)
    ]
    choices = [{"name": f"c{n}", "label": {"en": f"Choice {n}"}} for n in range(5)]
    definition = {"format": FORMAT, "title": {"en": "Large"}, "languages": ["en"], "choices": {"five": choices},
                  "elements": sections}  # fmt: skip
    with acting(by):
        network = Project.objects.order_by("pk")[0].network
        project = networks.create_project(by=by, network=network, name="A large survey", kind="action_planning")
        made = surveys.create_questionnaire(by=by, project=project, title="Large")
        Questionnaire.objects.filter(pk=made.pk).update(definition=definition)
        made.refresh_from_db()
        surveys.publish_questionnaire(by=by, questionnaire=made)
        surveys.add_outcome(
            by=by, questionnaire=made, noun={"en": "bodies"}, text={"en": "chose the first"}, condition="${q0} = 'c0'"
        )
        return surveys.create_wave(
            by=by, project=project, questionnaire=made, title="Large", roles=["expert"], counted_from="date",
            base_date=date(2026, 1, 31),
        )  # fmt: skip


def _question(kind: str, number: int) -> dict[str, object]:
    more = {"one_choice": {"choices": "five"}, "scale": {"scale": {"low": 1, "high": 5, "step": 1}}}.get(kind, {})
    return {"kind": kind, "name": f"q{number}", "label": {"en": f"Question number {number}"}, **more}


def _answer(wave: Wave, number: int) -> None:
    """Rows in SQL, as the other large data: partners, respondents, responses."""
    with owner() as sql:
        for table in ("networks_partner", "surveys_respondent", "surveys_response", "places_organisation"):
            sql.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        sql.execute(
            """INSERT INTO places_organisation (name, kind, country)
               SELECT 'Body ' || n, 'expert', 'BE' FROM generate_series(1, %s) n""",
            [number],
        )
        sql.execute(
            """INSERT INTO networks_partner (project_id, organisation_id, roles, website)
               SELECT %s, id, ARRAY['expert'], '' FROM places_organisation WHERE name LIKE 'Body %%'""",
            [wave.project_id],
        )
        sql.execute(
            """INSERT INTO surveys_respondent (wave_id, partner_id, language)
               SELECT %s, id, 'en' FROM networks_partner
               WHERE project_id = %s AND roles @> ARRAY['expert']::varchar[]""",
            [wave.pk, wave.project_id],
        )
        bodies = [row[0] for row in sql.execute("SELECT id FROM surveys_respondent WHERE wave_id = %s", [wave.pk])]
        with sql.cursor() as cursor:
            cursor.executemany(
                """INSERT INTO surveys_response (respondent_id, answers, counted, language, mode, started_at,
                   changed_at, submitted_at, reopened_because)
                   VALUES (%s, %s, %s, 'en', 'body', now(), now(), now(), '')""",
                [(body, text, text) for place, body in enumerate(bodies) if (text := json.dumps(_said(place)))],
            )
        for table in ("networks_partner", "surveys_respondent", "surveys_response", "places_organisation"):
            sql.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        sql.execute("ANALYZE")


def _said(place: int) -> dict[str, object]:
    kinds = [lambda n: f"c{(place + n) % 5}", lambda n: place * n % 1000, lambda n: WORDS + str(place),
             lambda n: 1 + (place + n) % 5]  # fmt: skip
    return {f"q{n}": kinds[n % 4](n) for n in range(QUESTIONS)}
