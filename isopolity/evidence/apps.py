# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class Config(AppConfig):
    name = "isopolity.evidence"
    label = "evidence"

    def ready(self) -> None:
        from isopolity.evidence import story  # noqa: F401  registers what belongs to an item's history
