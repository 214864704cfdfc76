# SPDX-License-Identifier: EUPL-1.2
"""A row is checked against its model's own rules before an action saves it."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from isopolity.core.web import refusal_of

M = TypeVar("M", bound=Model)


def checked(row: M) -> M:
    """The row itself, once its fields and constraints hold; else Refused with a message for each field."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise refusal_of(error, _("Something is missing or wrong.")) from error
    return row
