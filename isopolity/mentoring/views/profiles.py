# SPDX-License-Identifier: EUPL-1.2
"""A city's profile: read, write, feed, hand in; and its vetoes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core import web
from isopolity.core.components import Line
from isopolity.core.errors import Refused
from isopolity.core.policy import may
from isopolity.mentoring import actions
from isopolity.mentoring.actions.profiles import Wanted
from isopolity.mentoring.forms import FactsForm, VetoForm
from isopolity.mentoring.frame import mentoring_frame
from isopolity.mentoring.models import Profile, Source, Veto
from isopolity.mentoring.queries.profiles import (
    PAIRED,
    could_feed,
    is_mentee,
    is_mentor,
    lines_by_group,
    profile_of,
)
from isopolity.networks.models import Project, ProjectKind
from isopolity.places.models import City


def _profile(request: HttpRequest, pk: int, city: int, permission: str) -> Profile:
    """The profile, begun or not; 404 for whoever may not, and for a city that is not to be paired."""
    rows = City.objects.filter(partnerships__project=pk, partnerships__roles__overlap=PAIRED)
    found = (
        rows.filter(pk=city, partnerships__project__kind=ProjectKind.MENTORING).select_related("association").first()
    )
    if found is None:
        raise Http404
    profile = profile_of(Project.objects.get(pk=pk), found)
    if not may(request.user, permission, profile):
        raise Http404
    return profile


def _page(request: HttpRequest, template: str, profile: Profile, *crumbs: Line, **context: Any) -> HttpResponse:
    frame = mentoring_frame(request.user, profile.project, "", *crumbs)
    return render(request, f"mentoring/{template}.html", {**frame, "profile": profile, "city": profile.city, **context})


def _crumb(profile: Profile) -> Line:
    return Line(profile.city.name, reverse("profile", args=[profile.project_id, profile.city_id]))


@require_safe
def profile(request: HttpRequest, pk: int, city: int) -> HttpResponse:
    """What the city says about itself."""
    found = _profile(request, pk, city, "profile.read")
    writes = may(request.user, "profile.write", found)
    partner = found.project.partners.get(city=city)
    groups = lines_by_group(found)
    feeds = could_feed(found) if writes else {}
    taken = {row.source: row for row in found.takeovers.all()} if found.pk else {}
    vetoes = Veto.objects.filter(project=pk, city=city, withdrawn_at=None).select_related("other", "city", "project")
    return _page(
        request, "profile", found, Line(found.city.name),
        groups=[(group, [row for row in group.rows if row.line]) for group in groups],
        has_items=bool(groups), can_write=writes, is_mentee=is_mentee(partner), is_mentor=is_mentor(partner),
        feeds=[(Source(source), thing, taken.get(source)) for source, thing in feeds.items()],
        vetoes=[row for row in vetoes if may(request.user, "veto.withdraw", row)],
        can_veto=may(request.user, "veto.make", found),
    )  # fmt: skip


def profile_facts(request: HttpRequest, pk: int, city: int) -> HttpResponse:
    """Population, competences, languages, places for mentees."""
    found = _profile(request, pk, city, "profile.write")
    form = FactsForm(request.POST or None, instance=profile_of(found.project, found.city))

    def save() -> Profile:
        return actions.set_facts(by=me(request), project=found.project, city=found.city, **form.cleaned_data)

    if request.method == "POST" and None is not web.attempt(form, save):
        messages.success(request, _("Saved."))
        return web.see("profile", pk, city)
    return _page(request, "form", found, _crumb(found), Line(_("Facts")), form=form, title=_("What the city is like"),
                 who=_("the city; secretariat and association once it is handed in"))  # fmt: skip


def profile_items(request: HttpRequest, pk: int, city: int) -> HttpResponse:
    """All items of the benchmark: what the city wants to learn, what it can teach."""
    found = _profile(request, pk, city, "profile.write")
    groups, refused = lines_by_group(found), ""
    if request.method == "POST":
        wanted = [_wanted(request, row.item) for group in groups for row in group.rows]
        try:
            actions.set_items(by=me(request), project=found.project, city=found.city, lines=wanted)
            messages.success(request, _("Saved."))
            return web.see("profile", pk, city)
        except Refused as error:
            refused = str(error)
        said = {one.item.pk: one for one in wanted}
        for group in groups:
            for row in group.rows:
                row.line = said[row.item.pk]  # type: ignore[assignment]
    partner = found.project.partners.get(city=city)
    return _page(
        request, "items", found, _crumb(found), Line(_("Learn and teach")), groups=groups, refused=refused,
        is_mentee=is_mentee(partner), is_mentor=is_mentor(partner), needs=needs(), strengths=strengths(),
    )  # fmt: skip


def needs() -> list[tuple[int, str]]:
    """How much a city wants to learn."""
    return [(0, "–"), (1, _("1 a little")), (2, _("2 much")), (3, _("3 very much"))]


def strengths() -> list[tuple[int, str]]:
    """How well a city can teach."""
    return [(0, "–"), (1, _("1 we meet it")), (2, _("2 we surpass it"))]


def _wanted(request: HttpRequest, item: Any) -> Wanted:
    sent = request.POST
    return Wanted(
        item,
        need=web.number(sent.get(f"need-{item.pk}")),
        strength=web.number(sent.get(f"strength-{item.pk}")),
        note=sent.get(f"note-{item.pk}", ""),
    )


@require_POST
def profile_do(request: HttpRequest, pk: int, city: int) -> HttpResponse:
    """Hand in, take back, let something feed the profile or stop it."""
    found = _profile(request, pk, city, "profile.write")
    of: dict[str, Any] = {"by": me(request), "project": found.project, "city": found.city}
    do, source = request.POST.get("do", ""), request.POST.get("source", "")
    try:
        if do == "take_over":
            rows = actions.take_over(**of, source=source)
            messages.success(
                request, _("%d lines were taken over. Look at them, and change what is wrong.") % len(rows)
            )
        elif do == "stop_feeding":
            actions.stop_feeding(**of, source=source)
            messages.success(request, _("The consent is taken back, and what was taken over is gone."))
        elif do in ("hand_in", "take_back"):
            (actions.hand_in if do == "hand_in" else actions.take_back)(**of)
            messages.success(request, _done(do))
        else:
            raise Http404
    except Refused as refused:
        web.tell(request, refused)
    return web.see("profile", pk, city)


def _done(do: str) -> str:
    if do == "hand_in":
        return _("Thank you. The secretariat can pair the city now.")
    return _("Only the city reads its profile now.")


def veto(request: HttpRequest, pk: int, city: int) -> HttpResponse:
    """Say that the city is not to be paired with another."""
    found = _profile(request, pk, city, "veto.make")
    others = City.objects.filter(partnerships__project=pk, partnerships__roles__overlap=PAIRED).exclude(pk=city)
    initial = {"other": web.number(request.GET.get("other")) or None}
    form = VetoForm(request.POST or None, cities=others.distinct(), initial=initial)

    def save() -> Veto:
        return actions.say_no(by=me(request), project=found.project, city=found.city, **form.cleaned_data)

    if request.method == "POST" and (made := web.attempt(form, save)):
        messages.success(request, _("%(city)s will not be paired with %(other)s.") % {
            "city": found.city, "other": made.other})  # fmt: skip
        return web.see("mentoring", pk)
    return _page(request, "form", found, Line(_("Say no")), form=form, who=_("secretariat only"), button=_("Say no"),
                 title=_("A city that %s should not be paired with") % found.city)  # fmt: skip


@require_POST
def veto_withdraw(request: HttpRequest, pk: int, veto: int) -> HttpResponse:
    """Take a veto back."""
    rows = Veto.objects.select_related("project", "city")
    row = get_object_or_404(rows, pk=veto, project=pk)
    if not may(request.user, "veto.withdraw", row):
        raise Http404
    actions.withdraw_veto(by=me(request), veto=row)
    messages.success(request, _("The veto is taken back."))
    return web.see("mentoring", pk)
