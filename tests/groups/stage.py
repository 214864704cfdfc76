# SPDX-License-Identifier: EUPL-1.2
"""The cast's support group with more members, facets and a meeting, by actions alone."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from isopolity.core.principal import acting
from isopolity.groups import actions
from isopolity.groups.models import Facet, GroupMeeting, GroupTask, Member
from tests.cast import Cast

PLANTED = "Planted-Name-Xylophone"
ADDRESS = "planted.xylophone@example.org"


def facts(**changed: Any) -> dict[str, Any]:
    """A member's fields."""
    base = {
        "kind": "person", "function": "Teacher", "organisation": "School", "sector": "public", "tier": "core",
        "stake": "key", "connection": "Teaches newcomers.",
    }  # fmt: skip
    return base | changed


def add_member(cast: Cast, **changed: Any) -> Member:
    with acting(cast.host):
        return actions.add_member(by=cast.host, group=cast.group, **facts(**changed))


def member(cast: Cast) -> Member:
    """Whoever has the light account."""
    return cast.group.members.get(person=cast.group_member)  # type: ignore[attr-defined]


def soon(hours: int = 24) -> datetime:
    return timezone.now().replace(microsecond=0) + timedelta(hours=hours)


def plan(cast: Cast, *, hours: int = 24, title: str = "First meeting") -> GroupMeeting:
    """A meeting that begins in so many hours; before now with a negative number."""
    with acting(cast.host):
        return actions.plan_group_meeting(
            by=cast.host, group=cast.group, title=title, starts=soon(hours), ends=soon(hours + 2), place="Town hall"
        )


def add_facet(cast: Cast, name: str = "gender", collected_by: str = "counts") -> Facet:
    with acting(cast.host):
        return actions.add_facet(
            by=cast.host, group=cast.group, name=name, collected_by=collected_by, values=["women", "men"]
        )


def give_task(cast: Cast, what: str = "Ask the schools") -> GroupTask:
    with acting(cast.host):
        return actions.give_task(by=cast.host, group=cast.group, what=what, member=member(cast))


def full(cast: Cast) -> GroupMeeting:
    """A bit of everything: a planted contact, facets, an answered advice, a meeting with all its parts."""
    add_member(cast, name=PLANTED, email=ADDRESS)
    counted = add_facet(cast)
    add_facet(cast, "born abroad", "answers")
    meeting = plan(cast, hours=-48)
    host = cast.host
    with acting(host):
        actions.count_facet(by=host, facet=counted, counts={counted.values.all()[0].pk: 1})
        actions.answer_advice(by=host, group=cast.group, code="no_private", reason="No firm matters for the theme.")
        actions.add_agenda_point(by=host, meeting=meeting, text="Who we are", length=20, who="Head")
        actions.note_group_attendance(by=host, meeting=meeting, present=[member(cast)])
        actions.save_minutes(by=host, meeting=meeting, value="<p>We met.</p>")
        actions.add_decision(by=host, meeting=meeting, text="We meet monthly.")
    give_task(cast)
    return meeting
