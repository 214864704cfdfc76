# SPDX-License-Identifier: EUPL-1.2
"""Notices: one line each for a person's next daily mail. Actions and jobs tell; the job ``daily-mail`` sends."""

from collections.abc import Callable
from typing import Any

from django.core import signing
from django.utils.translation import override

from isopolity.accounts.models import Notice, NoticeKind, Person

LONGEST_TEXT = 300
_SALT = "isopolity.unsubscribe"


def tell(person: Person, kind: NoticeKind | str, key: str, text: Any, path: str) -> bool:
    """A line for the person's next daily mail; False when it was told before, or the account is closed.

    ``key`` makes it arrive once (``review-12-late-initial_report``). ``text`` is a text, a lazy text, or a function
    that returns one; the latter two are read in the person's language. ``path`` is the page where it is done.
    """
    if not person.is_active:
        return False
    with override(person.language):
        words = str(text() if isinstance(text, Callable) else text)  # type: ignore[arg-type]
    _row, is_new = Notice.objects.get_or_create(
        person=person,
        key=key,
        defaults={"kind": NoticeKind(kind), "text": shortened(words), "path": path},
    )
    return is_new


def shortened(words: str) -> str:
    """One line that fits the column."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_TEXT else line[: LONGEST_TEXT - 1].rstrip() + "…"


def seal(person: Person, kinds: list[str]) -> str:
    """The signed word of an unsubscribe link. It never expires: old mails must be able to stop new ones."""
    return signing.dumps([person.pk, *sorted(kinds)], salt=_SALT, compress=False)


def unseal(word: str) -> tuple[Person, list[str]] | None:
    """Whose mail of which kinds the link stops; None when it was not made here."""
    try:
        number, *kinds = signing.loads(word, salt=_SALT)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(pk=number).first()
    return (person, [kind for kind in kinds if kind in NoticeKind.values]) if person else None
