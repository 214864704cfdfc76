# SPDX-License-Identifier: EUPL-1.2
"""Profiles of cities: the city's own facts to begin with, the items, what could feed them."""

from dataclasses import dataclass, field
from typing import Any

from isopolity.assessments.models import Answer, Assessment, AssessmentState
from isopolity.benchmarks.models import Adoption, Item
from isopolity.benchmarks.queries import items_of
from isopolity.core.texts import read
from isopolity.mentoring.models import Profile, ProfileItem, Source
from isopolity.mentoring.taking import Line, lines_of
from isopolity.networks.models import Partner, PartnerRole, Project
from isopolity.places.models import City
from isopolity.reports.models import Finding, Report

PAIRED = [PartnerRole.MENTEE, PartnerRole.MENTOR]


def partners_to_pair(project: Project) -> list[Partner]:
    """Mentee and mentor cities of the project, by name."""
    rows = project.partners.filter(city__isnull=False, roles__overlap=PAIRED)
    return list(rows.select_related("city__association").order_by("city__name"))


def is_mentee(partner: Partner) -> bool:
    """The partner takes part as a mentee."""
    return PartnerRole.MENTEE in partner.roles


def is_mentor(partner: Partner) -> bool:
    """The partner takes part as a mentor."""
    return PartnerRole.MENTOR in partner.roles


def profile_of(project: Project, city: City) -> Profile:
    """The city's profile; before it is begun, a new one with what the site knows of the city, not yet saved."""
    found = Profile.objects.select_related("city__association", "project").filter(project=project, city=city).first()
    return found or Profile(
        project=project,
        city=city,
        population=city.population or None,
        urbanisation=city.urbanisation,
        languages=list(city.languages),
    )


def adoptions_of(project: Project) -> list[Adoption]:
    """The benchmarks that the project measures against."""
    return list(project.adoptions.select_related("version"))


def project_items(project: Project) -> list[Item]:
    """All items that cities of the project can learn and teach, in the order of its benchmarks."""
    return [item for adoption in adoptions_of(project) for item in items_of(adoption.version, adoption)]


@dataclass
class ItemLine:
    """One item of the project in a city's profile."""

    item: Item
    line: ProfileItem | None = None

    @property
    def need(self) -> int:
        return self.line.need if self.line else 0

    @property
    def strength(self) -> int:
        return self.line.strength if self.line else 0


@dataclass
class GroupLines:
    """The items of one group of a benchmark."""

    name: str
    rows: list[ItemLine] = field(default_factory=list)


def lines_by_group(profile: Profile) -> list[GroupLines]:
    """Every item of the project with the city's line, by the benchmark's groups."""
    kept = {row.item_id: row for row in profile.items.all()} if profile.pk else {}
    found: dict[int, GroupLines] = {}
    for item in project_items(profile.project):
        group = found.setdefault(item.group_id, GroupLines(read(item.group.name)))
        group.rows.append(ItemLine(item, kept.get(item.pk)))
    return list(found.values())


def latest_assessment(project: Project, city: City) -> Assessment | None:
    """The city's last finished assessment against a benchmark of the project."""
    versions = [one.version_id for one in adoptions_of(project)]
    rows = Assessment.objects.filter(city=city, version__in=versions)
    done = rows.filter(state__in=[AssessmentState.SUBMITTED, AssessmentState.ACCEPTED])
    return done.order_by("-submitted_at", "-pk").first()


def latest_report(project: Project, city: City) -> Report | None:
    """The city's last published report against a benchmark of the project."""
    versions = [one.version_id for one in adoptions_of(project)]
    rows = Report.objects.filter(review__city=city, published_at__isnull=False, review__adoption__version__in=versions)
    return rows.select_related("review").defer("snapshot").order_by("-published_at", "-pk").first()


def lines_of_assessment(assessment: Assessment) -> dict[int, Line]:
    """What the city's own levels say."""
    return lines_of(dict(Answer.objects.filter(assessment=assessment).values_list("item_id", "level")))


def lines_of_report(report: Report) -> dict[int, Line]:
    """What the corroborated findings say that the published report rests on; overridden ones are left out.

    Nothing behind the wall is read: a finding under a paragraph or a recommendation was usable when it was published,
    and what was used without corroboration carries its reason.
    """
    rows = Finding.objects.filter(
        review=report.review_id, override_reason="", withdrawn_reason="", not_examined=""
    ).exclude(paragraphs=None, recommendations=None)
    return lines_of(dict(rows.values_list("item_id", "level")))


def could_feed(profile: Profile) -> dict[str, Any]:
    """The assessment and the report that could feed the profile; None where there is none."""
    return {
        Source.ASSESSMENT.value: latest_assessment(profile.project, profile.city),
        Source.REPORT.value: latest_report(profile.project, profile.city),
    }
