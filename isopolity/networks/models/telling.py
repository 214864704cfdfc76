# SPDX-License-Identifier: EUPL-1.2
"""What a project tells: its objectives with their proof, its news, the texts of its public page."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked
from isopolity.core.texts import TranslatedField
from isopolity.networks.models.projects import Phase, Project
from isopolity.networks.models.shelf import ShelfDocument
from isopolity.networks.shapes import OBJECTIVE_TEXTS


@tracked()
class Objective(models.Model):
    """What the project has set out to reach. Done with proof: words, a document of the shelf, or both.

    One with a ``key`` came with the project's shape and is read in the reader's language until it is reworded.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="objectives")
    phase = models.ForeignKey(
        Phase, models.SET_NULL, null=True, blank=True, related_name="objectives", verbose_name=_("phase")
    )
    key = models.CharField(max_length=40, blank=True)
    text = models.CharField(_("objective"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    proof = models.TextField(_("proof"), blank=True)
    proof_document = models.ForeignKey(
        ShelfDocument, models.RESTRICT, null=True, blank=True, related_name="proves", verbose_name=_("document")
    )
    reopened = models.TextField(_("why it is open again"), blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_on=None) | ~models.Q(proof="", proof_document=None),
                name="objective_done_with_proof",
            ),
            models.CheckConstraint(condition=~models.Q(key="", text=""), name="objective_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text or str(OBJECTIVE_TEXTS.get(self.key, self.key))


@tracked()
class News(models.Model):
    """A piece of news of a project; everybody reads it on the public page once it is published."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="news")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=12, default="en")
    on = models.DateField(_("date"), default=timezone.localdate)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name_plural = "news"

    def __str__(self) -> str:
        return self.title


@tracked()
class ProjectPage(models.Model):
    """The texts of a project's public page by language; anybody reads it while ``published_at`` is set."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="page")
    what = TranslatedField(_("what the project does"))
    why = TranslatedField(_("why"))
    published_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.project_id)
