# SPDX-License-Identifier: EUPL-1.2
"""The command line ``isopolity``.

Every app may bring commands: a module ``cli.py`` with ``add_parsers(sub)``, importable without Django. Each parser says
``set_defaults(run=function)``; the function gets the arguments, runs with Django ready and returns the exit code.
"""

import argparse
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from types import FrameType

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError

from isopolity.core import embedded
from isopolity.core.commands import demo, doctor, manage, migrate, serve
from isopolity.core.commands.ready import ready


def parser() -> argparse.ArgumentParser:
    """The whole command line, with the commands of every app."""
    top = argparse.ArgumentParser(
        prog="isopolity", description="Cities learn from each other how to include newcomers."
    )
    sub = top.add_subparsers(required=True, metavar="COMMAND")
    for command in (serve, demo, migrate, doctor, manage):
        command.add_parser(sub)
    forget = sub.add_parser("forget", help="delete the embedded database, files and mail of this ISOPOLITY_MODE")
    forget.set_defaults(run=_forget, bare=True)
    for path in sorted(Path(__file__).parents[1].glob("*/cli.py")):
        if path.parent.name != "core":
            import_module(f"isopolity.{path.parent.name}.cli").add_parsers(sub)
    return top


def _forget(_arguments: argparse.Namespace) -> int:
    if os.environ.get("ISOPOLITY_MODE") not in {"demo", "test"}:
        raise ImproperlyConfigured("Only the demo's and the tests' data can be forgotten. Set ISOPOLITY_MODE=demo.")
    embedded.forget()
    print(f"{embedded.data_dir()} is deleted.")
    return 0


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main(words: list[str] | None = None) -> int:
    """Run one command; a wrong setting is one line on standard error and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    signal.signal(signal.SIGTERM, _leave)
    words = sys.argv[1:] if words is None else words
    try:
        if words[:1] == ["manage"]:  # its options belong to Django
            return manage.run(words[1:])
        arguments = parser().parse_args(words)
        if getattr(arguments, "bare", False):
            return int(arguments.run(arguments) or 0)
        with ready():
            return int(arguments.run(arguments) or 0)
    except ImproperlyConfigured as fault:
        print(f"isopolity: {fault}", file=sys.stderr)
        return 2
    except CommandError as fault:
        print(f"isopolity: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
