# SPDX-License-Identifier: EUPL-1.2
"""Forms of a visit. What may be chosen is given by the view; actions check the rest."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from isopolity.benchmarks.models import Item
from isopolity.core.texts import read
from isopolity.reviews.models import TeamMember
from isopolity.visits.models import Interviewee, IntervieweeState, MeetingKind, Room, Slot, SlotKind, SourceGroup
from isopolity.visits.queries.timetable import day_name, span_text

Choices = Sequence[tuple[str, str]]
F = TypeVar("F", bound=forms.Field)


def needed_later(field: F) -> F:
    """May be empty now, but the work needs it in the end: the page does not call it optional."""
    field.is_needed_later = True  # type: ignore[attr-defined]
    return field


class LanguagesField(forms.Field):
    """Languages as short codes with commas: ``it, ar``."""

    def to_python(self, value: Any) -> list[str]:
        text = str(value or "")
        return [tag.strip() for tag in text.replace(";", ",").split(",") if tag.strip()]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def validate(self, value: Any) -> None:
        for tag in value:
            if len(tag) > 12 or not tag.replace("-", "").isalnum():
                raise forms.ValidationError(_("“%s” is not a language code. Write for example: it, ar.") % tag)


def item_choices(items: Iterable[Item]) -> list[tuple[str, str]]:
    """Items as ``GG/A/1 title``."""
    return [(str(item.pk), f"{item.code} {read(item.title)}") for item in items]


def time_choices(slots: Iterable[Slot], zone: ZoneInfo) -> list[tuple[str, list[tuple[str, str]]]]:
    """The rows for meetings by day, to tick when somebody can be met."""
    days: dict[str, list[tuple[str, str]]] = {}
    for slot in slots:
        if slot.kind == SlotKind.MEETINGS:
            span = f"{slot.during.lower.isoformat()}/{slot.during.upper.isoformat()}"
            days.setdefault(day_name(slot.during.lower, zone), []).append((span, span_text(slot.during, zone)))
    return list(days.items())


def times_of(spans: Iterable[str]) -> list[tuple[datetime, datetime]]:
    """What was ticked, as times."""
    pairs = [span.split("/") for span in spans]
    return [(datetime.fromisoformat(starts), datetime.fromisoformat(ends)) for starts, ends in pairs]


class IntervieweeForm(forms.Form):
    """Somebody to meet, by function."""

    function = forms.CharField(
        label=gettext_lazy("Function"), max_length=200,
        help_text=gettext_lazy("What the person does, never the name: “Head of the housing office”."),
    )  # fmt: skip
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"), max_length=200, required=False,
        help_text=gettext_lazy("Department, association, company. Leave it empty for somebody who represents none."),
    )  # fmt: skip
    source_group = forms.ChoiceField(label=gettext_lazy("Source group"), choices=SourceGroup.choices)
    languages = LanguagesField(
        label=gettext_lazy("Languages"), required=False, help_text=gettext_lazy("Codes with commas: it, ar")
    )
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Can speak to these items"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip
    times = forms.MultipleChoiceField(
        label=gettext_lazy("Can be met at"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=gettext_lazy("Choose nothing if any time is good."),
    )  # fmt: skip
    availability = forms.CharField(
        label=gettext_lazy("When and where they can be met, in words"), required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why meet them"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    state = forms.ChoiceField(label=gettext_lazy("Invitation"), choices=IntervieweeState.choices, required=False)

    def __init__(self, *args: Any, items: Choices, times: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = items  # type: ignore[attr-defined]
        self.fields["times"].choices = times  # type: ignore[attr-defined]
        if not times:
            del self.fields["times"]


def of_interviewee(who: Interviewee, zone: ZoneInfo) -> dict[str, Any]:
    """The form's first content."""
    spans = [
        f"{time.during.lower.astimezone(zone).isoformat()}/{time.during.upper.astimezone(zone).isoformat()}"
        for time in who.times.all()
    ]
    names = ("function", "organisation", "source_group", "languages", "availability", "reason", "state")
    return {
        **{name: getattr(who, name) for name in names},
        "items": [str(item.pk) for item in who.items.all()],
        "times": spans,
    }


class IdentityForm(forms.Form):
    """Name and contact: kept apart, deleted on the project's date."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    email = forms.CharField(label=gettext_lazy("E-mail address"), max_length=254, required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=60, required=False)
    note = forms.CharField(
        label=gettext_lazy("Practical notes"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("How to reach them, what they need. Nothing that they say about the city."),
    )  # fmt: skip


class RoomForm(forms.Form):
    """A room for meetings."""

    name = forms.CharField(label=gettext_lazy("Room"), max_length=100)
    site = forms.CharField(
        label=gettext_lazy("Site"), max_length=100, required=False,
        help_text=gettext_lazy("The building, where there are several."),
    )  # fmt: skip


class MomentInput(forms.DateTimeInput):
    """Date and time as the browser asks for them, in the city's time zone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class CityTimeForm(forms.Form):
    """A form whose times are those of the host city."""

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def moment(self, name: str) -> datetime | None:
        """What was typed, as a moment: a clock in the city, whatever the reader's own zone."""
        typed = self.cleaned_data.get(name)
        return typed.replace(tzinfo=self.zone) if typed else None


class SlotForm(CityTimeForm):
    """A row of the timetable."""

    starts = forms.DateTimeField(label=gettext_lazy("Starts"), widget=MomentInput())
    ends = forms.DateTimeField(label=gettext_lazy("Ends"), widget=MomentInput())
    kind = forms.ChoiceField(label=gettext_lazy("For"), choices=SlotKind.choices)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=150, required=False)


class RulesForm(forms.Form):
    """The visit's numbers."""

    slot_minutes = forms.IntegerField(label=gettext_lazy("Minutes of a meeting"), min_value=15, max_value=240)
    max_meetings_per_day = forms.IntegerField(
        label=gettext_lazy("Meetings a day and interviewer, at most"), min_value=1, max_value=12
    )
    write_up_slots_per_day = forms.IntegerField(
        label=gettext_lazy("Slots to write up, a day and interviewer"), min_value=0, max_value=8
    )
    max_consecutive_slots = forms.IntegerField(label=gettext_lazy("Slots in a row, at most"), min_value=1, max_value=12)


class MeetingForm(forms.Form):
    """A new meeting, not placed yet."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=MeetingKind.choices)
    interviewees = needed_later(
        forms.MultipleChoiceField(
            label=gettext_lazy("Whom to meet"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
            help_text=gettext_lazy("An interview needs somebody. The people of a workshop can be named later."),
        )
    )  # fmt: skip
    title = forms.CharField(
        label=gettext_lazy("Title for the host"), max_length=150, required=False,
        help_text=gettext_lazy("The host reads it. Do not name anybody whom the team proposed."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Interviewee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interviewees"].choices = [  # type: ignore[attr-defined]
            (str(who.pk), " – ".join(part for part in (who.function, who.organisation) if part)) for who in people
        ]


class PlanForm(CityTimeForm):
    """When, where and by whom one meeting is taken."""

    title = MeetingForm.base_fields["title"]
    interviewees = MeetingForm.base_fields["interviewees"]
    starts = forms.DateTimeField(label=gettext_lazy("Starts"), required=False, widget=MomentInput())
    ends = forms.DateTimeField(label=gettext_lazy("Ends"), required=False, widget=MomentInput())
    room = forms.ChoiceField(label=gettext_lazy("Room"), required=False)
    members = needed_later(
        forms.MultipleChoiceField(
            label=gettext_lazy("Interviewers"), required=False, widget=forms.CheckboxSelectMultiple(),
            help_text=gettext_lazy("Interviews are taken by pairs. Name both before the meeting."),
        )
    )  # fmt: skip
    interpreter_language = forms.CharField(
        label=gettext_lazy("Interpreter for"), max_length=12, required=False,
        help_text=gettext_lazy("A language code. With an interpreter a meeting takes twice as long."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        people: Iterable[Interviewee],
        rooms: Iterable[Room],
        members: Iterable[TeamMember],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["interviewees"].choices = [
            (str(who.pk), " – ".join(part for part in (who.function, who.organisation) if part)) for who in people
        ]
        fields["room"].choices = [("", _("No room yet")), *((str(room.pk), str(room)) for room in rooms)]
        fields["members"].choices = [(str(m.pk), f"{m.initials} – {m.person}") for m in members]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("starts")) != bool(cleaned.get("ends")) and not self.errors:
            self.add_error("ends", _("Give both: when it starts and when it ends."))
        return cleaned


class ReasonForm(forms.Form):
    """A reason that is kept."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class ConsentForm(forms.Form):
    """What interviewees are told."""

    text = forms.CharField(
        label=gettext_lazy("What interviewees are told"), required=False, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("An empty text brings the standard one back."),
    )  # fmt: skip
