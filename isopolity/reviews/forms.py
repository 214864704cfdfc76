# SPDX-License-Identifier: EUPL-1.2
"""Forms of a review: its dates, its team, its training, handing the initial report back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Adoption, Item
from isopolity.core.components import FAMILIES
from isopolity.core.files import ACCEPT
from isopolity.core.levels import Level
from isopolity.core.texts import read
from isopolity.networks.models import Project
from isopolity.places.models import City, CityRole, Organisation
from isopolity.reviews.choices import language_choices, pillar_choices
from isopolity.reviews.models import DeskNote, MemberKind, Review, TeamMember


class Day(forms.DateField):
    """A day, picked in the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DatesForm(forms.Form):
    """When the visit takes place, and in which language the team works."""

    starts = Day(label=_("First day of the visit"), required=False)
    ends = Day(label=_("Last day of the visit"), required=False, help_text=_("A visit takes three to four days."))
    working_language = forms.ChoiceField(label=_("Working language of the team"))

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["working_language"].choices = language_choices(languages)  # type: ignore[attr-defined]


class ReviewForm(DatesForm):
    """A new review of one of the project's cities."""

    city = forms.ModelChoiceField(City.objects.none(), label=_("Host city"), help_text=_("The city to be reviewed."))
    adoption = forms.ModelChoiceField(Adoption.objects.none(), label=_("Benchmark"))
    field_order = ("city", "adoption", "starts", "ends", "working_language")

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = City.objects.filter(partnerships__project=project)
        cities = self.fields["city"]
        cities.queryset = partners.exclude(reviews__project=project)  # type: ignore[attr-defined]
        adoptions = self.fields["adoption"]
        rows = Adoption.objects.filter(project=project).select_related("version")
        adoptions.queryset = rows  # type: ignore[attr-defined]
        adoptions.label_from_instance = lambda row: str(row.version)  # type: ignore[attr-defined]
        if rows.count() == 1:
            adoptions.initial = rows[0]


class MoveForm(forms.Form):
    """The reason for moving a review on unfinished."""

    reason = forms.CharField(
        label=_("Reason for moving on unfinished"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept and shown to everybody who sees this review."),
    )


class ReasonForm(forms.Form):
    """Why a member leaves."""

    reason = forms.CharField(label=_("Why does the member leave?"), widget=forms.Textarea(attrs={"rows": 3}))


class PlaceForm(forms.Form):
    """A member's place in the team."""

    kind = forms.ChoiceField(
        label=_("Joins as"),
        choices=MemberKind.choices,
        widget=forms.RadioSelect,
        initial=MemberKind.PEER,
        help_text=_("A peer comes from another city of the project. Everybody else is an expert."),
    )
    city = forms.ModelChoiceField(
        City.objects.none(), label=_("City"), required=False, help_text=_("Needed for a peer.")
    )
    organisation = forms.ModelChoiceField(Organisation.objects.all(), label=_("Organisation"), required=False)
    initials = forms.CharField(
        label=_("Initials"),
        max_length=4,
        help_text=_("Two or three letters, once in a team. They mark who heard what."),
    )
    is_facilitator = forms.BooleanField(label=_("Is the facilitator"), required=False)
    does_desk_review = forms.BooleanField(label=_("Writes a desk review"), required=False, initial=True)
    languages = forms.MultipleChoiceField(
        label=_("Can interview in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    expertise = forms.MultipleChoiceField(label=_("Knows well"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cities = City.objects.filter(partnerships__project=review.project_id).exclude(pk=review.city_id)
        tongues = [tag for city in cities for tag in city.languages]
        self.fields["city"].queryset = cities  # type: ignore[attr-defined]
        self.fields["languages"].choices = language_choices([*tongues, *review.city.languages])  # type: ignore[attr-defined]
        self.fields["expertise"].choices = pillar_choices(review.adoption.version)  # type: ignore[attr-defined]

    @classmethod
    def of(cls, member: TeamMember, data: Any = None) -> "PlaceForm":
        """The form filled with the member's present place."""
        return cls(data, review=member.review, initial={name: getattr(member, name) for name in cls.base_fields})


class MemberForm(PlaceForm):
    """Somebody who joins: an officer of a partner city, or anybody by e-mail address."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("An officer of a partner city"),
        required=False,
        help_text=_("People of the host city are not in this list: they cannot review themselves."),
    )
    email = forms.EmailField(
        label=_("or somebody else, by e-mail address"), required=False, help_text=_("Who has no account is invited.")
    )
    name = forms.CharField(label=_("Their name or function"), max_length=150, required=False)
    field_order = ("person", "email", "name", "kind", "city", "organisation", "initials")

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, review=review, **kwargs)
        hosts = CityRole.objects.filter(city=review.city_id).values("person")
        taken = TeamMember.objects.present().filter(review=review).values("person")
        people = Person.objects.filter(is_active=True, city_roles__city__partnerships__project=review.project_id)
        chosen = self.fields["person"]
        chosen.queryset = people.exclude(pk__in=hosts).exclude(pk__in=taken).distinct()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "person" in self.errors or "email" in self.errors:
            return found
        if bool(found.get("person")) == bool(found.get("email")):
            self.add_error("person", _("Choose an officer of a partner city, or give an e-mail address."))
        if found.get("person") and not found.get("city") and found.get("kind") == MemberKind.PEER:
            cities = self.fields["city"].queryset  # type: ignore[attr-defined]
            found["city"] = cities.filter(roles__person=found["person"]).first()
        return found


class DeclarationForm(forms.Form):
    """Does anything bind this member?"""

    has_conflict = forms.TypedChoiceField(
        label=_("Is there anything that would keep you from judging this city fairly?"),
        choices=[("no", _("No, nothing binds me")), ("yes", _("Yes, there is a conflict of interest"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_(
            "For example: you worked for this city, sell to it, compete with it for money, or are close to somebody who"
            " is responsible there."
        ),
    )
    declaration = forms.CharField(
        label=_("What could bias my judgement"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The secretariat and the facilitator read this. Needed when there is a conflict."),
    )


class ReturnForm(forms.Form):
    """What is missing in the initial report."""

    comment = forms.CharField(
        label=_("What is missing?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The host coordinator reads this."),
    )


class Moment(forms.DateTimeField):
    """A day and a time, picked in the browser's own calendar."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class TrainingForm(forms.Form):
    """A training session."""

    title = forms.CharField(label=_("Title"), max_length=150)
    starts = Moment(label=_("Starts"))
    ends = Moment(label=_("Ends"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False, help_text=_("An address, or a link."))
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("One point a line: time, topic, who leads it. Leave time to rehearse interviews."),
    )


class MaterialForm(forms.Form):
    """A file for a training."""

    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ACCEPT}))
    title = forms.CharField(label=_("Title"), max_length=150, required=False)


class DeskFilter(forms.Form):
    """Which items of one's own desk review are listed."""

    state = forms.ChoiceField(
        label=_("Items"),
        required=False,
        choices=[("", _("all")), ("left", _("without a judgement")), ("done", _("judged"))],
    )
    level = forms.ChoiceField(label=_("Judged as"), required=False, choices=[("", _("any")), *Level.choices])

    def keeps(self, item: Item, note: DeskNote | None, state: str) -> bool:
        """Whether the item is listed."""
        wanted = self.cleaned_data if self.is_bound and self.is_valid() else {}
        by_state = wanted.get("state")
        if by_state and (by_state == "done") != (state == "done"):
            return False
        return not wanted.get("level") or (note is not None and note.level == wanted["level"])


class CompiledFilter(forms.Form):
    """Which items of the compiled desk reviews are listed."""

    state = forms.ChoiceField(label=_("Peers"), required=False)
    pillar = forms.ChoiceField(label=_("Group"), required=False)
    level = forms.ChoiceField(label=_("Somebody says"), required=False, choices=[("", _("any")), *Level.choices])
    item = forms.ChoiceField(label=_("Item"), required=False)

    def __init__(self, *args: Any, items: list[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = FAMILIES["difference"]
        groups = {item.group_id: item.group for item in items}
        choices = {
            "state": [("", _("all")), *((code, states[code].word) for code in ("agree", "differ", "need_more"))],
            "pillar": [("", _("all")), *((str(pk), read(group.name)) for pk, group in groups.items())],
            "item": [("", _("all")), *((str(item.pk), item.code) for item in items)],
        }
        for name, rows in choices.items():
            self.fields[name].choices = rows  # type: ignore[attr-defined]

    def keeps(self, one: Any) -> bool:
        """Whether the item is listed. A filter that makes no sense is left aside."""
        if not self.is_bound:
            return True
        self.is_valid()
        wanted = self.cleaned_data
        return (
            wanted.get("state") in (None, "", one.state)
            and wanted.get("pillar") in (None, "", str(one.item.group_id))
            and wanted.get("item") in (None, "", str(one.item.pk))
            and (not wanted.get("level") or wanted["level"] in one.levels)
        )
