# SPDX-License-Identifier: EUPL-1.2
"""The test database: migrated once into a template, copied for every run and worker, emptied between tests.

Migrations run as the owner role. The tests connect as the application role, which the wall binds.
"""

import base64
import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from psycopg import sql

from isopolity.core.grants import statements

_ENGINES = ["django", "django-pghistory", "django-pgtrigger", "procrastinate", "django-allauth"]
_TABLES = """
SELECT c.oid::regclass::text FROM pg_class c
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1
"""
_REFERENCES = "SELECT confrelid::regclass::text, conrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"


def fingerprint() -> str:
    """Changes whenever a migration, or a package that brings migrations, changes."""
    digest = hashlib.sha256(" ".join(version(name) for name in _ENGINES).encode())
    for config in apps.get_app_configs():
        if config.name.startswith("isopolity."):
            for path in sorted(Path(config.path, "migrations").glob("*.py")):
                digest.update(f"{config.name} {path.name}".encode() + path.read_bytes())
    for helper in ("wall.py", "history.py", "grants.py"):
        digest.update(Path(apps.get_app_config("core").path, helper).read_bytes())
    return digest.hexdigest()[:12]


def _open(alias: str, name: str | None = None, **options: Any) -> "psycopg.Connection[Any]":
    found = settings.DATABASES[alias]
    options = {"autocommit": True, **options}
    return psycopg.connect(
        host=found["HOST"] or None,
        port=found["PORT"] or None,
        user=found["USER"] or None,
        password=found["PASSWORD"] or None,
        dbname=name or found["NAME"],
        **options,
    )


def _execute(connection: "psycopg.Connection[Any]", text: str, *names: str) -> None:
    connection.execute(sql.SQL(text).format(*map(sql.Identifier, names)))


def _drop(connection: "psycopg.Connection[Any]", name: str) -> None:
    try:
        _execute(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    except psycopg.errors.InsufficientPrivilege:  # a session of the application's role is just closing
        _execute(connection, "DROP DATABASE IF EXISTS {}", name)


class TestDatabase:
    """One worker's database. ``name`` is its name, ``owner`` a connection that passes the wall."""

    __test__ = False

    def __init__(self) -> None:
        self.home = settings.DATABASES["owner"]["NAME"]
        self.template = f"test_template_{fingerprint()}"
        self.name = f"test_{os.getpid()}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        self._kept: dict[str, Any] = {}
        self.owner: psycopg.Connection[Any]
        self.with_cast = ReadyDatabase(self, "cast", _cast)
        self.with_demo = ReadyDatabase(self, "demo", _demo, sources=demo_sources())
        self.now = self.name

    @property
    def with_something(self) -> "list[ReadyDatabase]":
        return [self.with_cast, self.with_demo]

    # --- Making -----------------------------------------------------------------------------------------------------
    def make(self) -> None:
        """Point Django at a fresh copy of the template."""
        with _open("owner", self.home) as connection:
            connection.execute("SELECT pg_advisory_lock(hashtext('isopolity test databases'))")
            self._clear_away(connection)
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template]).fetchone():
                self._make_template(connection)
            _drop(connection, self.name)
            _execute(connection, "CREATE DATABASE {} TEMPLATE {}", self.name, self.template)
        self._use(self.name)
        self._kept = self._fixed_rows()

    def _use(self, name: str) -> None:
        self._point("default", name)
        self._point("owner", name)
        self.owner, self.now = _open("owner"), name

    def choose(self, what: str = "") -> None:
        """Before a test: point Django at the database with the cast or the demo in it, or at the empty one."""
        ready = {"cast": self.with_cast, "demo": self.with_demo}
        wanted = ready[what].ready() if what else self.name
        if wanted != self.now:
            self.owner.close()
            self._use(wanted)

    @staticmethod
    def _clear_away(connection: "psycopg.Connection[Any]") -> None:
        """Drop what a killed run left behind, on this machine."""
        if not settings.EMBEDDED_DATABASE:
            return
        for (name,) in connection.execute(r"SELECT datname FROM pg_database WHERE datname ~ '^test_[0-9]+_'"):
            if not Path(f"/proc/{name.split('_')[1]}").exists():
                _drop(connection, name)

    def _make_template(self, connection: "psycopg.Connection[Any]") -> None:
        making = f"making_{self.template}"
        for (old,) in connection.execute("SELECT datname FROM pg_database WHERE datname LIKE '%test_template_%'"):
            _drop(connection, old)
        _execute(connection, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", making)
        before = {alias: settings.DATABASES[alias]["NAME"] for alias in ("default", "owner")}
        try:
            for alias in before:
                self._point(alias, making)
            call_command("migrate", database="owner", verbosity=0, interactive=False)
            with _open("owner") as owner:
                role = settings.DATABASES["default"]["USER"]
                owner.execute(statements(role))
        finally:
            for alias, name in before.items():
                self._point(alias, name)
        _execute(connection, "ALTER DATABASE {} RENAME TO {}", making, self.template)

    @staticmethod
    def _point(alias: str, name: str) -> None:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = settings.DATABASES[alias]["NAME"] = name

    # --- Emptying ---------------------------------------------------------------------------------------------------
    def _fixed_rows(self) -> dict[str, Any]:
        """A mark of the content of every table that holds rows from migrations."""
        tables = [row[0] for row in self.owner.execute(_TABLES)]
        return {table: mark for table, mark in self._marks(tables).items() if mark[0]}

    def _marks(self, tables: list[str]) -> dict[str, tuple[int, int]]:
        one = "SELECT '{0}', count(*), coalesce(sum(hashtext(t::text)::bigint), 0)::bigint FROM {0} t"
        query = " UNION ALL ".join(one.format(table) for table in tables)
        return {name: (count, total) for name, count, total in self.owner.execute(query)} if tables else {}

    def empty(self) -> None:
        """Delete what tests wrote; rows from migrations stay as they were."""
        if self.now != self.name:
            for one in self.with_something:
                if self.now == one.copy:
                    one.is_fresh = False
            return
        others = [row[0] for row in self.owner.execute(_TABLES) if row[0] not in self._kept]
        probe = " UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in others)
        written = {row[0] for row in self.owner.execute(probe)}
        written = self._with_referring(written)
        if written & self._kept.keys() or self._marks(list(self._kept)) != self._kept:
            self._again()
        elif written:
            try:
                self.owner.execute("SET lock_timeout = '3s'")
                self.owner.execute(f"TRUNCATE {', '.join(sorted(written))}")
            except psycopg.errors.LockNotAvailable:
                self._again()

    def _with_referring(self, tables: set[str]) -> set[str]:
        """TRUNCATE wants every table that refers to a truncated one, empty or not."""
        pairs = self.owner.execute(_REFERENCES).fetchall()
        while more := {child for parent, child in pairs if parent in tables} - tables:
            tables |= more
        return tables

    def _again(self) -> None:
        """A new copy of the template; what stands ready for other tests stays."""
        self._leave_all()
        with _open("owner", self.home) as connection:
            _drop(connection, self.name)
        self.make()

    def _leave_all(self) -> None:
        self.owner.close()
        for alias in ("default", "owner"):
            self._point(alias, self.home)

    def drop(self) -> None:
        """Forget this worker's database."""
        self._leave_all()
        for one in self.with_something:
            one.release()
        with _open("owner", self.home) as connection:
            for one in self.with_something:
                _drop(connection, one.copy)
                if one.first != one.kept_name:
                    _drop(connection, one.first)
            _drop(connection, self.name)

    # --- For tests --------------------------------------------------------------------------------------------------
    @contextmanager
    def acting_on(self, principal: str) -> Iterator["psycopg.Cursor[Any]"]:
        """A transaction of its own on the application's role, in which the principal acts (empty: nobody)."""
        with _open("default", autocommit=False) as connection, connection.cursor() as cursor:
            if principal:
                cursor.execute("SELECT set_config('isopolity.principal', %s, true)", [principal])
            yield cursor


class ReadyDatabase:
    """A copy of the worker's database in which something stands already: making it anew for each test costs seconds.

    A test in a transaction leaves it as it was; after a test with real transactions it is copied again.

    With ``sources`` it is kept for later runs. Two runs at a time share what is kept: one builds it while the other
    waits, and nobody drops what another run still copies. (Once the second build took the first one's name: what the
    first run had remembered of its people, such as the marks of their passwords, was no longer true.)
    """

    def __init__(self, plain: TestDatabase, kind: str, make: Callable[[], Any], *, sources: str = "") -> None:
        self.plain, self.kind, self.make, self.sources = plain, kind, make, sources
        self.first, self.copy = f"{plain.name}_{kind}_first", f"{plain.name}_{kind}"
        self.pickled = b""
        self.is_fresh = False
        self._held: psycopg.Connection[Any] | None = None

    def ready(self) -> str:
        """The name of a database with it, made or copied now if need be."""
        if not self.pickled:
            self._make()
        if not self.is_fresh:
            self._leave()
            with _open("owner", self.plain.home) as connection:
                _drop(connection, self.copy)
                _execute(connection, "CREATE DATABASE {} TEMPLATE {}", self.copy, self.first)
            self.is_fresh = True
        return self.copy

    def _leave(self) -> None:
        if self.plain.now != self.plain.name:
            self.plain.owner.close()
            self.plain._use(self.plain.name)

    def _make(self) -> None:
        self._leave()
        with self._alone():
            with _open("owner", self.plain.home) as connection:
                kept = self._kept(connection)
                if kept:
                    self.first, self.pickled = kept
                    return
                _drop(connection, self.first)
                _execute(connection, "CREATE DATABASE {} TEMPLATE {}", self.first, self.plain.template)
            self._fill()
            if self.sources:
                self._keep()

    def _fill(self) -> None:
        self.plain.owner.close()
        self.plain._use(self.first)
        with transaction.atomic():
            self.pickled = pickle.dumps(self.make())
            connections["default"].run_on_commit.clear()
        self.plain.owner.execute("ANALYZE")  # a database of real size is planned as one
        self._leave()

    # --- Kept for later runs ----------------------------------------------------------------------------------------
    @property
    def kept_name(self) -> str:
        return f"test_{self.kind}_{self.sources}"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One run at a time makes what is kept; afterwards this run holds it until ``release``."""
        if not self.sources:
            yield
            return
        self.release()
        held = self._held = _open("owner", self.plain.home)
        building = f"building {self.kind}"
        held.execute("SELECT pg_advisory_lock(hashtext(%s))", [building])
        try:
            yield
            held.execute("SELECT pg_advisory_lock_shared(hashtext(%s))", [self.kept_name])
        finally:
            held.execute("SELECT pg_advisory_unlock(hashtext(%s))", [building])

    def release(self) -> None:
        """Let other runs drop what is kept, when its sources are no more."""
        if self._held:
            self._held.close()
            self._held = None

    def _kept(self, connection: "psycopg.Connection[Any]") -> tuple[str, bytes] | None:
        """What an earlier run made from the same sources, today."""
        if not self.sources:
            return None
        query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        found = connection.execute(query, [self.kept_name]).fetchone()
        return (self.kept_name, base64.b64decode(found[0])) if found and found[0] else None

    def _keep(self) -> None:
        with _open("owner", self.plain.home) as connection:
            query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            for (old,) in connection.execute(query, [f"test_{self.kind}_"]).fetchall():
                unused = connection.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [old]).fetchone()
                if unused and unused[0]:
                    _drop(connection, old)
            note = sql.Literal(base64.b64encode(self.pickled).decode())
            connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(self.first), note))
            _execute(connection, "ALTER DATABASE {} RENAME TO {}", self.first, self.kept_name)
        self.first = self.kept_name


def demo_sources() -> str:
    """Changes with the day, the migrations and whatever the demo is built by."""
    root = Path(apps.get_app_config("core").path).parent
    parts = ("demo", "library", "actions", "models", "rules.py", "stages.py", "actions.py", "models.py")
    digest = hashlib.sha256(f"{date.today()} {fingerprint()}".encode())
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".yaml"} and set(path.relative_to(root).parts) & set(parts):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _cast() -> Any:
    from tests.cast import make_cast

    return make_cast()


def _demo() -> Any:
    from tests.demodata import make_demo

    return make_demo()
