# SPDX-License-Identifier: EUPL-1.2
"""``isopolity demo``: an invented network to try, on data of its own, where anyone signs in as anyone."""

import argparse
import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config import env
from isopolity.core import embedded
from isopolity.core.commands import serve
from isopolity.core.commands.migrate import migrate
from isopolity.core.commands.ready import ready


def add_parser(sub: Any) -> None:
    found = sub.add_parser("demo", help="serve an invented network in which anyone signs in as anyone")
    serve.options(found)
    found.add_argument("--stage", help="build the reviews up to this stage only")
    found.add_argument("--fresh", action="store_true", help="forget the demo's data first")
    found.set_defaults(run=run, bare=True)


def run(arguments: argparse.Namespace) -> int:
    env.refuse_production()
    os.environ["ISOPOLITY_MODE"] = "demo"
    os.environ["ISOPOLITY_SITE_URL"] = f"http://{arguments.bind}"
    serve.address(arguments.bind)
    built = embedded.data_dir() / "built"
    if arguments.fresh or (embedded.data_dir().exists() and not built.exists()):
        embedded.forget()  # asked for, or a start that was broken off in the middle
    elif built.exists() and arguments.stage and built.read_text() != arguments.stage:
        raise ImproperlyConfigured("The demo holds data of another stage. Start again with: isopolity demo --fresh …")
    with ready():
        migrate()
        if not built.exists():
            _build(arguments.stage)
            built.write_text(arguments.stage or "all")
        return serve.serve(arguments.bind, arguments.workers, _greeting(arguments.bind))


def _build(stage: str | None) -> None:
    from django.core.management import call_command, get_commands

    if "demo_build" in get_commands():
        print("Building the demo's network. This takes a moment, once.", flush=True)
        call_command("demo_build", **({"stage": stage} if stage else {}))


def _greeting(bind: str) -> str:
    from django.contrib.auth import get_user_model

    people = get_user_model().objects.filter(is_active=True, joined_at__isnull=False).values_list("name", "email")
    lines = [f"  {name:<52} {email}" for name, email in sorted(people)]
    return "\n".join(
        ["", "Who can sign in, with one click:", *lines, "", f"The demo: http://{bind}  (Ctrl-C stops it)"]
    )
