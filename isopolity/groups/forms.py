# SPDX-License-Identifier: EUPL-1.2
"""Forms about support groups."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from isopolity.groups.models import CollectedBy, Facet, GroupLife, Member, SupportGroup
from isopolity.places.models import City, Organisation
from isopolity.visits.forms import CityTimeForm, MomentInput

LONG = {"rows": 3, "dir": "auto"}
SCALE = [("", _("not placed")), ("1", _("low")), ("2", _("rather low")), ("3", _("rather high")), ("4", _("high"))]


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class GroupFilter(forms.Form):
    """The list of groups, narrowed down and sorted."""

    q = forms.CharField(
        label=_("City, name or theme"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    life = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("any state")), *GroupLife.choices])
    order = forms.ChoiceField(
        label=_("Sorted by"), required=False,
        choices=[("", _("city")), ("life", _("state")), ("size", _("size")), ("met", _("last meeting"))],
    )  # fmt: skip


class GroupForm(forms.ModelForm):
    """What a group is. The action checks the rest."""

    class Meta:
        model = SupportGroup
        fields = ["kind", "name", "theme", "about", "started_on"]
        widgets = {"about": forms.Textarea(attrs=LONG), "started_on": _day()}
        help_texts = {
            "kind": _("Both are the same thing. In a mentoring it is called local support network."),
            "theme": _("What the project and this group are about in this city, in one line."),
        }

    def _post_clean(self) -> None:
        """The action checks."""


class NewGroupForm(GroupForm):
    """A new group of one of these cities."""

    city = forms.ModelChoiceField(label=_("City"), queryset=City.objects.none())
    field_order = ["city", "kind", "name", "theme", "about", "started_on"]

    def __init__(self, *args: Any, cities: Iterable[City], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(cities)
        field: Any = self.fields["city"]
        field.queryset = City.objects.filter(pk__in=[city.pk for city in known])
        if len(known) == 1:
            field.initial = known[0].pk


class LifeForm(forms.Form):
    """What became of the group."""

    life = forms.ChoiceField(label=_("State"), choices=GroupLife.choices, widget=forms.RadioSelect)
    since = forms.DateField(label=_("Since"), widget=_day())
    merged_into = forms.CharField(
        label=_("Merged into"), max_length=200, required=False, help_text=_("Only when it merged: into which body.")
    )
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs=LONG),
        help_text=_("Who carries it now, how often it meets, why it ended."),
    )  # fmt: skip


class MemberForm(forms.ModelForm):
    """A member of the group. The action checks the rest."""

    class Meta:
        model = Member
        fields = [
            "kind", "function", "organisation", "name", "email", "sector", "tier", "stake", "is_politician",
            "connection", "joined_on",
        ]  # fmt: skip
        widgets = {"connection": forms.Textarea(attrs=LONG), "joined_on": _day(), "kind": forms.RadioSelect}
        help_texts = {
            "function": _("For a person. Everybody in the group reads this: head of the women’s centre."),
            "organisation": _("Everybody in the group reads this."),
            "name": _("Seen by coordinators only. You can leave it out."),
            "email": _("Seen by coordinators only. Invitations to meetings go there."),
            "stake": _(
                "Key: interested and influential. Primary: finally affected, for better or worse. Secondary: others."
            ),
            "connection": _("What they do about the theme in daily life."),
            "is_politician": _("An elected person who answers for the theme of the group."),
        }

    def _post_clean(self) -> None:
        """The action checks."""

    def validate_unique(self) -> None:
        """The action checks."""


class LeaveForm(forms.Form):
    """The day on which a member left."""

    left_on = forms.DateField(label=_("Left on"), widget=_day())


class PlaceForm(forms.Form):
    """A place on the stakeholder map; both empty takes the member off it."""

    interest = forms.TypedChoiceField(label=_("Interest"), required=False, choices=SCALE, coerce=int, empty_value=None)
    influence = forms.TypedChoiceField(
        label=_("Influence"), required=False, choices=SCALE, coerce=int, empty_value=None
    )


class FacetForm(forms.Form):
    """A facet with its values, one a line."""

    name = forms.CharField(label=_("Facet"), max_length=80, help_text=_("For example: age group, born abroad."))
    values = forms.CharField(
        label=_("Values, one a line"), widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("The group’s own words. Between 2 and 12."),
    )  # fmt: skip
    collected_by = forms.ChoiceField(
        label=_("How it is counted"), choices=CollectedBy.choices, widget=forms.RadioSelect, initial=CollectedBy.COUNTS
    )

    def clean_values(self) -> list[str]:
        return [line[:80] for line in self.cleaned_data["values"].splitlines() if line.strip()]


class CountsForm(forms.Form):
    """The anonymous sums of one facet."""

    def __init__(self, *args: Any, facet: Facet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for value in facet.values.all():
            self.fields[f"value_{value.pk}"] = forms.IntegerField(
                label=value.name, min_value=0, max_value=500, initial=value.counted
            )

    @property
    def counts(self) -> dict[int, int]:
        """value → number."""
        return {int(name.partition("_")[2]): number for name, number in self.cleaned_data.items()}


class ReasonForm(forms.Form):
    """We know, because …"""

    reason = forms.CharField(label=_("We know, because …"), widget=forms.Textarea(attrs=LONG), max_length=2000)


class CancelForm(forms.Form):
    """Why a meeting does not take place."""

    reason = forms.CharField(
        label=_("Why is it cancelled?"), widget=forms.Textarea(attrs=LONG), max_length=2000,
        help_text=_("Whoever is invited reads this."),
    )  # fmt: skip


class GroupMeetingForm(CityTimeForm):
    """A meeting, with times on the city's clocks."""

    title = forms.CharField(label=_("Title"), max_length=150)
    starts = forms.DateTimeField(label=_("Starts"), widget=MomentInput())
    ends = forms.DateTimeField(label=_("Ends"), widget=MomentInput())
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    online = forms.URLField(label=_("Online link"), max_length=300, required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        """Times as moments."""
        found = super().clean() or {}
        for name in ("starts", "ends"):
            if found.get(name):
                found[name] = found[name].replace(tzinfo=self.zone)
        return found


class PointForm(forms.Form):
    """A point of the agenda."""

    text = forms.CharField(label=_("Point"), max_length=300)
    length = forms.IntegerField(label=_("Length in minutes"), min_value=1, max_value=600, initial=10)
    who = forms.CharField(label=_("Who"), max_length=150, required=False)


class GuestsForm(forms.Form):
    """Whom to invite."""

    members = forms.ModelMultipleChoiceField(
        label=_("Members"), queryset=Member.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    organisations = forms.ModelMultipleChoiceField(
        label=_("Managing authorities beside the city"), queryset=Organisation.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, members: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["members"].queryset = members
        fields["organisations"].queryset = organisations
        if not organisations.exists():
            del self.fields["organisations"]


class DecisionForm(forms.Form):
    """What was decided."""

    text = forms.CharField(label=_("Decision"), widget=forms.Textarea(attrs=LONG), max_length=4000)


class TaskForm(forms.Form):
    """What, who, by when."""

    what = forms.CharField(label=_("What"), max_length=300)
    member = forms.ModelChoiceField(label=_("Who"), queryset=Member.objects.none(), required=False)
    due = forms.DateField(label=_("By when"), widget=_day(), required=False)

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["member"]
        field.queryset = members
        field.empty_label = _("nobody yet")
