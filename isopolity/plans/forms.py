# SPDX-License-Identifier: EUPL-1.2
"""Forms about action plans."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.core.files import ACCEPT
from isopolity.groups.models import SupportGroup
from isopolity.places.models import City, Organisation
from isopolity.plans.models import (
    AuthorityContact,
    FundingLine,
    FundingState,
    FundingStep,
    Light,
    PlanAction,
    PlanEvidence,
    Risk,
)
from isopolity.reports.models import CommitmentState

LONG = {"rows": 3, "dir": "auto"}


def day() -> forms.DateInput:
    """A field for a day."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Unchecked(forms.ModelForm):
    """Fields of a model; the action checks the row."""

    def _post_clean(self) -> None:
        """The action checks."""

    def validate_unique(self) -> None:
        """The action checks."""


class PlanFilter(forms.Form):
    """The board of plans, narrowed down and sorted."""

    q = forms.CharField(
        label=_("City, title or problem"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(
        label=_("With an action that is"), required=False,
        choices=[("", _("in any state")), *CommitmentState.choices, ("late", _("late"))],
    )  # fmt: skip
    order = forms.ChoiceField(
        label=_("Sorted by"), required=False,
        choices=[("", _("city")), ("title", _("title")), ("new", _("newest first"))],
    )  # fmt: skip


class PlanForm(forms.Form):
    """Title and the group behind the plan."""

    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("What will be better: A first job within a year.")
    )
    group = forms.ModelChoiceField(
        label=_("Support group"), queryset=SupportGroup.objects.none(), required=False,
        help_text=_("Its core members with an account can read the plan."),
    )  # fmt: skip

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["group"]
        field.queryset, field.empty_label = groups, _("none")


class NewPlanForm(forms.Form):
    """A plan of one of these cities."""

    city = forms.ModelChoiceField(label=_("City"), queryset=City.objects.none())
    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("What will be better: A first job within a year.")
    )

    def __init__(self, *args: Any, cities: Iterable[City], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(cities)
        field: Any = self.fields["city"]
        field.queryset = City.objects.filter(pk__in=[city.pk for city in known])
        if len(known) == 1:
            field.initial = known[0].pk


class ShowForm(forms.Form):
    """What everybody may see."""

    page = forms.BooleanField(
        label=_("Everybody can open the plan’s page: problem, aims, actions, milestones"), required=False
    )
    progress = forms.BooleanField(label=_("… with the progress of each action"), required=False)
    money = forms.BooleanField(label=_("… with the money, by totals only"), required=False)
    lines = forms.BooleanField(label=_("… with each funding line"), required=False)


class EvidenceForm(Unchecked):
    """A piece of the evidence base."""

    class Meta:
        model = PlanEvidence
        fields = ["kind", "text", "source", "link"]
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs=LONG)}
        help_texts = {
            "kind": _("Numbers: what is counted. Perceptions: what people say. Foresight: what is coming."),
            "source": _("Who says so, and when: Job centre, yearly figures 2026."),
        }


class ActionForm(Unchecked):
    """The facts of an action; its long texts are written on its page."""

    class Meta:
        model = PlanAction
        fields = ["title", "lead", "starts", "ends", "state", "for_women"]
        widgets = {"starts": day(), "ends": day()}
        help_texts = {
            "title": _("What will be done: Evening courses with child care."),
            "for_women": _("The action is meant for migrant women and girls in particular."),
        }


class MilestoneForm(forms.Form):
    """A step on the way."""

    name = forms.CharField(label=_("Milestone"), max_length=200, help_text=_("Rooms are rented."))
    due = forms.DateField(label=_("By when"), widget=day())


class RiskForm(Unchecked):
    """What may go wrong."""

    class Meta:
        model = Risk
        fields = ["text", "answer", "is_political"]
        widgets = {"text": forms.Textarea(attrs=LONG), "answer": forms.Textarea(attrs=LONG)}
        help_texts = {"is_political": _("An election, another majority, a new person in office.")}


class LineForm(Unchecked):
    """Where money comes from."""

    class Meta:
        model = FundingLine
        fields = ["source", "name", "is_own"]
        help_texts = {
            "name": _("The programme or call, as others find it."),
            "is_own": _("Money or work that the city itself brings in. It is added up apart."),
        }


class StepForm(Unchecked):
    """A line reached a state."""

    class Meta:
        model = FundingStep
        fields = ["state", "amount", "currency", "original", "rate_on", "day", "who", "whom", "note"]
        widgets = {"day": day(), "rate_on": day(), "note": forms.Textarea(attrs=LONG)}
        help_texts = {
            "amount": _("In euro, also where another currency is paid."),
            "currency": _("EUR, or the three letters of the currency that is paid."),
            "original": _("Only for another currency: the amount in it."),
            "rate_on": _("Only for another currency: the day of the exchange rate."),
            "who": _("An office, no name."),
            "whom": _("An office or authority, no name."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].initial = FundingState.REQUESTED
        self.fields["day"].initial = timezone.localdate
        self.fields["currency"].required = False


class RefusalForm(forms.Form):
    """Whoever was asked said no."""

    day = forms.DateField(label=_("Refused on"), widget=day(), initial=timezone.localdate)
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs=LONG), max_length=2000)


class ContactForm(Unchecked):
    """A talk with a managing authority."""

    organisation = forms.ModelChoiceField(
        label=_("Managing authority in the project"), queryset=Organisation.objects.none(), required=False
    )

    class Meta:
        model = AuthorityContact
        fields = ["body", "kind", "day", "who", "note"]
        widgets = {"day": day(), "note": forms.Textarea(attrs=LONG)}
        labels = {"body": _("Or another one")}

    field_order = ["organisation", "body", "kind", "day", "who", "note"]

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset, field.empty_label = bodies, _("another one")


class IndicationForm(forms.Form):
    """What the authority may pay for."""

    day = forms.DateField(label=_("On"), widget=day(), initial=timezone.localdate)
    who = forms.CharField(label=_("Which office says it"), max_length=200, required=False)
    note = forms.CharField(
        label=_("What your authority may pay for"), widget=forms.Textarea(attrs=LONG), max_length=4000,
        help_text=_("The programme, the call, the amount, the conditions. The city reads this."),
    )  # fmt: skip


class AskForm(forms.Form):
    """Which organisation is asked to stand behind the plan."""

    name = forms.CharField(label=_("Organisation"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254,
        help_text=_("Of a person who may speak for it. Seen only by those who write the plan."),
    )  # fmt: skip


class ResolutionForm(forms.Form):
    """A resolution on paper."""

    name = forms.CharField(label=_("Organisation"), max_length=200, help_text=_("City council of Nordhavn"))
    reference = forms.CharField(label=_("Reference of the resolution"), max_length=150)
    decided_on = forms.DateField(label=_("Decided on"), widget=day())
    given_as = forms.CharField(label=_("Signed by (function, no name)"), max_length=200, required=False)
    file = forms.FileField(
        label=_("Scanned resolution"), required=False, widget=forms.ClearableFileInput(attrs={"accept": ACCEPT})
    )


class EndorseForm(forms.Form):
    """Yes."""

    given_as = forms.CharField(
        label=_("Your function"), max_length=200, help_text=_("Head of the chamber of crafts. No name is needed.")
    )
    reference = forms.CharField(label=_("Reference of a resolution, if there is one"), max_length=150, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)


class DeclineForm(forms.Form):
    """No."""

    reason = forms.CharField(label=_("Why not?"), widget=forms.Textarea(attrs=LONG), max_length=2000)


class RoundForm(forms.Form):
    """A round of progress."""

    name = forms.CharField(label=_("Name"), max_length=150, help_text=_("Spring 2027"))
    due = forms.DateField(label=_("By when"), widget=day())


class ProgressForm(forms.Form):
    """How an action fares."""

    light = forms.ChoiceField(label=_("How does it fare?"), choices=Light.choices)
    text = forms.CharField(label=_("What happened?"), widget=forms.Textarea(attrs=LONG), max_length=20_000)
    transfer = forms.CharField(
        label=_("Who takes it up, how does it become normal practice?"), widget=forms.Textarea(attrs=LONG),
        required=False, max_length=20_000,
    )  # fmt: skip
    sustainability = forms.CharField(
        label=_("What stays when the funding ends?"), widget=forms.Textarea(attrs=LONG), required=False,
        max_length=20_000,
    )  # fmt: skip


class PlanProgressForm(forms.Form):
    """What nobody had planned."""

    unplanned = forms.CharField(
        label=_("Actions that were not planned"), widget=forms.Textarea(attrs=LONG), required=False, max_length=20_000
    )
    consequences = forms.CharField(
        label=_("What else came of it, wanted or not"), widget=forms.Textarea(attrs=LONG), required=False,
        max_length=20_000,
    )  # fmt: skip


class SheetForm(forms.Form):
    """A changed spreadsheet."""

    file = forms.FileField(
        label=_("Spreadsheet (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,
        max_length=400,
    )
