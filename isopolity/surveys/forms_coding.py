# SPDX-License-Identifier: EUPL-1.2
"""Forms of the code book."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.surveys.forms_waves import people_around
from isopolity.surveys.models import Factor, Wave


class FactorForm(forms.ModelForm):
    """A line of the code book."""

    class Meta:
        model = Factor
        fields = ("name", "meaning")
        widgets = {"meaning": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "name": _("Something that helped or hindered. For example: money known early"),
            "meaning": _("So that two people who read the same answer decide the same."),
        }

    def _post_clean(self) -> None:
        """The action checks the row."""


class CodersForm(forms.Form):
    """Who codes besides the secretariat."""

    people = forms.ModelMultipleChoiceField(
        label=_("Coders"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They read all answers that were handed in. The secretariat codes too, without being named."),
    )

    def __init__(self, *args: Any, wave: Wave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].initial = list(wave.coders.values_list("person_id", flat=True))
        self.fields["people"].queryset = people_around(wave.project_id)  # type: ignore[attr-defined]
