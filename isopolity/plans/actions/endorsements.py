# SPDX-License-Identifier: EUPL-1.2
"""Asking for endorsements, giving, declining, recording them; the version that was endorsed is kept."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core import jobs
from isopolity.core.action import action
from isopolity.core.autosave import digest
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.files import check_ending, examine
from isopolity.core.policy import require
from isopolity.places.models import Organisation
from isopolity.plans.actions.plans import locked_plan
from isopolity.plans.models import Endorsement, EndorsementState, EndorsementWay, Plan, PlanVersion
from isopolity.plans.queries.versions import content_of


@action
def ask_endorsement(
    *, by: Person, plan: Plan, name: str, email: str, organisation: Organisation | None = None
) -> Endorsement:
    """Ask an organisation by mail. Asked again after changes, it answers again; the earlier answer stays."""
    require(by, "plan.write", plan)
    if not plan.actions.exists():
        raise Refused(_("Write the actions first. Nobody can endorse an empty plan."))
    if not email:
        raise Refused(_("Say whom to write to."), fields={"email": _("Say whom to write to.")})
    row = Endorsement(plan=plan, name=plain(name), email=email.lower(), organisation=organisation)
    if Endorsement.objects.filter(plan=plan, name__iexact=row.name, state=EndorsementState.ASKED).exists():
        words = _("This organisation is asked already.")
        raise Refused(words, fields={"name": words})
    row.asked_at = timezone.now()
    checked(row).save()
    jobs.later("plan-endorsement", by=by.pk, endorsement=row.pk)
    return row


@action
def remind_endorsement(*, by: Person, endorsement: Endorsement) -> Endorsement:
    """Write once more, with a new link; the old one stops working."""
    require(by, "plan.write", endorsement.plan)
    row = _open(endorsement)
    if not row.email:
        raise Refused(_("There is no address to write to."))
    row.asked_at = timezone.now()
    row.save(update_fields=["asked_at"])
    jobs.later("plan-endorsement", by=by.pk, endorsement=row.pk)
    return row


@action
def withdraw_endorsement(*, by: Person, endorsement: Endorsement) -> None:
    """The question is taken back. What was answered stays."""
    require(by, "plan.write", endorsement.plan)
    _open(endorsement).delete()


@action
def endorse(*, by: Person, endorsement: Endorsement, given_as: str, seen: str, reference: str = "") -> Endorsement:
    """The organisation stands behind the plan as it is now. ``seen`` is the mark of what was read."""
    require(by, "endorsement.give", endorsement)
    return _give(endorsement, given_as, seen, reference, way=EndorsementWay.SIGNED_IN, given_by=by)


@action
def endorse_by_link(*, by: Any, endorsement: Endorsement, given_as: str, seen: str, reference: str = "") -> Endorsement:
    """The same through the signed link in the letter. ``by`` is "job:plan-endorse": the link is the permission."""
    return _give(endorsement, given_as, seen, reference, way=EndorsementWay.LINK)


@action
def decline_endorsement(*, by: Person, endorsement: Endorsement, reason: str) -> Endorsement:
    """The organisation does not stand behind the plan, and says why."""
    require(by, "endorsement.give", endorsement)
    return _decline(endorsement, reason)


@action
def decline_by_link(*, by: Any, endorsement: Endorsement, reason: str) -> Endorsement:
    """The same through the signed link in the letter: the link is the permission."""
    return _decline(endorsement, reason)


@action
def record_endorsement(
    *, by: Person, plan: Plan, name: str, reference: str, decided_on: date, given_as: str = "",
    file: UploadedFile | None = None,
) -> Endorsement:  # fmt: skip
    """A resolution on paper: its reference, its day, and the scanned file where there is one."""
    require(by, "plan.write", plan)
    if decided_on > timezone.localdate():
        words = _("This day is still to come.")
        raise Refused(words, fields={"decided_on": words})
    row = Endorsement(
        plan=plan, name=plain(name), state=EndorsementState.GIVEN, way=EndorsementWay.RESOLUTION,
        reference=plain(reference), decided_on=decided_on, given_as=plain(given_as), answered_at=timezone.now(),
        version=_freeze(plan),
    )  # fmt: skip
    if not row.reference:
        raise Refused(_("Write the reference."), fields={"reference": _("Write the reference of the resolution.")})
    if file is not None:
        found = examine(file)
        check_ending(file.name or "", found.content_type)
        row.file, row.file_name, row.content_type = file, found.name, found.content_type
    checked(row).save()
    return row


def _open(endorsement: Endorsement) -> Endorsement:
    row = Endorsement.objects.select_for_update(of=("self",)).select_related("plan").get(pk=endorsement.pk)
    if row.state != EndorsementState.ASKED:
        raise Refused(_("This is answered already. Ask again if the plan changed."))
    return row


def _give(endorsement: Endorsement, given_as: str, seen: str, reference: str, **how: Any) -> Endorsement:
    row = _open(endorsement)
    if not plain(given_as):
        words = _("Say in which function you answer.")
        raise Refused(words, fields={"given_as": words})
    content = content_of(locked_plan(row.plan))
    if digest(content) != seen:
        raise Refused(_("The plan changed while you read it. Read it again, then answer."))
    row.state, row.answered_at, row.version = EndorsementState.GIVEN, timezone.now(), _freeze(row.plan, content)
    row.given_as, row.reference = plain(given_as), plain(reference)
    for name, value in how.items():
        setattr(row, name, value)
    checked(row).save()
    return row


def _decline(endorsement: Endorsement, reason: str) -> Endorsement:
    row = _open(endorsement)
    if not plain(reason):
        raise Refused(_("Say why."), fields={"reason": _("Say why.")})
    row.state, row.answered_at, row.reason = EndorsementState.DECLINED, timezone.now(), plain(reason)
    checked(row).save()
    return row


def _freeze(plan: Plan, content: dict[str, Any] | None = None) -> PlanVersion:
    """The version with the plan's present content: the last one if nothing changed since, else a new one."""
    content = content or content_of(locked_plan(plan))
    last = PlanVersion.objects.filter(plan=plan).order_by("-number").first()
    if last is not None and last.content == content:
        return last
    return PlanVersion.objects.create(plan=plan, number=last.number + 1 if last else 1, content=content)
