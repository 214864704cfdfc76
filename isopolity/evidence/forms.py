# SPDX-License-Identifier: EUPL-1.2
"""Forms of the evidence bank."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from isopolity.assessments.models import Document
from isopolity.benchmarks.models import Item
from isopolity.core.levels import Level
from isopolity.core.texts import read
from isopolity.evidence.actions.bank import PAPERS
from isopolity.evidence.models import Basis, Evidence, SourceKind
from isopolity.visits.forms import item_choices
from isopolity.visits.models import SourceGroup

Choice = tuple[int, str]

SORTS = [
    ("newest", gettext_lazy("newest first")),
    ("oldest", gettext_lazy("oldest first")),
    ("item", gettext_lazy("by item")),
    ("source", gettext_lazy("by source")),
    ("level", gettext_lazy("by level")),
]


class BankFilter(forms.Form):
    """What to show of the bank. Everything stands in the address."""

    q = forms.CharField(
        label=gettext_lazy("Words"), max_length=200, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    item = forms.ChoiceField(label=gettext_lazy("Item"), required=False)
    pillar = forms.ChoiceField(label=gettext_lazy("Pillar"), required=False)
    level = forms.ChoiceField(
        label=gettext_lazy("Level"), required=False, choices=[("", gettext_lazy("all")), *Level.choices]
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Fact or opinion"), required=False, choices=[("", gettext_lazy("both")), *Basis.choices]
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of source"), required=False, choices=[("", gettext_lazy("all")), *SourceKind.choices]
    )
    session = forms.ChoiceField(label=gettext_lazy("Meeting"), required=False)
    group = forms.ChoiceField(
        label=gettext_lazy("Source group"), required=False, choices=[("", gettext_lazy("all")), *SourceGroup.choices]
    )
    withdrawn = forms.ChoiceField(
        label=gettext_lazy("Withdrawn"), required=False,
        choices=[("", gettext_lazy("hide")), ("all", gettext_lazy("show too")), ("only", gettext_lazy("show only"))],
    )  # fmt: skip
    mine = forms.ChoiceField(
        label=gettext_lazy("Written by"), required=False,
        choices=[("", gettext_lazy("everybody")), ("yes", gettext_lazy("me"))],
    )  # fmt: skip
    sort = forms.ChoiceField(label=gettext_lazy("Order"), required=False, choices=SORTS)

    def __init__(self, *args: Any, items: Iterable[Item], sessions: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = list(items)
        groups = {item.group_id: f"{item.group.code} {read(item.group.name)}".strip() for item in items}
        fields: dict[str, Any] = self.fields
        fields["item"].choices = [("", _("all")), *((str(item.pk), item.code) for item in items)]
        fields["pillar"].choices = [("", _("all")), *((str(pk), name) for pk, name in groups.items())]
        fields["session"].choices = [("", _("all")), *sessions]

    def wanted(self) -> dict[str, str]:
        """What was chosen; a choice that does not exist asks for nothing."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class EvidenceForm(forms.Form):
    """One piece of evidence. ``seen`` marks the text that the change started from."""

    text = forms.CharField(
        label=gettext_lazy("Statement"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One short statement. First-hand experience is a fact, a judgement on it an opinion."),
    )  # fmt: skip
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Items"), widget=forms.SelectMultiple(attrs={"size": 8}), required=False
    )
    level = forms.ChoiceField(label=gettext_lazy("Points to"), choices=Level.choices, widget=forms.RadioSelect())
    basis = forms.ChoiceField(label=gettext_lazy("Fact or opinion"), choices=Basis.choices, widget=forms.RadioSelect())
    context = forms.CharField(
        label=gettext_lazy("Context that matters"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reference = forms.CharField(label=gettext_lazy("Document, page"), max_length=200, required=False)
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, items: Iterable[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = item_choices(items)  # type: ignore[attr-defined]


class PaperForm(EvidenceForm):
    """Evidence from a document, the initial report or a survey. ``key`` keeps a double click from counting twice."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Where it comes from"),
        choices=[(kind.value, kind.label) for kind in PAPERS],
        help_text=gettext_lazy("These support a finding; only interviews and workshops corroborate it."),
    )
    document = forms.ChoiceField(label=gettext_lazy("Document of the city"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput(), required=False)

    field_order: Sequence[str] = (
        "kind", "document", "reference", "text", "items", "level", "basis", "context", "seen", "key",
    )  # fmt: skip

    def __init__(self, *args: Any, documents: Iterable[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("none")), *((str(row.pk), row.name) for row in documents)]
        self.fields["document"].choices = choices  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """The piece that stays."""

    into = forms.ChoiceField(label=gettext_lazy("Merge into"), widget=forms.RadioSelect())
    text = forms.CharField(
        label=gettext_lazy("Statement of the merged piece"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Leave it empty to keep the other piece’s own words."),
    )  # fmt: skip

    def __init__(self, *args: Any, others: Iterable[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [(str(row.pk), row.text[:300]) for row in others]  # type: ignore[attr-defined]
