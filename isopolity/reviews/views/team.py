# SPDX-License-Identifier: EUPL-1.2
"""A review's team: who is in it, joining, one's own declaration, leaving."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.core.components import Action
from isopolity.core.getters import get_for
from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.core.web import attempt, see
from isopolity.reviews import actions
from isopolity.reviews.forms import DeclarationForm, MemberForm, PlaceForm, ReasonForm
from isopolity.reviews.models import Review, TeamMember
from isopolity.reviews.queries.team import advice, former_members, team_rows
from isopolity.reviews.views.common import own_place_or_404, page, review_for


def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in the team and what each still has to do."""
    review = review_for(request, "team.read", pk)
    person = request.user
    changes, inside = may(person, "team.change", review), may(person, "team.inside", review)
    buttons = [Action(_("Add a member"), link("member_add", pk), "plus", True)] if changes else []
    return page(
        request, review, "team.html", "team",
        page_title=_("Team"), page_actions=buttons, rows=team_rows(review), advice=advice(review),
        former=former_members(review) if changes or inside else [],
        changes=changes, trains=may(person, "team.train", review), sees_marks=changes or inside,
    )  # fmt: skip


def member_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody joins the team."""
    review = review_for(request, "team.change", pk)
    form = MemberForm(request.POST or None, review=review)
    if request.method == "POST":
        made = attempt(form, lambda: _add(request, review, form))
        if made is not None:
            messages.success(request, _("%s is in the team now. Next: confirm and declare.") % made.person)
            return see("team", pk)
    return page(request, review, "member_add.html", "team", form=form, page_title=_("Add a member"))


def _add(request: HttpRequest, review: Review, form: MemberForm) -> TeamMember:
    facts: dict[str, Any] = dict(form.cleaned_data)
    person, email, name = facts.pop("person"), facts.pop("email"), facts.pop("name")
    if person is not None:
        return actions.add_member(by=request.user, review=review, person=person, **facts)  # type: ignore[arg-type]
    return actions.invite_member(by=request.user, review=review, email=email, name=name, **facts)  # type: ignore[arg-type]


def _member(request: HttpRequest, permission: str, pk: int) -> TeamMember:
    rows = TeamMember.objects.present().select_related(
        "person", "city", "review__project", "review__city", "review__adoption__version", "review__assessment"
    )
    return get_for(request.user, permission, rows, pk=pk)


def member(request: HttpRequest, pk: int) -> HttpResponse:
    """One member's place: change it, name the leader, take somebody out."""
    found = _member(request, "member.change", pk)
    review = found.review
    form = PlaceForm.of(found, request.POST or None)
    if request.method == "POST":
        attempt(form, lambda: actions.change_member(by=request.user, member=found, **form.cleaned_data))  # type: ignore[arg-type]
        if not form.errors:
            messages.success(request, _("The changes are saved."))
            return see("team", review.pk)
    return page(
        request, review, "member.html", "team",
        form=form, member=found, page_title=str(found.person),
        changes=may(request.user, "team.change", review), trains=may(request.user, "team.train", review),
    )  # fmt: skip


@require_POST
def member_lead(request: HttpRequest, pk: int) -> HttpResponse:
    """This member leads the team from now on."""
    found = _member(request, "member.change", pk)
    actions.appoint_leader(by=request.user, member=found)  # type: ignore[arg-type]
    messages.success(request, _("%s leads the team now.") % found.person)
    return see("team", found.review_id)


@require_POST
def member_trained(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a member as trained, or take the mark back."""
    found = _member(request, "member.change", pk)
    is_trained = request.POST.get("trained") == "yes"
    actions.mark_trained(by=request.user, member=found, is_trained=is_trained)  # type: ignore[arg-type]
    messages.success(request, _("The mark is saved."))
    return see("team", found.review_id)


def member_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """A member leaves, with a reason."""
    found = _member(request, "member.change", pk)
    review = get_for(request.user, "team.change", Review.objects.for_pages(), pk=found.review_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        attempt(form, lambda: actions.remove_member(by=request.user, member=found, **form.cleaned_data))  # type: ignore[arg-type]
        if not form.errors:
            messages.success(request, _("%s has left the team and no longer sees the team's work.") % found.person)
            return see("team", review.pk)
    return page(request, review, "leave.html", "team", form=form, member=found, page_title=_("Take out of the team"))


def declaration(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own place: confirm it, and declare conflicts of interest before seeing anything."""
    mine = own_place_or_404(request, pk)
    start = {"has_conflict": "yes" if mine.has_conflict else "no", "declaration": mine.declaration}
    form = DeclarationForm(request.POST or None, initial=start if mine.declared_at else None)
    if request.method == "POST":
        attempt(form, lambda: actions.declare(by=request.user, member=mine, **form.cleaned_data))  # type: ignore[arg-type]
        if not form.errors:
            return _declared(request, mine)
    return page(
        request, mine.review, "declaration.html", "team", form=form, member=mine,
        training_url=link("review_training", pk), page_title=_("My place in this team"),
    )  # fmt: skip


def _declared(request: HttpRequest, mine: TeamMember) -> HttpResponse:
    if mine.has_conflict:
        messages.warning(request, _("Thank you. The secretariat decides who takes your place."))
        return see("declaration", mine.review_id)
    messages.success(request, _("Thank you. You can now read what the team reads."))
    return see("review", mine.review_id) if mine.confirmed_at else see("declaration", mine.review_id)


@require_POST
def place_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes to being in the team."""
    actions.confirm(by=request.user, member=own_place_or_404(request, pk))  # type: ignore[arg-type]
    messages.success(request, _("Your place in the team is confirmed."))
    return see("declaration", pk)


def place_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the team of one's own will."""
    mine = own_place_or_404(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        attempt(form, lambda: actions.leave(by=request.user, member=mine, **form.cleaned_data))  # type: ignore[arg-type]
        if not form.errors:
            messages.success(request, _("You have left the team. What you noted stays with it."))
            return see("/")
    return page(request, mine.review, "leave.html", "team", form=form, member=mine, page_title=_("Leave the team"))
