# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class Config(AppConfig):
    name = "isopolity.plans"
    label = "plans"

    def ready(self) -> None:
        """How what happened in a plan reads; what commitments became; the tab on a project's pages."""
        from isopolity.plans import chain, frame, story  # noqa: F401
