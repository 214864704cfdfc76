# SPDX-License-Identifier: EUPL-1.2
"""The API answers as its description says, whatever is sent: no fault of ours, no undocumented answer.

Half of the requests go to things that are there (the cast's review in its last steps), half anywhere. What a request
changes is taken back before the next operation. After a minute (SCHEMATHESIS_SECONDS) it stops. The same every time,
so that a red run is red again; SCHEMATHESIS_SEED=2 tries something else.
"""

import logging
import os
import random
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from tests.api.client import bearer
from tests.api.test_wall import ids, play
from tests.cast import Cast

SECONDS = int(os.environ.get("SCHEMATHESIS_SECONDS", "60"))
SEED = int(os.environ.get("SCHEMATHESIS_SEED", "1"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPTIONS = {
    "max_examples": 1, "deadline": None, "database": None, "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck), "derandomize": SEED == 1,
}  # fmt: skip
# Who may do the most with a subject.
ACTORS = {
    "people": "operator", "places": "secretariat", "networks": "secretariat", "benchmarks": "secretariat",
    "assessments": "host",
}  # fmt: skip


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """Requests through WSGI leave the test's connection, and its transaction, open (as Django's test client does)."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def tried(operation: Any, headers: dict[str, str], known: dict[str, int]) -> None:
    """Two generated requests to one operation: to something that is there, and anywhere."""
    for parameters in (here(operation.path, known), {}):

        @settings(**OPTIONS)
        @given(case=operation.as_strategy(path_parameters=parameters))
        def run(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=CHECKS)

        with transaction.atomic():
            run()
            transaction.set_rollback(True)


def here(path: str, known: dict[str, int]) -> dict[str, int]:
    """Values for the numbers in a path that lead to something."""
    found = re.findall(r"([\w-]+)/{(\w+)}", path)
    return {name: known.get(name) or known.get(before, 1) for before, name in found if name not in ("key", "subject")}


def test_answers_as_described(cast: Cast, one_connection: None) -> None:
    play(cast)
    known, people = ids(cast), cast.everyone()
    headers = {name: bearer(people[name]) for name in {*ACTORS.values(), "peer"}}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    operations = [found.ok() for found in schema.get_all_operations()]
    random.Random(SEED).shuffle(operations)
    until, done, faults = time.monotonic() + SECONDS, 0, []
    for operation in operations:
        if time.monotonic() > until:
            break
        tag = operation.definition.raw["tags"][0]
        try:
            tried(operation, headers[ACTORS.get(tag, "peer")], known)
        except Exception as fault:
            faults.append(f"{operation.label}: {told(fault)}")
        done += 1
    assert not faults, f"{len(faults)} of {done} operations:\n" + "\n\n".join(faults)
    logging.getLogger(__name__).info("%d of %d operations tried", done, len(operations))
    assert done >= 20, f"Only {done} of {len(operations)} operations tried"


def told(fault: BaseException) -> str:
    """All failures inside, in short."""
    if isinstance(fault, BaseExceptionGroup):
        return "; ".join(told(one) for one in fault.exceptions)
    return f"{type(fault).__name__}: {str(fault)[:1500]}"
