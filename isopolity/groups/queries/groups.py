# SPDX-License-Identifier: EUPL-1.2
"""One group: its members for those who keep it and for those who belong to it, its open door, what happened."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from isopolity.core.components import Event
from isopolity.core.history import Where, happened
from isopolity.groups.doors import Month, Passage, Stay, months, passages
from isopolity.groups.models import (
    CheckAnswer,
    Facet,
    GroupCoordinator,
    GroupMeeting,
    GroupTask,
    Member,
    SupportGroup,
    Tier,
)
from isopolity.groups.queries.lists import with_numbers

GROUPS = SupportGroup.objects.select_related("project", "city")
SHOWN = 40


def numbered() -> QuerySet[SupportGroup]:
    """Groups with the size of their tiers and their meetings."""
    return with_numbers(GROUPS)


def members_of(group: SupportGroup, *, gone: bool = False) -> QuerySet[Member]:
    """Present members, or those who left; core first."""
    rows = Member.objects.filter(group=group).exclude(left_on=None) if gone else present(group)
    return rows.order_by("-left_on", "pk") if gone else rows.order_by("tier", "organisation", "function", "pk")


def present(group: SupportGroup) -> QuerySet[Member]:
    """Who is in the group now."""
    return Member.objects.filter(group=group, left_on=None)


def core_organisations(group: SupportGroup) -> list[str]:
    """The organisations in the core, once each: what a managing authority reads of the members."""
    rows = present(group).filter(tier=Tier.CORE).exclude(organisation="")
    return sorted(set(rows.values_list("organisation", flat=True)), key=str.casefold)


def open_door(group: SupportGroup) -> tuple[list[Passage], list[Month]]:
    """(who came and went, newest first; the months for the chart)."""
    rows = Member.objects.filter(group=group).only("function", "organisation", "joined_on", "left_on")
    stays = [Stay(str(row), row.joined_on, row.left_on) for row in rows]
    return passages(stays), months(stays, until=timezone.localdate())


def history_of(group: SupportGroup, *, before: datetime | None = None) -> tuple[list[Event], datetime | None]:
    """What happened in the group, for those who keep it. Names and answers are in no history."""
    inside: tuple[Any, ...] = (Member, GroupCoordinator, CheckAnswer, Facet, GroupMeeting, GroupTask)
    wheres: list[tuple[Any, Where]] = [(model, {"group_id": group.pk}) for model in inside]
    return happened([(SupportGroup, {"id": group.pk}), *wheres], limit=SHOWN, before=before)
