# SPDX-License-Identifier: EUPL-1.2
"""Support groups: made, changed, moved through their life; who coordinates them; answers to advice."""

from datetime import date
from typing import Any

from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.actions import person_at
from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import forget, require
from isopolity.groups.models import CheckAnswer, GroupCoordinator, GroupKind, GroupLife, SupportGroup
from isopolity.networks.models import Partner, Project
from isopolity.places.models import City

FACTS = ("kind", "name", "theme", "about", "started_on")


@action
def create_group(*, by: Person, project: Project, city: City, name: str, theme: str, **facts: Any) -> SupportGroup:
    """A new group of a city in a project. Whoever makes it and works for the city coordinates it."""
    require(by, "group.create", (project, city))
    if not Partner.objects.filter(project=project, city=city).exists():
        words = _("%s is no partner of this project.") % city
        raise Refused(words, fields={"city": words})
    group = _keep(SupportGroup(project=project, city=city), {"name": name, "theme": theme, **facts})
    if by.city_roles.filter(city=city).exists():
        GroupCoordinator.objects.create(group=group, person=by)
    forget()
    return group


@action
def change_group(*, by: Person, group: SupportGroup, **facts: Any) -> SupportGroup:
    """New values for the group's name, kind, theme, purpose or first day."""
    require(by, "group.manage", group)
    return _keep(SupportGroup.objects.select_for_update().get(pk=group.pk), facts)


def _keep(group: SupportGroup, facts: dict[str, Any]) -> SupportGroup:
    for name, value in facts.items():
        if name not in FACTS:
            raise Refused(_("A group has no such field: %s") % name, fields={name: _("There is no such field.")})
        setattr(group, name, plain(value) if isinstance(value, str) else value)
    group.kind = group.kind or GroupKind.SUPPORT_GROUP
    if group.pk is None:
        group.life_since = group.started_on
    same = SupportGroup.objects.filter(project=group.project_id, city=group.city_id, name=group.name)
    if same.exclude(pk=group.pk).exists():
        words = _("The city has a group of this name in this project already.")
        raise Refused(words, fields={"name": words})
    checked(group).save()
    return group


@action
def tell_life(
    *, by: Person, group: SupportGroup, life: str, since: date, note: str = "", merged_into: str = ""
) -> SupportGroup:
    """What became of the group: active, formally or informally continued, merged into something, ended; since when."""
    require(by, "group.manage", group)
    if life == GroupLife.MERGED and not plain(merged_into):
        words = _("Say into what it merged.")
        raise Refused(words, fields={"merged_into": words})
    if since < group.started_on:
        words = _("This is before the group started.")
        raise Refused(words, fields={"since": words})
    changed = SupportGroup.objects.select_for_update().get(pk=group.pk)
    changed.life, changed.life_since, changed.life_note = life, since, plain(note)
    changed.merged_into = plain(merged_into) if life == GroupLife.MERGED else ""
    checked(changed).save()
    return changed


@action
def remove_group(*, by: Person, group: SupportGroup) -> None:
    """A group made by mistake is taken away; refused once it has members: then it ends."""
    require(by, "group.manage", group)
    if group.members.exists() or group.meetings.exists():
        raise Refused(_("The group has members or meetings. Say that it ended instead."))
    try:
        group.delete()
    except ProtectedError as error:
        raise Refused(_("Other things rest on this group. Say that it ended instead.")) from error
    forget()


@action
def add_group_coordinator(*, by: Person, group: SupportGroup, email: str, name: str = "") -> GroupCoordinator:
    """Whoever has this address coordinates the group; somebody without an account gets an invitation."""
    require(by, "group.manage", group)
    person = person_at(email=email, name=name, by=by)
    row, _made = GroupCoordinator.objects.get_or_create(group=group, person=person)
    forget()
    return row


@action
def remove_group_coordinator(*, by: Person, coordinator: GroupCoordinator) -> None:
    """The person coordinates the group no longer. City and secretariat can always name another one."""
    require(by, "group.manage", coordinator.group)
    coordinator.delete()
    forget()


@action
def answer_advice(*, by: Person, group: SupportGroup, code: str, reason: str) -> CheckAnswer:
    """The group knows of a piece of advice and says why it stays as it is; the reason is kept."""
    require(by, "group.manage", group)
    if not plain(reason):
        raise Refused(_("Say why."), fields={"reason": _("Say why.")})
    row = CheckAnswer.objects.filter(group=group, code=code).first() or CheckAnswer(group=group, code=code)
    row.reason, row.answered_at = plain(reason), timezone.now()
    checked(row).save()
    return row


@action
def take_back_advice_answer(*, by: Person, answer: CheckAnswer) -> None:
    """The advice is open again. The history keeps the reason."""
    require(by, "group.manage", answer.group)
    answer.delete()
