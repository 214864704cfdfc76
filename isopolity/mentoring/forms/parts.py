# SPDX-License-Identifier: EUPL-1.2
"""Forms of the parts that a pair keeps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from isopolity.benchmarks.models import Item
from isopolity.core.texts import read
from isopolity.mentoring.models import (
    Academy,
    Dissemination,
    Goal,
    LearningEntry,
    Pair,
    Product,
    StudyVisit,
    VisitGuest,
    VisitSession,
)
from isopolity.mentoring.parts import PARTS
from isopolity.mentoring.queries.profiles import project_items


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PartForm(forms.ModelForm):
    """A part of a pair; the action checks it and writes the row."""

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "item" in self.fields:
            items = project_items(pair.project)
            field = self.fields["item"]
            field.queryset = Item.objects.filter(pk__in=[item.pk for item in items])  # type: ignore[attr-defined]
            field.label_from_instance = lambda item: f"{item.code} {read(item.title)}"  # type: ignore[attr-defined]
        if "visit" in self.fields:
            self.fields["visit"].queryset = pair.visits.all()  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The action does it."""


class GoalForm(PartForm):
    """A goal."""

    class Meta:
        model = Goal
        fields = PARTS["goal"].fields
        widgets = {"text": _area()}


class VisitForm(PartForm):
    """A study visit or a transfer workshop."""

    class Meta:
        model = StudyVisit
        fields = PARTS["visit"].fields
        widgets = {"starts_on": _day(), "ends_on": _day(), "aims": _area(), "outcome": _area(4)}
        help_texts = {
            "hosts": _("Functions, not names."),
            "outcome": _("Write it after the visit. The learning log holds single lessons."),
        }


class SessionForm(PartForm):
    """A line of a visit's programme."""

    class Meta:
        model = VisitSession
        fields = PARTS["session"].fields
        widgets = {"starts": _moment(), "ends": _moment()}
        help_texts = {"with_whom": _("Functions, not names.")}


class GuestForm(PartForm):
    """Somebody who takes part."""

    class Meta:
        model = VisitGuest
        fields = PARTS["guest"].fields
        help_texts = {"function": _("A function, not a name: head of the schools department.")}


class LearningForm(PartForm):
    """What was learnt."""

    class Meta:
        model = LearningEntry
        fields = PARTS["learning"].fields
        widgets = {"on": _day(), "tried": _area(), "worked": _area(), "failed": _area(), "why": _area()}
        help_texts = {"failed": _("What failed teaches most. Say it openly: only the pair and its project read it.")}


class AcademyForm(PartForm):
    """A training academy."""

    class Meta:
        model = Academy
        fields = PARTS["academy"].fields
        widgets = {"on": _day(), "about": _area()}


class ProductForm(PartForm):
    """Something that others can use."""

    class Meta:
        model = Product
        fields = PARTS["product"].fields
        widgets = {"about": _area(), "file": forms.FileInput}
        help_texts = {"link": _("A link or a file; both are possible.")}


class DisseminationForm(PartForm):
    """To whom results were told."""

    class Meta:
        model = Dissemination
        fields = PARTS["dissemination"].fields
        widgets = {"on": _day()}


FORMS: dict[str, type[PartForm]] = {
    "goal": GoalForm,
    "visit": VisitForm,
    "session": SessionForm,
    "guest": GuestForm,
    "learning": LearningForm,
    "academy": AcademyForm,
    "product": ProductForm,
    "dissemination": DisseminationForm,
}


class AgreementForm(forms.Form):
    """The text that both sides sign."""

    text = forms.CharField(label=_("What the two cities agree"), widget=_area(14))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    voids_signatures = forms.BooleanField(
        label=_("I know that the signatures given so far become void"), required=False
    )


class CommentForm(forms.Form):
    """What the mentor says."""

    text = forms.CharField(label=_("Comment"), widget=_area())
