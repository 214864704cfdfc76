# SPDX-License-Identifier: EUPL-1.2
"""Forms of the document shelf, and the filter of public projects."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.core.files import ACCEPT
from isopolity.networks.forms.projects import day_input
from isopolity.networks.models import DocumentKind, Partner, Phase, Project, ProjectKind

EVERY = [("", _("every kind"))]


class ShelfChangeForm(forms.Form):
    """Facts about a document. ``own``: partners for which the person may add; None: for all, and for the project."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind.choices)
    partner = forms.ModelChoiceField(
        label=_("Belongs to"), queryset=Partner.objects.none(), required=False, empty_label=_("the whole project")
    )
    phase = forms.ModelChoiceField(label=_("Phase"), queryset=Phase.objects.none(), required=False)
    language = forms.CharField(
        label=_("Language"), max_length=12, initial="en", help_text=_("A language tag, as in en.")
    )
    dated = forms.DateField(label=_("Date of the document"), widget=day_input(), initial=timezone.localdate)
    is_public = forms.BooleanField(
        label=_("Public: everybody reads it on the project’s public page"),
        required=False,
        help_text=_("Otherwise only partners of the project read it."),
    )

    def __init__(self, *args: Any, project: Project, own: list[int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = project.partners.select_related("city", "organisation").order_by("city__name", "organisation__name")
        choice: Any = self.fields["partner"]
        choice.queryset = partners if own is None else partners.filter(pk__in=own)
        if own is not None:
            choice.required, choice.empty_label = True, None
        self.fields["phase"].queryset = project.phases.all()  # type: ignore[attr-defined]


class ShelfForm(ShelfChangeForm):
    """A new document."""

    file = forms.FileField(label=_("File"), widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}))
    field_order = ["file", "title", "kind", "partner", "phase", "language", "dated", "is_public"]


class ShelfFilter(forms.Form):
    """Which documents are listed."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*EVERY, *DocumentKind.choices])
    partner = forms.ModelChoiceField(
        label=_("Partner"), queryset=Partner.objects.none(), required=False, empty_label=_("all")
    )
    phase = forms.ModelChoiceField(
        label=_("Phase"), queryset=Phase.objects.none(), required=False, empty_label=_("all")
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = project.partners.select_related("city", "organisation").order_by("city__name", "organisation__name")
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]
        self.fields["phase"].queryset = project.phases.all()  # type: ignore[attr-defined]


class PublicFilter(forms.Form):
    """Which public projects are listed."""

    q = forms.CharField(
        label=_("Name or city"), required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*EVERY, *ProjectKind.choices])
