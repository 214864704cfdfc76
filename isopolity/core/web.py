# SPDX-License-Identifier: EUPL-1.2
"""What every view does with an action's answer: put a refusal on the form, tell an autosaving field how it went."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import resolve_url
from django.utils import timezone

from isopolity.core.autosave import digest
from isopolity.core.errors import Refused, Stale

R = TypeVar("R")


def attempt(form: BaseForm, do: Callable[[], R]) -> R | None:
    """Do it if the form is valid. A refusal is put on the form, which keeps what was typed; ``form.errors`` tells."""
    if not form.is_valid():
        return None
    try:
        return do()
    except Refused as refused:
        put_on(form, refused)
        return None


def put_on(form: BaseForm, refused: Refused) -> None:
    """The refusal's own words beside the fields it speaks of, else on top of the form."""
    known = {name: text for name, text in refused.fields.items() if name in form.fields}
    for name, text in known.items():
        form.add_error(name, str(text))
    if not known:
        form.add_error(None, str(refused.message))


def see(to: Any, *args: Any, part: str = "", **kwargs: Any) -> HttpResponseRedirect:
    """After a form post: look there (303). ``to`` is a URL's name or an address; ``part`` an id on that page."""
    return HttpResponseRedirect(resolve_url(to, *args, **kwargs) + (f"#{part}" if part else ""), status=303)


def autosaved(save: Callable[[], Any], field: str = "") -> JsonResponse:
    """The answer to an autosaving field (contract: static/src/js/autosave.js).

    ``save`` runs the action and answers the row whose ``field`` was saved, or the saved value itself.
    """
    try:
        saved = save()
    except Stale as stale:
        return JsonResponse({"theirs": stale.theirs, "by": stale.by, "digest": stale.digest}, status=409)
    except Refused as refused:
        return JsonResponse({"message": next(iter(refused.fields.values()), None) or refused.message}, status=400)
    value = getattr(saved, field) if isinstance(saved, Model) else saved
    return JsonResponse({"digest": digest(value), "saved_at": timezone.now().isoformat()})


def refusal_of(error: ValidationError, message: str) -> Refused:
    """What a model's own validation found, in the form in which actions refuse."""
    if hasattr(error, "error_dict"):
        fields = {name: " ".join(texts) for name, texts in error.message_dict.items() if name != "__all__"}
        return Refused(" ".join([message, *error.message_dict.get("__all__", [])]), fields=fields)
    return Refused(" ".join([message, *error.messages]))
