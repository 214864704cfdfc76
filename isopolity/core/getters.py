# SPDX-License-Identifier: EUPL-1.2
"""Objects are fetched only here or through a queryset that names its reader, so that no view can forget to ask."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from isopolity.core.policy import may

M = TypeVar("M", bound=Model)


def get_for(person: Any, name: str, rows: QuerySet[M] | type[M], **lookup: Any) -> M:
    """The one object that matches, if the person has the named permission on it; Http404 in every other case."""
    queryset: QuerySet[M] = rows if isinstance(rows, QuerySet) else rows._default_manager.all()
    found = next(iter(queryset.filter(**lookup).order_by()[:1]), None)  # one at most: no order to ask for
    if found is None or not may(person, name, found):
        raise Http404
    return found
