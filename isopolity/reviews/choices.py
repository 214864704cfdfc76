# SPDX-License-Identifier: EUPL-1.2
"""Choices of forms: languages, and the pillars somebody knows well."""

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from isopolity.benchmarks.models import BenchmarkVersion
from isopolity.core.texts import read

OFFICIAL = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()  # noqa: SIM905


def _locale() -> Locale:
    try:
        return Locale.parse(get_language() or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def language_name(tag: str) -> str:
    """The language's name for the reader; its tag when there is none."""
    return str(_locale().languages.get(tag, tag))


def language_choices(more: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The EU's official languages and ``more`` (those of the cities at hand), by name."""
    tags = {*OFFICIAL, *(tag for tag in more if tag)}
    return sorted(((tag, language_name(tag)) for tag in tags), key=lambda pair: pair[1].casefold())


def pillar_choices(version: BenchmarkVersion) -> list[tuple[str, str]]:
    """The benchmark's uppermost groups."""
    return [(group.code, f"{group.code} {read(group.name)}") for group in version.groups.filter(parent=None)]
