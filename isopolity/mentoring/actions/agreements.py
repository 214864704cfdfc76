# SPDX-License-Identifier: EUPL-1.2
"""The agreement of a pair: written together, frozen by the first signature, signed by both cities and associations."""

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.autosave import digest
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused, Stale
from isopolity.core.policy import require
from isopolity.mentoring import telling
from isopolity.mentoring.models import Agreement, Pair, PairState, Side, Signature
from isopolity.mentoring.queries.agreement import sides_needed
from isopolity.mentoring.rules import sides_of


@action
def write_agreement(
    *, by: Person, pair: Pair, text: str, seen: str | None = None, voids_signatures: bool = False
) -> Agreement:
    """A new text. Signatures given to another text become void; they have to be given up in so many words."""
    require(by, "pair.write", pair)
    words = plain(text)
    if not words:
        raise Refused(_("Write what the two cities agree."), fields={"text": _("Write what the two cities agree.")})
    Agreement.objects.get_or_create(pair=pair)
    row = Agreement.objects.select_for_update().get(pair=pair)
    if seen is not None and row.text != words and digest(row.text) != seen:
        raise Stale(theirs=row.text, yours=words, digest=digest(row.text))
    if row.text == words:
        return row
    standing = row.signatures.filter(voided_at=None)
    was_signed = standing.exists()
    if was_signed and not voids_signatures:
        text = _("Somebody has signed already. Tick that these signatures become void.")
        raise Refused(text, fields={"voids_signatures": text})
    standing.update(voided_at=timezone.now())
    row.text, row.frozen_at, row.signed_at = words, None, None
    row.save()
    telling.written(pair, by, is_changed=was_signed)
    return row


@action
def sign_agreement(*, by: Person, pair: Pair, seen: str) -> Agreement:
    """Sign the text with this digest, for every side for which the person may. The last signature agrees the pair."""
    require(by, "pair.sign", pair)
    row = Agreement.objects.select_for_update().filter(pair=pair).first()
    if row is None or not row.text:
        raise Refused(_("There is no agreement to sign yet."))
    if digest(row.text) != seen:
        raise Refused(_("The text has changed since you opened it. Read it again before you sign."))
    given = set(row.signatures.filter(voided_at=None).values_list("side", flat=True))
    mine = [side for side in sides_of(by, pair) if side not in given]
    if not mine:
        raise Refused(_("Your side has signed already."))
    Signature.objects.bulk_create(Signature(agreement=row, side=side, person=by, function=by.name) for side in mine)
    row.frozen_at = row.frozen_at or timezone.now()
    if not {side for side, _body in sides_needed(pair)} - given - set(mine):
        row.signed_at = timezone.now()
        _agree(pair)
        telling.signed(pair, by)
    row.save()
    return row


def _agree(pair: Pair) -> None:
    if pair.state == PairState.PROPOSED:
        pair.state, pair.changed_at = PairState.AGREED, timezone.now()
        pair.save(update_fields=["state", "changed_at"])


@action
def withdraw_signature(*, by: Person, pair: Pair) -> Agreement:
    """Take one's signature back while not everybody has signed."""
    require(by, "pair.sign", pair)
    row = Agreement.objects.select_for_update().filter(pair=pair).first()
    if row is None or row.signed_at is not None:
        raise Refused(_("Only an agreement that is not signed by all can lose a signature."))
    standing = row.signatures.filter(voided_at=None)
    standing.filter(side__in=[Side(side) for side in sides_of(by, pair)]).update(voided_at=timezone.now())
    if not standing.exists():
        row.frozen_at = None
        row.save(update_fields=["frozen_at"])
    return row
