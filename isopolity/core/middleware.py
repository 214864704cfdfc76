# SPDX-License-Identifier: EUPL-1.2
"""Around every request: sign-in first, one transaction with its acting person, refusals turned into answers."""

from collections.abc import Callable
from typing import Any

from csp.constants import HEADER
from csp.utils import build_policy
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render

from isopolity.core.errors import NotAllowed, Refused, Stale
from isopolity.core.principal import acting
from isopolity.core.web import typed

API = "/api/v1/"
Handler = Callable[[HttpRequest], HttpResponse]


class ContentPolicy:
    """Tells browsers what a page may load (settings.CONTENT_SECURITY_POLICY): the same for every page, so written once.

    A view that shows somebody's file sets a stricter one of its own.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault(HEADER, self.policy)
        return response


class SignedInOnly(LoginRequiredMiddleware):
    """Every page wants a signed-in person unless its view says ``login_not_required``; the API asks for its token."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if request.path.startswith(API):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class PlainText:
    """Addresses and forms are UTF-8 whatever a header says, without NUL: PostgreSQL keeps nothing else.

    The API answers 422 to NUL instead: a program wants to know.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.encoding:
            request.encoding = "utf-8"  # another one would let half characters in
        if "%00" in request.META.get("QUERY_STRING", "") and not request.path.startswith(API):
            request.GET = _without_zeros(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> None:
        if request.method != "POST" or request.path.startswith(API):
            return
        if any("\0" in value for _name, values in request.POST.lists() for value in values):
            request.POST = _without_zeros(request.POST)  # type: ignore[assignment]


def _without_zeros(found: QueryDict) -> QueryDict:
    kept = found.copy()
    for name, values in found.lists():
        kept.setlist(name, [value.replace("\0", "") for value in values])
    kept._mutable = False
    return kept


class ActingPerson:
    """Runs the view in one transaction in which the signed-in person acts; an error answer rolls it back."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(("/static/", "/health", API)):
            return self.get_response(request)
        with acting(request.user):
            response = self.get_response(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
        return response


class RefusalsAsPages:
    """NotAllowed becomes 404; Refused becomes a page (or, after a form post, a message where the person was)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            raise Http404 from exception
        theirs = ""
        if isinstance(exception, Stale):
            theirs, exception = exception.theirs, Refused(str(exception))
        if isinstance(exception, Refused):
            context = {"refused": exception, "typed": typed(request.POST), "theirs": theirs}
            return render(request, "refused.html", context, status=409)
        if isinstance(exception, ValueError) and "integer string conversion" in str(exception):
            raise BadRequest("A number with thousands of digits") from exception  # met in others' forms
        return None
