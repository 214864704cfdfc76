# SPDX-License-Identifier: EUPL-1.2
"""Keys to the API that people make for themselves."""

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import ApiToken, Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require


def hashed(token: str) -> str:
    """What is kept of a secret: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


@action
def make_token(*, by: Person, name: str, scopes: list[str], days: int) -> tuple[ApiToken, str]:
    """A new API token and its secret, which is shown this once. ``scopes`` from read, write; 1 to 365 ``days``."""
    require(by, "token.make")
    if not scopes or set(scopes) - {"read", "write"}:
        raise Refused(_("Choose read, or read and write."), fields={"scopes": _("Choose read, or read and write.")})
    if not 1 <= days <= 365:
        raise Refused(_("A token lives 1 to 365 days."), fields={"days": _("A token lives 1 to 365 days.")})
    secret = f"iso_{secrets.token_urlsafe(32)}"
    token = ApiToken(
        person=by,
        name=plain(name),
        prefix=secret[:10],
        token_hash=hashed(secret),
        scopes=sorted(set(scopes) | {"read"}),
        expires_at=timezone.now() + timedelta(days=days),
    )
    checked(token).save()
    return token, secret


@action
def revoke_token(*, by: Person, token: ApiToken) -> None:
    """The token stops working now."""
    require(by, "token.revoke", token)
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
