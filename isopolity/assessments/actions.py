# SPDX-License-Identifier: EUPL-1.2
"""What changes an assessment or initial report."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.assessments.models import (
    Answer,
    Assessment,
    AssessmentState,
    BackgroundText,
    Contribution,
    ContributionState,
)
from isopolity.benchmarks.models import Adoption, BackgroundSection, BenchmarkVersion, Item, VersionState
from isopolity.benchmarks.queries import item_ids
from isopolity.core import autosave, cleaning
from isopolity.core.action import action
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.policy import forget, may, require
from isopolity.places.models import City


def make_assessment(*, city: City, version: BenchmarkVersion, adoption: Adoption | None, language: str) -> Assessment:
    """An empty assessment; for this app and for reviews, which make one as their initial report."""
    return Assessment.objects.create(city=city, version=version, adoption=adoption, language=language)


@action
def start_assessment(*, by: Person, city: City, version: BenchmarkVersion, title: str = "") -> Assessment:
    """A city begins to measure itself, outside any review."""
    require(by, "assessment.start", city)
    if version.state == VersionState.DRAFT:
        raise Refused(_("This benchmark version is a draft. Choose a published one."))
    return Assessment.objects.create(
        city=city, version=version, title=cleaning.plain(title), language=by.language or "en"
    )


def _may_write_item(by: Person, assessment: Assessment, item: Item) -> None:
    """The coordinator writes everywhere, a contributor only what was asked for and not yet handed in."""
    if may(by, "assessment.write", assessment):
        return
    require(by, "assessment.write_part", assessment)
    states = [ContributionState.ASKED, ContributionState.RETURNED]
    if not Contribution.objects.filter(assessment=assessment, person=by, items=item, state__in=states).exists():
        raise NotAllowed("assessment.write_part")


@action
def save_answer(
    *, by: Person, assessment: Assessment, item: Item, field: str, value: str, seen: str | None = None
) -> Answer:
    """Save one field of the answer to one item. ``seen`` is the digest of what the writer started from (see autosave).

    Raises Stale when somebody else changed the same field meanwhile.
    """
    _may_write_item(by, assessment, item)
    if field not in Answer.FIELDS:
        raise Refused(_("There is no such field: %s") % field)
    if item.pk not in item_ids(assessment.version, assessment.adoption):
        raise NotAllowed("assessment.write")
    value = _checked_level(assessment, value) if field == "level" else cleaning.plain(value)
    _check_line(field, value)
    answer = Answer.objects.select_for_update().filter(assessment=assessment, item=item).first() or Answer(
        assessment=assessment, item=item
    )
    autosave.check(getattr(answer, field), value, seen)
    setattr(answer, field, value)
    answer.changed_by, answer.changed_at = by, timezone.now()
    answer.save()
    return answer


def _checked_level(assessment: Assessment, value: str) -> str:
    if value and value not in {level["code"] for level in assessment.version.scale["levels"]}:
        raise Refused(_("This benchmark has no level “%s”.") % value, fields={"level": _("Choose a level of the list.")})
    return value


def _check_line(field: str, value: str) -> None:
    longest = Answer._meta.get_field(field).max_length
    if longest and len(value) > longest:
        raise Refused(_("At most %(most)d characters; this has %(has)d.") % {"most": longest, "has": len(value)})


@action
def save_provenance(*, by: Person, assessment: Assessment, field: str, value: str, seen: str | None = None) -> Assessment:
    """Save who drafted the report, how, or how far politicians were involved."""
    require(by, "assessment.write", assessment)
    if field not in ("drafted_by", "drafted_how", "politicians"):
        raise Refused(_("There is no such field: %s") % field)
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    value = cleaning.plain(value)
    autosave.check(getattr(assessment, field), value, seen)
    setattr(assessment, field, value)
    assessment.save()
    return assessment


@action
def save_background(
    *, by: Person, assessment: Assessment, section: BackgroundSection, value: str, seen: str | None = None
) -> BackgroundText:
    """Save the text of one background section; the HTML is cleaned."""
    if not may(by, "assessment.write", assessment):
        require(by, "assessment.write_part", assessment)
        states = [ContributionState.ASKED, ContributionState.RETURNED]
        if not Contribution.objects.filter(
            assessment=assessment, person=by, sections=section, state__in=states
        ).exists():
            raise NotAllowed("assessment.write_part")
    if section.version_id != assessment.version_id:
        raise NotAllowed("assessment.write")
    value = cleaning.rich(value)
    text = BackgroundText.objects.select_for_update().filter(
        assessment=assessment, section=section
    ).first() or BackgroundText(assessment=assessment, section=section)
    autosave.check(text.body, value, seen)
    text.body, text.changed_by, text.changed_at = value, by, timezone.now()
    text.save()
    return text


@action
def ask_contribution(*, by: Person, assessment: Assessment, person: Person, **part: Any) -> Contribution:
    """Ask somebody for ``items`` and ``sections``, with a ``message`` and a ``due`` day; asking again adds to it."""
    require(by, "assessment.ask", assessment)
    items, sections = part.get("items", []), part.get("sections", [])
    if not items and not sections:
        raise Refused(_("Choose at least one item or section."))
    contribution, _made = Contribution.objects.get_or_create(assessment=assessment, person=person)
    contribution.message = cleaning.plain(part.get("message", ""))
    contribution.due = part.get("due")
    contribution.state, contribution.changed_at = ContributionState.ASKED, timezone.now()
    contribution.save()
    contribution.items.add(*items)
    contribution.sections.add(*sections)
    forget()
    return contribution


@action
def submit_contribution(*, by: Person, contribution: Contribution) -> None:
    """The colleague hands in their part."""
    require(by, "contribution.submit", contribution)
    _settle(contribution, ContributionState.SUBMITTED)


@action
def return_contribution(*, by: Person, contribution: Contribution, comment: str) -> None:
    """The coordinator gives a part back with a comment."""
    require(by, "contribution.settle", contribution)
    if not comment.strip():
        raise Refused(_("Say what is missing."), fields={"comment": _("Say what is missing.")})
    _settle(contribution, ContributionState.RETURNED, comment=cleaning.plain(comment))


@action
def accept_contribution(*, by: Person, contribution: Contribution) -> None:
    """The coordinator takes a part over."""
    require(by, "contribution.settle", contribution)
    _settle(contribution, ContributionState.ACCEPTED)


def _settle(contribution: Contribution, state: str, comment: str = "") -> None:
    contribution.state, contribution.comment, contribution.changed_at = state, comment, timezone.now()
    contribution.save()


@action
def submit(*, by: Person, assessment: Assessment) -> Assessment:
    """Hand the assessment in. Refused while an item is neither answered nor explained (step 3 of the method)."""
    require(by, "assessment.submit", assessment)
    open_items = unanswered(assessment)
    if open_items:
        raise Refused(
            _("%(count)d items are neither answered nor explained: %(codes)s")
            % {"count": len(open_items), "codes": ", ".join(sorted(open_items)[:10])}
        )
    assessment.state, assessment.submitted_at = AssessmentState.SUBMITTED, timezone.now()
    assessment.return_comment = ""
    assessment.save()
    return assessment


def unanswered(assessment: Assessment) -> list[str]:
    """Codes of the items that are neither answered nor explained, in order."""
    wanted = item_ids(assessment.version, assessment.adoption)
    done = {answer.item_id for answer in assessment.answers.all() if answer.is_done}
    return list(Item.objects.filter(pk__in=wanted - done).values_list("code", flat=True))


@action
def return_assessment(*, by: Person, assessment: Assessment, comment: str) -> Assessment:
    """Give it back to the host with a comment."""
    require(by, "assessment.return", assessment)
    if not comment.strip():
        raise Refused(_("Say what is missing."), fields={"comment": _("Say what is missing.")})
    assessment.state, assessment.return_comment = AssessmentState.OPEN, cleaning.plain(comment)
    assessment.save()
    return assessment


@action
def accept_assessment(*, by: Person, assessment: Assessment) -> Assessment:
    """The initial report is complete; it does not change any more."""
    require(by, "assessment.accept", assessment)
    assessment.state, assessment.accepted_at = AssessmentState.ACCEPTED, timezone.now()
    assessment.save()
    return assessment
