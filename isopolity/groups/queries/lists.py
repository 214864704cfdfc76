# SPDX-License-Identifier: EUPL-1.2
"""The groups of a project, as far as one may know them; the groups around a person."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from isopolity.groups.models import GroupLife, GroupMeeting, SupportGroup, Tier
from isopolity.groups.queries.composition import advice_of
from isopolity.groups.rules import followed, groups_kept, memberships
from isopolity.networks.models import PartnerRole, Project
from isopolity.networks.rules import projects_run
from isopolity.places.rules import city_roles, organisations

ORDERS: dict[str, tuple[Any, ...]] = {
    "city": ("city__name", "name"),
    "life": ("life", "life_since", "city__name"),
    "size": ("-core", "-wider", "city__name"),
    "met": (F("last_met").desc(nulls_last=True), "city__name"),
}


@dataclass(frozen=True)
class GroupRow:
    """A line of the list. ``open_advice`` is None for readers to whom advice is not shown."""

    group: Any
    reads: bool
    open_advice: int | None


def around(person: Any) -> Q:
    """The groups whose name, size and state the person may know."""
    mine = Q(project__in=projects_run(person)) | Q(pk__in=groups_kept(person) | set(memberships(person)))
    mine |= Q(city__in={city for city, _kind in city_roles(person)})
    if organisations(person):
        mine |= Q(city__association__in=organisations(person))
    for project, city in followed(person, PartnerRole.AUTHORITY) | followed(person, PartnerRole.ASSOCIATION):
        mine |= Q(project=project, city=city)
    return mine


def with_numbers(rows: QuerySet[SupportGroup]) -> QuerySet[SupportGroup]:
    """With the present members by tier, the last meeting held and the next one."""
    now, here = timezone.now(), Q(members__left_on=None)
    meetings = GroupMeeting.objects.filter(group=OuterRef("pk"), cancelled_because="")
    return rows.annotate(
        core=Count("members", filter=here & Q(members__tier=Tier.CORE)),
        wider=Count("members", filter=here & Q(members__tier=Tier.WIDER)),
        last_met=Subquery(meetings.filter(ends__lte=now).order_by("-ends").values("ends")[:1]),
        next_met=Subquery(meetings.filter(starts__gt=now).order_by("starts").values("starts")[:1]),
    )


def groups_of(
    person: Any, project: Project, *, words: str = "", life: str = "", order: str = ""
) -> QuerySet[SupportGroup]:
    """The project's groups that the person may know of, filtered and sorted."""
    rows = SupportGroup.objects.filter(around(person), project=project).select_related("city")
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(theme__icontains=word) | Q(city__name__icontains=word))
    if life in GroupLife.values:
        rows = rows.filter(life=life)
    return with_numbers(rows).order_by(*ORDERS.get(order, ORDERS["city"]), "pk")


def lines(person: Any, project: Project, groups: list[SupportGroup]) -> list[GroupRow]:
    """Each group with the number of open advice, for those who keep it; the number of queries does not grow."""
    cities, kept, member = {c for c, _k in city_roles(person)}, groups_kept(person), memberships(person)
    runs = project.pk in projects_run(person)
    managed = {row.pk for row in groups if runs or row.city_id in cities or row.pk in kept}
    counted = advice_of([row for row in groups if row.pk in managed], small=project.small_group)
    found = []
    for row in groups:
        own = counted.get(row.pk)
        open_advice = None if own is None else sum(one.answer is None for one in own)
        found.append(GroupRow(row, row.pk in managed or row.pk in member, open_advice))
    return found


def my_groups(person: Any) -> list[SupportGroup]:
    """The groups the person keeps or belongs to, for the home page; no query for those who are in none."""
    mine = groups_kept(person) | set(memberships(person))
    return list(SupportGroup.objects.filter(pk__in=mine).select_related("city")) if mine else []


def has_groups(project: Project) -> bool:
    """The project has a support group, whoever may know of it."""
    return SupportGroup.objects.filter(project=project).exists()
