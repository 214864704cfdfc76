# SPDX-License-Identifier: EUPL-1.2
"""``isopolity manage …``: Django's own commands, with the embedded database running when there is no other."""

from typing import Any

from isopolity.core.commands.ready import ready


def add_parser(sub: Any) -> None:
    sub.add_parser("manage", help="Django's commands: isopolity manage help", add_help=False)


def run(words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    with ready():
        execute_from_command_line(["isopolity manage", *words])
    return 0
