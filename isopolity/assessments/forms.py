# SPDX-License-Identifier: EUPL-1.2
"""Forms around an assessment; the answers themselves are fields that save themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from isopolity.assessments.models import AssessmentState
from isopolity.benchmarks.models import BackgroundSection, BenchmarkVersion, Item, VersionState
from isopolity.core.texts import read
from isopolity.places.models import City


class CityChoice(forms.ModelChoiceField):
    """A city by its name."""


class VersionChoice(forms.ModelChoiceField):
    """A benchmark version by its title in the reader's language."""

    def label_from_instance(self, obj: BenchmarkVersion) -> str:
        return f"{read(obj.title)} ({obj.number})"


class StartForm(forms.Form):
    """Begin a stand-alone assessment."""

    city = CityChoice(City.objects.none(), label=_("City"), empty_label=None)
    version = VersionChoice(
        BenchmarkVersion.objects.none(), label=_("Benchmark"), empty_label=None, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=150,
        help_text=_("For example: “Self-assessment of the youth office, 2026”. You can change it later."),
    )

    def __init__(self, *args: Any, cities: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].queryset = City.objects.filter(pk__in=cities)  # type: ignore[attr-defined]
        if len(cities) == 1:
            self.fields["city"].initial = cities[0]
        published = BenchmarkVersion.objects.filter(state=VersionState.PUBLISHED)
        self.fields["version"].queryset = published  # type: ignore[attr-defined]


class ListFilter(forms.Form):
    """Filter of one's assessments."""

    q = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("any")), *AssessmentState.choices])


class ReturnForm(forms.Form):
    """Give something back with a comment."""

    comment = forms.CharField(
        label=_("What is missing"), widget=forms.Textarea, help_text=_("The person who gets it back reads this.")
    )


class AskForm(forms.Form):
    """Ask a colleague for parts of the report."""

    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(
        label=_("Name or function"),
        required=False,
        max_length=150,
        help_text=_("For example: Head of the schools department."),
    )
    message = forms.CharField(label=_("Message"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    due = forms.DateField(
        label=_("Needed by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    items = forms.ModelMultipleChoiceField(
        Item.objects.none(),
        label=_("Items (at least one item or background section)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick what this person knows best: at least one item here, or one background section below."),
    )
    sections = forms.ModelMultipleChoiceField(
        BackgroundSection.objects.none(),
        label=_("Background sections (at least one item or background section)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With an item ticked above, none is needed here."),
    )

    def __init__(self, *args: Any, items: list[Item], sections: list[BackgroundSection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("items", items), ("sections", sections)):
            field = self.fields[name]
            field.is_needed_later = True  # type: ignore[attr-defined]  # one of the two is needed: not called optional
            model: Any = Item if name == "items" else BackgroundSection
            field.queryset = model.objects.filter(pk__in=[row.pk for row in rows])  # type: ignore[attr-defined]
            words = {row.pk: f"{row.code} – {read(row.title)}" for row in rows}
            field.label_from_instance = lambda row, words=words: words[row.pk]  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    """A file from the person's computer."""

    file = forms.FileField(label=_("File"), allow_empty_file=True, max_length=400)
