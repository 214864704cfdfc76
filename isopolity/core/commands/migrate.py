# SPDX-License-Identifier: EUPL-1.2
"""``isopolity migrate``: bring the tables up to date as their owner, then let the application use them."""

import argparse
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError, connections

from isopolity.core.commands.ready import missing_migrations
from isopolity.core.grants import statements


def add_parser(sub: Any) -> None:
    found = sub.add_parser("migrate", help="bring the database up to date, as the role in ISOPOLITY_DATABASE_OWNER_URL")
    found.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    applied = migrate()
    for name in applied:
        print(f"applied {name}")
    print(f"{len(applied)} migrations applied." if applied else "The database was up to date.")
    role = connections["default"].settings_dict["USER"]
    print(f"The role {role} may use the tables; the wall binds it.")
    return 0


def migrate() -> list[str]:
    """Apply what is missing as the owner and grant the application its rights; the names of what was applied."""
    from django.core.management import call_command

    try:
        missing = missing_migrations("owner")
    except OperationalError as fault:
        raise ImproperlyConfigured(
            f"The database does not answer: {str(fault).strip()} Check ISOPOLITY_DATABASE_OWNER_URL and that it runs."
        ) from fault
    try:
        if missing:
            call_command("migrate", database="owner", verbosity=0, interactive=False)
        _grant()
        _load_lists()
    except ProgrammingError as fault:
        owner = connections["owner"].settings_dict["USER"]
        raise ImproperlyConfigured(
            f"The role {owner!r} could not change the tables: {str(fault).strip()} Name the owner of the tables in"
            " ISOPOLITY_DATABASE_OWNER_URL (see docs/operating/install.md)."
        ) from fault
    finally:
        connections["owner"].close()
    return missing


def _load_lists() -> None:
    """What a new site needs beside its tables: the list of Europe's cities, once."""
    from django.core.management import call_command

    call_command("load_gazetteer", verbosity=0)


def _grant() -> None:
    application, owner = (connections[alias].settings_dict["USER"] for alias in ("default", "owner"))
    if application and application != owner:
        with connections["owner"].cursor() as cursor:
            cursor.execute(statements(application))
