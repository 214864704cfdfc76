# SPDX-License-Identifier: EUPL-1.2
"""Funding lines and their steps; talks with managing authorities."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.networks.models import Partner, PartnerRole
from isopolity.places.models import Organisation
from isopolity.places.rules import organisations
from isopolity.plans.models import AuthorityContact, ContactKind, FundingLine, FundingStep, Plan, PlanAction
from isopolity.plans.money import wrong_step

STEP = ("amount", "currency", "original", "rate_on", "day", "who", "whom", "note")
CONTACT = ("kind", "day", "who", "note", "body")


def latest(line: FundingLine) -> dict[str, Decimal]:
    """state → the amount that counts: that of the newest step."""
    return {step.state: step.amount for step in line.steps.order_by("day", "pk")}


@action
def add_funding_line(*, by: Person, planned: PlanAction, source: str, name: str = "", is_own: bool = False,
                     state: str = "requested", **step: Any) -> FundingLine:  # fmt: skip
    """Money for an action from a source, with its first step."""
    require(by, "plan.write", planned.plan)
    line = FundingLine(action=planned, source=source, name=plain(name), is_own=is_own)
    checked(line).save()
    _add_step(line, state, step)
    return line


@action
def change_funding_line(*, by: Person, line: FundingLine, source: str, name: str = "", is_own: bool = False) -> None:
    """Another source or name; or it is the city's own contribution."""
    require(by, "plan.write", line.action.plan)
    line.source, line.name, line.is_own = source, plain(name), is_own
    checked(line).save()


@action
def take_funding_step(*, by: Person, line: FundingLine, state: str, **step: Any) -> FundingStep:
    """The line reached a state: how much, who asked whom when. Earlier steps stay."""
    require(by, "plan.write", line.action.plan)
    row = FundingLine.objects.select_for_update().get(pk=line.pk)
    if row.refused_on is not None and state != "spent":
        raise Refused(_("This money was refused. Add a new line when somebody else is asked."))
    return _add_step(row, state, step)


def _add_step(line: FundingLine, state: str, facts: dict[str, Any]) -> FundingStep:
    row = FundingStep(line=line, state=state)
    for name, value in facts.items():
        if name not in STEP:
            raise Refused(_("There is no such field."), fields={name: _("There is no such field.")})
        setattr(row, name, plain(value) if isinstance(value, str) else value)
    _check_currency(row)
    if row.amount is not None and row.amount < 0:
        raise Refused(_("Money is not negative."), fields={"amount": _("Money is not negative.")})
    checked(row)
    _check_amount(line, row)
    row.save()
    return row


def _check_currency(row: FundingStep) -> None:
    row.currency = (row.currency or "EUR").upper()
    if row.currency == "EUR":
        row.original = row.rate_on = None
        return
    if len(row.currency) != 3 or not (row.currency.isascii() and row.currency.isalpha()):
        words = _("Write the currency as three letters: SEK, PLN, CZK.")
        raise Refused(words, fields={"currency": words})
    for name, words in (("original", _("Say how much it is in this currency.")),
                        ("rate_on", _("Say of which day the rate is."))):  # fmt: skip
        if getattr(row, name) is None:
            raise Refused(words, fields={name: words})


def _check_amount(line: FundingLine, row: FundingStep) -> None:
    wrong = {
        "not_secured": _("Money can be spent only when it is secured."),
        "spent_over_secured": _("This is more than what is secured."),
        "secured_under_spent": _("More than this is spent already."),
    }.get(wrong_step(latest(line), row.state, row.amount))
    last = line.steps.order_by("-day", "-pk").first()
    if wrong is None and last is not None and row.day < last.day:
        raise Refused(_("A later step is noted already."), fields={"day": _("A later step is noted already.")})
    if wrong is not None:
        raise Refused(wrong, fields={"amount": wrong})


@action
def refuse_funding(*, by: Person, line: FundingLine, day: date, reason: str) -> FundingLine:
    """Whoever was asked said no. What was spent already still counts, nothing else."""
    require(by, "plan.write", line.action.plan)
    if not plain(reason):
        raise Refused(_("Say why."), fields={"reason": _("Say why.")})
    line.refused_on, line.refused_because = day, plain(reason)
    checked(line).save()
    return line


@action
def remove_funding_line(*, by: Person, line: FundingLine) -> None:
    """A line noted by mistake; refused once money of it is secured."""
    require(by, "plan.write", line.action.plan)
    if line.steps.filter(state__in=["secured", "spent"]).exists():
        raise Refused(_("Money of this line is secured. Note a new step or a refusal instead."))
    line.delete()


@action
def note_contact(*, by: Person, plan: Plan, organisation: Organisation | None = None, **facts: Any) -> AuthorityContact:
    """A talk with a managing authority, its part in the work, or a word on money. By offices, not by names."""
    require(by, "plan.write", plan)
    return _keep_contact(AuthorityContact(plan=plan, organisation=organisation), facts)


@action
def indicate(*, by: Person, plan: Plan, note: str, day: date, who: str = "") -> AuthorityContact:
    """The managing authority itself tells what it may pay for."""
    require(by, "plan.indicate", plan)
    beside = Partner.objects.filter(
        project=plan.project_id, organisation__in=organisations(by), beside__city=plan.city_id,
        roles__contains=[PartnerRole.AUTHORITY],
    ).select_related("organisation").first()  # fmt: skip
    row = AuthorityContact(plan=plan, organisation=beside.organisation if beside else None, by_authority=True)
    return _keep_contact(row, {"kind": ContactKind.INDICATION, "note": note, "day": day, "who": who})


@action
def remove_contact(*, by: Person, contact: AuthorityContact) -> None:
    """Noted by mistake. What the authority told itself stays."""
    require(by, "plan.write", contact.plan)
    if contact.by_authority:
        raise Refused(_("The managing authority told this itself. It stays."))
    contact.delete()


def _keep_contact(row: AuthorityContact, facts: dict[str, Any]) -> AuthorityContact:
    for name, value in facts.items():
        if name not in CONTACT:
            raise Refused(_("There is no such field."), fields={name: _("There is no such field.")})
        setattr(row, name, plain(value) if isinstance(value, str) else value)
    if row.organisation is None and not row.body:
        words = _("Name the managing authority.")
        raise Refused(words, fields={"body": words})
    checked(row).save()
    return row
