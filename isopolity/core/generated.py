# SPDX-License-Identifier: EUPL-1.2
"""Pages of docs/ that are written from the source and checked in, so that a change of the source shows in review."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

NOTE = "<!-- Written by `make docs`; change the source, not this page. -->\n\n"


class GeneratedPage(BaseCommand):
    """A command named ``docs_…`` that writes one page, or with ``--check`` compares it."""

    page = ""

    def text(self) -> str:
        """The page in Markdown."""
        raise NotImplementedError

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the page is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR, "docs", self.page)
        with override("en"):
            wanted = NOTE + self.text()
        if path.exists() and path.read_text() == wanted:
            return
        if options["check"]:
            raise CommandError(f"docs/{self.page} is out of date. Run `make docs`.")
        path.write_text(wanted)
        self.stdout.write(f"docs/{self.page} written")


def table(*rows: tuple[str, ...]) -> str:
    """A Markdown table; the first row is its head."""
    head, *rest = rows
    lines = [head, tuple("---" for _ in head), *rest]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in lines)
