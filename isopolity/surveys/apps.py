# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class Config(AppConfig):
    name = "isopolity.surveys"
    label = "surveys"

    def ready(self) -> None:
        """The tabs on a project's pages."""
        from isopolity.surveys import frame  # noqa: F401
