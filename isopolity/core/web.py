# SPDX-License-Identifier: EUPL-1.2
"""What every view does with an action's answer: put a refusal on the form, tell an autosaving field how it went."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import resolve_url
from django.utils import timezone

from isopolity.core.autosave import digest
from isopolity.core.errors import Refused, Stale

R = TypeVar("R")


def attempt(form: BaseForm, do: Callable[[], R]) -> R | None:
    """Do it, whole or not at all, if the form is valid; call it for a POST only.

    A refusal is put on the form, which keeps what was typed; ``form.errors`` tells.
    """
    form.is_bound = True  # a form that was sent without any field is an empty one, not one that nobody sent
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
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


_NOT_TYPED = {"csrfmiddlewaretoken", "do", "what", "seen", "key", "back", "items"}
_SECRET = ("password", "secret", "code")


def typed(sent: QueryDict) -> list[str]:
    """The texts that a person typed into a form, without what its page had put there and without secrets."""
    shown = [name for name in sent if name not in _NOT_TYPED and not any(word in name for word in _SECRET)]
    values = [value.strip() for name in shown for value in sent.getlist(name)]
    return [value for value in values if len(value) > _SHORT or any(sign.isspace() for sign in value)]


_SHORT = 12  # up to here a value without a blank is a choice, a number or a date


def tell(request: HttpRequest, refused: Refused) -> None:
    """Say a refusal on the page that is shown next; of something typed, on a page that shows it again."""
    if typed(request.POST):
        raise refused
    messages.error(request, " ".join([*map(str, refused.fields.values())]) or str(refused.message))


def number(text: str | None) -> int:
    """A row's id as a form sends it; 0, which no row has, for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


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
