# SPDX-License-Identifier: EUPL-1.2
"""What a body answered. Behind the wall."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked
from isopolity.surveys.models.waves import Respondent


class ResponseMode(models.TextChoices):
    """Who typed."""

    BODY = "body", _("by the body itself")
    TELEPHONE = "telephone", _("by telephone")


@tracked(without=["answers"])
class Response(models.Model):
    """The answers of one body. ``answers`` are raw while somebody writes; ``counted`` is what counts, kept when they
    are handed in, and each version of it in the history.
    """

    respondent = models.OneToOneField(Respondent, models.CASCADE, related_name="response")
    answers = models.JSONField(default=dict)
    counted = models.JSONField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    mode = models.CharField(max_length=10, choices=ResponseMode.choices, default=ResponseMode.BODY)
    typed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    consented_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.TextField(_("reason"), blank=True)

    def __str__(self) -> str:
        return str(self.respondent_id)

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None


def upload_path(file: "ResponseFile", name: str) -> str:
    """Where the file lies: the sender's name for it is no part of it."""
    return f"surveys/{file.response_id}/{uuid.uuid4().hex}"


@tracked(without=["name"])
class ResponseFile(models.Model):
    """A file that answers a question."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="files")
    key = models.CharField(max_length=400)
    file = models.FileField(upload_to=upload_path, max_length=200)
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
