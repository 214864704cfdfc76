# SPDX-License-Identifier: EUPL-1.2
"""Importing, publishing and dropping versions; what people found unclear."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.benchmarks import actions
from isopolity.benchmarks.fileformat import FaultyFile, read_file
from isopolity.benchmarks.forms import AdoptForm, AnswerForm, FlagForm, ImportForm
from isopolity.benchmarks.models import BenchmarkVersion, Item, ItemFlag
from isopolity.benchmarks.views.browse import VERSIONS
from isopolity.core.components import Line
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.policy import may, require
from isopolity.core.web import attempt, see, tell
from isopolity.networks.models import Project
from isopolity.networks.rules import projects_run


def benchmark_import(request: HttpRequest) -> HttpResponse:
    """Take a file in as a draft, or only check it; the report names every fault with its line or cell."""
    require(request.user, "benchmark.import")
    form = ImportForm(request.POST or None, request.FILES or None)
    report: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        report = _report(form)
        if report["content"] and "check" not in request.POST:
            version = attempt(form, lambda: _take_in(request, form, report["content"]))
            if version:
                messages.success(request, _("The draft is here. Read it, then publish it."))
                return see("benchmark", pk=version.pk)
    crumbs = [Line(_("Benchmarks"), reverse("benchmarks")), Line(_("Import"))]
    return render(request, "benchmarks/import.html", {"form": form, "crumbs": crumbs, **report})


def _report(form: ImportForm) -> dict[str, Any]:
    upload = form.cleaned_data["file"]
    try:
        return {"name": upload.name, "content": read_file(upload.read(), upload.name), "faults": []}
    except FaultyFile as faulty:
        return {"name": upload.name, "content": None, "faults": faulty.faults}


def _take_in(request: HttpRequest, form: ImportForm, content: dict[str, Any]) -> BenchmarkVersion:
    return actions.import_version(by=me(request), content=content, replace_draft=form.cleaned_data["replace_draft"])


def _ask(request: HttpRequest, version: BenchmarkVersion, **words: Any) -> HttpResponse:
    crumbs = [Line(_("Benchmarks"), reverse("benchmarks")), Line(str(version), reverse("benchmark", args=[version.pk]))]
    context = {"back": reverse("benchmark", args=[version.pk]), "crumbs": [*crumbs, Line(words["title"])], **words}
    return render(request, "benchmarks/ask.html", context)


def benchmark_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then freeze the draft for good."""
    version = get_for(request.user, "benchmark.publish", VERSIONS, pk=pk)
    if request.method == "POST":
        actions.publish_version(by=me(request), version=version)
        messages.success(request, _("The version is published. It cannot change any more."))
        return see("benchmark", pk=pk)
    warning = _("A published version can be read by everybody and cannot change any more. Changes need a new version.")
    title = _("Publish %s") % version
    return _ask(request, version, title=title, warning=warning, button=_("Publish"), danger=False)


def benchmark_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete the draft."""
    version = get_for(request.user, "benchmark.publish", VERSIONS, pk=pk)
    if request.method == "POST":
        actions.drop_draft(by=me(request), version=version)
        messages.success(request, _("The draft is deleted."))
        return see("benchmarks")
    warning = _("The draft and its items are deleted for good. Download it first if you may need it.")
    return _ask(
        request, version, title=_("Delete the draft %s") % version, warning=warning, button=_("Delete"), danger=True
    )


@require_POST
def benchmark_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """A project that the person runs measures against this version."""
    version = get_for(request.user, "benchmark.read", VERSIONS, pk=pk)
    form = AdoptForm(request.POST, Project.objects.filter(pk__in=projects_run(request.user)))
    if not form.is_valid():
        messages.error(request, _("Choose one of your projects."))
        return see("benchmark", pk=pk)
    adoption = actions.adopt(by=me(request), project=form.cleaned_data["project"], version=version)
    messages.success(request, _("The project measures against this benchmark. Its cities approve it next."))
    return see("adoption", pk=adoption.pk)


# --- Flags ----------------------------------------------------------------------------------------------------------
def item_flag(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Say what is unclear about an item."""
    version = get_for(request.user, "benchmark.read", VERSIONS, pk=pk)
    this = get_for(request.user, "item.flag", Item.objects.select_related("version").filter(adoption=None),
                   pk=item, version=version)  # fmt: skip
    form = FlagForm(request.POST or None)
    flagged = None
    if form.is_bound:
        flagged = attempt(
            form, lambda: actions.flag_item(by=me(request), item=this, comment=form.cleaned_data["comment"])
        )
    if flagged:
        messages.success(request, _("Thank you. This is kept for the next version of the benchmark."))
        return see("item", pk=pk, item=item, part="flags")
    crumbs = [
        Line(_("Benchmarks"), reverse("benchmarks")),
        Line(str(version), reverse("benchmark", args=[pk])),
        Line(this.code, reverse("item", args=[pk, item])),
        Line(_("Say what is unclear")),
    ]
    return render(request, "benchmarks/flag.html", {"item": this, "form": form, "crumbs": crumbs})


def benchmark_flags(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that people found unclear in a version, open ones first."""
    version = get_for(request.user, "flag.read", VERSIONS, pk=pk)
    rows = ItemFlag.objects.filter(item__version=version, item__adoption=None).select_related(
        "item", "person", "project"
    )
    state = request.GET.get("state", "open")
    counts = {"open": rows.filter(settled_at=None).count(), "answered": rows.exclude(settled_at=None).count()}
    rows = rows.exclude(settled_at=None) if state == "answered" else rows.filter(settled_at=None)
    page = Paginator(rows.order_by("item__position", "pk"), 30).get_page(request.GET.get("page"))
    settles = may(request.user, "flag.settle")
    context = {
        "version": version,
        "page": page,
        "state": state,
        "counts": counts,
        "forms": [(flag, AnswerForm(auto_id=f"flag{flag.pk}_%s") if settles else None) for flag in page],
        "crumbs": [
            Line(_("Benchmarks"), reverse("benchmarks")),
            Line(str(version), reverse("benchmark", args=[pk])),
            Line(_("Unclear items")),
        ],
    }
    return render(request, "benchmarks/flags.html", context)


@require_POST
def flag_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a flag."""
    flag = get_for(request.user, "flag.settle", ItemFlag.objects.select_related("item"), pk=pk)
    try:
        actions.settle_flag(by=me(request), flag=flag, answer=request.POST.get("answer", ""))
        messages.success(request, _("Answered."))
    except Refused as refused:
        tell(request, refused)
    return see("benchmark_flags", pk=flag.item.version_id)
