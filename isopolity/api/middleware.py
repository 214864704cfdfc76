# SPDX-License-Identifier: EUPL-1.2
"""Around every API request: whose token it is, one transaction in which that person acts, creations made once."""

import hashlib
from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from isopolity.accounts.actions import hashed
from isopolity.accounts.models import ApiToken
from isopolity.api.auth import READING
from isopolity.api.problems import TITLES, problem
from isopolity.core.principal import acting

Handler = Callable[[HttpRequest], HttpResponse]
PREFIX = "/api/v1/"
JSON, FORM = "application/json", "multipart/form-data"


def token_of(request: HttpRequest) -> ApiToken | None:
    """The live token the request carries (``Authorization: Bearer iso_…``), or None."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret:
        return None
    token = ApiToken.objects.select_related("person").filter(token_hash=hashed(secret.strip())).first()
    return token if token and token.is_live and token.person.is_active else None


class TokenActs:
    """API requests are made by a token's person; nothing of the session counts. Errors roll everything back."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        unfit = unfit_body(request)
        return unfit if unfit else as_problem(self._answer(request))

    def _answer(self, request: HttpRequest) -> HttpResponse:
        token = token_of(request)
        request.api_token = token  # type: ignore[attr-defined]
        request.user = token.person if token else AnonymousUser()
        context = {"token": token.pk} if token else {}
        with acting(request.user, **context):
            if token and (token.last_used_at is None or (timezone.now() - token.last_used_at).seconds > 3600):
                ApiToken.objects.filter(pk=token.pk).update(last_used_at=timezone.now())
            response = self._once(request, token)
            if response.status_code >= 400:
                transaction.set_rollback(True)
        return response

    def _once(self, request: HttpRequest, token: ApiToken | None) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")
        if not key or token is None or request.method != "POST":
            return self.get_response(request)
        if len(key) > 100:
            return problem(422, "The idempotency key is longer than 100 characters.")
        try:
            return answer_once(request, token, key, self.get_response)
        except (SuspiciousOperation, BadRequest):
            return problem(400, "The request cannot be read.")


def sent(request: HttpRequest) -> bytes:
    """What tells one request from another: the body, or of a form (whose boundary changes) its fields and files."""
    if request.content_type != FORM:
        return request.body
    told = sorted((name, values) for name, values in request.POST.lists())
    files: list[Any] = []
    for name, several in sorted(request.FILES.lists()):
        for file in cast(list[UploadedFile], several):
            files.append((name, file.name, hashlib.sha256(file.read()).hexdigest()))
            file.seek(0)
    return repr((told, files)).encode()


def unfit_body(request: HttpRequest) -> HttpResponse | None:
    """Too large, or neither JSON nor a form with a file: told before anything is read."""
    if request.method in READING:
        return None
    try:
        size = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return problem(400, "The content length is not a number.")
    if not size:
        return None
    if request.content_type not in (JSON, FORM):
        return problem(415, f"Send {JSON}, or {FORM} where a file is asked for.")
    form = (settings.UPLOAD_LIMIT_MIB + 1) * 1024 * 1024
    most = form if request.content_type == FORM else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return problem(413, f"The body is larger than {most // 1024 // 1024} MiB.") if size > most else None


def as_problem(response: HttpResponse) -> HttpResponse:
    """Every error has the same form, also those that Django answers by itself."""
    if response.status_code < 400 or response["Content-Type"].startswith("application/problem+json"):
        return response
    answer = problem(response.status_code, TITLES.get(response.status_code, "This did not work."))
    if "Allow" in response:
        answer["Allow"] = response["Allow"]
    return answer


def answer_once(request: HttpRequest, token: ApiToken, key: str, handler: Handler) -> HttpResponse:
    """The kept answer of an earlier request with this key, or the handler's, which is kept when it succeeded."""
    from isopolity.api.models import KeptAnswer

    told = f"{request.method} {request.get_full_path()}\n".encode() + sent(request)
    fingerprint = hashlib.sha256(told).hexdigest()
    kept = KeptAnswer.objects.filter(token=token, key=key).first()
    if kept is not None:
        if kept.fingerprint != fingerprint:
            return problem(422, "This idempotency key was used for another request.")
        answer = HttpResponse(kept.body, status=kept.status, content_type="application/json")
        answer["Idempotent-Replayed"] = "true"
        return answer
    response = handler(request)
    if response.status_code < 300 and "no-store" not in response.get("Cache-Control", ""):
        try:
            with transaction.atomic():
                KeptAnswer.objects.create(
                    token=token, key=key, fingerprint=fingerprint, status=response.status_code,
                    body=response.content.decode(),
                )  # fmt: skip
        except IntegrityError:
            transaction.set_rollback(True)
            return problem(409, "A request with this idempotency key is being answered. Try again in a moment.")
    return response
