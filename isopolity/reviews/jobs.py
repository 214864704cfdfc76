# SPDX-License-Identifier: EUPL-1.2
"""The daily reminders: who owes what by when."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from isopolity.accounts.models import NoticeKind, Person
from isopolity.accounts.notices import tell
from isopolity.core.duties import Duty, duties
from isopolity.core.jobs import job

BEFORE = {14, 7, 2, 0}


def is_time(due: date, today: date) -> bool:
    """14, 7 and 2 days before, on the day, then every week late."""
    left = (due - today).days
    return left in BEFORE or (left < 0 and left % 7 == 0)


def words(duty: Duty, due: date, today: date) -> str:
    """What is to be done, where and by when; nothing from behind the wall."""
    facts = {"what": duty.text, "where": duty.where, "day": date_format(due, "j F")}
    if due < today:
        return _("%(what)s – %(where)s, late since %(day)s") % facts
    return _("%(what)s – %(where)s, by %(day)s") % facts


@job("reminders", cron="0 4 * * *")
def remind() -> int:
    """A notice for everything of one's own that is due; one mail a day gathers them. How many were told.

    It runs as a job, for which the database shows no walled row: what a duty says cannot come from behind the wall.
    """
    today = timezone.localdate()
    return sum(_remind(person, today) for person in Person.objects.filter(is_active=True).order_by("pk").iterator())


def _remind(person: Person, today: date) -> int:
    told = 0
    with override(person.language):
        for duty in duties(person):
            if duty.due is None or duty.waits_for or not is_time(duty.due, today):
                continue
            key = f"reminder:{duty.key}:{today.isoformat()}"
            told += tell(person, NoticeKind.DEADLINE, key, words(duty, duty.due, today), duty.url or "/")
    return told
