# SPDX-License-Identifier: EUPL-1.2
"""A project's benchmark: which items it measures, in which words, and which cities have approved it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.benchmarks import actions
from isopolity.benchmarks.forms import AddItemForm, WordingForm
from isopolity.benchmarks.maps import benchmark_map, groups_in_order
from isopolity.benchmarks.models import Adoption, Item, OverlayItem
from isopolity.benchmarks.queries import approving_cities, is_answered, item_rows, reword
from isopolity.core.components import Action, Line, Stat
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, number, see
from isopolity.places.models import City

ADOPTIONS = Adoption.objects.select_related("project__network", "version__benchmark")


def _crumbs(adoption: Adoption, *more: Line) -> list[Line]:
    project = Line(adoption.project.name, reverse("project", args=[adoption.project_id]) if _has("project") else "")
    return [project, Line(_("Benchmark"), reverse("adoption", args=[adoption.pk]) if more else ""), *more]


def _has(name: str) -> bool:
    from django.urls import NoReverseMatch

    try:
        reverse(name, args=[1])
    except NoReverseMatch:
        return False
    return True


def adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """The items as the project measures them, and who has approved them."""
    this = get_for(request.user, "adoption.read", ADOPTIONS, pk=pk)
    overlay = {row.item_id: row for row in this.overlay.all()}
    items = list(item_rows(this.version, this).select_related("group"))
    for item in items:
        if item.pk in overlay:
            reword(item, overlay[item.pk])
    shown = [item for item in items if not (item.pk in overlay and overlay[item.pk].is_hidden)]
    is_open = not is_answered(this)
    changes = may(request.user, "adoption.change", this) and is_open
    cities = _cities(request, this)
    add = Action(_("Add an item"), reverse("adoption_add", args=[pk]), "plus")
    context = {
        "adoption": this,
        "is_open": is_open,
        "changes_items": changes,
        "actions": [add] if changes else [],
        "cities": cities,
        "stats": [
            Stat(sum(1 for row in cities if row["approval"]), _("cities have approved"), len(cities)),
            Stat(len(shown), _("items to measure")),
        ],
        "map": benchmark_map(
            this.version,
            shown,
            family="item",
            state=lambda item: "item",
            url=lambda item: f"#item-{item.pk}",
            flagged=lambda item: item.pk in overlay or item.adoption_id is not None,
            note=lambda item: _("changed by this project") if item.pk in overlay or item.adoption_id else "",
        ),
        "rows": [
            {"group": group, "name": name, "items": [(i, overlay.get(i.pk)) for i in items if i.group_id == group.pk]}
            for group, name in groups_in_order(this.version)
        ],
        "changes": this.changes.select_related("person")[:30],
        "crumbs": _crumbs(this),
    }
    return render(request, "benchmarks/adoption.html", context)


def _cities(request: HttpRequest, this: Adoption) -> list[dict[str, Any]]:
    approvals = {row.city_id: row for row in this.approvals.select_related("approved_by")}
    cities = sorted(approving_cities(this.project), key=lambda city: city.name.casefold())
    return [
        {
            "city": city,
            "approval": approvals.get(city.pk),
            "mine": may(request.user, "adoption.approve", (this, city)),
        }
        for city in cities
    ]


@require_POST
def adoption_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """A coordinator approves for the city, or takes the approval back."""
    this = get_for(request.user, "adoption.read", ADOPTIONS, pk=pk)
    city = City.objects.filter(pk=number(request.POST.get("city", ""))).first()
    if city is None:
        raise Http404
    if request.POST.get("withdraw"):
        actions.withdraw_approval(by=me(request), adoption=this, city=city)
        messages.success(request, _("%s has taken its approval back.") % city)
    else:
        actions.approve(by=me(request), adoption=this, city=city)
        messages.success(request, _("%s has approved the benchmark.") % city)
    return see("adoption", pk=pk, part="approvals")


def adoption_item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Reword or hide one item for this project, or bring it back."""
    this = get_for(request.user, "adoption.change", ADOPTIONS, pk=pk)
    rows = item_rows(this.version, this).select_related("group", "adoption", "version")
    one = get_object_or_404(rows, pk=item)  # the permission is the adoption's, asked above
    original = {"title": dict(one.title), "text": dict(one.text)}
    change = OverlayItem.objects.filter(adoption=this, item=one).first()
    if change:
        reword(one, change)
    form = WordingForm(request.POST or None, this.version, item=one)
    if form.is_bound and form.is_valid():
        one.title, one.text = original["title"], original["text"]
        if attempt(form, lambda: _change(request, this, one, form)):
            messages.success(request, _("The item %s is changed. Every city is asked to approve again.") % one.code)
            return see("adoption", pk=pk, part=f"item-{item}")
    context = {
        "adoption": this,
        "item": one,
        "change": change,
        "original": original,
        "form": form,
        "approved": this.approvals.count(),
        "crumbs": _crumbs(this, Line(one.code)),
    }
    return render(request, "benchmarks/adoption_item.html", context)


def _change(request: HttpRequest, this: Adoption, item: Item, form: WordingForm) -> bool:
    reason = form.cleaned_data["reason"]
    words: dict[str, Any] = {"title": form.texts("title"), "text": form.texts("text"), "reason": reason}
    if item.adoption_id is not None:
        if "remove" in request.POST:
            actions.remove_added_item(by=me(request), item=item, reason=reason)
        else:
            actions.change_added_item(by=me(request), item=item, **words)
    elif "restore" in request.POST:
        actions.restore_item(by=me(request), adoption=this, item=item, reason=reason)
    else:
        actions.change_overlay(by=me(request), adoption=this, item=item, is_hidden="hide" in request.POST, **words)
    return True


def adoption_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an item of the project's own."""
    this = get_for(request.user, "adoption.change", ADOPTIONS, pk=pk)
    form = AddItemForm(request.POST or None, this.version)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        made = attempt(
            form,
            lambda: actions.add_item(
                by=me(request),
                adoption=this,
                group=data["group"],
                code=data["code"],
                title=form.texts("title"),
                text=form.texts("text"),
                facets=form.labels(),
                prompts=data["prompts"].splitlines(),
                reason=data["reason"],
            ),
        )
        if made:
            messages.success(request, _("The item %s is added. Every city is asked to approve again.") % made.code)
            return see("adoption", pk=pk, part=f"item-{made.pk}")
    context = {
        "adoption": this,
        "form": form,
        "approved": this.approvals.count(),
        "crumbs": _crumbs(this, Line(_("Add an item"))),
    }
    return render(request, "benchmarks/adoption_add.html", context)
