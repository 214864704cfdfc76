# SPDX-License-Identifier: EUPL-1.2
"""Answers kept for idempotency keys are forgotten after a day."""

from datetime import timedelta

from django.utils import timezone

from isopolity.api.models import KeptAnswer
from isopolity.core.jobs import job


@job("forget-answers", cron="20 3 * * *")
def forget_answers() -> None:
    """A key works for a day."""
    KeptAnswer.objects.filter(created_at__lt=timezone.now() - timedelta(days=1)).delete()
