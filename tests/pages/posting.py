# SPDX-License-Identifier: EUPL-1.2
"""Forms as a browser finds them on a page, and what their fields can be filled with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VALUES = {
    "email": "somebody@example.org", "number": "3", "date": "2027-03-01", "datetime-local": "2027-03-01T10:00",
    "url": "https://example.org/", "color": "#336699", "time": "10:00", "tel": "+32 2 555 0000", "password": "a" * 14,
}  # fmt: skip
TYPED = {"text", "textarea", "search"}


@dataclass
class Field:
    """Everything on a page that is sent under one name."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)
    is_checked: bool = False
    longest: int = 0

    @property
    def is_typed(self) -> bool:
        return self.kind in TYPED

    def filled(self) -> str | None:
        """What a person would leave or choose here; None: nothing is sent."""
        if self.kind in ("checkbox", "radio", "select"):
            return self.value or next((choice for choice in self.choices if choice), None)
        if self.is_typed:
            return self.value or ("Typed by somebody"[: self.longest or None])
        return self.value or VALUES.get(self.kind, "")


@dataclass
class Form:
    """One form, with the button that sends it."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)
    is_shown: bool = True  # by a page; else its fields are guessed

    def filled(self) -> dict[str, str]:
        found = {name: one.filled() for name, one in self.fields.items() if one.kind != "file"}
        return {name: value for name, value in found.items() if value is not None}

    def of(self, *, typed: bool) -> Iterator[Field]:
        return (one for one in self.fields.values() if one.is_typed is typed and one.kind != "file")

    def shape(self) -> tuple[Any, ...]:
        """Forms of one shape differ in their rows only."""
        told = tuple((name, self.fields[name].value) for name in ("do", "what", "field") if name in self.fields)
        return (tuple(sorted(self.fields)), told)


LINE = {"key": "8f14e45f-ceea-467f-9b1c-0123456789ab", "items": "GG/A/1", "level": "meets", "basis": "fact",
        "seen": "", "text": "", "context": ""}  # fmt: skip


def _saving(url: str, **values: str) -> Form:
    """What a script of ours sends by itself."""
    typed = {"value", "text", "context"}
    return Form(url, {n: Field(n, "textarea" if n in typed else "hidden", v) for n, v in values.items()})


class _Reader(HTMLParser):
    def __init__(self, here: str) -> None:
        super().__init__()
        self.here, self.forms, self.buttons = here, [], []  # type: ignore[var-annotated]
        self.now: Form | None = None
        self.area: Field | None = None
        self.select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if "data-save-url" in has:
            self.forms.append(_saving(has["data-save-url"], field=has["data-field"], value="", seen=has["data-digest"]))
        if "data-lines" in has:
            self.forms.append(_saving(has["data-url"], **LINE))
        if tag == "form":
            is_post = has.get("method", "").lower() == "post"
            self.now = Form(has.get("action") or self.here) if is_post else None
            self.buttons = []
        elif self.now is None:
            return
        elif tag == "input":
            self._input(self.now, has)
        elif tag == "textarea":
            self.area = self._add(self.now, has, "textarea")
        elif tag == "select":
            self.select = self._add(self.now, has, "select")
        elif tag == "option" and self.select:
            self.select.choices.append(has.get("value", ""))
            if "selected" in has:
                self.select.value = has.get("value", "")
        elif tag == "button" and has.get("type", "submit") == "submit":
            self.buttons.append((has.get("name", ""), has.get("value", "")))

    def _add(self, form: Form, has: dict[str, str], kind: str) -> Field | None:
        name = has.get("name", "")
        if not name or "disabled" in has:
            return None
        longest = int(has.get("maxlength") or 0)
        return form.fields.setdefault(name, Field(name, kind, longest=longest))

    def _input(self, form: Form, has: dict[str, str]) -> None:
        kind = has.get("type", "text")
        if (one := self._add(form, has, kind)) is None:
            return
        if kind in ("radio", "checkbox"):
            one.choices.append(has.get("value", "on"))
            if "checked" in has:
                one.value = has.get("value", "on")
        else:
            one.value = has.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area.value += data.lstrip("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "form" and self.now:
            self.forms += list(self._by_button(self.now))
            self.now = None

    def _by_button(self, form: Form) -> Iterator[Form]:
        form.fields.pop("csrfmiddlewaretoken", None)
        for name, value in dict.fromkeys(self.buttons or [("", "")]):
            more = {name: Field(name, "hidden", value)} if name else {}
            yield Form(form.action, {**form.fields, **more})


def forms_in(page: str, here: str) -> list[Form]:
    """Every form of the page that posts; one for each of its buttons that has a name."""
    reader = _Reader(here)
    reader.feed(page)
    return reader.forms
