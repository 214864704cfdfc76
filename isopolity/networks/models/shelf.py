# SPDX-License-Identifier: EUPL-1.2
"""The document shelf of a project."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked
from isopolity.networks.models.projects import Partner, Phase, Project


class DocumentKind(models.TextChoices):
    """What a document on the shelf is."""

    MAPPING_REPORT = "mapping_report", _("mapping report")
    MINUTES = "minutes", _("minutes")
    ENDORSEMENT = "endorsement", _("endorsement")
    FINAL_REPORT = "final_report", _("final report")
    PROPOSAL = "proposal", _("proposal")
    AGENDA = "agenda", _("agenda")
    GUIDE = "guide", _("guide")
    OTHER = "other", _("other")


def upload_path(document: "ShelfDocument", name: str) -> str:
    """Where the file lies: the sender's name for it is no part of it."""
    return f"shelf/{document.project_id}/{uuid.uuid4().hex}"


@tracked()
class ShelfDocument(models.Model):
    """A file of the project, of one partner or of all. ``is_public``: anybody reads it on the public page."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind.choices)
    title = models.CharField(_("title"), max_length=200)
    partner = models.ForeignKey(
        Partner, models.RESTRICT, null=True, blank=True, related_name="documents", verbose_name=_("belongs to")
    )
    phase = models.ForeignKey(
        Phase, models.SET_NULL, null=True, blank=True, related_name="documents", verbose_name=_("phase")
    )
    language = models.CharField(_("language"), max_length=12, default="en")
    dated = models.DateField(_("date of the document"), default=timezone.localdate)
    is_public = models.BooleanField(_("public"), default=False)
    file = models.FileField(upload_to=upload_path, max_length=200)
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-dated", "-pk"]
        indexes = [models.Index(fields=["project", "kind", "partner"], name="shelf_by_kind")]

    def __str__(self) -> str:
        return self.title
