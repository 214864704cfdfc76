# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class Config(AppConfig):
    name = "isopolity.groups"
    label = "groups"

    def ready(self) -> None:
        """How what happened in a group reads; the tab on a project's pages."""
        from isopolity.groups import frame, story  # noqa: F401
