# SPDX-License-Identifier: EUPL-1.2
"""Benchmarks: what is measured, in versions; their adoption by a project, its overlay and the cities' approval."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked
from isopolity.core.texts import TranslatedField, read
from isopolity.networks.models import Project
from isopolity.places.models import City


@tracked()
class Benchmark(models.Model):
    """A set of items to measure against, known for good by its URN."""

    urn = models.CharField(max_length=150, unique=True)

    class Meta:
        ordering = ["urn"]

    def __str__(self) -> str:
        return self.urn


class VersionState(models.TextChoices):
    """Only a draft can change; a published version is frozen, a newer one supersedes it."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")


class ItemKind(models.TextChoices):
    """What an item of the benchmark is called."""

    INDICATOR = "indicator", _("indicator")
    KEY_FACTOR = "key_factor", _("key factor")
    QUESTION = "question", _("question")


@tracked()
class BenchmarkVersion(models.Model):
    """One version of a benchmark. ``scale`` is {kind: ordinal|weighted, levels: [{code, name, description, value?,
    neutral?}]}; ``source`` is {title, publisher, year, note}; ``digest`` is the SHA-256 of its file."""

    benchmark = models.ForeignKey(Benchmark, models.CASCADE, related_name="versions")
    number = models.CharField(_("version"), max_length=30)
    state = models.CharField(max_length=12, choices=VersionState.choices, default=VersionState.DRAFT)
    title = TranslatedField()
    summary = TranslatedField()
    item_kind = models.CharField(max_length=12, choices=ItemKind.choices)
    languages = ArrayField(models.CharField(max_length=12))
    licence = models.CharField(max_length=40)
    source = models.JSONField(default=dict)
    scale = models.JSONField(default=dict)
    crosswalk = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["benchmark", "-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["benchmark", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{read(self.title)} {self.number}"

    @property
    def is_frozen(self) -> bool:
        return self.state != VersionState.DRAFT


class Group(models.Model):
    """A node of the benchmark's tree: a pillar, a theme."""

    version = models.ForeignKey(BenchmarkVersion, models.CASCADE, related_name="groups")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    code = models.CharField(max_length=20)
    name = TranslatedField()
    standard = TranslatedField()
    weight = models.FloatField(default=1.0)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="group_code_once")]

    def __str__(self) -> str:
        return self.code


class Facet(models.Model):
    """One label of a facet that runs across the tree: facet ``value``, code ``A``, name Ambition."""

    version = models.ForeignKey(BenchmarkVersion, models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=20)
    facet_name = TranslatedField()
    code = models.CharField(max_length=20)
    name = TranslatedField()
    description = TranslatedField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "facet", "code"], name="facet_code_once")]

    def __str__(self) -> str:
        return f"{self.facet}:{self.code}"


@tracked()
class Adoption(models.Model):
    """A project measures against one benchmark version, adapted by an overlay that keeps the codes."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="adoptions")
    version = models.ForeignKey(BenchmarkVersion, models.PROTECT, related_name="adoptions")
    settled_at = models.DateTimeField(null=True, blank=True, help_text=_("since when the overlay is closed"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "version"], name="adoption_once")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.project_id} × {self.version_id}"


@tracked()
class CityApproval(models.Model):
    """A city of the project has agreed to the adopted benchmark (step 1 of the method)."""

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="approvals")
    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    approved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["adoption", "city"], name="approval_once")]

    def __str__(self) -> str:
        return f"{self.city_id} approves {self.adoption_id}"


@tracked()
class Item(models.Model):
    """One thing measured. ``code`` is unique in its version; an item with an ``adoption`` was added by that project.

    ``facets`` maps a facet to the item's label: {"value": "A"}. ``examples`` is [{place, text, source_ref}].
    """

    version = models.ForeignKey(BenchmarkVersion, models.CASCADE, related_name="items")
    adoption = models.ForeignKey(Adoption, models.CASCADE, null=True, blank=True, related_name="added_items")
    group = models.ForeignKey(Group, models.CASCADE, related_name="items")
    code = models.CharField(_("code"), max_length=30)
    facets = models.JSONField(default=dict, blank=True)
    title = TranslatedField()
    text = TranslatedField()
    rationale = TranslatedField()
    evidence_hint = TranslatedField()
    source_ref = models.CharField(max_length=80, blank=True)
    examples = models.JSONField(default=list, blank=True)
    weight = models.FloatField(default=1.0)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"], condition=models.Q(adoption=None), name="item_code_once"
            ),
            models.UniqueConstraint(
                fields=["adoption", "code"], condition=models.Q(adoption__isnull=False), name="added_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Prompt(models.Model):
    """A guide question under an item (or under a context factor); prompts nest."""

    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="prompts")
    factor = models.ForeignKey("ContextFactor", models.CASCADE, null=True, blank=True, related_name="prompts")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    text = TranslatedField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return read(self.text)


class ContextFactor(models.Model):
    """A circumstance that explains a city's distance from the standard and never excuses a missing answer."""

    version = models.ForeignKey(BenchmarkVersion, models.CASCADE, related_name="context_factors")
    code = models.CharField(max_length=20)
    title = TranslatedField()
    description = TranslatedField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="factor_code_once")]

    def __str__(self) -> str:
        return self.code


class BackgroundSection(models.Model):
    """A section of the initial report's background. ``parts``: text, table, chart."""

    version = models.ForeignKey(BenchmarkVersion, models.CASCADE, related_name="background_sections")
    code = models.CharField(max_length=20)
    title = TranslatedField()
    guidance = TranslatedField()
    parts = ArrayField(models.CharField(max_length=10), default=list)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="background_code_once")]

    def __str__(self) -> str:
        return self.code


@tracked()
class OverlayItem(models.Model):
    """A project's change to one item: hidden, or reworded. The code stays."""

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="overlay")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    is_hidden = models.BooleanField(default=False)
    title = TranslatedField()
    text = TranslatedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["adoption", "item"], name="overlay_once")]

    def __str__(self) -> str:
        return f"{self.item_id} in {self.adoption_id}"


@tracked()
class ItemFlag(models.Model):
    """Somebody finds an item unclear; collected for the next version."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="flags")
    project = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    comment = models.TextField(_("what is unclear"))
    created_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("what was done about it"), blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"flag on {self.item_id}"


class OverlayChange(models.Model):
    """What a project changed about its items, and why; the cities read it before they approve again."""

    class What(models.TextChoices):
        HIDDEN = "hidden", _("hidden")
        REWORDED = "reworded", _("reworded")
        RESTORED = "restored", _("back in the benchmark's own words")
        ADDED = "added", _("added")
        REMOVED = "removed", _("removed")

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="changes")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    code = models.CharField(max_length=30)
    what = models.CharField(max_length=10, choices=What.choices)
    reason = models.TextField(_("why"), blank=True)
    approvals_lost = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.what} in {self.adoption_id}"
