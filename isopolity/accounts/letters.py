# SPDX-License-Identifier: EUPL-1.2
"""Letters: plain text mails in the reader's language."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from isopolity.accounts.models import Person


def address_of(path: str) -> str:
    """The whole address of a page, for mails."""
    return settings.SITE_URL.rstrip("/") + path


def send(person: Person, template: str, context: dict[str, Any], headers: dict[str, str] | None = None) -> None:
    """Send ``accounts/mail/<template>.txt``: its first line is the subject, the rest the letter."""
    send_to(person.email, person.language, template, {"person": person, **context}, headers=headers)


def send_to(
    address: str,
    language: str,
    template: str,
    context: dict[str, Any],
    *,
    headers: dict[str, str] | None = None,
    attached: Sequence[tuple[str, bytes, str]] = (),
) -> None:
    """The same to an address without an account; ``attached``: (file name, content, type)."""
    with override(language):
        text = render_to_string(f"accounts/mail/{template}.txt", {"site": settings.SITE_URL, **context})
    subject, body = text.strip().split("\n", 1)
    letter = EmailMessage(subject.strip(), body.strip() + "\n", to=[address], headers=headers or {})
    for name, content, kind in attached:
        letter.attach(name, content, kind)
    letter.send()
