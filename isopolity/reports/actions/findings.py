# SPDX-License-Identifier: EUPL-1.2
"""What the team holds about each item. Once the report is with the host for its reply, findings stand still."""

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import item_ids
from isopolity.core import autosave, cleaning
from isopolity.core.action import action
from isopolity.core.errors import NotAllowed, Refused, Stale
from isopolity.core.levels import Level
from isopolity.core.policy import require
from isopolity.reports.actions._parts import _is_written, _take_back_for
from isopolity.reports.models import Finding, ItemProgress, Report
from isopolity.reviews.models import Review

AUTOSAVED = ("level", "text", "barriers", "checked_note")


def _check_open(review: Review) -> None:
    report = Report.objects.select_for_update().filter(review=review).first()
    if report is not None and not _is_written(report):
        raise Refused(_("The report is agreed. Its findings do not change any more."))


def _finding(review: Review, item: Item) -> Finding:
    if item.pk not in item_ids(review.adoption.version, review.adoption):
        raise NotAllowed("finding.write")
    _check_open(review)
    Finding.objects.bulk_create([Finding(review=review, item=item)], ignore_conflicts=True)
    return Finding.objects.select_for_update().get(review=review, item=item)


def _again(finding: Finding) -> Finding:
    _check_open(finding.review)
    return Finding.objects.select_for_update().get(pk=finding.pk)


def _keep(finding: Finding, by: Person, *, level_changed: bool = False) -> Finding:
    """Save, and tell the progress outside the wall how far the item is, without a word of what is held."""
    finding.changed_by, finding.changed_at = by, timezone.now()
    finding.save()
    settled = bool(finding.not_examined or finding.withdrawn_reason or (finding.level and finding.text))
    ItemProgress.objects.update_or_create(
        review=finding.review,
        item=finding.item,
        defaults={"is_settled": settled, "is_checked": finding.checked_at is not None or bool(finding.not_examined)},
    )
    if level_changed:
        _take_back_for(finding, level_changed=True)
    return finding


@action
def save_finding(*, by: Person, review: Review, item: Item, field: str, value: str, seen: str | None = None) -> Finding:
    """Save one field of the finding on an item: level, text, barriers or the note of the comparison (autosaved)."""
    require(by, "finding.write", review)
    finding = _finding(review, item)
    if field not in AUTOSAVED:
        raise Refused(_("There is no such field: %s") % field)
    if field == "level" and value and value not in Level.values:
        raise Refused(_("Choose a level of the list."))
    value = cleaning.plain(value)
    try:
        autosave.check(getattr(finding, field), value, seen)
    except Stale as stale:
        stale.by = str(finding.changed_by or "")
        raise
    changed = field == "level" and finding.level != value
    setattr(finding, field, value)
    return _keep(finding, by, level_changed=changed)


@action
def mark_practice(*, by: Person, review: Review, item: Item, is_practice: bool) -> Finding:
    """What was found here is worth passing on to other cities, or not."""
    require(by, "finding.write", review)
    finding = _finding(review, item)
    finding.is_practice = is_practice
    return _keep(finding, by)


@action
def compare(*, by: Person, review: Review, item: Item, is_checked: bool) -> Finding:
    """The evidence on this item was compared with the initial report."""
    require(by, "finding.write", review)
    finding = _finding(review, item)
    finding.checked_at = timezone.now() if is_checked else None
    return _keep(finding, by)


@action
def leave_out(*, by: Person, review: Review, item: Item, reason: str) -> Finding:
    """Declare the item not examined, with a reason; an empty reason takes it back."""
    require(by, "finding.write", review)
    finding = _finding(review, item)
    finding.not_examined = cleaning.plain(reason)
    return _keep(finding, by, level_changed=True)


@action
def withdraw_finding(*, by: Person, finding: Finding, reason: str) -> Finding:
    """The team no longer holds this, for this reason; an empty reason takes it back."""
    require(by, "finding.write", finding.review)
    finding = _again(finding)
    finding.withdrawn_reason = cleaning.plain(reason)
    return _keep(finding, by, level_changed=True)


@action
def override(*, by: Person, finding: Finding, reason: str) -> Finding:
    """The facilitator makes an uncorroborated finding usable; the report prints the reason. Empty takes it back."""
    require(by, "finding.override", finding.review)
    finding = _again(finding)
    finding.override_reason = cleaning.plain(reason)
    finding.overridden_by = by if finding.override_reason else None
    return _keep(finding, by, level_changed=True)
