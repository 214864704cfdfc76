# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from isopolity.core.errors import Refused
from isopolity.demo.build import main
from isopolity.demo.cast import STAGES


class Command(BaseCommand):
    """Fill an empty database with the demo's eight cities and five reviews."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", default="", choices=["", *STAGES], help="only the review at this stage")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = main(options["stage"], tell=lambda line: self.stdout.write(f"  {line}"))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write("The demo is ready." if made else "The demo's data is there already.")
