# SPDX-License-Identifier: EUPL-1.2
"""What the API remembers of itself."""

from django.db import models
from django.utils import timezone

from isopolity.accounts.models import ApiToken


class KeptAnswer(models.Model):
    """The answer to a creation sent with an idempotency key: sent again, it is answered again and nothing is made.

    Answers can hold what stands behind the wall, so the database shows them to the token's person only.
    """

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return self.key
