# SPDX-License-Identifier: EUPL-1.2
"""Turns what the converter read into a definition; what has no place in it is put on a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pyxform.aliases import BINDING_CONVERSIONS
from pyxform.parsing.sheet_headers import clean_text_values, to_snake_case

from isopolity.surveys.form.model import FORMAT
from isopolity.surveys.form.xlsform.kinds import appearance_of
from isopolity.surveys.form.xlsform.languages import tags_of
from isopolity.surveys.form.xlsform.own_sheet import OwnFacts
from isopolity.surveys.form.xlsform.reference import Reference

Row = dict[str, Any]
_SETTINGS = {
    "type", "name", "title", "id_string", "sms_keyword", "default_language", "children", "choices", "version",
    "clean_text_values",
}  # fmt: skip
_TEXTS = ("label", "hint")
_ID = ("form_id", "id_string", "set_form_id")


@dataclass(frozen=True)
class LeftOut:
    """One thing that cannot run here: the question, the column, its row in the sheet, what it is."""

    name: str
    column: str
    row: int | None
    message: str

    def __str__(self) -> str:
        where = " · ".join(part for part in (self.name, self.column) if part)
        row = f"[row : {self.row}] " if self.row else ""
        return f"{row}{where}: {self.message}" if where else f"{row}{self.message}"


class Taking:
    """One reading of one file."""

    def __init__(self, reference: Reference, own: OwnFacts, language: str) -> None:
        self.form, self.own, self.left_out = reference.form, own, list[LeftOut]()
        self._rows = _rows_by_name(reference)
        settings = (reference.sheets.settings if reference.sheets else None) or ()
        self._has_id = any(to_snake_case(header) in _ID for row in settings for header in row)
        names = self._language_names()
        self.tags = tags_of(names, language)
        self.main = self.tags[names[0]]
        self.ticks: set[str] = set()

    def definition(self) -> Row:
        """The definition; not yet checked."""
        from isopolity.surveys.form.xlsform.questions import elements_of

        made: Row = {"format": FORMAT, "title": self._title(), "languages": self._languages()}
        for column, key in (("name", "id_string"), ("version", "version")):
            if self.form.get(key) and (column == "version" or self._has_id):
                made[column] = str(self.form[key])
        made["about"] = {tag: value for (fact, tag), value in self.own.facts.items() if fact == "about"}
        made["elements"] = elements_of(self, self.form["children"])
        made["choices"] = self._lists()
        for key in sorted(set(self.form) - _SETTINGS):
            self.leave("", f"settings: {key}", _("This setting changes nothing here."))
        return {key: value for key, value in made.items() if value or key == "elements"}

    def leave(self, name: str, column: str, message: str) -> None:
        """Put something on the list of what cannot run here."""
        note = LeftOut(name, column, self.row_of(name), message)
        if note not in self.left_out:
            self.left_out.append(note)

    def row_of(self, name: str) -> int | None:
        """The row of the survey sheet in which a name stands first."""
        return self._rows.get(name)

    # --- Languages and texts -----------------------------------------------------------------------------------------
    def _language_names(self) -> list[str]:
        """The languages that the file uses, its default first."""
        found = dict.fromkeys([str(self.form.get("default_language", "default"))])
        is_plain = False
        for text in _all_texts(self.form["children"], self.form.get("choices", {})):
            if isinstance(text, dict):
                found.update(dict.fromkeys(text))
            else:
                is_plain = True
        names = [str(name) for name in found]
        if names[0] == "default" and len(names) > 1 and not is_plain and not self._uses("default"):
            names = names[1:]
        return names

    def _uses(self, language: str) -> bool:
        texts = _all_texts(self.form["children"], self.form.get("choices", {}))
        return any(isinstance(text, dict) and language in text for text in texts)

    def _languages(self) -> list[str]:
        """In the order of the sheet; our own export says which order it was."""
        used = list(self.tags.values())
        order = self.own.facts.get(("languages", ""), "").split()
        return [tag for tag in order if tag in used] + [tag for tag in used if tag not in order] if order else used

    def _title(self) -> dict[str, str]:
        own = {tag: value for (fact, tag), value in self.own.facts.items() if fact == "title"}
        title = str(self.form.get("title") or "")
        if title in {clean_text_values(words.replace("\u00a0", " ")) for words in own.values()}:
            return own
        return {self.main: title}

    def text(self, value: Any) -> dict[str, str]:
        """A text by our tags, as it stands in the cells."""
        if not value:
            return {}
        by_name = value if isinstance(value, dict) else {None: value}
        found = {}
        for name, words in by_name.items():
            tag = self.main if name is None else self.tags.get(str(name), self.main)
            if str(words).strip():
                found[tag] = self.own.texts.get(str(words), str(words))
        return found

    # --- Choices -----------------------------------------------------------------------------------------------------
    def _lists(self) -> dict[str, list[Row]]:
        lists: dict[str, list[Row]] = {}
        for name, rows in self.form.get("choices", {}).items():
            if str(name) not in self.ticks:
                lists[str(name)] = [self.choice(str(name), row) for row in rows]
        return lists

    def choice(self, list_name: str, row: Row) -> Row:
        """One choice with the columns that filters look at."""
        made: Row = {"name": str(row["name"])}
        if label := self.text(row.get("label")):
            made["label"] = label
        columns = {key: value for key, value in row.items() if key not in ("name", "label", "media")}
        if row.get("media"):
            self.leave("", f"choices: {list_name}", _("Pictures and sounds of choices are not shown."))
        for key in [key for key, value in columns.items() if not isinstance(value, str)]:
            columns.pop(key)
            self.leave("", f"choices: {list_name}", _("The column “%s” is not used.") % key)
        if columns:
            made["columns"] = {str(key): value for key, value in columns.items()}
        return made

    # --- What groups and questions have in common --------------------------------------------------------------------
    def common(self, row: Row) -> Row:
        """Name, texts, conditions and appearance of a row."""
        name, bind = str(row["name"]), row.get("bind", {})
        made: Row = {"name": name}
        for column in _TEXTS:
            if text := self.text(row.get(column)):
                made[column] = text
        for column, key in (("relevant", "relevant"), ("constraint", "constraint"), ("calculation", "calculate")):
            if expression := condition(bind.get(key)):
                made[column] = expression
        for column, key in (("required", "required"), ("read_only", "readonly")):
            if (expression := condition(bind.get(key))) and expression != "false()":
                made[column] = expression
        for column, key in (("constraint_message", "jr:constraintMsg"), ("required_message", "jr:requiredMsg")):
            if text := self.text(bind.get(key)):
                made[column] = text
        appearance, unused = appearance_of(str(row.get("control", {}).get("appearance", "")))
        if appearance:
            made["appearance"] = appearance
        for word in unused:
            self.leave(name, "appearance", _("“%s” changes nothing here.") % word)
        self._unused(row, name)
        return made

    def _unused(self, row: Row, name: str) -> None:
        """Name the cells that have no meaning here."""
        from isopolity.surveys.form.xlsform.questions import BIND, CONTROL, KNOWN, PARAMETERS

        if row.get("media"):
            self.leave(name, ", ".join(sorted(map(str, row["media"]))), _("Pictures and sounds are not shown."))
        if row.get("guidance_hint"):
            self.leave(name, "guidance_hint", _("Hints for interviewers are not shown."))
        for key in sorted(set(map(str, row)) - KNOWN):
            self.leave(name, key, _("This column is not used."))
        for key in sorted(set(map(str, row.get("bind", {}))) - BIND):
            self.leave(name, key, _("This column is not used."))
        for key in sorted(set(map(str, row.get("control", {}))) - CONTROL):
            self.leave(name, key, _("This column is not used."))
        for key in sorted(set(map(str, row.get("parameters") or {})) - PARAMETERS):
            self.leave(name, f"parameters: {key}", _("This parameter changes nothing here."))


def condition(value: Any) -> str:
    """An expression; the converter's ``yes`` and ``no`` are expressions too."""
    text = str(value).strip() if value not in (None, "") else ""
    return str(BINDING_CONVERSIONS.get(text, text))


def _all_texts(rows: Iterable[Row], lists: dict[str, list[Row]]) -> Iterable[Any]:
    for row in rows:
        if row.get("name") == "meta" and row.get("control", {}).get("bodyless"):
            continue
        bind = row.get("bind", {})
        for value in (row.get("label"), row.get("hint"), bind.get("jr:constraintMsg"), bind.get("jr:requiredMsg")):
            if value:
                yield value
        yield from _all_texts(row.get("children", ()), {})
    for choices in lists.values():
        yield from (one["label"] for one in choices if one.get("label"))


def _rows_by_name(reference: Reference) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, row in enumerate(reference.sheets.survey or () if reference.sheets else (), start=2):
        for header, value in row.items():
            if header.strip().lower() in ("name", "value", "tag"):
                found.setdefault(str(value), number)
    return found
