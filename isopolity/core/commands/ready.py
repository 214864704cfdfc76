# SPDX-License-Identifier: EUPL-1.2
"""A database that runs, and Django set up on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, connections

from isopolity.core import embedded

OLDEST_POSTGRES = 15


@contextmanager
def ready() -> Iterator[None]:
    """Django is set up inside the block; the embedded database runs when no other is named."""
    if os.environ.get("ISOPOLITY_DATABASE_URL", "").strip():
        django.setup()
        yield
        return
    with embedded.running():
        django.setup()
        try:
            yield
        finally:
            connections.close_all()


def check_database() -> None:
    """Refuse a database that cannot be reached, is too old, or whose role would pass the wall."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
            role, superuser, passes = cursor.fetchone()
    except OperationalError as fault:
        raise ImproperlyConfigured(
            f"The database does not answer: {str(fault).strip()} Check ISOPOLITY_DATABASE_URL and that it runs."
        ) from fault
    version = connection.cursor().connection.info.server_version // 10000
    if version < OLDEST_POSTGRES:
        raise ImproperlyConfigured(
            f"The database is PostgreSQL {version}. Isopolity needs {OLDEST_POSTGRES} or newer: upgrade the server."
        )
    if superuser or passes:
        raise ImproperlyConfigured(
            f"The role {role!r} in ISOPOLITY_DATABASE_URL passes row level security, so the wall between teams would"
            f" not hold. Run as an administrator: {unsafe_role_remedy(role, superuser=superuser)}"
        )


def unsafe_role_remedy(role: str, *, superuser: bool) -> str:
    """The SQL that makes the database safe to serve from."""
    if superuser:
        return (
            f"CREATE ROLE {embedded.APP} LOGIN PASSWORD '…' NOSUPERUSER NOBYPASSRLS;"
            " name that role in ISOPOLITY_DATABASE_URL, keep the present one in ISOPOLITY_DATABASE_OWNER_URL,"
            " and run `isopolity migrate`."
        )
    return f'ALTER ROLE "{role}" NOBYPASSRLS;'


def missing_migrations(alias: str = "default") -> list[str]:
    """Migrations that this version brings and the database lacks."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, backwards in plan if not backwards]


def check_migrations() -> None:
    """Refuse a database that lacks a migration."""
    if missing := missing_migrations():
        shown = ", ".join(missing[:3]) + (" …" if len(missing) > 3 else "")
        raise ImproperlyConfigured(
            f"The database lacks {len(missing)} migrations ({shown}). Back it up, then run `isopolity migrate`."
        )
