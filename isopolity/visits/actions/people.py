# SPDX-License-Identifier: EUPL-1.2
"""People to meet. Whom the host proposes, host and team see; whom the team proposes, the team alone."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from psycopg.types.range import TimestamptzRange

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import item_ids
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.core.web import refusal_of
from isopolity.reviews.models import Review
from isopolity.reviews.rules import hosts, inside_team
from isopolity.visits.models import Interviewee, IntervieweeItem, IntervieweeTime, Visit

Times = Sequence[tuple[datetime, datetime]]
WHO_THEY_ARE = ("function", "organisation", "source_group")


@action
def propose_interviewee(
    *,
    by: Person,
    review: Review,
    function: str,
    source_group: str,
    organisation: str = "",
    languages: Sequence[str] = (),
    availability: str = "",
    reason: str = "",
    state: str = "proposed",
    items: Sequence[Item] = (),
    times: Times = (),
) -> Interviewee:
    """Somebody to meet, by function; ``items`` they can speak to, ``times`` when they can be met (none: any time)."""
    require(by, "interviewee.propose", review)
    interviewee = Interviewee(
        review=review, by_host=hosts(by, review) and not inside_team(by, review), created_by=by,
        function=cleaning.plain(function), organisation=cleaning.plain(organisation), source_group=source_group,
        languages=_tags(languages), availability=cleaning.plain(availability), reason=cleaning.plain(reason),
        state=state,
    )  # fmt: skip
    _save(interviewee)
    _set_items(interviewee, items)
    _set_times(interviewee, times)
    return interviewee


def _tags(languages: Iterable[str]) -> list[str]:
    return [tag.strip() for tag in languages if tag.strip()]


def _save(interviewee: Interviewee) -> None:
    try:
        interviewee.full_clean(exclude=["review", "created_by"])
    except ValidationError as error:
        raise refusal_of(error, _("This person cannot be saved yet.")) from error
    interviewee.save()


def _set_items(interviewee: Interviewee, items: Sequence[Item]) -> None:
    review = interviewee.review
    if {item.pk for item in items} - item_ids(review.adoption.version, review.adoption):
        raise Refused(_("This item is not in the review's benchmark."), fields={"items": _("Unknown item.")})
    before = set(interviewee.item_links.values_list("item_id", flat=True))
    after = {item.pk for item in items}
    interviewee.item_links.filter(item__in=before - after).delete()
    IntervieweeItem.objects.bulk_create(
        IntervieweeItem(review=review, interviewee=interviewee, item_id=pk) for pk in sorted(after - before)
    )


def _set_times(interviewee: Interviewee, times: Times) -> None:
    if any(ends <= starts for starts, ends in times):
        raise Refused(_("A time ends after it starts."))
    before = {
        (row.during.lower, row.during.upper): row for row in IntervieweeTime.objects.filter(interviewee=interviewee)
    }
    gone = [row.pk for span, row in before.items() if span not in set(times)]
    IntervieweeTime.objects.filter(pk__in=gone).delete()
    IntervieweeTime.objects.bulk_create(
        IntervieweeTime(review=interviewee.review, interviewee=interviewee, during=TimestamptzRange(*span))
        for span in dict.fromkeys(times)
        if span not in before
    )


@action
def change_interviewee(
    *,
    by: Person,
    interviewee: Interviewee,
    function: str | None = None,
    source_group: str | None = None,
    organisation: str | None = None,
    languages: Sequence[str] | None = None,
    availability: str | None = None,
    reason: str | None = None,
    state: str | None = None,
    items: Sequence[Item] | None = None,
    times: Times | None = None,
) -> Interviewee:
    """New facts about somebody to meet; None leaves a fact as it is, ``items`` and ``times`` replace the list.

    Once the timetable is released the host no longer changes who somebody is: corroboration rests on it.
    """
    require(by, "interviewee.change", interviewee)
    interviewee = Interviewee.objects.select_for_update().get(pk=interviewee.pk)
    texts = {
        "function": function, "source_group": source_group, "organisation": organisation, "availability": availability,
        "reason": reason, "state": state,
    }  # fmt: skip
    changes: dict[str, Any] = {name: cleaning.plain(value) for name, value in texts.items() if value is not None}
    if languages is not None:
        changes["languages"] = _tags(languages)
    changes = {name: value for name, value in changes.items() if getattr(interviewee, name) != value}
    _check_host_may(by, interviewee, changes)
    for name, value in changes.items():
        setattr(interviewee, name, value)
    if changes:
        _save(interviewee)
    if items is not None:
        _set_items(interviewee, items)
    if times is not None:
        _set_times(interviewee, times)
    return interviewee


def _check_host_may(by: Person, interviewee: Interviewee, changes: dict[str, Any]) -> None:
    if inside_team(by, interviewee.review) or not changes.keys() & set(WHO_THEY_ARE):
        return
    if Visit.objects.filter(review=interviewee.review, released_at__isnull=False).exists():
        message = _("The timetable is released. Ask the team leader to change the function, organisation or group.")
        raise Refused(message, fields={name: message for name in WHO_THEY_ARE if name in changes})


@action
def remove_interviewee(*, by: Person, interviewee: Interviewee) -> None:
    """Take a proposal back, with its contact. Somebody who is on the timetable stays."""
    require(by, "interviewee.change", interviewee)
    if interviewee.participations.exists():
        raise Refused(_("A meeting with this person is planned. Cancel it, and mark the person as “declined”."))
    interviewee.delete()
