# SPDX-License-Identifier: EUPL-1.2
"""Pages that know all apps: home, search, and what the site says about itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.groups.queries.lists import my_groups
from isopolity.networks.frame import tabs
from isopolity.networks.models import Project, ProjectKind
from isopolity.networks.queries import partners_of, phases_with_steps, secretariat_of
from isopolity.pages import board, queries
from isopolity.pages.glossary import GLOSSARY
from isopolity.pages.permissions import ROLES, sections
from isopolity.plans.queries.board import my_plans


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs you; for somebody not signed in, what this site is."""
    if not request.user.is_authenticated:
        return render(request, "pages/welcome.html")
    mine, others = queries.what_needs_you(request.user)
    context = {
        "mine": mine, "others": others, "journeys": queries.journeys(request.user), "groups": my_groups(request.user),
        "plans": my_plans(request.user),
    }  # fmt: skip
    return render(request, "pages/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything the person may see that has these words."""
    words = request.GET.get("q", "").strip()[:100]
    return render(request, "pages/search.html", {"words": words, "found": queries.search(request.user, words)})


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What Isopolity is, and where its method comes from."""
    return render(request, "pages/about.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement of accessibility."""
    return render(request, "pages/accessibility.html")


@login_not_required
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """One word per concept."""
    return render(request, "pages/glossary.html", {"words": GLOSSARY})


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The projects whose board the person may see."""
    return render(request, "pages/projects.html", {"projects": board.projects_of(request.user)})


@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """The board of a project: cities × seven steps, what is late, who owes what."""
    found = get_for(request.user, "project.read", Project.objects.select_related("network"), pk=pk)
    rows = board.board(me(request), found)
    buttons = []
    if may(request.user, "project.change", found):
        if found.kind == ProjectKind.PEER_REVIEW:
            buttons.append(Action(_("New review"), reverse("review_new", args=[pk]), "plus", primary=True))
        buttons.append(Action(_("Settings"), reverse("project_change", args=[pk]), "settings"))
        if found.kind == ProjectKind.PEER_REVIEW:
            buttons.append(Action(_("Word template"), reverse("word_template", args=[pk]), "file-text"))
    context = {
        "project": found,
        "rows": rows,
        "late": [row for row in rows if row.is_late],
        "adoptions": found.adoptions.select_related("version"),
        "has_reviews": found.kind == ProjectKind.PEER_REVIEW or any(row.review for row in rows),
        "partners": partners_of(found),
        "secretariat": secretariat_of(found),
        "phases": phases_with_steps(found),
        "today": timezone.localdate(),
        "actions": buttons,
        "tabs": tabs(request.user, found, "project"),
        "crumbs": [Line(_("Projects"), reverse("projects")), Line(found.name)],
    }
    return render(request, "pages/project.html", context)


@login_not_required
@require_safe
def permissions(request: HttpRequest) -> HttpResponse:
    """Who may do what: the roles in human words, and the policy itself."""
    return render(request, "pages/permissions.html", {"roles": ROLES, "sections": sections()})
