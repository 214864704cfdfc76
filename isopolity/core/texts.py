# SPDX-License-Identifier: EUPL-1.2
"""Content text in several languages: a JSON object by BCP 47 tag, read with a fallback order."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import get_language


def pick(text: Mapping[str, str] | str | None, languages: Iterable[str] = ()) -> tuple[str, str]:
    """(text, its language) in the first language that has it.

    Order: the given languages, each also without its region, then the text's own first language.
    """
    if not text:
        return "", ""
    if isinstance(text, str):
        return text, ""
    for tag in languages:
        for candidate in (tag, tag.split("-")[0]):
            if text.get(candidate):
                return text[candidate], candidate
    return next(((value, tag) for tag, value in text.items() if value), ("", ""))


def read(text: Mapping[str, str] | str | None, *languages: str) -> str:
    """The text in the reader's language, or the nearest there is."""
    return pick(text, [*languages, get_language() or "en", "en"])[0]


class TranslatedField(models.JSONField):
    """A text by language tag: ``{"en": "City", "fr": "Ville"}``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
