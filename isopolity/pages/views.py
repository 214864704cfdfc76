# SPDX-License-Identifier: EUPL-1.2
"""Pages that know all apps: home, search, and what the site says about itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from isopolity.pages import queries
from isopolity.pages.glossary import GLOSSARY


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs you; for somebody not signed in, what this site is."""
    if not request.user.is_authenticated:
        return render(request, "pages/welcome.html")
    mine, others = queries.what_needs_you(request.user)
    context = {"mine": mine, "others": others, "journeys": queries.journeys(request.user)}
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
