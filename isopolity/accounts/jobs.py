# SPDX-License-Identifier: EUPL-1.2
"""Letters that go out by themselves: invitations, and at most one daily mail for each person."""

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from isopolity.accounts import letters
from isopolity.accounts.actions import write_invitation
from isopolity.accounts.changes import CHANGES
from isopolity.accounts.models import MailChoice, Notice, NoticeKind, Person, SecondStepReset
from isopolity.accounts.notices import seal
from isopolity.core.jobs import job


@job("invite")
def invite(person: int, inviter: int | None = None) -> None:
    """Write the letter that opens the account, unless the person joined or the account was closed meanwhile."""
    found = Person.objects.filter(pk=person, joined_at=None, is_active=True).first()
    if found is None:
        return
    by = Person.objects.filter(pk=inviter).first() if inviter else None
    invitation, secret = write_invitation(by=by, person=found)
    link = letters.address_of(reverse("invitation", args=[secret]))
    letters.send(found, "invitation", {"by": by, "invitation": invitation, "link": link})


@job("second-step-reset")
def second_step_reset(reset: int) -> None:
    """Tell the person that their second step was taken away, by whom and why."""
    row = SecondStepReset.objects.select_related("person", "reset_by").filter(pk=reset).first()
    if row is None:
        return
    links = {
        "second_step": letters.address_of(reverse("mfa_index")),
        "new_password": letters.address_of(reverse("account_reset_password")),
    }
    letters.send(row.person, "second_step_reset", {"reset": row, **links})


@job("password-reset")
def password_reset(person: int) -> None:
    """Write the letter with the link to a new password. The address in it is the site's, never one from a request."""
    found = Person.objects.get(pk=person)
    key = [user_pk_to_url_str(found), default_token_generator.make_token(found)]
    link = letters.address_of(reverse("account_reset_password_from_key", args=key))
    letters.send(found, "password_reset", {"link": link, "days": settings.PASSWORD_RESET_TIMEOUT // 86_400})


@job("account-changed")
def account_changed(person: int, what: str, moment: str, browser: str = "") -> None:
    """Tell the person that the way into their account changed; whoever did it cannot stop this mail."""
    found = Person.objects.get(pk=person)
    context = {"change": CHANGES[what], "moment": timezone.localtime(datetime.fromisoformat(moment))}
    links = {
        "new_password": letters.address_of(reverse("account_reset_password")),
        "second_step": letters.address_of(reverse("mfa_index")),
        "sign_ins": letters.address_of(reverse("usersessions_list")),
    }
    letters.send(found, "account_changed", context | links | {"browser": browser})


@job("daily-mail", cron="0 5 * * *")
def daily_mail() -> None:
    """Start one small job for each person for whom something waits, so that one bad address stops nobody else's."""
    waiting = Notice.objects.filter(sent_at=None, person__is_active=True, person__joined_at__isnull=False)
    for number in waiting.order_by("person").values_list("person", flat=True).distinct():
        mail_notices.later(once=str(number), person=number)


@job("mail-notices")
def mail_notices(person: int) -> None:
    """All that waits for this person in one mail; not a second one on the same day. Unwanted kinds are dropped."""
    found = Person.objects.select_for_update().get(pk=person)
    if not found.is_active or Notice.objects.filter(person=found, sent_at__gte=_midnight()).exists():
        return
    waiting = list(Notice.objects.filter(person=found, sent_at=None).order_by("created_at", "pk"))
    unwanted = set(MailChoice.objects.filter(person=found).values_list("kind", flat=True))
    Notice.objects.filter(pk__in=[row.pk for row in waiting]).update(sent_at=timezone.now())
    wanted = [row for row in waiting if row.kind not in unwanted]
    if wanted:
        _send(found, wanted)


def _midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _send(person: Person, rows: list[Notice]) -> None:
    kinds = [kind for kind in NoticeKind if any(row.kind == kind for row in rows)]
    groups = [
        {
            "title": kind.label,
            "lines": [(row.text, letters.address_of(row.path)) for row in rows if row.kind == kind],
            "stop": _stop_link(person, [kind.value]),
        }
        for kind in kinds
    ]
    headers = {
        "List-Unsubscribe": f"<{_stop_link(person, [kind.value for kind in kinds])}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    choices = letters.address_of(reverse("account") + "#mail")
    letters.send(person, "notices", {"groups": groups, "count": len(rows), "choices": choices}, headers)


def _stop_link(person: Person, kinds: list[str]) -> str:
    return letters.address_of(reverse("unsubscribe", args=[seal(person, kinds)]))
