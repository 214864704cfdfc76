# SPDX-License-Identifier: EUPL-1.2
"""Forms of a mentoring."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from isopolity.mentoring.models import Competence, MatchRules, Profile
from isopolity.places.models import City

ROWS = {"rows": 3, "dir": "auto"}


class FactsForm(forms.ModelForm):
    """What a city is like."""

    languages = forms.CharField(
        label=_("Languages we can work in"),
        help_text=_("Language tags with commas between: en, it."),
        max_length=200,
    )
    competences = forms.MultipleChoiceField(
        label=_("Functions and competences of the city"),
        required=False,
        choices=Competence.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What the city itself decides and does. Elsewhere a region or the state does it."),
    )

    class Meta:
        model = Profile
        fields = ["population", "newcomer_share", "urbanisation", "competences", "languages", "about", "capacity"]
        widgets = {"about": forms.Textarea(attrs=ROWS)}
        help_texts = {
            "newcomer_share": _("For example 12.5."),
            "capacity": _("Only for mentors. 0: none at present."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance is not None:
            self.initial["languages"] = ", ".join(self.instance.languages)

    def clean_languages(self) -> list[str]:
        return [one.strip() for one in self.cleaned_data["languages"].split(",") if one.strip()]

    def _post_clean(self) -> None:
        """The action checks, and writes the row."""


class RulesForm(forms.ModelForm):
    """What makes two cities distant."""

    class Meta:
        model = MatchRules
        fields = [
            "population_weight", "newcomer_weight", "urbanisation_weight", "competence_weight", "max_distance",
            "common_language",
        ]  # fmt: skip
        help_texts = {
            "population_weight": _("Counts once for each doubling: a city twice as large is 1 × weight away."),
            "newcomer_weight": _("Counts for each percentage point of residents who came from abroad."),
            "urbanisation_weight": _("Counts for each step: city, town, rural."),
            "competence_weight": _("Counts for each competence that only one of the two has."),
            "max_distance": _("No pair is further apart. What a city does not say counts as this much."),
        }

    def _post_clean(self) -> None:
        """The action checks, and writes the row."""


class CityChoice(forms.Form):
    """Another city of the project."""

    other = forms.ModelChoiceField(label=_("City"), queryset=City.objects.none())

    def __init__(self, *args: Any, cities: QuerySet[City], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = cities  # type: ignore[attr-defined]


class VetoForm(CityChoice):
    """A city that one does not want to be paired with."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs=ROWS),
        help_text=_("Only the secretariat reads it. You need not give one."),
    )


class PairForm(forms.Form):
    """A mentee and a mentor."""

    mentee = forms.ModelChoiceField(label=_("Mentee"), queryset=City.objects.none())
    mentor = forms.ModelChoiceField(label=_("Mentor"), queryset=City.objects.none())

    def __init__(self, *args: Any, mentees: QuerySet[City], mentors: QuerySet[City], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentee"].queryset = mentees  # type: ignore[attr-defined]
        self.fields["mentor"].queryset = mentors  # type: ignore[attr-defined]
