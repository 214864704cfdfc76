# SPDX-License-Identifier: EUPL-1.2
"""``isopolity manage load_gazetteer``: the bundled list of Europe's cities. ``isopolity migrate`` runs it once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from isopolity.places.gazetteer import europe
from isopolity.places.models import GazetteerPlace


class Command(BaseCommand):
    """Fill or renew the list; cities that were added from it stay as they are."""

    help = "Load the bundled list of Europe's cities (GeoNames, CC BY 4.0)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="renew a list that is there")

    def handle(self, *args: Any, again: bool = False, **options: Any) -> None:
        if GazetteerPlace.objects.exists() and not again:
            return
        with transaction.atomic():
            GazetteerPlace.objects.all().delete()
            rows = GazetteerPlace.objects.bulk_create(europe(), batch_size=2000)
        if options["verbosity"]:
            self.stdout.write(f"{len(rows)} places are on the list of Europe's cities.")
