# SPDX-License-Identifier: EUPL-1.2
"""Makes the demo's data, through the actions, as the cast."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from isopolity.accounts.models import Person
from isopolity.core.errors import Refused
from isopolity.demo.cast import REVIEWS, STAGES
from isopolity.demo.play import play
from isopolity.demo.world import hold_training, make_world


def main(stage: str = "", *, tell: Callable[[str], None] = print) -> bool:
    """Five reviews, one at each stage, or only the one at ``stage``. False when there is data already.

    All or nothing: an interrupted start leaves an empty database.
    """
    if settings.MODE == "production":
        raise Refused("Demo data is only made in demo mode.")
    if stage and stage not in STAGES:
        raise Refused(f"There is no stage {stage!r}. Choose one of: {', '.join(STAGES)}.")
    if Person.objects.exists():
        return False
    with transaction.atomic():
        world = make_world(tell=tell)
        hold_training(world)
        for plan in REVIEWS:
            if not stage or plan.stage == stage:
                play(world, plan, tell=tell)
    return True
