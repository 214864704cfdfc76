# SPDX-License-Identifier: EUPL-1.2
"""Examines an installation: each check is one finding, with what to do about a fault."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import connection

from isopolity.core.commands.ready import check_database, check_migrations

CLOCK_TOLERANCE = 2.0  # seconds
PANGO = "Install Pango (Debian: libpango-1.0-0, libpangoft2-1.0-0). All but PDF files works without it."

_WALLED = """
SELECT t.relname, t.relforcerowsecurity, e.relname, coalesce(e.relrowsecurity AND e.relforcerowsecurity, true)
FROM pg_class t LEFT JOIN pg_class e ON e.relname = t.relname || 'event' AND e.relnamespace = t.relnamespace
WHERE t.relkind = 'r' AND t.relrowsecurity AND t.relnamespace = 'public'::regnamespace
"""


@dataclass(frozen=True)
class Finding:
    """The result of one check."""

    what: str
    ok: bool = True
    mend: str = ""


def fault(what: str, mend: str) -> Finding:
    return Finding(what, ok=False, mend=mend)


def examine() -> list[Finding]:
    """All checks in the order in which one would mend their faults."""
    first = database()
    needs_database: list[Callable[[], Finding]] = [migrations, wall, clock] if first.ok else []
    others: list[Callable[[], Finding]] = [mail, storage, permissions, static_files, pdf]
    return [first, *(check() for check in [*needs_database, *others])]


def database() -> Finding:
    try:
        check_database()
    except ImproperlyConfigured as refusal:
        return fault("database", str(refusal))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_user")
        version, role = cursor.fetchone()
    return Finding(f"database: PostgreSQL {version} as {role}, whom the wall binds")


def migrations() -> Finding:
    try:
        check_migrations()
    except ImproperlyConfigured as refusal:
        return fault("migrations", str(refusal))
    return Finding("migrations: none missing")


def wall() -> Finding:
    """Row security is forced on every walled table and on the history of each."""
    with connection.cursor() as cursor:
        cursor.execute(_WALLED)
        rows = cursor.fetchall()
    open_tables = [table for table, forced, _, _ in rows if not forced]
    open_tables += [history for _, _, history, closed in rows if history and not closed]
    if open_tables:
        sql = " ".join(f"ALTER TABLE {t} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;" for t in open_tables)
        return fault(f"wall: not forced on {', '.join(open_tables)}", f"As the owner of the tables run: {sql}")
    return Finding(f"wall: forced on {len(rows)} tables")


def clock() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
        skew = abs(cursor.fetchone()[0] - time.time())
    if skew > CLOCK_TOLERANCE:
        return fault(f"clock: {skew:.0f} s apart from the database's", "Let both machines follow a time server (NTP).")
    return Finding("clock: as the database's")


def mail() -> Finding:
    if "filebased" in settings.EMAIL_BACKEND:
        if settings.MODE == "production":
            remedy = "Set ISOPOLITY_MAIL_URL, for example smtp+tls://user:password@mail.example.eu:587."
            return fault("mail: is written to files only, nobody gets it", remedy)
        return Finding(f"mail: is written to {settings.EMAIL_FILE_PATH}")
    try:
        server = get_connection(timeout=10)
        server.open()
        server.close()
    except OSError as error:
        return fault(f"mail: {error}", "Check host, port, user and password in ISOPOLITY_MAIL_URL.")
    return Finding("mail: the server takes our sign-in")


def storage() -> Finding:
    try:
        name = default_storage.save("doctor/probe", ContentFile(b"probe"))
        default_storage.delete(name)
    except Exception as error:  # every kind of store has its own errors
        return fault(f"storage: {error}", "Let this user write to ISOPOLITY_FILES_DIR, or check the S3 settings.")
    return Finding("storage: can be written")


def permissions() -> Finding:
    """Uploads, mail and the demo's secret are closed to other users of the machine."""
    private = [settings.FILES_DIR, settings.DATA_DIR / "mail", settings.DATA_DIR / "secret"]
    exposed = [str(path) for path in private if Path(path).exists() and Path(path).stat().st_mode & 0o007]
    if exposed:
        return fault(
            f"permissions: other users can open {', '.join(exposed)}", f"Run: chmod -R o-rwx {' '.join(exposed)}"
        )
    return Finding("permissions: files are closed to other users")


def static_files() -> Finding:
    if not (settings.STATIC_SOURCE / "dist").exists():
        return fault("static files: not built", "In a checkout run `make setup`; the published package has them.")
    return Finding("static files: built")


def pdf() -> Finding:
    try:
        import weasyprint
    except OSError as error:
        return fault(f"PDF: {str(error).splitlines()[0]}", PANGO)
    return Finding(f"PDF: WeasyPrint {weasyprint.__version__}")
