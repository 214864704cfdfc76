# SPDX-License-Identifier: EUPL-1.2
"""The signed word in a letter with which somebody endorses a plan without an account. It works once."""

from django.core import signing

from isopolity.plans.models import Endorsement

_SALT = "isopolity.plans.endorse"


def seal(row: Endorsement) -> str:
    """The signed word of the link; asking again makes the earlier word useless."""
    return signing.dumps([row.pk, _moment(row)], salt=_SALT, compress=False)


def unseal(word: str) -> Endorsement | None:
    """Which endorsement the link is for; None when it was not made here, was replaced, or is gone."""
    try:
        pk, moment = signing.loads(word, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    row = Endorsement.objects.select_related("plan__city", "plan__project", "plan__group").filter(pk=pk).first()
    return row if row is not None and _moment(row) == moment else None


def _moment(row: Endorsement) -> str:
    return row.asked_at.isoformat() if row.asked_at else ""
