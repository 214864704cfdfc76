# SPDX-License-Identifier: EUPL-1.2
"""What people type about benchmarks."""

from collections.abc import Iterable, Sequence
from typing import Any

from babel import Locale, UnknownLocaleError
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from isopolity.benchmarks.fileformat.workbook import LARGEST
from isopolity.benchmarks.models import BenchmarkVersion, Facet, Group, Item
from isopolity.core.texts import read
from isopolity.networks.models import Project


def language_name(tag: str) -> str:
    """A language by its name in the reader's language; the tag itself when nobody knows it."""
    try:
        found = Locale.parse(tag, sep="-").get_display_name(get_language() or "en")
    except (UnknownLocaleError, ValueError):
        found = None
    return found[:1].upper() + found[1:] if found else tag


class LibraryFilter(forms.Form):
    """Finds a benchmark in the list."""

    q = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))


class ItemFilter(forms.Form):
    """Finds items of one version."""

    q = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    group = forms.ChoiceField(label=_("Group"), required=False)
    lang = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, groups: Sequence[tuple[Group, str]], facets: Iterable[Facet], language: str) -> None:
        super().__init__(data, auto_id="filter_%s")
        named = [(group.code, f"{group.code} {name}") for group, name in groups]
        self.fields["group"].choices = [("", _("all")), *named]  # type: ignore[attr-defined]
        self.facets: dict[str, str] = {}
        for label in facets:
            name = f"facet_{label.facet}"
            if name not in self.fields:
                self.facets[label.facet] = name
                self.fields[name] = forms.ChoiceField(
                    label=read(label.facet_name, language), required=False, choices=[("", _("all"))]
                )
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*field.choices, (label.code, f"{label.code} {read(label.name, language)}")]  # type: ignore[misc]

    def chosen(self, items: Sequence[Item], language: str) -> list[Item]:
        """The items that the filter leaves, in order."""
        if not self.is_valid():
            return list(items)
        data = self.cleaned_data
        words = data["q"].casefold().split()
        return [
            item
            for item in items
            if (not data["group"] or item.group.code == data["group"])
            and all(not data[name] or item.facets.get(facet) == data[name] for facet, name in self.facets.items())
            and all(word in _searched(item, language) for word in words)
        ]


def _searched(item: Item, language: str) -> str:
    return " ".join([item.code, read(item.title, language), read(item.text, language)]).casefold()


class ImportForm(forms.Form):
    """A benchmark file to take in."""

    file = forms.FileField(
        label=_("Benchmark file"),
        help_text=_("A YAML file or a spreadsheet (.xlsx), at most 10 MiB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml,.xlsx"}),
    )
    replace_draft = forms.BooleanField(label=_("Replace a draft of the same version number"), required=False)

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is too large: at most %d MiB.") % (LARGEST // 1024 // 1024))
        return upload


class AdoptForm(forms.Form):
    """A project that will measure against this version."""

    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.none())

    def __init__(self, data: Any, projects: Any) -> None:
        super().__init__(data, auto_id="adopt_%s")
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]


class FlagForm(forms.Form):
    """What is unclear about an item."""

    comment = forms.CharField(
        label=_("What is unclear?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000,
        help_text=_("Everybody with an account can read this, with the name of your account."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What was done about a flag."""

    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 2}), max_length=4000)


class ReasonForm(forms.Form):
    """Why the project's items change."""

    reason = forms.CharField(
        label=_("Why"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The cities read this before they approve again."),
    )  # fmt: skip


class WordingForm(ReasonForm):
    """An item's words in each language of the benchmark; one language is enough."""

    field_order: Sequence[str] = ()

    def __init__(self, data: Any, version: BenchmarkVersion, *, item: Item | None = None) -> None:
        words = {"title": item.title, "text": item.text} if item else {"title": {}, "text": {}}
        initial = {f"{field}_{tag}": text for field, texts in words.items() for tag, text in texts.items()}
        super().__init__(data, initial=initial)
        self.version = version
        for tag in version.languages:
            name = language_name(tag)
            self.fields[f"title_{tag}"] = forms.CharField(
                label=_("Title (%s)") % name, required=False, max_length=60,
                widget=forms.TextInput(attrs={"lang": tag, "dir": "auto"}),
            )  # fmt: skip
            self.fields[f"text_{tag}"] = forms.CharField(
                label=_("Text (%s)") % name, required=False, max_length=10_000,
                widget=forms.Textarea(attrs={"rows": 3, "lang": tag, "dir": "auto"}),
            )  # fmt: skip
        self.order_fields([name for name in self.fields if name != "reason"] + ["reason"])

    def texts(self, field: str) -> dict[str, str]:
        """What was typed, by language."""
        data = self.cleaned_data
        return {tag: data[f"{field}_{tag}"] for tag in self.version.languages if data.get(f"{field}_{tag}")}


class AddItemForm(WordingForm):
    """An item of the project's own."""

    code = forms.CharField(
        label=_("Code"), max_length=30, help_text=_("One that the benchmark does not have, such as GG/A/7.")
    )
    group = forms.ModelChoiceField(label=_("Group"), queryset=Group.objects.none())
    prompts = forms.CharField(
        label=_("Guide questions"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One in each line."),
    )  # fmt: skip

    def __init__(self, data: Any, version: BenchmarkVersion) -> None:
        super().__init__(data, version)
        group = self.fields["group"]
        assert isinstance(group, forms.ModelChoiceField)
        group.queryset = version.groups.all()
        group.label_from_instance = lambda one: f"{one.code} {read(one.name)}"  # type: ignore[assignment, method-assign]
        self.facets: dict[str, str] = {}
        for label in version.facets.order_by("pk"):
            name = f"facet_{label.facet}"
            if name not in self.fields:
                self.facets[label.facet] = name
                self.fields[name] = forms.ChoiceField(label=read(label.facet_name), choices=[])
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*field.choices, (label.code, f"{label.code} {read(label.name)}")]  # type: ignore[misc]
        first = ["code", "group", *self.facets.values()]
        last = ["prompts", "reason"]
        self.order_fields([*first, *(name for name in self.fields if name not in [*first, *last]), *last])

    def labels(self) -> dict[str, str]:
        """The chosen value of each facet."""
        return {facet: self.cleaned_data[name] for facet, name in self.facets.items()}
