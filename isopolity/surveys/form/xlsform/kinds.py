# SPDX-License-Identifier: EUPL-1.2
"""Which type of an XLSForm is which of our kinds."""

import re

from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from isopolity.surveys.form.model import MANY, ONE

_BY_CONTROL = {
    ("input", "string"): "text",
    ("input", "int"): "integer",
    ("input", "decimal"): "decimal",
    ("input", "date"): "date",
    ("input", "time"): "time",
    ("input", "dateTime"): "datetime",
    ("select1", "string"): ONE,
    ("select", "string"): MANY,
    ("trigger", "string"): "acknowledge",
    ("trigger", None): "acknowledge",
    ("range", "int"): "scale",
}
_FOREIGN = {"select one external"}
MONEY_WORD = "isopolity-money"
_MONEY = re.compile(rf"{MONEY_WORD}((?:-[A-Z]{{3}})+)\Z")
MATTERS = {"minimal", "likert", "field-list"}
UNDERSTOOD = {"multiline", "table-list", "list-nolabel", "label"}


def kind_of(xls_type: str) -> str:
    """Our kind for a type; ``foreign`` for what cannot be asked on a page of ours."""
    known = QUESTION_TYPE_DICT.get(xls_type)
    if known is None or xls_type in _FOREIGN:
        return "foreign"
    if xls_type in ("calculate", "q calculate", "add calculate prompt", "hidden"):
        return "calculation"
    bind, control = known.get("bind", {}), known.get("control", {})
    if bind.get("jr:preload"):
        return "foreign"
    if bind.get("readonly"):
        return "note"
    if control.get("tag") == "upload":
        return "file" if control["mediatype"] in ("application/*", "image/*") else "foreign"
    return _BY_CONTROL.get((control.get("tag", ""), bind.get("type")), "foreign")


def is_picture(xls_type: str) -> bool:
    """The file must be a picture."""
    return bool(QUESTION_TYPE_DICT[xls_type].get("control", {}).get("mediatype") == "image/*")


def built_in(xls_type: str) -> tuple[str, str]:
    """(constraint, hint) that the type brings with it, as ``percentage`` does."""
    known = QUESTION_TYPE_DICT.get(xls_type, {})
    return str(known.get("bind", {}).get("constraint", "")), str(known.get("hint", ""))


def currencies_in(appearance: str) -> tuple[str, ...]:
    """The currencies that our own export wrote beside a decimal question."""
    for word in appearance.split():
        if match := _MONEY.fullmatch(word):
            return tuple(match[1].strip("-").split("-"))
    return ()


def appearance_of(words: str) -> tuple[str, list[str]]:
    """(the appearance that changes something here, the words that change nothing)."""
    parts = words.split()
    kept = [word for word in parts if word in MATTERS]
    unused = [word for word in parts if word not in MATTERS | UNDERSTOOD and not _MONEY.fullmatch(word)]
    return " ".join(dict.fromkeys(kept)), unused
