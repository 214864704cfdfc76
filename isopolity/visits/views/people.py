# SPDX-License-Identifier: EUPL-1.2
"""People to meet: proposed by the host or the team, their contact kept apart."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import items_of
from isopolity.core.components import Action
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, see
from isopolity.reviews.models import Review
from isopolity.visits import actions
from isopolity.visits.forms import IdentityForm, IntervieweeForm, item_choices, of_interviewee, time_choices, times_of
from isopolity.visits.models import Interviewee, Slot
from isopolity.visits.queries.people import people_to_meet, purge_day, wishes
from isopolity.visits.queries.timetable import zone_of
from isopolity.visits.views.frame import form_page, frame

A_PAGE = 50
Reader = Any


def _review(person: Reader, pk: int) -> Review:
    return get_for(person, "interviewee.propose", Review.objects.for_frame(), pk=pk)


def _interviewee(person: Reader, pk: int, permission: str = "interviewee.change") -> Interviewee:
    rows = people_to_meet_anywhere()
    return get_for(person, permission, rows, pk=pk)


def people_to_meet_anywhere() -> Any:
    """Interviewees with their review."""
    return Interviewee.objects.select_related(
        "review__city", "review__project", "review__adoption__version", "identity"
    )


def interviewees(request: HttpRequest, pk: int) -> HttpResponse:
    """The list, and whom the desk reviews would like to meet."""
    person: Reader = request.user
    review = _review(person, pk)
    inside = may(person, "team.inside", review)
    new = reverse("interviewee_new", args=[pk])
    actions_ = [Action(_("Propose somebody"), new, "plus", primary=True)]
    who = _("team only") if inside else _("host and team")
    context = frame(request, review, _("People to meet"), part="interviewees", who=who, actions=actions_)
    context |= {
        "page": Paginator(people_to_meet(review), A_PAGE).get_page(request.GET.get("page")),
        "inside": inside,
        "wishes": wishes(review) if inside else [],
        "new_url": new,
        "purge": purge_day(review),
        "propose": Action(_("Propose somebody"), new, "plus"),
    }
    return render(request, "visits/interviewees.html", context)


def _form(request: HttpRequest, review: Review, first: dict[str, Any]) -> IntervieweeForm:
    items = items_of(review.adoption.version, review.adoption)
    slots = Slot.objects.filter(visit__review=review)
    choices = {"items": item_choices(items), "times": _times(review, slots, first)}
    return IntervieweeForm(request.POST or None, initial=first, **choices)


def _times(review: Review, slots: Any, first: dict[str, Any]) -> list[Any]:
    """The rows for meetings, and times chosen earlier that are no row any more."""
    zone = zone_of(review)
    choices = time_choices(slots, zone)
    named = {span for _day, rows in choices for span, _text in rows}
    listed = {tuple(times_of([span])[0]) for span in named}
    others = [span for span in first.get("times", []) if tuple(times_of([span])[0]) not in listed]
    first["times"] = [_same(span, named) for span in first.get("times", [])]
    return [*choices, (_("Other times"), [(span, span) for span in others])] if others else list(choices)


def _same(span: str, named: set[str]) -> str:
    """The choice that means the same time, whatever its zone is written as."""
    return next((one for one in named if times_of([one]) == times_of([span])), span)


def _facts(form: IntervieweeForm) -> dict[str, Any]:
    data = dict(form.cleaned_data)
    data["items"] = list(Item.objects.filter(pk__in=data["items"]))
    data["times"] = times_of(data.get("times", []))
    data["state"] = data["state"] or "proposed"
    return data


def interviewee_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose somebody; ``?function=`` and ``?items=`` come from a suggestion."""
    person: Reader = request.user
    review = _review(person, pk)
    first = {"function": request.GET.get("function", "")[:200], "items": request.GET.getlist("items")}
    form = _form(request, review, first)
    if request.method == "POST":
        made = attempt(form, lambda: actions.propose_interviewee(by=person, review=review, **_facts(form)))
        if made:
            messages.success(request, _("%s is on the list.") % made.function)
            return see("identity", made.pk) if "contact" in request.POST else see("interviewees", pk)
    inside = may(person, "team.inside", review)
    return form_page(
        request, review, form, title=_("Propose somebody to meet"), button=_("Propose"), part="interviewees",
        back=reverse("interviewees", args=[pk]), who=_("team only") if inside else _("host and team"),
        intro=_("Write functions, not names. Name and contact have a page of their own."),
        extra={"second": ("contact", _("Propose, then add name and contact"))},
    )  # fmt: skip


def interviewee(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known about somebody to meet."""
    person: Reader = request.user
    who = _interviewee(person, pk)
    review = who.review
    form = _form(request, review, of_interviewee(who, zone_of(review)))
    back = reverse("interviewees", args=[review.pk])
    if request.method == "POST":
        done = attempt(form, lambda: actions.change_interviewee(by=person, interviewee=who, **_facts(form)))
        if done:
            messages.success(request, _("Saved."))
            return see(back)
    return form_page(
        request, review, form, title=who.function, button=_("Save"), back=back, part="interviewees",
        who=_("host and team") if who.by_host else _("team only"),
        extra={"remove": reverse("interviewee_remove", args=[pk]), "contact": reverse("identity", args=[pk])},
    )  # fmt: skip


def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Name and contact, apart from everything else."""
    person: Reader = request.user
    who = _interviewee(person, pk)
    row = getattr(who, "identity", None)
    names = ("name", "email", "phone", "note")
    form = IdentityForm(request.POST or None, initial={name: getattr(row, name, "") for name in names})
    back = reverse("interviewees", args=[who.review_id])
    if request.method == "POST":
        done = attempt(form, lambda: actions.set_identity(by=person, interviewee=who, **form.cleaned_data))
        if done:
            messages.success(request, _("Saved."))
            return see(back)
    day = purge_day(who.review)
    deleted = _("It is deleted after %s, from the history too.") % day if day else ""
    intro = _("Kept apart from everything that is said.")
    return form_page(
        request, who.review, form, title=_("Name and contact: %s") % who.function, button=_("Save"), back=back,
        who=_("host and team") if who.by_host else _("team only"), part="interviewees",
        intro=f"{intro} {deleted}".strip(),
    )  # fmt: skip


@require_POST
def interviewee_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal back."""
    person: Person = request.user  # type: ignore[assignment]
    who = _interviewee(person, pk)
    review = who.review_id
    actions.remove_interviewee(by=person, interviewee=who)
    messages.success(request, _("The proposal is taken back."))
    return see("interviewees", review)
