# SPDX-License-Identifier: EUPL-1.2
"""The command line: clear refusals, and a supervisor that ends all or nothing."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from isopolity.core import doctor
from isopolity.core.cli import parser
from isopolity.core.commands import ready, serve
from isopolity.core.commands.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[2]


def isopolity(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    known = {key: value for key, value in os.environ.items() if not key.startswith("ISOPOLITY_")}
    command = [sys.executable, "-m", "isopolity.core.cli", *words]
    return subprocess.run(command, cwd=ROOT, env={**known, **environment}, capture_output=True, text=True, check=False)


def test_every_command_is_there():
    text = parser().format_help()
    for command in ("serve", "demo", "migrate", "doctor", "manage"):
        assert command in text


def test_a_missing_setting_is_one_line_with_its_remedy():
    done = isopolity("doctor", ISOPOLITY_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 2
    assert done.stderr.startswith("isopolity: ISOPOLITY_SECRET_KEY is not set. Make one with:")
    assert done.stderr.count("\n") == 1


def test_the_demo_refuses_a_production_setting(tmp_path):
    done = isopolity("demo", "--bind", "127.0.0.1:0", ISOPOLITY_DATA_DIR=str(tmp_path), ISOPOLITY_SECRET_KEY="x")
    assert done.returncode == 2
    assert "never runs beside a production setting" in done.stderr


def test_a_taken_or_wrong_address_is_refused():
    with pytest.raises(ImproperlyConfigured, match="is not an address"):
        serve.address("somewhere")


@pytest.mark.database
@pytest.mark.parametrize("right", ["BYPASSRLS", "SUPERUSER"])
def test_a_role_that_passes_the_wall_is_refused(db, monkeypatch, right):
    row = ("app", right == "SUPERUSER", right == "BYPASSRLS")
    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.fetchone", lambda cursor: row, raising=False)
    with pytest.raises(ImproperlyConfigured, match=r"passes row level security.*ROLE"):
        ready.check_database()


@pytest.mark.database
def test_an_old_server_and_a_missing_migration_are_refused(db, monkeypatch):
    monkeypatch.setattr(ready, "OLDEST_POSTGRES", 99)
    with pytest.raises(ImproperlyConfigured, match="needs 99 or newer"):
        ready.check_database()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'demo' OR app = 'accounts'")
    with pytest.raises(ImproperlyConfigured, match="run `isopolity migrate`"):
        ready.check_migrations()


@pytest.mark.database
def test_the_doctor_finds_the_ground_in_order(db, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    tmp_path.chmod(0o700)
    found = {finding.what.split(":")[0]: finding for finding in doctor.examine()}
    for name in ("database", "migrations", "wall", "clock", "mail", "storage"):
        assert found[name].ok, found[name]


@pytest.mark.database
def test_the_doctor_sees_files_that_anyone_can_open(db, settings, tmp_path):
    tmp_path.chmod(0o755)
    settings.FILES_DIR = tmp_path
    assert "chmod -R o-rwx" in doctor.permissions().mend


# --- The supervisor ---------------------------------------------------------------------------------------------------
def supervisor(**commands: list[str]) -> Supervisor:
    return Supervisor(commands, dict(os.environ), health="http://127.0.0.1:9/health", greeting="")


def test_a_process_that_dies_ends_all_with_its_code():
    found = supervisor(web=[sys.executable, "-c", "raise SystemExit(7)"], worker=["sleep", "60"])
    assert found.run() == 7
    assert found.children["worker"].poll() is not None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_int_and_term_end_all(number):
    found = supervisor(web=["sleep", "60"], worker=["sleep", "60"])
    threading.Thread(target=lambda: (time.sleep(0.5), os.kill(os.getpid(), number))).start()
    assert found.run() == 0
    assert all(child.poll() is not None for child in found.children.values())
