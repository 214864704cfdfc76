# SPDX-License-Identifier: EUPL-1.2
"""The lines of an interview: written by both interviewers at once, sent as often as the network wants."""

from uuid import UUID

from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import item_rows
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.errors import Refused, Stale
from isopolity.core.policy import require
from isopolity.evidence.actions.bank import change_evidence, note_evidence, withdraw_evidence
from isopolity.evidence.models import Evidence
from isopolity.evidence.queries.lines import Line, digest_of, line_of
from isopolity.visits.models import Meeting, Session


@action
def save_line(
    *,
    by: Person,
    meeting: Meeting,
    key: UUID,
    text: str,
    codes: list[str],
    level: str,
    basis: str,
    context: str = "",
    seen: str = "",
) -> Evidence:
    """Keep one line. The same ``key`` again changes it; ``seen`` is the digest of what the writer last knew ("": a line
    whose first answer was lost). An empty text withdraws the line."""
    require(by, "evidence.write", meeting.review)
    session = Session.objects.select_related("meeting", "review").get(meeting=meeting)
    known = Evidence.objects.select_for_update().filter(review=meeting.review, key=key).first()
    items = _items(meeting, codes)
    if known is None:
        _say_what_is_missing(text, items, level)
        return note_evidence(
            by=by, review=meeting.review, session=session, text=text, items=items, level=level, basis=basis,
            context=context, key=key,
        )  # fmt: skip
    if known.session_id != session.pk:
        raise Refused(_("This line belongs to another meeting."))
    if not cleaning.plain(text):
        return withdraw_evidence(by=by, evidence=known, reason=_("Taken back while it was written."))
    yours = Line(text=cleaning.plain(text), items=codes, level=level, basis=basis, context=cleaning.plain(context))
    _check_seen(known, yours, seen, by)
    _say_what_is_missing(text, items, level)
    return change_evidence(by=by, evidence=known, text=text, context=context, level=level, basis=basis, items=items)


def _items(meeting: Meeting, codes: list[str]) -> list[Item]:
    review = meeting.review
    found = list(item_rows(review.adoption.version, review.adoption).filter(code__in=codes))
    unknown = set(codes) - {item.code for item in found}
    if unknown:
        raise Refused(_("There is no item %s.") % ", ".join(sorted(unknown)))
    return found


def _say_what_is_missing(text: str, items: list[Item], level: str) -> None:
    """One sentence beside the line; the writer's device keeps the line meanwhile."""
    if not cleaning.plain(text):
        raise Refused(_("Write the statement."))
    if not items:
        raise Refused(_("Kept on this device. Add an item code (Alt and I) to send it."))
    if not level:
        raise Refused(_("Kept on this device. Choose a level (Alt and 1 to 4) to send it."))


def _check_seen(known: Evidence, yours: Line, seen: str, by: Person) -> None:
    theirs = line_of(known, by)
    now = digest_of(theirs)
    if now in (seen, digest_of(yours)) or (not seen and known.changed_by_id == by.pk):
        return
    raise Stale(theirs=theirs, yours=yours, digest=now, by=str(known.changed_by or ""))
