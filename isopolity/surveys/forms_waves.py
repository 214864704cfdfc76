# SPDX-License-Identifier: EUPL-1.2
"""Forms of waves and of those who are asked."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.networks.models import Partner, Project
from isopolity.surveys.form.xlsform.languages import name_of
from isopolity.surveys.models import Questionnaire, QuestionnaireState, Respondent, Wave, WaveRole, WaveState

FIXED = ("questionnaire", "consent", "is_confidential")


class WaveForm(forms.ModelForm):
    """Everything about a wave. Once it is open, what people agreed to is fixed."""

    roles = forms.MultipleChoiceField(
        label=_("Who is asked"), choices=WaveRole.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Wave
        fields = (
            "title", "questionnaire", "roles", "months", "counted_from", "phase", "base_date", "open_weeks", "closes",
            "remind_days", "is_confidential", "consent", "purge_months",
        )  # fmt: skip
        widgets = {
            "base_date": forms.DateInput(attrs={"type": "date"}),
            "closes": forms.DateInput(attrs={"type": "date"}),
            "consent": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "months": _("The clock opens the survey so many months after the date below. Often 4, 6, 12 and 24."),
            "remind_days": _("0: never. Those who have handed in are never reminded."),
            "is_confidential": _(
                "Others than the secretariat then see numbers and released quotes only, never who said what."
            ),
            "consent": _("Shown before the first question. Leave it empty to ask for no agreement."),
        }

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_project = Questionnaire.objects.filter(project=project).defer("definition")
        now = self.instance.questionnaire_id
        published = of_project.filter(state=QuestionnaireState.PUBLISHED)
        self.fields["questionnaire"].queryset = published | of_project.filter(pk=now)  # type: ignore[attr-defined]
        self.fields["phase"].queryset = project.phases.all()  # type: ignore[attr-defined]
        if self.instance.pk is None or self.instance.state == WaveState.PLANNED:
            del self.fields["closes"]
        else:
            for name in FIXED:
                del self.fields[name]

    def _post_clean(self) -> None:
        """The action checks the row; this form must not write into the instance that is shown."""

    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        return dict(self.cleaned_data)


class ContactForm(forms.Form):
    """Who answers for a body, and how it is reached."""

    name = forms.CharField(label=_("Contact person or function"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("A letter with a personal link goes there.")
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    interviewer = forms.ModelChoiceField(
        label=_("Interviewer"),
        queryset=Person.objects.none(),
        required=False,
        help_text=_("Rings up and types the answers. The secretariat can always do so."),
    )

    def __init__(self, *args: Any, body: Respondent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tags = body.wave.questionnaire.languages
        self.fields["language"].choices = [("", _("as the reader's device says")),  # type: ignore[attr-defined]
                                           *((tag, name_of(tag)) for tag in tags)]  # fmt: skip
        self.fields["interviewer"].queryset = people_around(body.wave.project_id)  # type: ignore[attr-defined]


def people_around(project: int) -> QuerySet[Person]:
    """The secretariat, and whoever works for a partner that is an organisation."""
    bodies = Partner.objects.filter(project=project).values("organisation")
    near = Q(project_roles__project=project) | Q(organisation_roles__organisation__in=bodies)
    found = Person.objects.filter(near, is_active=True)
    return Person.objects.filter(pk__in=found.values("pk")).order_by("name", "pk")


class AskMoreForm(forms.Form):
    """One more partner to ask."""

    partner = forms.ModelChoiceField(label=_("Partner"), queryset=Partner.objects.none())

    def __init__(self, *args: Any, wave: Wave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Respondent.objects.filter(wave=wave, partner__isnull=False).values("partner")
        rows = Partner.objects.filter(project=wave.project_id).exclude(pk__in=known)
        self.fields["partner"].queryset = rows.select_related("city", "organisation")  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why answers are opened again."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class OutcomeForm(forms.Form):
    """A headline outcome, in the reader's language."""

    noun = forms.CharField(label=_("Who is counted"), max_length=80, help_text=_("For example: partners"))
    text = forms.CharField(
        label=_("What is true of them"), max_length=300, help_text=_("For example: formally continue their group")
    )
    condition = forms.CharField(
        label=_("Counted when"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        help_text=_("As conditions of questions are written: ${group_continues} = 'formal'"),
    )
    sum = forms.CharField(
        label=_("Sum of"), max_length=2000, required=False, help_text=_("A sum of money to add up: ${money_total}")
    )

    def facts(self, language: str) -> dict[str, Any]:
        """What the action wants."""
        given = self.cleaned_data
        texts = {name: {language: given[name]} for name in ("noun", "text")}
        return texts | {"condition": given["condition"], "sum": given["sum"]}
