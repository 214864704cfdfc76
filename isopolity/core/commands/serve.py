# SPDX-License-Identifier: EUPL-1.2
"""``isopolity serve``: database (when embedded), web server and job worker under one supervisor."""

import argparse
import os
import socket
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from isopolity.core.commands.migrate import migrate
from isopolity.core.commands.ready import check_database, check_migrations
from isopolity.core.commands.supervisor import Supervisor

THREADS = 4


def add_parser(sub: Any) -> None:
    found = sub.add_parser("serve", help="serve the site and run its jobs")
    options(found)
    found.set_defaults(run=run)


def options(found: argparse.ArgumentParser) -> None:
    found.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT", help="where to listen")
    found.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1), help="web processes")


def run(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    if settings.EMBEDDED_DATABASE:
        migrate()
    return serve(arguments.bind, arguments.workers, f"Isopolity answers at {settings.SITE_URL}. Ctrl-C stops it.")


def address(bind: str) -> tuple[str, int]:
    """Host and port that are free to listen on; raises ImproperlyConfigured when they are not."""
    host, _, port = bind.rpartition(":")
    if not port.isdigit() or not host:
        raise ImproperlyConfigured(f"--bind {bind!r} is not an address. Write for example --bind 127.0.0.1:8000.")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as fault:
            raise ImproperlyConfigured(
                f"Cannot listen on {bind}: {fault.strerror}. Stop what uses it, or write --bind 127.0.0.1:8080."
            ) from fault
    return host, int(port)


def serve(bind: str, workers: int, greeting: str) -> int:
    """Check the ground, then run web server and worker until told to stop."""
    from django.db import connections

    host, port = address(bind)
    check_database()
    check_migrations()
    _folders()
    _collect_static()
    connections.close_all()
    return Supervisor(
        {"web": _web(host, port, workers), "worker": _worker()},
        environment={**os.environ, "PYTHONPATH": _python_path()},
        health=f"http://{f'[{host}]' if ':' in host else host}:{port}/health",
        greeting=greeting,
    ).run()


def _web(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "config.wsgi:application", "--interface", "wsgi", "--no-ws",
        "--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", str(THREADS),
        "--backpressure", str(THREADS * 16), "--workers-kill-timeout", "10", "--log-level", "warning",
    ]  # fmt: skip


def _worker() -> list[str]:
    return [sys.executable, "-m", "isopolity.core.cli", "manage", "procrastinate", "worker"]


def _python_path() -> str:
    """The children import the same code as this process, whatever their working folder."""
    import config

    here = str(Path(config.__file__).resolve().parents[1])
    return os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))


def _folders() -> None:
    """Uploads and mail are readable by this user only."""
    from django.conf import settings

    for folder in (settings.FILES_DIR, settings.DATA_DIR / "mail"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _collect_static() -> None:
    from django.conf import settings
    from django.core.management import call_command

    if not (Path(settings.STATIC_SOURCE) / "dist").exists():
        raise ImproperlyConfigured(
            "Style sheets and scripts are not built. In a checkout run `make setup`; the published package has them."
        )
    call_command("collectstatic", interactive=False, verbosity=0)
