# SPDX-License-Identifier: EUPL-1.2
"""Forms about cities and organisations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from isopolity.places.city_csv import LARGEST, decode
from isopolity.places.facts import countries
from isopolity.places.models import City, CityRoleKind, Organisation, OrganisationKind

SEARCH = {"type": "search"}


def _country_choices() -> list[tuple[str, str]]:
    return [("", _("all")), *countries()]  # type: ignore[list-item]


def _country_or_none() -> list[tuple[str, str]]:
    return [("", "–"), *countries()]


class CityFilter(forms.Form):
    """Which cities to list, also which places of the bundled list."""

    q = forms.CharField(label=_("Name"), required=False, widget=forms.TextInput(attrs=SEARCH))
    country = forms.ChoiceField(label=_("Country"), required=False, choices=_country_choices)


class TagsField(forms.CharField):
    """Language tags with spaces or commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return " ".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """A list."""
        return str(super().clean(value)).replace(",", " ").split()


class CityForm(forms.ModelForm):
    """All facts of a city. What is not known stays empty."""

    country = forms.ChoiceField(label=_("Country"), choices=_country_or_none)
    languages = TagsField(
        label=_("Languages"), required=False, help_text=_("Official languages as tags with spaces between: fi sv")
    )

    class Meta:
        model = City
        fields = [
            "name", "country", "languages", "population", "latitude", "longitude", "lau_code", "nuts3_code",
            "urbanisation", "timezone", "source", "association",
        ]  # fmt: skip
        help_texts = {
            "name": _("As its people write it."),
            "lau_code": _("The code of the municipality in Eurostat’s list of local administrative units."),
            "nuts3_code": _("The code of the small region, as in FI1B1."),
            "urbanisation": _("Eurostat’s degree of urbanisation."),
            "timezone": _("As in Europe/Helsinki. Times of a visit follow it."),
            "source": _("Where population, codes and coordinates come from."),
            "association": _("The national association whose officers follow this city."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION)
        self.fields["association"].queryset = bodies  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The action checks the model's rules, for pages and API alike, and writes the row."""


class CityPersonForm(forms.Form):
    """Somebody who works for a city."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Somebody without an account gets an invitation at this address."),
    )
    name = forms.CharField(label=_("Name or function"), max_length=150, required=False)
    kind = forms.ChoiceField(
        label=_("Works as"),
        choices=CityRoleKind.choices,
        initial=CityRoleKind.OFFICER,
        widget=forms.RadioSelect,
        help_text=_("A coordinator writes, submits and replies for the city. An officer can be a peer elsewhere."),
    )


class PersonForm(forms.Form):
    """Somebody who works for an organisation."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Somebody without an account gets an invitation at this address."),
    )
    name = forms.CharField(label=_("Name or function"), max_length=150, required=False)


class OrganisationForm(forms.Form):
    """An organisation."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    country = forms.ChoiceField(label=_("Country"), required=False, choices=_country_or_none)


class OrganisationFilter(forms.Form):
    """Which organisations to list."""

    q = forms.CharField(label=_("Name"), required=False, widget=forms.TextInput(attrs=SEARCH))


class ImportForm(forms.Form):
    """A CSV file of cities; after the preview its text comes back in ``text``."""

    file = forms.FileField(
        label=_("CSV file"), required=False, help_text=_("Saved as “CSV UTF-8”. Columns as in the template.")
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """``text`` holds what to import."""
        given = super().clean() or {}
        if given.get("file"):
            text = decode(given["file"].read(LARGEST + 1))
            if text is None:
                self.add_error("file", _("Choose a CSV file of at most 2 MB, saved as UTF-8."))
            given["text"] = text or ""
        elif not given.get("text"):
            self.add_error("file", _("Choose a file."))
        return given
