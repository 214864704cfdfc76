# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class Config(AppConfig):
    name = "isopolity.reports"
    label = "reports"

    def ready(self) -> None:
        from isopolity.reports import blockers  # noqa: F401  registers what must hold to leave a stage
