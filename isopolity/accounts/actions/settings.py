# SPDX-License-Identifier: EUPL-1.2
"""What people change about their own account."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from isopolity.accounts.models import MailChoice, NoticeKind, Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require


@action
def change_account(
    *, by: Person, name: str | None = None, language: str | None = None, theme: str | None = None
) -> Person:
    """New values for one's own name, language and appearance; what is None stays."""
    require(by, "account.change", by)
    person = Person.objects.select_for_update().get(pk=by.pk)
    if name is not None:
        person.name = plain(name)
    if language and language not in dict(settings.LANGUAGES):
        raise Refused(_("There is no such language: %s") % language, fields={"language": _("Choose from the list.")})
    person.language = language or person.language
    person.theme = theme or person.theme
    checked(person).save()
    return person


@action
def choose_mail(*, by: Person, kinds: list[str]) -> None:
    """From now on only mail of these kinds."""
    require(by, "account.change", by)
    unknown = set(kinds) - set(NoticeKind.values)
    if unknown:
        raise Refused(_("There is no such kind of mail: %s") % ", ".join(sorted(unknown)))
    MailChoice.objects.filter(person=by).exclude(kind__in=set(NoticeKind.values) - set(kinds)).delete()
    for kind in set(NoticeKind.values) - set(kinds):
        MailChoice.objects.get_or_create(person=by, kind=kind)


@action
def unsubscribe(*, by: Any, person: Person, kinds: list[str]) -> None:
    """No more mail of these kinds. ``by`` is "job:unsubscribe": the signed link in a mail is the permission."""
    for kind in NoticeKind:
        if kind in kinds:
            MailChoice.objects.get_or_create(person=person, kind=kind)
