# SPDX-License-Identifier: EUPL-1.2
"""Personal links: who holds the secret of one acts as this link, and may do nothing else."""

import hashlib

from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from isopolity.core.shared import allows
from isopolity.surveys.models import PersonalLink, WaveState


def hashed(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@sensitive_variables("secret")
def link_of(request: HttpRequest, secret: str) -> PersonalLink | None:
    """The link of this secret while it works. Guessing is slow for everybody."""
    if not allows(request, "survey-link", most=300, seconds=600):
        return None
    working = PersonalLink.objects.filter(revoked_at=None, respondent__wave__state=WaveState.OPEN)
    return working.filter(token_hash=hashed(secret)).first()
