# SPDX-License-Identifier: EUPL-1.2
"""Forms of questionnaires and their questions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from isopolity.core.texts import read
from isopolity.surveys import shipped
from isopolity.surveys.form.expression.values import number_text
from isopolity.surveys.form.model import ASKED, CHOOSING, MATRIX, MONEY, ONE, REPEAT, SCALE
from isopolity.surveys.form.xlsform import KINDS
from isopolity.surveys.form.xlsform.languages import name_of
from isopolity.surveys.kinds import KIND_NAMES

Row = dict[str, Any]

APPEARANCES = {"minimal": gettext_lazy("as a menu"), "likert": gettext_lazy("in one row")}


class NewForm(forms.Form):
    """A title, for an empty questionnaire."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    language = forms.ChoiceField(
        label=gettext_lazy("Main language"), help_text=gettext_lazy("More can be added later.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(tag, name_of(tag)) for tag in OFFERED]  # type: ignore[attr-defined]


OFFERED = ["en", "fr", "de", "da", "nl", "es", "it", "pt", "pl", "sv", "fi", "el", "cs", "ro", "hu", "bg", "hr", "tr",
           "ar", "uk", "ru"]  # fmt: skip


class LibraryForm(forms.Form):
    """One of the shipped questionnaires."""

    name = forms.ChoiceField(label=gettext_lazy("Questionnaire"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, read(shipped.definition(name)["title"])) for name in shipped.names()]
        self.fields["name"].choices = choices  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    """An XLSForm."""

    file = forms.FileField(
        label=gettext_lazy("XLSForm"),
        help_text=gettext_lazy("An Excel file (.xlsx, .xls) or CSV, without macros, at most 8 MiB."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(KINDS)}),
    )


class AboutForm(forms.Form):
    """Title and purpose in each language; the languages themselves."""

    def __init__(self, data: Any, definition: Row) -> None:
        super().__init__(data)
        self.tags: list[str] = definition["languages"]
        for column, label in (("title", _("Title")), ("about", _("What it is for"))):
            for tag in self.tags:
                self.fields[f"{column}_{tag}"] = _text(
                    f"{label}: {name_of(tag)}",
                    definition.get(column, {}).get(tag, ""),
                    rows=1 if column == "title" else 3,
                )
        self.fields["languages"] = forms.CharField(
            label=_("Languages"),
            initial=" ".join(self.tags),
            help_text=_("Language codes with blanks between them, the main one first. For example: en fr de"),
        )

    def facts(self) -> Row:
        """As the action takes them."""
        given = self.cleaned_data
        texts = {c: {tag: given[f"{c}_{tag}"] for tag in self.tags} for c in ("title", "about")}
        return texts | {"languages": given["languages"].split()}


def _text(label: str, initial: str, *, rows: int = 2, help_text: str = "", required: bool = False) -> forms.CharField:
    widget = forms.TextInput() if rows == 1 else forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, initial=initial, required=required, help_text=help_text, widget=widget)


def lines_of(rows: Sequence[Row], tags: Sequence[str]) -> str:
    """Choices or rows as lines: the name, then its text in each language."""
    return "\n".join(" | ".join([row["name"], *(row.get("label", {}).get(tag, "") for tag in tags)]) for row in rows)


def rows_of(text: str, tags: Sequence[str]) -> list[Row]:
    """Lines as choices or rows."""
    made = []
    for line in text.splitlines():
        name, *words = [part.strip() for part in line.split("|")]
        if name:
            label = {tag: word for tag, word in zip(tags, words, strict=False) if word}
            made.append({"name": name} | ({"label": label} if label else {}))
    return made


TYPED = ("name", "choices", "appearance", "relevant", "constraint", "default", "choice_filter", "calculation", "count")


class QuestionForm(forms.Form):
    """A question of one kind, with its texts in all languages of the questionnaire."""

    name = forms.CharField(
        label=gettext_lazy("Short name"),
        max_length=120,
        help_text=gettext_lazy("One word that stays the same in later versions. Conditions use it: ${name}"),
    )

    def __init__(self, data: Any, kind: str, definition: Row, question: Row | None = None) -> None:
        super().__init__(data)
        self.kind, self.definition, self.old = kind, definition, question or {}
        self.tags: list[str] = definition["languages"]
        self.fields["name"].initial = self.old.get("name", "")
        for tag in self.tags:
            label = _("Text") if kind != "calculation" else _("Text, for readers of the results")
            self.fields[f"label_{tag}"] = _text(f"{label}: {name_of(tag)}", self._old_text("label", tag))
        if kind in ASKED or kind == "note":
            for tag in self.tags:
                self.fields[f"hint_{tag}"] = _text(f"{_('Hint')}: {name_of(tag)}", self._old_text("hint", tag), rows=1)
        self._add_details()
        self._add_conditions()

    def _old_text(self, column: str, tag: str) -> str:
        return str(self.old.get(column, {}).get(tag, ""))

    def _add_details(self) -> None:
        languages = " | ".join(name_of(tag) for tag in self.tags)
        if self.kind in CHOOSING:
            name = self.old.get("choices", "")
            rows = self.definition.get("choices", {}).get(name, [])
            self.fields["choices"] = _text(_("Name of the list of choices"), name, rows=1, required=True,
                                           help_text=_("Several questions can offer the same list."))  # fmt: skip
            self.fields["choice_lines"] = _text(_("Choices, one in a line"), lines_of(rows, self.tags), rows=6,
                                                help_text=f"{_('name')} | {languages}")  # fmt: skip
        if self.kind == MATRIX:
            lines = lines_of(self.old.get("rows", []), self.tags)
            self.fields["row_lines"] = _text(_("Rows, one in a line"), lines, rows=6, required=True,
                                             help_text=f"{_('name')} | {languages}")  # fmt: skip
        if self.kind == SCALE:
            self._add_scale()
        if self.kind == MONEY:
            currencies = " ".join(self.old.get("currencies", ["EUR"]))
            self.fields["currencies"] = _text(_("Currencies"), currencies, rows=1, required=True,
                                              help_text=_("Three letters each, for example: EUR DKK"))  # fmt: skip
        if self.kind in (ONE, "many_choices"):
            given = [("", _("as a list")), *APPEARANCES.items()]
            self.fields["appearance"] = forms.ChoiceField(label=_("Shown"), choices=given, required=False,
                                                          initial=self.old.get("appearance", ""))  # fmt: skip

    def _add_scale(self) -> None:
        scale = self.old.get("scale", {"low": 1, "high": 5, "step": 1})
        for key, label in (("low", _("From")), ("high", _("To")), ("step", _("Step"))):
            self.fields[key] = forms.FloatField(label=label, initial=scale.get(key, 1))
        for end, label in (("low", _("Words at the low end")), ("high", _("Words at the high end"))):
            words = scale.get("labels", {}).get(number_text(float(scale[end])), {})
            for tag in self.tags:
                self.fields[f"{end}_{tag}"] = _text(f"{label}: {name_of(tag)}", words.get(tag, ""), rows=1)

    def _add_conditions(self) -> None:
        old = self.old
        if self.kind in ASKED:
            given = [("", _("no")), ("true()", _("yes")), ("when", _("only when the condition below holds"))]
            kept = old.get("required", "")
            initial = kept if kept in ("", "true()") else "when"
            self.fields["required"] = forms.ChoiceField(label=_("Must be answered"), choices=given, required=False,
                                                        initial=initial)  # fmt: skip
            condition = kept if initial == "when" else ""
            self.fields["required_when"] = _text(_("Must be answered when"), condition, rows=1)
        example = _("For example: ${goes_on} = 'yes'. Empty: always.")
        self.fields["relevant"] = _text(_("Shown only when"), old.get("relevant", ""), rows=1, help_text=example)
        if self.kind in ASKED and self.kind != MATRIX:
            label, example = _("The answer must keep to"), _("A dot is the answer itself. For example: . >= 0")
            self.fields["constraint"] = _text(label, old.get("constraint", ""), rows=1, help_text=example)
            for tag in self.tags:
                words = self._old_text("constraint_message", tag)
                self.fields[f"constraint_message_{tag}"] = _text(
                    f"{_('If it does not, say')}: {name_of(tag)}", words, rows=1
                )
            self.fields["default"] = _text(_("Filled in beforehand"), old.get("default", ""), rows=1)
        if self.kind in (ONE, "many_choices"):
            self.fields["choice_filter"] = _text(
                _("Offer only choices for which"), old.get("choice_filter", ""), rows=1
            )
        if self.kind == "calculation":
            self.fields["calculation"] = _text(_("Calculation"), old.get("calculation", ""), rows=3, required=True)
        if self.kind == REPEAT:
            words = _("An expression. Empty: as often as somebody adds one.")
            self.fields["count"] = _text(_("How many times"), old.get("count", ""), rows=1, help_text=words)

    # --- What was typed ----------------------------------------------------------------------------------------------
    def question(self) -> Row:
        """The question as the definition has it; what the form does not show stays as it was."""
        given = self.cleaned_data
        made = {key: value for key, value in self.old.items() if key != "elements"} | {"kind": self.kind}
        for column in TYPED:
            if column in given:
                made[column] = given[column].strip()
        for column in ("label", "hint", "constraint_message"):
            if f"{column}_{self.tags[0]}" in given:
                kept = {tag: words for tag, words in self.old.get(column, {}).items() if tag not in self.tags}
                made[column] = kept | self._typed(column)
        if "required" in given:
            made["required"] = given["required_when"].strip() if given["required"] == "when" else given["required"]
        made |= self._details()
        return {key: value for key, value in made.items() if value not in ("", {}, [])}

    def _typed(self, column: str) -> dict[str, str]:
        return {tag: text for tag in self.tags if (text := self.cleaned_data[f"{column}_{tag}"].strip())}

    def _details(self) -> Row:
        given, made = self.cleaned_data, dict[str, Any]()
        if self.kind == MATRIX:
            made["rows"] = rows_of(given["row_lines"], self.tags)
        if self.kind == MONEY:
            made["currencies"] = given["currencies"].upper().split()
        if self.kind == SCALE:
            low, high = given["low"], given["high"]
            ends = {number_text(low): self._typed("low"), number_text(high): self._typed("high")}
            old = self.old.get("scale", {})
            was_ends = {number_text(float(old[end])) for end in ("low", "high") if end in old}
            labels = {n: text for n, text in old.get("labels", {}).items() if n not in was_ends} | ends
            made["scale"] = {"low": low, "high": high, "step": given["step"]}
            if kept := {number: text for number, text in labels.items() if text}:
                made["scale"]["labels"] = kept
        return made

    def choices(self) -> list[Row] | None:
        """The list as typed; None where nothing was typed, so that a list that is there stays."""
        typed = self.cleaned_data.get("choice_lines", "")
        return rows_of(typed, self.tags) if typed.strip() else None


ADDABLE = [kind for kind in KIND_NAMES if kind != "foreign"]


class AddForm(forms.Form):
    """Which kind of question to add, and where."""

    kind = forms.ChoiceField(label=gettext_lazy("Add"), choices=[(kind, KIND_NAMES[kind]) for kind in ADDABLE])
    after = forms.ChoiceField(label=gettext_lazy("Where"), required=False)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = [("", _("at the end")), *places]  # type: ignore[attr-defined]
