# SPDX-License-Identifier: EUPL-1.2
"""Places: cities, the organisations around them, and who works there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked


class Urbanisation(models.IntegerChoices):
    """Eurostat's degree of urbanisation (DEGURBA)."""

    CITY = 1, _("city (densely populated)")
    TOWN = 2, _("town or suburb (intermediate)")
    RURAL = 3, _("rural (thinly populated)")


class OrganisationKind(models.TextChoices):
    """What an organisation is, as far as projects care."""

    ASSOCIATION = "association", _("national association of local governments")
    SECRETARIAT = "secretariat", _("network secretariat")
    EXPERT = "expert", _("expert organisation")
    AUTHORITY = "authority", _("region or managing authority")
    OTHER = "other", _("other")


@tracked()
class Organisation(models.Model):
    """A body that is not a city: an association, a network's office, an expert organisation."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    country = models.CharField(_("country"), max_length=2, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked()
class City(models.Model):
    """A municipality or district. ``population`` in persons, ``longitude``/``latitude`` in degrees (WGS 84)."""

    name = models.CharField(_("name"), max_length=120)
    country = models.CharField(_("country"), max_length=2, help_text=_("two letters, ISO 3166: FI"))
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True, verbose_name=_("languages"))
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    lau_code = models.CharField(_("LAU code"), max_length=20, blank=True)
    nuts3_code = models.CharField(_("NUTS 3 code"), max_length=5, blank=True)
    urbanisation = models.SmallIntegerField(
        _("degree of urbanisation"), choices=Urbanisation.choices, null=True, blank=True
    )
    timezone = models.CharField(_("time zone"), max_length=40, default="Europe/Brussels")
    source = models.CharField(_("source of these facts"), max_length=200, blank=True)
    geoname_id = models.PositiveIntegerField(null=True, blank=True, unique=True)
    association = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="cities", verbose_name=_("association")
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "lau_code"], condition=~models.Q(lau_code=""), name="city_lau_once"
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None) | models.Q(latitude__gte=-90, latitude__lte=90),
                name="city_latitude_is_one",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude=None) | models.Q(longitude__gte=-180, longitude__lte=180),
                name="city_longitude_is_one",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GazetteerPlace(models.Model):
    """A populated place of the bundled list of Europe's cities (GeoNames, CC BY 4.0), to add a city by search.

    ``search_name`` is the name without accents in small letters; ``other_names`` has the same of names in other
    languages, each behind a bar: ``|bruxelles|brussel``.
    """

    geoname_id = models.PositiveIntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    search_name = models.CharField(max_length=200, db_index=True)
    other_names = models.TextField(default="")
    country = models.CharField(max_length=2)
    population = models.PositiveIntegerField(null=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    timezone = models.CharField(max_length=40)

    class Meta:
        ordering = ["-population", "name"]

    def __str__(self) -> str:
        return self.name


class CityRoleKind(models.TextChoices):
    """What a person is in a city."""

    COORDINATOR = "coordinator", _("coordinator")
    OFFICER = "officer", _("officer")


@tracked()
class CityRole(models.Model):
    """A person works for a city: as its coordinator (writes, submits, replies) or as an officer (can be a peer)."""

    city = models.ForeignKey(City, models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, models.CASCADE, related_name="city_roles")
    kind = models.CharField(max_length=20, choices=CityRoleKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city", "person", "kind"], name="city_role_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.city_id}: {self.kind}"


@tracked()
class OrganisationRole(models.Model):
    """A person works for an organisation, for example as an association's officer."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, models.CASCADE, related_name="organisation_roles")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="organisation_role_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.organisation_id}"
