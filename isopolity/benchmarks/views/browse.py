# SPDX-License-Identifier: EUPL-1.2
"""Reading benchmarks: public once published."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from isopolity.benchmarks.content import content_of, prompt_trees
from isopolity.benchmarks.difference import difference
from isopolity.benchmarks.fileformat import KINDS, write_file
from isopolity.benchmarks.forms import AdoptForm, FlagForm, ItemFilter, LibraryFilter, language_name
from isopolity.benchmarks.frozen import facets_of
from isopolity.benchmarks.maps import benchmark_map, groups_in_order
from isopolity.benchmarks.models import BenchmarkVersion, Item, VersionState
from isopolity.benchmarks.queries import items_of, linked_items, open_flags, readable_versions
from isopolity.benchmarks.uses import uses_of
from isopolity.core.components import Action, Line
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.texts import read
from isopolity.networks.models import Project
from isopolity.networks.rules import projects_run

VERSIONS = BenchmarkVersion.objects.select_related("benchmark")


@login_not_required
def benchmarks(request: HttpRequest) -> HttpResponse:
    """The library: every benchmark in its current version, and drafts for those who import."""
    filter_ = LibraryFilter(request.GET or None)
    rows = readable_versions(request.user).exclude(state=VersionState.SUPERSEDED).order_by("benchmark__urn", "-pk")
    words = filter_.cleaned_data["q"].split() if filter_.is_bound and filter_.is_valid() else []
    for word in words:
        rows = rows.filter(title__icontains=word)
    actions = []
    if may(request.user, "benchmark.import"):
        actions = [Action(_("Import a benchmark"), reverse("benchmark_import"), "upload", primary=True)]
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    return render(request, "benchmarks/benchmarks.html", {"page": page, "filter": filter_, "actions": actions})


def chosen_language(request: HttpRequest, version: BenchmarkVersion) -> str:
    """The language in which the content is shown: the address says it, else the reader's, else the original's."""
    wanted = [request.GET.get("lang", ""), get_language() or "en"]
    return next((tag for tag in wanted if tag in version.languages), version.languages[0])


def language_links(request: HttpRequest, version: BenchmarkVersion, language: str) -> list[dict[str, Any]]:
    """The languages of the content as links that keep the rest of the address."""
    links = []
    for tag in version.languages:
        query = request.GET.copy()
        query["lang"] = tag
        url = f"{request.path}?{query.urlencode()}"
        links.append({"tag": tag, "name": language_name(tag), "url": url, "current": tag == language})
    return links


@login_not_required
def benchmark(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: its map, what each group expects, the items; as a filter of the address leaves them."""
    version = get_for(request.user, "benchmark.read", VERSIONS, pk=pk)
    language = chosen_language(request, version)
    items, groups = items_of(version), groups_in_order(version, [language])
    filter_ = ItemFilter(request.GET or None, groups, facets_of(version), language)
    shown = filter_.chosen(items, language)
    flags = open_flags(version) if request.user.is_authenticated else set()
    suffix = f"?lang={language}" if request.GET.get("lang") else ""
    context = {
        "version": version,
        "language": language,
        "languages": language_links(request, version, language),
        "map": benchmark_map(
            version,
            items,
            family="item",
            state=lambda item: "item",
            url=lambda item: reverse("item", args=[pk, item.pk]) + suffix,
            flagged=lambda item: item.pk in flags,
            group_url=lambda group: f"#group-{group.pk}",
            caption=_("Each square is one item. Choose one to read it."),
            language=language,
        ),
        "filter": filter_,
        "rows": [
            {"group": group, "name": name, "items": [item for item in shown if item.group_id == group.pk]}
            for group, name in groups
        ],
        "shown": len(shown),
        "total": len(items),
        "suffix": suffix,
        "crumbs": [Line(_("Benchmarks"), reverse("benchmarks")), Line(read(version.title, language))],
        **_around(request, version),
    }
    return render(request, "benchmarks/benchmark.html", context)


def _around(request: HttpRequest, version: BenchmarkVersion) -> dict[str, Any]:
    """Other versions, what the reader can do with this one, and its context factors and background sections."""
    others = readable_versions(request.user).filter(benchmark=version.benchmark_id).exclude(pk=version.pk)
    actions = []
    if may(request.user, "flag.read", version):
        actions.append(Action(_("Unclear items"), reverse("benchmark_flags", args=[version.pk]), "flag"))
    manages = may(request.user, "benchmark.publish", version) and not version.is_frozen
    projects = Project.objects.filter(pk__in=projects_run(request.user)) if request.user.is_authenticated else None
    adopts = version.state == VersionState.PUBLISHED and projects is not None and projects.exists()
    return {
        "actions": actions,
        "others": others,
        "manages": manages,
        "adopt": AdoptForm(None, projects) if adopts else None,
        "factors": version.context_factors.all(),
        "sections": version.background_sections.all(),
    }


@login_not_required
def item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """One item: what it expects, why, how to see it, questions, examples, links, where it is used."""
    version = get_for(request.user, "benchmark.read", VERSIONS, pk=pk)
    items = items_of(version)
    place = next((n for n, one in enumerate(items) if one.pk == item), None)
    if place is None:
        raise Http404
    this, language = items[place], chosen_language(request, version)
    suffix = f"?lang={language}" if request.GET.get("lang") else ""

    def address(one: Item) -> str:
        return reverse("item", args=[pk, one.pk]) + suffix

    reads_flags = may(request.user, "flag.read", version)
    context = {
        "version": version,
        "item": this,
        "language": language,
        "languages": language_links(request, version, language),
        "labels": [label for label in facets_of(version) if this.facets.get(label.facet) == label.code],
        "prompts": prompt_trees(this.prompts.all(), "item_id").get(this.pk, []),
        "links": [(_relation(relation), one) for relation, one in linked_items(version, this)],
        "uses": uses_of(request.user, this),
        "flags": this.flags.select_related("person", "project") if reads_flags else None,
        "flag_form": FlagForm() if may(request.user, "item.flag", this) else None,
        "before": (items[place - 1], address(items[place - 1])) if place else None,
        "after": (items[place + 1], address(items[place + 1])) if place + 1 < len(items) else None,
        "map": benchmark_map(
            version, items, family="item", state=lambda one: "item", url=address, current=this, language=language
        ),
        "crumbs": [
            Line(_("Benchmarks"), reverse("benchmarks")),
            Line(read(version.title, language), reverse("benchmark", args=[pk]) + suffix),
            Line(this.code),
        ],
    }
    return render(request, "benchmarks/item.html", context)


def _relation(code: str) -> str:
    return {
        "same": _("the same as"),
        "broader": _("wider than"),
        "narrower": _("narrower than"),
        "related": _("related to"),
    }[code]


@login_not_required
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """What changed from version ``other`` to version ``pk``: items added, removed, reworded, side by side."""
    after = get_for(request.user, "benchmark.read", VERSIONS, pk=pk)
    before = get_for(request.user, "benchmark.read", VERSIONS, pk=other, benchmark=after.benchmark_id)
    language = chosen_language(request, after)
    context = {
        "before": before,
        "after": after,
        "language": language,
        "languages": language_links(request, after, language),
        "found": difference(items_of(before), items_of(after), language),
        "crumbs": [
            Line(_("Benchmarks"), reverse("benchmarks")),
            Line(str(after), reverse("benchmark", args=[pk])),
            Line(_("What changed")),
        ],
    }
    return render(request, "benchmarks/compare.html", context)


@login_not_required
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The version as a file: YAML or a spreadsheet, whole."""
    version = get_for(request.user, "benchmark.read", VERSIONS, pk=pk)
    name = f"{slugify(version.benchmark.urn.rpartition(':')[2]) or 'benchmark'}-{slugify(version.number)}.{kind}"
    response = HttpResponse(write_file(content_of(version), name), content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
