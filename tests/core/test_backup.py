# SPDX-License-Identifier: EUPL-1.2
"""The commands of docs/operating/backup.md: what they save comes back, and the wall with it."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from importlib import util
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

from isopolity.core import embedded
from isopolity.core.grants import statements
from tests.conventions.source import ROOT
from tests.plugins.testdatabase import TestDatabase, _drop, _execute, _open

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.EMBEDDED_DATABASE, reason="needs programs of the server's own version"),
]
WALLED = """
SELECT c.relname, count(p.*) FROM pg_class c LEFT JOIN pg_policies p ON p.tablename = c.relname
WHERE c.relrowsecurity AND c.relforcerowsecurity GROUP BY 1 ORDER BY 1
"""
SAID = "SELECT id, function FROM visits_interviewee ORDER BY id"


def command(program: str) -> str:
    """The line of the document that begins with this program, for any file."""
    paper = (ROOT / "docs/operating/backup.md").read_text()
    found = re.search(rf"^{program} .+$", paper, re.MULTILINE)
    assert found
    return re.sub(r'"?isopolity-.+?\.dump"?', "saved.dump", found[0])


@pytest.fixture
def run(tmp_path: Path) -> Callable[[str, str, str], "subprocess.CompletedProcess[str]"]:
    """Run a program as the document does, with this role on this database."""
    package = util.find_spec(embedded.WHEEL)
    assert package is not None
    programs = Path((package.submodule_search_locations or [""])[0], "pginstall18", "bin")

    def shell(program: str, role: str, name: str) -> "subprocess.CompletedProcess[str]":
        there = {**os.environ, "OWNER": embedded.url(role, name), "PATH": f"{programs}:{os.environ['PATH']}"}
        return subprocess.run(
            ["sh", "-c", command(program)], cwd=tmp_path, env=there, capture_output=True, text=True, check=False
        )

    return shell


@pytest.fixture
def second(test_database: TestDatabase) -> Iterator[str]:
    """The name of an empty database."""
    name = f"{test_database.name}_restored"
    with _open("owner", test_database.home) as connection:
        _drop(connection, name)
        _execute(connection, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
        yield name
        _drop(connection, name)


def test_a_backup_comes_back_with_its_rows_and_its_wall(visiting, owner_sql, test_database, run, second):
    made = run("pg_dump", embedded.OWNER, test_database.now)
    assert made.returncode == 0, made.stderr
    back = run("pg_restore", embedded.OWNER, second)
    assert back.returncode == 0, back.stderr
    with _open("owner", second) as owner:
        assert owner.execute(WALLED).fetchall() == owner_sql(WALLED) != []
        assert owner.execute(SAID).fetchall() == owner_sql(SAID) != []
        owner.execute(statements(embedded.APP))  # as ``isopolity migrate`` does
    with _open("default", second) as nobody:
        assert nobody.execute(SAID).fetchall() == []


def test_the_applications_role_can_make_no_backup(visiting, test_database, run):
    refused = run("pg_dump", embedded.APP, test_database.now)
    assert refused.returncode != 0
    assert "row-level security" in refused.stderr or "permission denied" in refused.stderr


def test_a_restored_database_lets_nobody_in_before_its_rights_are_given(visiting, test_database, run, second):
    run("pg_dump", embedded.OWNER, test_database.now)
    run("pg_restore", embedded.OWNER, second)
    with _open("default", second) as nobody, pytest.raises(psycopg.errors.InsufficientPrivilege):
        nobody.execute(SAID)


@pytest.fixture
def visiting(cast: Any) -> Any:
    """Rows behind the wall."""
    from tests.visiting import make_visit

    return make_visit(cast)
