# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class Config(AppConfig):
    name = "isopolity.reviews"
    label = "reviews"

    def ready(self) -> None:
        from isopolity.reviews import story, telling  # noqa: F401  register how events read, who is told
