# SPDX-License-Identifier: EUPL-1.2
"""Pages that belong to no part of the method: health, errors."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Says whether this process reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@login_not_required
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Where browsers look for a site's icon when a page names none: a PDF, a JSON answer."""
    return HttpResponseRedirect(static("dist/img/logo.svg"))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long or cookies are off; what was typed is still in the browser."""
    return render(request, "403_csrf.html", status=403)
