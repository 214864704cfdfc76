# SPDX-License-Identifier: EUPL-1.2
"""A spreadsheet that was brought back and waits for a decision."""

from django.db import models
from django.utils import timezone

from isopolity.accounts.models import Person
from isopolity.plans.models.plans import Plan


class PlanSheetDraft(models.Model):
    """What a changed spreadsheet would change, kept between its preview and the decision to take it.

    ``changes`` is a list of {cell, line, item, name, field, old, new, seen, conflict}; ``item`` is None for a new
    action, whose fields share a ``line``. One draft for each writer.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sheet_drafts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=150)
    changes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="plan_sheet_draft_once")]

    def __str__(self) -> str:
        return self.name
