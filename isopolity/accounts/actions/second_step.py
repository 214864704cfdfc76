# SPDX-License-Identifier: EUPL-1.2
"""Somebody lost their device and their recovery codes: another person takes the second step away, never oneself."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from isopolity.accounts.actions.people import end_sessions
from isopolity.accounts.models import Person, SecondStepReset
from isopolity.core import jobs
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require, require_job


@action
def reset_second_step(*, by: Person, person: Person, reason: str) -> SecondStepReset:
    """The person's passkeys, app and recovery codes are removed and their sessions end; a letter tells them."""
    require(by, "person.reset_second_step")
    if person.pk == by.pk:
        raise Refused(_("You cannot reset your own second step. Ask another site operator."))
    return _reset(person, reason, reset_by=by)


@action
def reset_second_step_of_address(*, by: Any, email: str, reason: str) -> SecondStepReset:
    """The same from the command line, for a site whose only operator is locked out. ``by`` is "job:command-line"."""
    require_job(by, "command-line")
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise Refused(_("Nobody has this address."), fields={"email": _("Nobody has this address.")})
    return _reset(person, reason, reset_by=None)


def _reset(person: Person, reason: str, *, reset_by: Person | None) -> SecondStepReset:
    Person.objects.select_for_update().get(pk=person.pk)
    row = checked(SecondStepReset(person=person, reset_by=reset_by, reason=plain(reason)))
    removed, _each = Authenticator.objects.filter(user=person).delete()
    if not removed:
        raise Refused(_("This person has no second step. Their password alone opens the account."))
    end_sessions(person)
    row.save()
    jobs.later("second-step-reset", reset=row.pk)
    return row
