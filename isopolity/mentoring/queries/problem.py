# SPDX-License-Identifier: EUPL-1.2
"""The matching problem of a project, built from the profiles that cities have handed in."""

import math
from collections import Counter
from typing import Any

from django.utils.text import slugify

from isopolity.benchmarks.models import Item
from isopolity.mentoring.matching.reading import FORMAT
from isopolity.mentoring.models import Competence, MatchRules, Pair, PairState, Profile, Veto
from isopolity.mentoring.queries.profiles import is_mentee, is_mentor, partners_to_pair, project_items
from isopolity.networks.models import Project
from isopolity.places.models import City

DIGITS = 3


def key_of(city: City) -> str:
    """The city's id in the problem: its name in plain letters, and its number."""
    return f"{slugify(city.name)}-{city.pk}".lstrip("-")


def city_number(key: str) -> int:
    """The city's primary key, from its id in the problem."""
    return int(key.rpartition("-")[2])


def rules_of(project: Project) -> MatchRules:
    """The project's rules; the usual ones before anybody changed them."""
    return MatchRules.objects.filter(project=project).first() or MatchRules(project=project)


def item_keys(project: Project) -> dict[int, str]:
    """item → its name in the problem: its code, with its benchmark's number where two benchmarks share a code."""
    items = project_items(project)
    codes = [item.code for item in items]
    return {item.pk: item.code if codes.count(item.code) == 1 else f"{item.code} ({item.version_id})" for item in items}


def items_by_key(project: Project) -> dict[str, Item]:
    """The other way round."""
    keys = item_keys(project)
    return {keys[item.pk]: item for item in project_items(project)}


def context_of(profile: Profile) -> dict[str, float]:
    """The features that make cities comparable; what the city does not say is left out."""
    found: dict[str, float] = {}
    if profile.population:
        found["population_log2"] = round(math.log2(profile.population), DIGITS)
    if profile.newcomer_share is not None:
        found["newcomer_share"] = float(profile.newcomer_share)
    if profile.urbanisation is not None:
        found["urbanisation"] = float(profile.urbanisation)
    if profile.competences:
        found |= {f"competence_{code}": float(code in profile.competences) for code in Competence.values}
    return found


def weights_of(rules: MatchRules) -> dict[str, float]:
    """Only features that count; each competence has the same weight."""
    found = {
        "population_log2": float(rules.population_weight),
        "newcomer_share": float(rules.newcomer_weight),
        "urbanisation": float(rules.urbanisation_weight),
        **{f"competence_{code}": float(rules.competence_weight) for code in Competence.values},
    }
    return {name: weight for name, weight in found.items() if weight}


def problem_of(project: Project) -> dict[str, Any]:
    """As the contract writes it: ``isopolity/matching-problem@1``."""
    rules = rules_of(project)
    handed_in = Profile.objects.filter(project=project, handed_in_at__isnull=False).select_related("city")
    profiles = {profile.city_id: profile for profile in handed_in.prefetch_related("items")}
    partners = [one for one in partners_to_pair(project) if one.city_id in profiles]
    keys = {city: key_of(profile.city) for city, profile in profiles.items()}
    keys = {one.city_id: keys[one.city_id] for one in partners if one.city_id}
    names, vetoes = item_keys(project), _vetoes(project, keys)
    mentees = [profiles[one.city_id] for one in partners if is_mentee(one)]  # type: ignore[index]
    mentors = [profiles[one.city_id] for one in partners if is_mentor(one)]  # type: ignore[index]
    both = ({one.city_id for one in mentees}, {one.city_id for one in mentors})
    rows = Pair.objects.filter(project=project, state=PairState.AGREED).values_list("mentee", "mentor")
    agreed = [(one, other) for one, other in rows if one in both[0] and other in both[1]]
    taken = Counter(other for _one, other in agreed)
    return {
        "format": FORMAT,
        "mentees": [
            _city(one, keys, vetoes) | {"needs": {names[i.item_id]: i.need for i in _of(one, names) if i.need}}
            for one in mentees
        ],
        "mentors": [
            _city(one, keys, vetoes)
            | {
                "strengths": {names[i.item_id]: i.strength for i in _of(one, names) if i.strength},
                "capacity": max(one.capacity, taken[one.city_id]),
            }
            for one in mentors
        ],
        "rules": {
            "context_weights": weights_of(rules),
            "max_distance": float(rules.max_distance),
            "common_language": rules.common_language,
        },
        "fixed": [[keys[one], keys[other]] for one, other in agreed],
    }


def _of(profile: Profile, names: dict[int, str]) -> list[Any]:
    return [row for row in profile.items.all() if row.item_id in names]


def _city(profile: Profile, keys: dict[int, str], vetoes: dict[int, list[str]]) -> dict[str, Any]:
    return {
        "id": keys[profile.city_id],
        "languages": list(profile.languages),
        "context": context_of(profile),
        "vetoes": vetoes.get(profile.city_id, []),
    }


def _vetoes(project: Project, keys: dict[int, str]) -> dict[int, list[str]]:
    found: dict[int, set[str]] = {}
    rows = Veto.objects.filter(project=project, withdrawn_at=None, city__in=keys, other__in=keys)
    for city, other in rows.values_list("city", "other"):
        found.setdefault(city, set()).add(keys[other])
    return {city: sorted(others) for city, others in found.items()}
