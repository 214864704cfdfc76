# SPDX-License-Identifier: EUPL-1.2
"""The whole measurement in order, printed as it goes."""

import time

from django.core.management import call_command

from bench import documents, matching, pages, saves, scale, surveys
from isopolity.core.commands.migrate import migrate
from isopolity.demo.build import main as build_demo


def run(*, quick: bool = False) -> None:
    """``quick`` leaves the large data small: to see that the measurement itself works."""
    migrate()
    call_command("collectstatic", interactive=False, verbosity=0)
    started = time.perf_counter()
    build_demo(tell=lambda line: None)
    print(f"demo data made in {time.perf_counter() - started:.0f} s")
    import config.wsgi  # noqa: F401 - sets up the collection of garbage as the server does

    small = pages.measure("demo data", times=5 if quick else 30)
    saves.measure(seconds=2 if quick else 8)
    documents.measure()
    matching.measure(quick=quick)
    surveys.measure(quick=quick)
    reviews = 20 if quick else 1000
    scale.grow(reviews=reviews, evidence=300)
    large = pages.measure(
        f"{reviews:,} reviews, {scale.count_evidence():,} pieces of evidence", times=5 if quick else 30
    )
    pages.compare(small, large)
