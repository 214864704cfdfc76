# SPDX-License-Identifier: EUPL-1.2
"""What is true of a city's facts taken together (pure): countries, codes, languages, coordinates."""

import re
import unicodedata
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_UNFOLDED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "’": "", "'": ""}
)
# Eurostat writes two countries otherwise than ISO 3166 does.
_EUROSTAT = {"GR": "EL", "GB": "UK"}


def search_name(name: str) -> str:
    """A name as people type it: small letters without accents, apostrophes and hyphens. ``Sint-Niklaas``, ``Łódź``."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(plain.translate(_UNFOLDED).replace("-", " ").split())


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def countries(language: str | None = None) -> list[tuple[str, str]]:
    """(ISO 3166 code, name in the reader's language), by name."""
    names = _locale(language or get_language() or "en").territories
    found = [(code, name) for code, name in names.items() if re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRY]
    return sorted(found, key=lambda pair: search_name(pair[1]))


_NO_COUNTRY = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"}


def country_name(code: str, language: str | None = None) -> str:
    """A country's name in the reader's language; the code itself when nobody knows it."""
    return str(_locale(language or get_language() or "en").territories.get(code, code))


def language_name(tag: str, language: str | None = None) -> str:
    """A language's name in the reader's language; the tag itself when nobody knows it."""
    return str(_locale(language or get_language() or "en").languages.get(tag.replace("-", "_"), tag))


def is_language(tag: str) -> bool:
    """A BCP 47 tag of a language somebody speaks: ``fr``, ``nl-BE``, ``sr-Latn``."""
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag in Locale("en").languages
    return True


def faults(city: Any) -> dict[str, str]:
    """What is wrong with the facts, by field, beyond what each field checks for itself."""
    found: dict[str, str] = {}
    if city.country not in dict(countries("en")):
        found["country"] = _("There is no country “%s”. Write two letters, as in FI.") % city.country
    if unknown := [tag for tag in city.languages if not is_language(tag)]:
        found["languages"] = _("Unknown language: %s. Write tags as in fi, sv, fr-BE.") % ", ".join(unknown)
    if city.timezone not in available_timezones():
        found["timezone"] = _("There is no time zone “%s”. Write it as in Europe/Helsinki.") % city.timezone
    if (city.latitude is None) != (city.longitude is None):
        found["latitude" if city.latitude is None else "longitude"] = _("Give both coordinates, or none.")
    for name, most in (("latitude", 90), ("longitude", 180)):
        degrees = getattr(city, name)
        if degrees is not None and not -most <= degrees <= most:
            found[name] = _("Give degrees between -%(most)d and %(most)d.") % {"most": most}
    first = _EUROSTAT.get(city.country, city.country)
    if city.nuts3_code and not re.fullmatch(rf"{re.escape(first)}[0-9A-Z]{{3}}", city.nuts3_code):
        found["nuts3_code"] = _("A NUTS 3 code of this country is written as in %s001.") % first
    return found
