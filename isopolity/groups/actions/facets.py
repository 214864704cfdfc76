# SPDX-License-Identifier: EUPL-1.2
"""Facets of diversity: the group chooses them; numbers come from anonymous counts or from consenting members."""

from collections.abc import Mapping, Sequence

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.groups.models import CollectedBy, Consent, Facet, FacetAnswer, FacetValue, Member, SupportGroup

MOST_VALUES = 12


@action
def add_facet(*, by: Person, group: SupportGroup, name: str, collected_by: str, values: Sequence[str]) -> Facet:
    """A facet in which the group wants to be balanced, with the values that it knows."""
    require(by, "group.manage", group)
    last = group.facets.aggregate(last=Max("position"))["last"]
    facet = Facet(group=group, position=0 if last is None else last + 1)
    _name(facet, name)
    facet.collected_by = collected_by
    checked(facet).save()
    _set_values(facet, values)
    return facet


@action
def change_facet(*, by: Person, facet: Facet, name: str, collected_by: str, values: Sequence[str]) -> Facet:
    """New name and values. Values that stay keep their numbers; another way of counting deletes them all."""
    require(by, "group.manage", facet.group)
    _name(facet, name)
    if facet.collected_by != collected_by:
        FacetAnswer.objects.filter(facet=facet).delete()
        FacetValue.objects.filter(facet=facet).update(counted=0)
    facet.collected_by = collected_by
    checked(facet).save()
    _set_values(facet, values)
    return facet


def _name(facet: Facet, name: str) -> None:
    facet.name = plain(name)
    if Facet.objects.filter(group=facet.group_id, name=facet.name).exclude(pk=facet.pk).exists():
        words = _("The group has this facet already.")
        raise Refused(words, fields={"name": words})


def _set_values(facet: Facet, values: Sequence[str]) -> None:
    wanted = list(dict.fromkeys(plain(value) for value in values if plain(value)))
    if not 2 <= len(wanted) <= MOST_VALUES:
        words = _("Write between 2 and %d values, one a line.") % MOST_VALUES
        raise Refused(words, fields={"values": words})
    known = {row.name: row for row in facet.values.all()}
    FacetValue.objects.filter(pk__in=[row.pk for name, row in known.items() if name not in wanted]).delete()
    for position, name in enumerate(wanted):
        row = known.get(name) or FacetValue(facet=facet, name=name)
        row.position = position
        checked(row).save()


@action
def remove_facet(*, by: Person, facet: Facet) -> None:
    """The group no longer looks at this facet; its numbers and answers are deleted."""
    require(by, "group.manage", facet.group)
    facet.delete()


@action
def count_facet(*, by: Person, facet: Facet, counts: Mapping[int, int]) -> Facet:
    """The sums that members told, by value's id. Nobody's own answer is written down."""
    require(by, "group.manage", facet.group)
    if facet.collected_by != CollectedBy.COUNTS:
        raise Refused(_("Members answer this facet themselves. It is not counted by hand."))
    present = Member.objects.filter(group=facet.group_id, left_on=None).count()
    rows = list(facet.values.all())
    numbers = {row.pk: counts.get(row.pk, row.counted) for row in rows}
    if any(number < 0 for number in numbers.values()) or sum(numbers.values()) > present:
        raise Refused(_("The group has %d members. The numbers together cannot be larger.") % present)
    for row in rows:
        row.counted = numbers[row.pk]
        checked(row).save()
    return facet


@action
def give_consent(*, by: Person, member: Member) -> Consent:
    """The member agrees that their own answers are kept, until they take it back."""
    require(by, "group_member.answer", member)
    row = Consent.objects.filter(member=member, withdrawn_at=None).first()
    return row or Consent.objects.create(member=member, wording=wording())


def wording() -> str:
    """What a member agrees to."""
    return _(
        "I agree that Isopolity keeps my own answers on the facets of this group. They are only counted. Nobody can "
        "read them by person, and numbers of few people are hidden. I can take this back at any time; then my answers "
        "are deleted."
    )


@action
def answer_facet(*, by: Person, member: Member, facet: Facet, value: FacetValue | None) -> None:
    """The member's own answer; None deletes it. Asks for the member's consent first."""
    require(by, "group_member.answer", member)
    if facet.group_id != member.group_id or facet.collected_by != CollectedBy.ANSWERS:
        raise Refused(_("This facet is not answered by members themselves."))
    if not Consent.objects.filter(member=member, withdrawn_at=None).exists():
        raise Refused(_("Your answer is only kept with your consent. Give it first."))
    if value is None:
        FacetAnswer.objects.filter(member=member, facet=facet).delete()
        return
    if value.facet_id != facet.pk:
        raise Refused(_("Choose from the list."))
    FacetAnswer.objects.update_or_create(member=member, facet=facet, defaults={"value": value})


@action
def withdraw_consent(*, by: Person, member: Member) -> None:
    """The member's answers are deleted; they have no history. That there was a consent stays as proof."""
    require(by, "group_member.answer", member)
    FacetAnswer.objects.filter(member=member).delete()
    Consent.objects.filter(member=member, withdrawn_at=None).update(withdrawn_at=timezone.now())
