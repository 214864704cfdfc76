# SPDX-License-Identifier: EUPL-1.2
"""What changes a desk review: one's own notes, handing them in."""

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import item_ids
from isopolity.core import autosave, cleaning
from isopolity.core.action import action
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.levels import Level
from isopolity.core.policy import require
from isopolity.reviews import stages
from isopolity.reviews.models import DeskNote, Review, TeamMember


@action
def save_desk_note(
    *, by: Person, review: Review, item: Item, field: str, value: str, seen: str | None = None
) -> DeskNote:
    """Save one field of one's own desk review; refused once it is submitted or while there is nothing to read."""
    require(by, "desk.write", review)
    member = _own_place(by, review)
    _check_desk_open(review, member)
    if field not in DeskNote.FIELDS:
        raise Refused(_("There is no such field: %s") % field)
    if item.pk not in item_ids(review.adoption.version, review.adoption):
        raise NotAllowed("desk.write")
    if field == "level" and value and value not in Level.values:
        raise Refused(_("Choose a level of the list."))
    value = cleaning.plain(value)
    note = DeskNote.objects.filter(member=member, item=item).first() or DeskNote(
        review=review, member=member, item=item
    )
    autosave.check(getattr(note, field), value, seen)
    setattr(note, field, value)
    note.changed_at = timezone.now()
    note.save()
    return note


def _own_place(by: Person, review: Review) -> TeamMember:
    """One's place in the team, locked: two devices of one person save one after the other."""
    return TeamMember.objects.inside().select_for_update().get(review=review, person=by)


def _check_desk_open(review: Review, member: TeamMember) -> None:
    if member.desk_submitted_at is not None:
        raise Refused(_("You have submitted your desk review; it does not change any more."))
    if not stages.has_reached(review.stage, "desk_review"):
        raise Refused(_("The initial report is not there yet. Desk reviews begin when the host has submitted it."))


@action
def submit_desk_review(*, by: Person, review: Review) -> TeamMember:
    """Hand in one's desk review. Every item needs a judgement; from then on one sees the others' that are handed in."""
    require(by, "desk.write", review)
    member = _own_place(by, review)
    _check_desk_open(review, member)
    judged = set(member.desk_notes.exclude(level="").values_list("item_id", flat=True))
    left = item_ids(review.adoption.version, review.adoption) - judged
    if left:
        codes = ", ".join(Item.objects.filter(pk__in=left).values_list("code", flat=True)[:10])
        raise Refused(
            _("%(count)d items have no judgement yet: %(codes)s. “Inconclusive” means you need more information.")
            % {"count": len(left), "codes": codes}
        )
    member.desk_submitted_at = timezone.now()
    member.save()
    return member
