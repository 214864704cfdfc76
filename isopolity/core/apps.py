# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Config(AppConfig):
    name = "isopolity.core"
    label = "core"

    def ready(self) -> None:
        """What apps register about themselves: what must hold to leave a stage, who owes what, jobs."""
        autodiscover_modules("blockers", "duties", "jobs")
