# SPDX-License-Identifier: EUPL-1.2
"""The demo's data for tests: built once for a session, found by stage."""

from dataclasses import dataclass
from typing import Any

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Adoption, BenchmarkVersion
from isopolity.core.principal import acting
from isopolity.demo.build import main
from isopolity.groups.models import SupportGroup
from isopolity.mentoring.models import Pair
from isopolity.networks.models import Project
from isopolity.plans.models import Plan
from isopolity.reviews.models import Review


@dataclass
class Demo:
    """What stands in the demo. ``reviews`` by the stage they were played to."""

    project: Project
    planning: Project
    adoption: Adoption
    reviews: dict[str, Review]
    secretariat: Person
    operator: Person

    def version(self) -> BenchmarkVersion:
        return self.adoption.version

    def host(self, stage: str) -> Person:
        """The integration officer of the reviewed city."""
        return Person.objects.get(name=f"Integration officer of {self.reviews[stage].city.name}")

    def leader(self, stage: str) -> Person:
        return self._of_team(stage, is_leader=True)

    def facilitator(self, stage: str) -> Person:
        return self._of_team(stage, is_facilitator=True)

    def peer(self, stage: str) -> Person:
        """A peer who leads nobody."""
        return self._of_team(stage, kind="peer", is_leader=False)

    def coordinator(self, stage: str) -> Person:
        """The coordinator of a city of the action-planning network."""
        return Person.objects.get(name="Integration officer of Torrevalle")

    def contributor(self, stage: str) -> Person:
        found = self.reviews[stage].assessment.contributions.order_by("pk").first()
        assert found is not None
        return found.person

    def pair(self, which: str) -> Any:
        """The pair that is far on its way, or the one at its beginning."""
        rows = Pair.objects.select_related("project", "mentee", "mentor").filter(agreement__isnull=False)
        return rows.filter(agreement__signed_at__isnull=which == "near").order_by("pk")[0]

    def mentee(self, stage: str) -> Person:
        """The coordinator of the mentee that is far on its way."""
        return self._coordinates(self.pair("far").mentee_id)

    def near_mentee(self, stage: str) -> Person:
        """The coordinator of the mentee at its beginning."""
        return self._coordinates(self.pair("near").mentee_id)

    def mentoring_office(self, stage: str) -> Person:
        """The secretariat of the mentoring."""
        return Person.objects.get(project_roles__project__kind="mentoring")

    def _coordinates(self, city: int) -> Person:
        return Person.objects.filter(city_roles__city=city, city_roles__kind="coordinator").order_by("pk")[0]

    def group(self) -> Any:
        """The support group of Nordhavn."""
        return SupportGroup.objects.select_related("project", "city").get(name="Work for everybody")

    def plan(self) -> Any:
        """The action plan of Nordhavn."""
        return Plan.objects.select_related("project", "city").get(title="A first job within a year")

    def group_member(self, stage: str) -> Person:
        """A member of that group with a light account."""
        return Person.objects.get(name__startswith="Course leader")

    def group_authority(self, stage: str) -> Person:
        """An officer of the managing authority beside Nordhavn."""
        return Person.objects.get(name__startswith="Programme officer of the Region")

    def _of_team(self, stage: str, **facts: Any) -> Person:
        member = self.reviews[stage].members.filter(left_at=None, **facts).select_related("person").order_by("pk")[0]
        return member.person


def make_demo() -> Demo:
    """Build it, through the actions, and find its way around."""
    assert main(tell=lambda line: None)
    operator = Person.objects.get(is_operator=True)
    with acting(operator):
        reviews = {
            review.stage: review
            for review in Review.objects.select_related("city", "project", "assessment", "adoption__version")
        }
        project = Project.objects.get(kind="peer_review")
    return Demo(
        project=project,
        planning=Project.objects.get(kind="action_planning"),
        adoption=next(iter(reviews.values())).adoption,
        reviews=reviews,
        secretariat=Person.objects.get(name="Secretariat officer of the Open Cities Network"),
        operator=operator,
    )
