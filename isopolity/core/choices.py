# SPDX-License-Identifier: EUPL-1.2
"""Choices in words."""

from django.db.models import TextChoices


def word_of(choices: type[TextChoices], value: str) -> str:
    """What Django's ``get_…_display`` says, without its building the whole list of choices anew for every row."""
    try:
        return str(choices(value).label)
    except ValueError:
        return value
