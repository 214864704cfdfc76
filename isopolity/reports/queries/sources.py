# SPDX-License-Identifier: EUPL-1.2
"""Which source groups stand behind the findings (walled: only inside the team)."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from isopolity.benchmarks.models import Item
from isopolity.evidence.models import EvidenceItem
from isopolity.reports.models import Finding, Held
from isopolity.reports.small_groups import SmallGroup, small_groups
from isopolity.reports.snapshot import Seat, people_met, seats_of
from isopolity.reviews.models import Review
from isopolity.visits.models import SourceGroup


def groups_by_item(review: Review, seats: Iterable[Seat], item: Item | None = None) -> dict[int, set[str]]:
    """item → source groups whose words are evidence on it; of all items, or of one."""
    links = EvidenceItem.objects.filter(review=review, evidence__withdrawn_at=None, evidence__session__isnull=False)
    rows = (links.filter(item=item) if item else links).values_list(
        "item_id", "evidence__session__meeting_id", "evidence__interviewee__source_group"
    )
    in_meeting: dict[int, set[str]] = defaultdict(set)
    for seat in seats:
        in_meeting[seat.meeting].add(seat.group)
    found: dict[int, set[str]] = defaultdict(set)
    for about, meeting, group in rows:
        found[about] |= {group} if group else in_meeting[meeting]
    return found


class SmallGroups:
    """Warns about statements of one review, or about those on one item. Two queries for any number of statements."""

    def __init__(self, review: Review, item: Item | None = None) -> None:
        seats = seats_of(review)
        self.by_item, self.met = groups_by_item(review, seats, item), people_met(seats)
        self.small = review.project.small_group

    def under(self, findings: Iterable[Finding | Held]) -> list[SmallGroup]:
        """The small source groups under these findings."""
        groups = {group for finding in findings for group in self.by_item.get(finding.item_id, ())}
        return small_groups(groups, self.met, small=self.small)

    def warnings(self, findings: Iterable[Finding | Held]) -> list[str]:
        """The same in words for the author."""
        return [_in_words(one) for one in self.under(findings)]


def _in_words(one: SmallGroup) -> str:
    facts = {"group": SourceGroup(one.group).label, "people": one.people}
    if one.points_at_one_person:
        return _("Only one person of this group was met: %(group)s. The text points at that person.") % facts
    return (
        _("Only %(people)d people of this group were met: %(group)s. Check that the text points at none of them.")
        % facts
    )
