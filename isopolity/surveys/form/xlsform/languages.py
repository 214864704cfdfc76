# SPDX-License-Identifier: EUPL-1.2
"""Languages as XLSForms name them (``French (fr)``, ``Français``) and as we do (``fr``)."""

import re
from collections.abc import Iterable
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError

_CODE = re.compile(r"\(\s*([A-Za-z]{1,3}(?:[-_][A-Za-z0-9]{1,8})*)\s*\)\s*\Z")
COMMON = (  # noqa: SIM905 - a list of words reads better so
    "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv ar bs ca eu fa gl he hi is ka ku mk nb"
    " nn no ps ru so sq sr sw ti tr uk ur zh am bn id ja ko ms ne pa ta th tl vi wo"
).split()


def tags_of(names: Iterable[str], main: str) -> dict[str, str]:
    """A tag for each language name. ``default`` is the language of the person who imports, if no other name is."""
    found: dict[str, str] = {}
    for name in [*(one for one in names if one != "default"), *(one for one in names if one == "default")]:
        tag = main if name == "default" else _tag(name)
        if not tag or tag in found.values():
            tag = _private(name, found.values())
        found[name] = tag
    return {name: found[name] for name in names}


def _tag(name: str) -> str:
    match = _CODE.search(name)
    if match:
        return _written(match[1])
    known = _by_name().get(name.strip().casefold())
    return known or ""


def _written(code: str) -> str:
    """BCP 47 as it is usually written: ``pt-BR``."""
    first, *rest = code.replace("_", "-").split("-")
    if first.lower() == "x":
        return "-".join([first, *rest]).lower()
    if len(first) < 2:
        return ""
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def _private(name: str, taken: Iterable[str]) -> str:
    """A tag of our own for a name that says no language we know."""
    word = re.sub(r"[^a-z0-9]", "", name.casefold())[:8] or "other"
    number, tag = 1, f"x-{word}"
    while tag in taken:
        number += 1
        tag = f"x-{word[:6]}{number}"
    return tag


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Names of languages in English and in themselves."""
    found: dict[str, str] = {}
    for tag in COMMON:
        try:
            locale = Locale.parse(tag)
        except (ValueError, UnknownLocaleError):
            continue
        for name in (locale.get_display_name("en"), locale.get_display_name(tag), tag):
            found.setdefault((name or tag).casefold(), tag)
    return found


def name_of(tag: str) -> str:
    """A language as a column's title says it: ``French (fr)``."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (ValueError, UnknownLocaleError):
        name = tag
    words = re.sub(r"[():]", " ", name).split()
    return f"{' '.join(words)} ({tag})"
