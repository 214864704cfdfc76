# SPDX-License-Identifier: EUPL-1.2
"""Sign in as anybody of the cast with one click. These pages exist in demo mode only (see ``urls``)."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.models import Person
from isopolity.core.web import see
from isopolity.demo.cast import REVIEWS
from isopolity.demo.queries import cast_by_review

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Who can sign in, by review and role."""
    general, reviews = cast_by_review(REVIEWS)
    return render(request, "demo/demo.html", {"general": general, "reviews": reviews})


@login_not_required
@require_POST
def sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Become this person of the cast; accounts that are not of the cast cannot be entered this way."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(Person, pk=pk, email__endswith="@demo.invalid", is_active=True)
    login(request, person, backend=BACKEND)
    return see("home")
