# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in a review. Only present membership of the team opens the wall."""

from dataclasses import dataclass
from typing import Any

from isopolity.assessments.models import Assessment
from isopolity.assessments.rules import is_handed_over, is_submitted
from isopolity.benchmarks.models import Adoption
from isopolity.core.policy import also, permission, remember
from isopolity.networks.models import Project
from isopolity.networks.rules import runs
from isopolity.places.rules import association_follows, city_roles, coordinates, works_for
from isopolity.reviews.models import Review, TeamMember, TrainingSession


@dataclass(frozen=True)
class Place:
    """A person's present place in one team."""

    member: int
    is_inside: bool
    is_leader: bool
    is_facilitator: bool
    does_desk_review: bool


_ROLES = ("is_leader", "is_facilitator", "does_desk_review")


def teams(person: Any) -> dict[int, Place]:
    """review → the person's present place in its team."""

    def load() -> dict[int, Place]:
        mine = {city for city, _kind in city_roles(person)}
        rows = TeamMember.objects.present().filter(person=person)
        found = rows.values_list("review_id", "review__city_id", "declared_at", "has_conflict", "pk", *_ROLES)
        # Somebody who works for the host city by now stands outside, as in the database's own wall.
        return {
            review: Place(pk, declared is not None and not conflict and city not in mine, *roles)
            for review, city, declared, conflict, pk, *roles in found
        }

    return remember(person, "teams", load)


def _place(person: Any, review: Review) -> Place | None:
    return teams(person).get(review.pk)


def in_team(person: Any, review: Review) -> bool:
    """Named as a member, perhaps not yet inside the wall."""
    return _place(person, review) is not None


def inside_team(person: Any, review: Review) -> bool:
    """Member of the team who declared that no conflict of interest binds them."""
    place = _place(person, review)
    return place is not None and place.is_inside


def leads(person: Any, review: Review) -> bool:
    """Team leader, inside the wall."""
    place = _place(person, review)
    return place is not None and place.is_inside and place.is_leader


def facilitates(person: Any, review: Review) -> bool:
    """Facilitator, inside the wall."""
    place = _place(person, review)
    return place is not None and place.is_inside and place.is_facilitator


def writes_desk_review(person: Any, review: Review) -> bool:
    """Inside, and one of those who write a desk review."""
    place = _place(person, review)
    return place is not None and place.is_inside and place.does_desk_review


def hosts(person: Any, review: Review) -> bool:
    """Coordinator of the reviewed city."""
    return coordinates(person, review.city)


def works_for_host(person: Any, review: Review) -> bool:
    """Coordinator or officer of the reviewed city."""
    return works_for(person, review.city)


def runs_review(person: Any, review: Review) -> bool:
    """Secretariat of the review's project."""
    return runs(person, review.project)


def follows(person: Any, review: Review) -> bool:
    """Officer of the host city's association."""
    return association_follows(person, review.city)


def is_member(person: Any, member: TeamMember) -> bool:
    """It is the person's own place in the team."""
    return member.person_id == person.pk and member.left_at is None


def runs_member(person: Any, member: TeamMember) -> bool:
    """Secretariat of the project."""
    return runs_review(person, member.review)


def facilitates_member(person: Any, member: TeamMember) -> bool:
    """Facilitator of the member's team."""
    return facilitates(person, member.review)


def team_reads(person: Any, assessment: Assessment) -> bool:
    """Inside the team of the review that this initial report belongs to."""
    review = getattr(assessment, "review", None)
    return review is not None and inside_team(person, review)


def secretariat_reads(person: Any, assessment: Assessment) -> bool:
    """Secretariat of the project of its review."""
    review = getattr(assessment, "review", None)
    return review is not None and runs_review(person, review)


def facilitator_reads(person: Any, assessment: Assessment) -> bool:
    """Facilitator of its review."""
    review = getattr(assessment, "review", None)
    return review is not None and facilitates(person, review)


def in_projects_team(person: Any, project: Project) -> bool:
    """Inside a team of one of the project's reviews."""
    inside = [review for review, place in teams(person).items() if place.is_inside]
    return bool(inside) and Review.objects.filter(project=project, pk__in=inside).exists()


def named_in_project(person: Any, project: Project) -> bool:
    """Named as a member of one of the project's teams, perhaps not yet inside the wall."""
    return bool(teams(person)) and Review.objects.filter(project=project, pk__in=teams(person)).exists()


def in_adoptions_team(person: Any, adoption: Adoption) -> bool:
    """Member of a team that reviews with this benchmark."""
    return in_projects_team(person, adoption.project)


def runs_training(person: Any, session: TrainingSession) -> bool:
    """Secretariat of the project."""
    return runs(person, session.project)


def facilitates_training(person: Any, session: TrainingSession) -> bool:
    """Facilitator of a review of the project."""
    return facilitates_project(person, session.project)


def facilitates_project(person: Any, project: Project) -> bool:
    """Facilitator of a review of the project."""
    mine = [review for review, place in teams(person).items() if place.is_facilitator]
    return Review.objects.filter(project=project, pk__in=mine).exists()


def attends_training(person: Any, session: TrainingSession) -> bool:
    """Works for a partner of the project, or is in one of its teams."""
    from isopolity.networks.rules import takes_part

    return takes_part(person, session.project) or named_in_project(person, session.project)


TABLE = {
    "project.read": also(in_projects_team),
    "adoption.read": also(in_adoptions_team),
    "assessment.read": also((team_reads, is_handed_over), (secretariat_reads, is_handed_over)),
    "assessment.return": also((secretariat_reads, is_submitted), (facilitator_reads, is_submitted)),
    "assessment.accept": also((secretariat_reads, is_submitted), (facilitator_reads, is_submitted)),
    "review.create": permission("set up a review in a project", runs),
    "review.read": permission("see where a review stands", runs_review, inside_team, works_for_host, follows),
    "review.train": permission("see a review's training", runs_review, in_team, works_for_host),
    "review.initial_report": permission(
        "open the page of a review's initial report", runs_review, inside_team, works_for_host
    ),
    "review.change": permission("set a review's dates and language", runs_review),
    "review.move": permission("move a review on when nothing is missing", runs_review, facilitates, leads, hosts),
    "review.force": permission("move a review on unfinished, with a reason", runs_review),
    "team.read": permission("see who is in the team", runs_review, inside_team, works_for_host),
    "team.change": permission("form the team", runs_review),
    "team.train": permission("mark members as trained", runs_review, facilitates),
    "team.inside": permission("read what stands behind the wall", inside_team),
    "member.confirm": permission("confirm one's own place in a team", is_member),
    "member.declare": permission("declare one's own conflicts of interest", is_member),
    "member.leave": permission("leave a team", is_member),
    "member.change": permission("change a member's place", runs_member, facilitates_member),
    "desk.write": permission("write one's own desk review", writes_desk_review),
    "desk.read": permission("read the compiled desk reviews", inside_team),
    "training.read": permission("see a training", runs_training, facilitates_training, attends_training),
    "training.change": permission("plan a training, note who attended", runs_training, facilitates_training),
    "training.create": permission("plan a project's training", runs, facilitates_project),
}
