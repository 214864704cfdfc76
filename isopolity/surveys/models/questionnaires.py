# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires of a project and their questions."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked
from isopolity.core.texts import TranslatedField, read
from isopolity.networks.models import Project


class QuestionnaireState(models.TextChoices):
    """draft → published → superseded by the next version of its series."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")


@tracked()
class Questionnaire(models.Model):
    """One version of a questionnaire. ``definition`` is a form as ``surveys.form`` reads it.

    Once published, the database lets nobody change it. The versions of one questionnaire share their ``series``.
    ``origin`` says where it began: ``library:mile-follow-up``, ``xlsform`` or ``hand``.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="questionnaires")
    series = models.UUIDField(default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(_("version"), default=1)
    title = TranslatedField(_("title"))
    languages = models.JSONField(_("languages"), default=list)
    definition = models.JSONField(_("questions"), default=dict)
    state = models.CharField(max_length=10, choices=QuestionnaireState.choices, default=QuestionnaireState.DRAFT)
    origin = models.CharField(max_length=60, default="hand")
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="questionnaire_version_once"),
            models.UniqueConstraint(
                fields=["series"], condition=models.Q(state="published"), name="questionnaire_published_once"
            ),
            models.UniqueConstraint(
                fields=["series"], condition=models.Q(state="draft"), name="questionnaire_draft_once"
            ),
        ]

    def __str__(self) -> str:
        return read(self.title)

    @property
    def is_draft(self) -> bool:
        return self.state == QuestionnaireState.DRAFT


@tracked()
class Question(models.Model):
    """One question of a published version: what results and codings point to. Made when the version is published.

    ``key`` is the same in every version that asks it. Two versions with the same ``digest`` ask the very same (kind,
    text, choices). A row of a matrix is a question of its own, ``part_of`` the matrix. ``repeat`` is the key of the
    repeat around it.
    """

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="questions")
    key = models.CharField(max_length=400)
    kind = models.CharField(max_length=20)
    label = TranslatedField(_("question"))
    section = models.CharField(max_length=400, blank=True)
    part_of = models.CharField(max_length=400, blank=True)
    repeat = models.CharField(max_length=400, blank=True)
    digest = models.CharField(max_length=64)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["questionnaire", "position"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "key"], name="question_key_once")]

    def __str__(self) -> str:
        return read(self.label) or self.key


class ImportDraft(models.Model):
    """An XLSForm as it was read, kept between its preview and the decision to take it; one for each person.

    ``left_out`` and ``warnings`` are lines to read.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=150)
    definition = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="import_draft_once")]

    def __str__(self) -> str:
        return self.name
