# SPDX-License-Identifier: EUPL-1.2
"""Dates in words, by the signs of ``format-date``."""

import re
from datetime import date, datetime, time

from babel.core import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

_SIGN = re.compile(r"%([a-zA-Z3%])")


def format_date(moment: date | datetime, pattern: str, language: str) -> str:
    """``%Y`` year, ``%m`` month, ``%d`` day and so on, as ODK has them; names of days and months in the language."""
    full = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    return _SIGN.sub(lambda match: _part(full, match[1], language), pattern)


def _part(moment: datetime, sign: str, language: str) -> str:
    match sign:
        case "a":
            return str(get_day_names("abbreviated", locale=_locale(language))[moment.weekday()])
        case "b":
            return str(get_month_names("abbreviated", locale=_locale(language))[moment.month])
        case "B":
            return str(get_month_names("wide", locale=_locale(language))[moment.month])
    numbers = {
        "Y": f"{moment.year:04}",
        "y": f"{moment.year % 100:02}",
        "m": f"{moment.month:02}",
        "n": f"{moment.month}",
        "d": f"{moment.day:02}",
        "e": f"{moment.day}",
        "H": f"{moment.hour:02}",
        "h": f"{moment.hour}",
        "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}",
        "3": f"{moment.microsecond // 1000:03}",
        "%": "%",
    }
    return numbers.get(sign, f"%{sign}")


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale("en")
