# SPDX-License-Identifier: EUPL-1.2
"""Forms about networks and projects."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from isopolity.networks.models import Partner, PartnerRole, Phase, Project, ProjectKind
from isopolity.places.models import City, Organisation


def day_input() -> forms.DateInput:
    """A day as browsers ask for it."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NetworkForm(forms.Form):
    """A network."""

    name = forms.CharField(label=_("Name"), max_length=150)
    about = forms.CharField(label=_("About"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


# Fields that only some kinds of project have.
ONLY = {
    ProjectKind.PEER_REVIEW: [
        "initial_report_weeks", "desk_review_weeks", "report_months", "reply_months", "progress_months",
        "survey_months", "purge_months", "interviews_needed", "small_group",
    ],
    ProjectKind.MENTORING: ["mentee_visits", "mentor_visits", "survey_waves"],
    ProjectKind.ACTION_PLANNING: ["survey_waves"],
}  # fmt: skip


class ProjectForm(forms.ModelForm):
    """All fields of a project of its kind: what it is, its clocks, its rules, its look."""

    class Meta:
        model = Project
        fields = [
            "name", "about", "programme", "grant_number", "starts", "ends", "working_language",
            "initial_report_weeks", "desk_review_weeks", "report_months", "reply_months", "progress_months",
            "survey_months", "purge_months", "mentee_visits", "mentor_visits", "survey_waves", "interviews_needed",
            "small_group", "accent",
        ]  # fmt: skip
        widgets = {"about": forms.Textarea(attrs={"rows": 3}), "starts": day_input(), "ends": day_input()}
        help_texts = {
            "working_language": _("A language tag, as in en."),
            "purge_months": _("Then names and contacts of interviewees are deleted, also from the history."),
            "survey_waves": _("Numbers with commas: 4, 6, 12, 24. Empty: no follow-up survey."),
            "interviews_needed": _(
                "Independent: another session, and another organisation or source group. The method asks for 2."
            ),
            "accent": _("As in #6b1d4a. It must be dark enough to read on paper-white. Empty: the site’s own."),
        }

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = ONLY[ProjectKind(kind or self.instance.kind)]
        for name in {name for names in ONLY.values() for name in names} - set(wanted):
            del self.fields[name]

    def _post_clean(self) -> None:
        """The action checks the model's rules, for pages and API alike, and writes the row."""


class PhaseForm(forms.ModelForm):
    """A phase of a project."""

    class Meta:
        model = Phase
        fields = ["name", "starts", "ends"]
        widgets = {"starts": day_input(), "ends": day_input()}

    def _post_clean(self) -> None:
        """The action checks."""


class RolesForm(forms.Form):
    """What a partner does, its web site, and the city that an organisation stands beside."""

    roles = forms.MultipleChoiceField(
        label=_("What it does"), choices=PartnerRole.choices, widget=forms.CheckboxSelectMultiple
    )
    beside = forms.ModelChoiceField(
        label=_("Stands beside"),
        queryset=Partner.objects.none(),
        required=False,
        help_text=_("Of an organisation: the city whose managing authority, ministry or association it is."),
    )
    website = forms.CharField(
        label=_("Web site"), required=False, max_length=300, widget=forms.URLInput(attrs={"placeholder": "https://"})
    )

    def __init__(self, *args: Any, project: Project, partner: Partner | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cities = Partner.objects.filter(project=project, city__isnull=False).select_related("city", "organisation")
        self.fields["beside"].queryset = cities.order_by("city__name")  # type: ignore[attr-defined]
        if partner is not None and partner.city_id:
            del self.fields["beside"]


class PartnerForm(RolesForm):
    """A city or an organisation that joins a project."""

    city = forms.ModelChoiceField(label=_("City"), queryset=City.objects.all(), required=False)
    organisation = forms.ModelChoiceField(
        label=_("Or organisation"), queryset=Organisation.objects.all(), required=False
    )
    field_order = ["city", "organisation", "roles", "beside", "website"]

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, project=project, **kwargs)
        mine = Partner.objects.filter(project=project)
        cities = City.objects.exclude(pk__in=mine.filter(city__isnull=False).values("city"))
        bodies = Organisation.objects.exclude(pk__in=mine.filter(organisation__isnull=False).values("organisation"))
        self.fields["city"].queryset = cities  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]
