# SPDX-License-Identifier: EUPL-1.2
"""Addresses of pages by their URL's name."""

from collections.abc import Callable
from typing import Any

from django.urls import NoReverseMatch, reverse


def link(name: str, *of: Any) -> str:
    """The page's address; an empty string when this installation has no such page."""
    try:
        return reverse(name, args=of)
    except NoReverseMatch:
        return ""


def links(name: str) -> Callable[[Any], str]:
    """The addresses of many rows' pages, for a page with nothing but the row's id in its address."""
    before, after = reverse(name, args=[0]).rsplit("0", 1)
    return lambda pk: f"{before}{pk}{after}"
