# SPDX-License-Identifier: EUPL-1.2
"""Forms of findings, headline findings, report, reply and commitments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from isopolity.core.components import FAMILIES
from isopolity.core.levels import Level
from isopolity.core.texts import read
from isopolity.reports.models import Balance, Commitment, CommitmentState, Finding, Horizon, ReplyAnswer

WIDE = {"rows": 5, "dir": "auto"}


class FindingFilter(forms.Form):
    """The list of findings, narrowed down."""

    q = forms.CharField(label=_("Code or word"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(label=_("State"), required=False)
    level = forms.ChoiceField(label=_("Team's level"), required=False)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("all items")),
            ("open", _("without finding")),
            ("unchecked", _("not compared")),
            ("differ", _("city and team differ")),
            ("practice", _("practices")),
            ("overridden", _("overridden")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(code, state.word) for code, state in FAMILIES["finding"].items()]
        self.fields["state"].choices = [("", _("any state")), *states]  # type: ignore[attr-defined]
        self.fields["level"].choices = [("", _("any level")), *Level.choices]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """A decision with its reason."""

    reason = forms.CharField(label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


class FindingChoice(forms.ModelMultipleChoiceField):
    """Usable findings to tick, by code and title."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        level = obj.get_level_display() if obj.level else "–"
        return f"{obj.item.code} · {read(obj.item.title)} · {level}"


class RestsOnFindings(forms.Form):
    """A text that rests on findings. ``usable`` are those that may carry it."""

    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs=WIDE))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, usable: list[Finding], required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Finding.objects.filter(pk__in=[one.pk for one in usable]).select_related("item")
        field = FindingChoice(queryset=rows.order_by("item__position"), required=required, label=_("Findings under it"))
        field.help_text = _("Only usable findings are listed: corroborated, or overridden by the facilitator.")
        self.fields["findings"] = field


class HeadlineForm(RestsOnFindings):
    """A headline finding."""

    balance = forms.ChoiceField(label=_("Praise or criticism"), choices=Balance.choices, widget=forms.RadioSelect)
    field_order = ("text", "balance", "findings")


class RecommendationForm(RestsOnFindings):
    """A recommendation."""

    horizon = forms.ChoiceField(label=_("Horizon"), choices=Horizon.choices, widget=forms.RadioSelect)
    addressee = forms.CharField(
        label=_("Addressed to"),
        max_length=150,
        help_text=_("A function in the city, for example: head of the schools department."),
    )
    field_order = ("text", "horizon", "addressee", "findings")


class TitleForm(forms.Form):
    """The title of a report or a section."""

    title = forms.CharField(label=_("Title"), max_length=150)


class FactCheckForm(forms.Form):
    """What is wrong in a paragraph."""

    comment = forms.CharField(label=_("What is wrong?"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


class AnswerForm(forms.Form):
    """What the team did about it."""

    answer = forms.CharField(label=_("What was done"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


class ReplyForm(forms.Form):
    """The host's answer to a recommendation."""

    answer = forms.ChoiceField(label=_("The city's answer"), choices=ReplyAnswer.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Needed when you accept in part or decline. It is published with your answer."),
    )


class CommitmentForm(forms.ModelForm):
    """What the city will do."""

    class Meta:
        model = Commitment
        fields = ["title", "office", "decision", "decided_on", "due", "amount"]
        widgets = {
            "decided_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "decision": _("For example the council's resolution with its number. It can be added later."),
            "office": _("An office or department, not a person."),
        }

    def validate_constraints(self) -> None:
        """The action does it, in words."""


class ProgressForm(forms.Form):
    """A dated word on a commitment."""

    state = forms.ChoiceField(label=_("How far is it?"), choices=CommitmentState.choices)
    text = forms.CharField(label=_("What happened?"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
