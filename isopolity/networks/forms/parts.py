# SPDX-License-Identifier: EUPL-1.2
"""Forms for steps, documents asked for, budget lines, spending and objectives."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.networks.forms.projects import day_input
from isopolity.networks.models import (
    DocumentKind,
    DueFrom,
    LineKind,
    Partner,
    PartnerRole,
    Phase,
    Project,
    ShelfDocument,
    StepScope,
)
from isopolity.networks.models.steps import MOST_MONTHS


def _rows(form: forms.Form, name: str, rows: Any) -> None:
    form.fields[name].queryset = rows  # type: ignore[attr-defined]


class TimedForm(forms.Form):
    """When something is due: months after the edge of a phase or the project, or a day."""

    phase = forms.ModelChoiceField(label=_("Phase"), queryset=Phase.objects.none(), required=False)
    due_months = forms.IntegerField(
        label=_("Due after months"), required=False, min_value=-MOST_MONTHS, max_value=MOST_MONTHS
    )
    due_from = forms.ChoiceField(label=_("Counted from"), choices=DueFrom.choices)
    due_on = forms.DateField(
        label=_("Or on this day"), required=False, widget=day_input(), help_text=_("Give months or a day, not both.")
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _rows(self, "phase", project.phases.all())


class StepForm(TimedForm):
    """A step of a project; one that is computed keeps for whom it is done."""

    name = forms.CharField(label=_("Step"), max_length=150)
    scope = forms.ChoiceField(label=_("Done by"), choices=StepScope.choices, initial=StepScope.CITY)
    field_order = ["name", "scope", "phase", "due_months", "due_from", "due_on"]

    def __init__(self, *args: Any, is_computed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_computed:
            del self.fields["scope"]


class RequestForm(TimedForm):
    """A document that partners are asked for."""

    kind = forms.ChoiceField(label=_("Document"), choices=DocumentKind.choices)
    from_role = forms.ChoiceField(
        label=_("Asked from each partner that is"), choices=PartnerRole.choices, initial=PartnerRole.CITY
    )
    note = forms.CharField(label=_("What it should say"), max_length=300, required=False)
    field_order = ["kind", "from_role", "note", "phase", "due_months", "due_from", "due_on"]


def _euro(
    label: Any, help_text: Any = "", *, required: bool = False, least: Decimal = Decimal(0)
) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=help_text, required=required, min_value=least, max_digits=14, decimal_places=2
    )


class LineForm(forms.Form):
    """A budget line."""

    name = forms.CharField(label=_("Name"), max_length=150)
    kind = forms.ChoiceField(label=_("Pays for"), choices=LineKind.choices, initial=LineKind.OTHER)
    ceiling = _euro(_("At most, in euro"), _("Empty: no ceiling."))
    minimum = _euro(_("At least, in euro"), _("Empty: no minimum."))
    is_ring_fenced = forms.BooleanField(
        label=_("Ring-fenced: the minimum is kept for this line and for nothing else"), required=False
    )
    financed_percent = forms.DecimalField(
        label=_("Share the programme pays, in percent"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
        initial=100,
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class SpendForm(forms.Form):
    """Money spent on a line."""

    on = forms.DateField(label=_("Date"), widget=day_input(), initial=timezone.localdate)
    amount = _euro(_("Amount in euro"), required=True, least=Decimal("0.01"))
    partner = forms.ModelChoiceField(label=_("Partner"), queryset=Partner.objects.none(), required=False)
    note = forms.CharField(label=_("What for"), max_length=300, required=False)
    original_amount = _euro(_("Amount in its own currency"))
    original_currency = forms.CharField(
        label=_("Currency"), max_length=3, required=False, help_text=_("Three letters, as in SEK.")
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _rows(self, "partner", project.partners.select_related("city", "organisation"))


class ObjectiveForm(forms.Form):
    """An objective of a project."""

    text = forms.CharField(label=_("Objective"), max_length=300)
    phase = forms.ModelChoiceField(label=_("Phase"), queryset=Phase.objects.none(), required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _rows(self, "phase", project.phases.all())


class TickForm(forms.Form):
    """An objective is done."""

    on = forms.DateField(label=_("Done on"), widget=day_input(), initial=timezone.localdate)
    proof = forms.CharField(
        label=_("What proves it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: five partners signed between April and June. Everybody reads it on the public page."),
    )
    document = forms.ModelChoiceField(
        label=_("Document on the shelf"), queryset=ShelfDocument.objects.none(), required=False
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _rows(self, "document", project.documents.all())


class ReasonForm(forms.Form):
    """Why an objective is open again."""

    reason = forms.CharField(label=_("Why it is open again"), widget=forms.Textarea(attrs={"rows": 2}))
