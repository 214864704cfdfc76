# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in a mentoring: the cities of a pair, their associations, the secretariat, the other partners."""

from typing import Any

from isopolity.core.policy import permission
from isopolity.mentoring.models import Pair, Profile, Side, Veto
from isopolity.networks.models import Project, ProjectKind
from isopolity.networks.rules import association_of, runs, takes_part
from isopolity.places.rules import city_roles, coordinates, works_for


def is_mentoring(person: Any, project: Project) -> bool:
    """It is a mentoring project."""
    return project.kind == ProjectKind.MENTORING


def of_profile_city(person: Any, profile: Profile) -> bool:
    """Works for the city."""
    return works_for(person, profile.city)


def coordinates_profile(person: Any, profile: Profile) -> bool:
    """Coordinator of the city."""
    return coordinates(person, profile.city)


def runs_profile(person: Any, profile: Profile) -> bool:
    """Secretariat of the project."""
    return runs(person, profile.project)


def association_of_profile(person: Any, profile: Profile) -> bool:
    """Officer of the city's association in the project."""
    return association_of(person, profile.city_id, profile.project_id)


def is_handed_in(person: Any, profile: Profile) -> bool:
    """The city has handed it in."""
    return profile.handed_in_at is not None


def of_pair_city(person: Any, pair: Pair) -> bool:
    """Works for one of the two cities."""
    return bool({pair.mentee_id, pair.mentor_id} & {city for city, _kind in city_roles(person)})


def coordinates_pair(person: Any, pair: Pair) -> bool:
    """Coordinator of one of the two cities."""
    return coordinates(person, pair.mentee) or coordinates(person, pair.mentor)


def association_of_pair(person: Any, pair: Pair) -> bool:
    """Officer of the association of one of the two cities."""
    return any(association_of(person, city, pair.project_id) for city in (pair.mentee_id, pair.mentor_id))


def runs_pair(person: Any, pair: Pair) -> bool:
    """Secretariat of the project."""
    return runs(person, pair.project)


def is_live(person: Any, pair: Pair) -> bool:
    """It is proposed or agreed."""
    return pair.is_live


def made_veto(person: Any, veto: Veto) -> bool:
    """Speaks for the side that said no."""
    if veto.by_association:
        return association_of(person, veto.city_id, veto.project_id)
    return coordinates(person, veto.city)


def wrote_veto(person: Any, veto: Veto) -> bool:
    """Said it."""
    return veto.made_by_id == person.pk


def runs_veto(person: Any, veto: Veto) -> bool:
    """Secretariat of the project."""
    return runs(person, veto.project)


def sides_of(person: Any, pair: Pair) -> list[str]:
    """The sides of the pair's agreement for which the person may sign."""
    facts = {
        Side.MENTEE: coordinates(person, pair.mentee),
        Side.MENTOR: coordinates(person, pair.mentor),
        Side.MENTEE_ASSOCIATION: association_of(person, pair.mentee_id, pair.project_id),
        Side.MENTOR_ASSOCIATION: association_of(person, pair.mentor_id, pair.project_id),
    }
    return [side.value for side, holds in facts.items() if holds]


def may_sign(person: Any, pair: Pair) -> bool:
    """Coordinator of one of the cities, or officer of its association."""
    return bool(sides_of(person, pair))


def works_for_mentee(person: Any, pair: Pair) -> bool:
    """Works for the mentee city."""
    return works_for(person, pair.mentee)


def works_for_mentor(person: Any, pair: Pair) -> bool:
    """Works for the mentor city."""
    return works_for(person, pair.mentor)


def is_submitted(person: Any, pair: Pair) -> bool:
    """The mentee has submitted its needs analysis."""
    needs = getattr(pair, "needs", None)
    return needs is not None and needs.submitted_at is not None


PAIR_PARTIES = (of_pair_city, association_of_pair, runs_pair)

TABLE = {
    "mentoring.read": permission("see the board of a mentoring", (runs, is_mentoring), (takes_part, is_mentoring)),
    "mentoring.match": permission("pair cities: rules, matching, proposals", (runs, is_mentoring)),
    "profile.read": permission(
        "read a city's profile for pairing",
        of_profile_city,
        (runs_profile, is_handed_in),
        (association_of_profile, is_handed_in),
    ),
    "profile.write": permission("write a city's profile and say what feeds it", coordinates_profile),
    "veto.make": permission("say no to a partner city", coordinates_profile, association_of_profile),
    "veto.withdraw": permission("take a veto back", made_veto),
    "veto.read_reason": permission("read why somebody said no to a city", runs_veto, wrote_veto),
    "pair.read": permission("read what a pair does", *PAIR_PARTIES),
    "pair.write": permission(
        "write what a pair does: agreement, goals, visits, lessons, results",
        (of_pair_city, is_live),
        (runs_pair, is_live),
    ),
    "pair.sign": permission("sign a pair's agreement for one's city or association", (may_sign, is_live)),
    "needs.write": permission("write and submit the mentee's needs analysis", (works_for_mentee, is_live)),
    "needs.read": permission(
        "read the mentee's needs analysis",
        works_for_mentee,
        (of_pair_city, is_submitted),
        (association_of_pair, is_submitted),
        (runs_pair, is_submitted),
    ),
    "needs.comment": permission("comment a submitted needs analysis", (works_for_mentor, is_live, is_submitted)),
}
