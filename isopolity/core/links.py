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


def links(name: str, *of: Any) -> Callable[[Any], str]:
    """The addresses of many rows' pages, which differ in the row's id alone: the last number in them."""
    before, _id, after = link(name, *of, 0).rpartition("0")
    return lambda pk: f"{before}{pk}{after}" if before else ""
