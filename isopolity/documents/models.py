# SPDX-License-Identifier: EUPL-1.2
"""Documents in the making: a job prints them, the person who asked fetches them. A project's own Word template."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked
from isopolity.networks.models import Project
from isopolity.reports.models import Report


class PrintState(models.TextChoices):
    """waiting → working → ready, or failed with a message."""

    WAITING = "waiting", _("waiting")
    WORKING = "working", _("working")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


def print_path(order: "PrintOrder", filename: str) -> str:
    """A name of our own making."""
    return f"prints/{order.pk}"


class PrintOrder(models.Model):
    """One document for one person: what, of which object, in which format and language. Deleted after a day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    what = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    format = models.CharField(max_length=5)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=PrintState.choices, default=PrintState.WAITING)
    message = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to=print_path, max_length=200, blank=True)
    name = models.CharField(max_length=150, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.what} {self.object_id} as {self.format}"


def template_path(template: "WordTemplate", filename: str) -> str:
    """A name of our own making."""
    return f"templates/{template.project_id}.docx"


@tracked()
class WordTemplate(models.Model):
    """A project's own Word template for its reports."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="word_template")
    file = models.FileField(upload_to=template_path, max_length=200)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"template of {self.project_id}"


def public_path(row: "PublicPrint", filename: str) -> str:
    """A name of our own making."""
    return f"published/{row.report_id}-{row.language}-{row.fingerprint[:16]}.{row.format}"


class PublicPrint(models.Model):
    """A published report as a file for everybody. ``fingerprint`` tells which content it shows; kept for a month."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="+")
    format = models.CharField(max_length=5)
    language = models.CharField(max_length=12)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=PrintState.choices, default=PrintState.WAITING)
    message = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to=public_path, max_length=200, blank=True)
    name = models.CharField(max_length=150, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "format", "language"], name="public_print_once")]

    def __str__(self) -> str:
        return f"report {self.report_id} as {self.format}"

    @property
    def is_open(self) -> bool:
        """In the making."""
        return self.state in (PrintState.WAITING, PrintState.WORKING)
