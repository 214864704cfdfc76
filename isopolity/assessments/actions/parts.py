# SPDX-License-Identifier: EUPL-1.2
"""Parts given to contributors: asked, handed in, returned with a comment or taken over."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.actions import person_at
from isopolity.accounts.models import Person
from isopolity.assessments.actions import telling
from isopolity.assessments.models import Assessment, AssessmentState, Contribution, ContributionState
from isopolity.benchmarks.models import BackgroundSection, Item
from isopolity.benchmarks.queries import item_ids
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.errors import Refused
from isopolity.core.policy import forget, require


@action
def ask_contribution(*, by: Person, assessment: Assessment, person: Person, **part: Any) -> Contribution:
    """Ask somebody for ``items`` and ``sections``, with a ``message`` and a ``due`` day; asking again adds to it."""
    require(by, "assessment.ask", assessment)
    return _ask(by, assessment, person, **part)


@action
def ask_by_email(
    *,
    by: Person,
    assessment: Assessment,
    email: str,
    name: str = "",
    items: Sequence[Item] = (),
    sections: Sequence[BackgroundSection] = (),
    message: str = "",
    due: date | None = None,
) -> Contribution:
    """Ask whoever has this address; somebody without an account is invited."""
    require(by, "assessment.ask", assessment)
    person = person_at(email=email, name=name, by=by)
    return _ask(by, assessment, person, items=items, sections=sections, message=message, due=due)


def _ask(by: Person, assessment: Assessment, person: Person, **part: Any) -> Contribution:
    items, sections = list(part.get("items", [])), list(part.get("sections", []))
    if not items and not sections:
        words = _("Tick at least one item or one background section: what shall this person write?")
        raise Refused(words, fields={"items": words, "sections": words})
    foreign = {item.pk for item in items} - item_ids(assessment.version, assessment.adoption)
    if foreign or any(section.version_id != assessment.version_id for section in sections):
        raise Refused(_("This assessment does not have all of these items and sections."))
    due = part.get("due")
    if due is not None and due < timezone.localdate():
        raise Refused(_("This day is past."), fields={"due": _("This day is past. Choose a later one.")})
    contribution, _made = Contribution.objects.get_or_create(assessment=assessment, person=person)
    contribution.message = cleaning.plain(part.get("message", ""))
    contribution.due, contribution.comment = due, ""
    contribution.state, contribution.changed_at = ContributionState.ASKED, timezone.now()
    contribution.save()
    contribution.items.add(*items)
    contribution.sections.add(*sections)
    forget()
    telling.asked(contribution)
    return contribution


@action
def withdraw_contribution(*, by: Person, contribution: Contribution) -> None:
    """The coordinator asks no longer; what was written stays in the report."""
    require(by, "contribution.settle", contribution)
    contribution.delete()
    forget()


@action
def submit_contribution(*, by: Person, contribution: Contribution) -> None:
    """The colleague hands in their part. Handing in twice changes nothing."""
    require(by, "contribution.submit", contribution)
    if _settle(contribution, Contribution.WRITABLE, ContributionState.SUBMITTED):
        telling.handed_in(contribution)


@action
def return_contribution(*, by: Person, contribution: Contribution, comment: str) -> None:
    """The coordinator gives a part back with a comment."""
    require(by, "contribution.settle", contribution)
    if not comment.strip():
        raise Refused(_("Say what is missing."), fields={"comment": _("Say what is missing.")})
    handed_in = (ContributionState.SUBMITTED, ContributionState.ACCEPTED)
    if _settle(contribution, handed_in, ContributionState.RETURNED, comment=cleaning.plain(comment)):
        telling.settled(
            contribution, lambda: _("Your part of the report of %s was returned.") % contribution.assessment.city
        )


@action
def accept_contribution(*, by: Person, contribution: Contribution) -> None:
    """The coordinator takes a part over."""
    require(by, "contribution.settle", contribution)
    if _settle(contribution, (ContributionState.SUBMITTED,), ContributionState.ACCEPTED):
        telling.settled(
            contribution, lambda: _("Your part of the report of %s was accepted.") % contribution.assessment.city
        )


def _settle(contribution: Contribution, before: Sequence[str], after: str, comment: str = "") -> bool:
    """Move it on, if it still is where the move starts; a second click finds it done (False)."""
    contribution.refresh_from_db(fields=["state"])
    if contribution.state == after:
        return False
    if contribution.assessment.state != AssessmentState.OPEN:
        raise Refused(_("The report was submitted. Its parts do not change any more."))
    if contribution.state not in before:
        raise Refused(_("This part is “%s” now. Load the page again.") % ContributionState(contribution.state).label)
    contribution.state, contribution.comment, contribution.changed_at = after, comment, timezone.now()
    contribution.save()
    return True
