# SPDX-License-Identifier: EUPL-1.2
"""The signed word in a letter with which an invited member answers without an account."""

from django.core import signing

from isopolity.groups.models import Invitee

_SALT = "isopolity.groups.reply"


def seal(invitee: Invitee) -> str:
    """The signed word of the link. It answers this one invitation and shows nothing else."""
    return signing.dumps(invitee.pk, salt=_SALT, compress=False)


def unseal(word: str) -> Invitee | None:
    """Whose invitation the link answers; None when it was not made here, or the invitation is gone."""
    try:
        number = signing.loads(word, salt=_SALT)
    except signing.BadSignature:
        return None
    rows = Invitee.objects.select_related("meeting__group__city", "member", "organisation")
    found = rows.filter(pk=number).first()
    gone = found is not None and found.member is not None and found.member.left_on is not None
    return None if gone else found
