# SPDX-License-Identifier: EUPL-1.2
"""Addresses of pages by their URL's name."""

from typing import Any

from django.urls import NoReverseMatch, reverse


def link(name: str, *of: Any) -> str:
    """The page's address; an empty string when this installation has no such page."""
    try:
        return reverse(name, args=of)
    except NoReverseMatch:
        return ""
