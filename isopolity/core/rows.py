# SPDX-License-Identifier: EUPL-1.2
"""Rows with only those columns of their neighbours that a page reads: wide joins cost more than the rows themselves."""

from typing import Any, TypeVar

from django.db.models import QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any])


def with_parts(rows: Rows, **parts: str) -> Rows:
    """The rows with the named columns of the rows they point to: ``with_parts(members, person="name", city="name")``.

    Any other column of a neighbour costs one more query when it is read.
    """
    own = [field.name for field in rows.model._meta.concrete_fields]
    wanted = [f"{path}__{column}" for path, columns in parts.items() for column in columns.split()]
    return rows.select_related(*parts).only(*own, *wanted)
