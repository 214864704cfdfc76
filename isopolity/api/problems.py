# SPDX-License-Identifier: EUPL-1.2
"""Errors as problem details (RFC 9457)."""

import json
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, RawPostDataException
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as SchemaError

from isopolity.benchmarks.fileformat import FaultyFile
from isopolity.core.errors import NotAllowed, Refused, Stale
from isopolity.core.web import refusal_of

TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "The token may not do this",
    404: "Not found",
    409: "Somebody else changed it",
    405: "This address does not take that method",
    413: "Too large",
    415: "Send JSON, or a form with a file",
    422: "Not possible as sent",
    500: "A fault of ours",
}


class Problem(Schema):
    """What went wrong and how to mend it: ``fields`` by field name; ``missing`` lists what is to be done first.

    When somebody else changed a text meanwhile, ``theirs`` is the text that stands now, ``by`` says who wrote it.
    """

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    fields: dict[str, str] = {}
    theirs: str | None = None
    by: str | None = None
    digest: str | None = None
    missing: list[str] = []


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """An answer of type application/problem+json."""
    body = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status, "detail": detail, **more}
    return HttpResponse(json.dumps(body), status=status, content_type="application/problem+json")


def refused(error: Refused) -> HttpResponse:
    """A rule of the method or bad input."""
    fields = {name: str(text) for name, text in error.fields.items()}
    missing = [str(link.text) for link in error.links]
    return problem(422, str(error.message), fields=fields, missing=missing)


def register(api: NinjaAPI) -> None:
    """All the ways in which an action can say no."""

    @api.exception_handler(NotAllowed)
    def _not_allowed(request: HttpRequest, error: NotAllowed) -> HttpResponse:
        return problem(404, "There is no such thing, or it is out of your reach.")

    @api.exception_handler(Http404)
    def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, "There is no such thing, or it is out of your reach.")

    @api.exception_handler(Refused)
    def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return refused(error)

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return refused(refusal_of(error, "The input is not valid."))

    @api.exception_handler(Stale)
    def _stale(request: HttpRequest, error: Stale) -> HttpResponse:
        return problem(409, str(error), theirs=str(error.theirs), by=error.by, digest=error.digest)

    @api.exception_handler(SchemaError)
    def _schema(request: HttpRequest, error: SchemaError) -> HttpResponse:
        fields = {".".join(map(str, e["loc"][1:])) or "body": str(e["msg"]) for e in error.errors}
        return problem(422, "The request does not have the form the description asks for.", fields=fields)

    @api.exception_handler(AuthenticationError)
    def _nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        answer = problem(401, "Send a live token: Authorization: Bearer iso_…")
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(HttpError)
    def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
        if text := getattr(request, "unkept_text", ""):
            return problem(422, text)
        return problem(error.status_code, str(error))

    @api.exception_handler(FaultyFile)
    def _faulty(request: HttpRequest, error: FaultyFile) -> HttpResponse:
        return problem(422, "The file has faults.", missing=[str(fault) for fault in error.faults])

    @api.exception_handler(RequestDataTooBig)
    def _large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return problem(413, "The body is too large.")

    @api.exception_handler(RawPostDataException)
    def _form(request: HttpRequest, error: RawPostDataException) -> HttpResponse:
        return problem(415, "Send JSON here.")

    @api.exception_handler(SuspiciousOperation)
    @api.exception_handler(BadRequest)
    def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(400, "The request cannot be read.")

    @api.exception_handler(DataError)
    def _unfit(request: HttpRequest, error: DataError) -> HttpResponse:
        return problem(422, "A value is too long or too large.")

    @api.exception_handler(IntegrityError)
    def _crossed(request: HttpRequest, error: IntegrityError) -> HttpResponse:
        return problem(409, "It does not fit with what is there already. Read again, then try once more.")
