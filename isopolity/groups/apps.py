# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class Config(AppConfig):
    name = "isopolity.groups"
    label = "groups"

    def ready(self) -> None:
        """How what happened in a group reads."""
        from isopolity.groups import story  # noqa: F401
