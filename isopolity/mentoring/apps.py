# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class Config(AppConfig):
    name = "isopolity.mentoring"
    label = "mentoring"

    def ready(self) -> None:
        """How what happened in a pair reads; which goals became actions of a plan."""
        from isopolity.mentoring import origins, story  # noqa: F401
