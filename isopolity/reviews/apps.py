# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class Config(AppConfig):
    name = "isopolity.reviews"
    label = "reviews"

    def ready(self) -> None:
        from isopolity.reviews import blockers  # noqa: F401  registers what must hold to leave a stage
