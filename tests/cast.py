# SPDX-License-Identifier: EUPL-1.2
"""The fixed cast of every test, made through the actions by people who may. Ten roles around one review, and a
mentoring beside it: Levanto learns from Nordhavn, with their association, a managing authority beside Levanto, and
Levanto's local support network with a member who has a light account.

The benchmark is a small one (two pillars, two values, four items), the same in every test.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from isopolity.accounts.models import Person
from isopolity.assessments import actions as assessments
from isopolity.assessments.models import Assessment
from isopolity.benchmarks import actions as benchmarks
from isopolity.benchmarks.models import Adoption, BenchmarkVersion, Item
from isopolity.core.principal import acting
from isopolity.groups import actions as groups
from isopolity.groups.models import SupportGroup
from isopolity.networks import actions as networks
from isopolity.networks.models import Project
from isopolity.places import actions as places
from isopolity.places.models import City, Organisation
from isopolity.reviews import actions as reviews
from isopolity.reviews.models import Review, TeamMember


def text(english: str) -> dict[str, str]:
    """A text in three languages."""
    return {"en": english, "fr": f"{english} (fr)", "de": f"{english} (de)"}


def small_benchmark(urn: str = "urn:test:small", version: str = "1") -> dict[str, Any]:
    """The content of a benchmark file with four items: GG/A/1, GG/L/1, WP/A/1, WP/L/1."""
    levels = ["falls_short", "meets", "surpasses", "inconclusive"]
    return {
        "format": "isopolity/benchmark@1",
        "urn": urn,
        "version": version,
        "title": text("Small benchmark"),
        "summary": text("Four items for tests."),
        "item_kind": "indicator",
        "languages": ["en", "fr", "de"],
        "licence": "CC-BY-4.0",
        "source": {"title": "Tests", "publisher": "Isopolity", "year": 2026, "note": text("Made for tests.")},
        "scale": {
            "kind": "ordinal",
            "levels": [
                {"code": code, "name": text(code.replace("_", " ")), "description": text(code)}
                | ({"neutral": True} if code == "inconclusive" else {})
                for code in levels
            ],
        },
        "groups": [
            {"code": "GG", "name": text("General governance"), "standard": text("One approach.")},
            {"code": "WP", "name": text("Working partnerships"), "standard": text("With others.")},
        ],
        "facets": [
            {
                "code": "value",
                "name": text("Value"),
                "values": [
                    {"code": "A", "name": text("Ambition"), "description": text("What it wants.")},
                    {"code": "L", "name": text("Leadership"), "description": text("Who leads.")},
                ],
            }
        ],
        "context_factors": [{"code": "CF1", "title": text("Law"), "description": text("The law."), "prompts": []}],
        "background": [{"code": "B1", "title": text("The city"), "guidance": text("Describe it."), "parts": ["text"]}],
        "items": [
            {
                "code": f"{group}/{value}/1",
                "group": group,
                "facets": {"value": value},
                "title": text(f"Item {group} {value}"),
                "text": text(f"The city does what {group} {value} asks."),
                "prompts": [{"text": text("How?"), "prompts": [{"text": text("Since when?")}]}],
            }
            for group in ("GG", "WP")
            for value in ("A", "L")
        ],
        "crosswalk": [],
    }


@dataclass
class Cast:
    """Who there is, and the review they are around. ``host`` coordinates Levanto, which is reviewed."""

    operator: Person
    secretariat: Person
    facilitator: Person
    host: Person
    contributor: Person
    peers: list[Person]
    other_peer: Person
    association: Person
    outsider: Person
    removed_peer: Person
    hosting_peer: Person
    authority: Person
    group_member: Person
    version: BenchmarkVersion
    adoption: Adoption
    project: Project
    cities: dict[str, City]
    review: Review
    other_review: Review
    mentoring: Project
    group: SupportGroup
    members: dict[int, TeamMember] = field(default_factory=dict)

    @property
    def peer(self) -> Person:
        """The team leader, a peer inside the wall."""
        return self.peers[0]

    @property
    def items(self) -> list[Item]:
        return list(self.version.items.all())

    @property
    def assessment(self) -> Assessment:
        return self.review.assessment

    def everyone(self) -> dict[str, Person]:
        """The people by role name, as the truth tables know them."""
        names = [
            "operator", "secretariat", "facilitator", "host", "contributor", "peer", "other_peer", "association",
            "outsider", "removed_peer", "hosting_peer", "authority", "group_member",
        ]  # fmt: skip
        return {name: getattr(self, name) for name in names}


def person(function: str, **facts: Any) -> Person:
    """Somebody with an account, named by function."""
    slug = function.lower().replace(" ", ".")
    made = Person(email=f"{slug}@example.org", name=function, joined_at="2026-01-01T00:00Z", **facts)
    made.set_password("a long password of the cast")
    made.save()
    return made


def _people() -> dict[str, Person]:
    return {
        "operator": person("Site operator", is_operator=True),
        "secretariat": person("Secretariat officer"),
        "facilitator": person("Facilitator"),
        "host": person("Coordinator of Levanto"),
        "contributor": person("Schools department of Levanto"),
        "other_peer": person("Officer of Tramonto"),
        "association": person("Association officer"),
        "outsider": person("Officer of nowhere"),
        "removed_peer": person("Former peer of Nordhavn"),
        "hosting_peer": person("Coordinator of Nordhavn"),
        "authority": person("Managing authority officer"),
        "group_member": person("Head of the women's centre"),
        **{f"peer{n}": person(f"Officer of {name}") for n, name in enumerate(PEER_CITIES)},
    }


PEER_CITIES = ["Nordhavn", "Ostrava Nova", "Vestergade", "Sudmark"]


def make_cast() -> Cast:
    """The whole cast, with a review of Levanto in its first stage and another review of Nordhavn."""
    who = _people()
    operator, secretariat, host = who["operator"], who["secretariat"], who["host"]
    with acting(operator):
        version = benchmarks.import_version(by=operator, content=small_benchmark())
        benchmarks.publish_version(by=operator, version=version)
        network = networks.create_network(by=operator, name="Network of Test Cities")
        association = places.add_organisation(
            by=operator, name="Association of Towns", kind="association", country="IT"
        )
        project = networks.create_project(by=operator, network=network, name="Learning together")
        mentoring = networks.create_project(by=operator, network=network, name="Walking together", kind="mentoring")
        for each in (project, mentoring):
            networks.give_project_role(by=operator, project=each, person=secretariat)
    with acting(secretariat):
        cities = _cities(secretariat, project, association)
        places.give_city_role(by=secretariat, city=cities["Levanto"], person=host, kind="coordinator")
        places.give_city_role(by=secretariat, city=cities["Nordhavn"], person=who["hosting_peer"], kind="coordinator")
        places.give_organisation_role(by=secretariat, organisation=association, person=who["association"])
        _mentoring(secretariat, mentoring, cities, association, who["authority"])
        adoption = benchmarks.adopt(by=secretariat, project=project, version=version)
        dates = {"starts": date(2027, 3, 9), "ends": date(2027, 3, 12)}
        review = reviews.create_review(
            by=secretariat, project=project, city=cities["Levanto"], adoption=adoption, **dates
        )
        other = reviews.create_review(by=secretariat, project=project, city=cities["Nordhavn"], adoption=adoption)
    cast = Cast(
        **{name: who[name] for name in (
            "operator", "secretariat", "facilitator", "host", "contributor", "other_peer", "association", "outsider",
            "removed_peer", "hosting_peer", "authority", "group_member",
        )},
        peers=[who[f"peer{n}"] for n in range(4)],
        version=version, adoption=adoption, project=project, cities=cities, review=review, other_review=other,
        mentoring=mentoring, group=_group(host, mentoring, cities["Levanto"], who["group_member"]),
    )  # fmt: skip
    _teams(cast)
    with acting(host):
        assessments.ask_contribution(
            by=host, assessment=review.assessment, person=cast.contributor, items=[cast.items[0]]
        )
    return cast


def _cities(by: Person, project: Project, association: Organisation) -> dict[str, City]:
    made = {}
    for name in ["Levanto", *PEER_CITIES, "Tramonto"]:
        made[name] = places.add_city(by=by, name=name, country="IT", languages=["it"], association=association)
        networks.add_partner(by=by, project=project, city=made[name], roles=["city", "peer"])
    return made


def _mentoring(
    by: Person, project: Project, cities: dict[str, City], association: Organisation, officer: Person
) -> None:
    """A mentee, a mentor, their association, and a region beside the mentee."""
    mentee = networks.add_partner(by=by, project=project, city=cities["Levanto"], roles=["city", "mentee"])
    networks.add_partner(by=by, project=project, city=cities["Nordhavn"], roles=["city", "mentor"])
    networks.add_partner(by=by, project=project, organisation=association, roles=["association"])
    region = places.add_organisation(by=by, name="Region of Levanto", kind="authority", country="IT")
    networks.add_partner(by=by, project=project, organisation=region, roles=["authority"], beside=mentee)
    places.give_organisation_role(by=by, organisation=region, person=officer)


def _group(host: Person, project: Project, city: City, member: Person) -> SupportGroup:
    """Levanto's local support network: two members, one of whom has an account."""
    with acting(host):
        group = groups.create_group(
            by=host, project=project, city=city, name="Open Levanto", theme="Work", kind="network"
        )
        row = groups.add_member(
            by=host, group=group, kind="person", function="Head", organisation="Women's centre", sector="third",
            tier="core", stake="primary", email=member.email, name="Ada Rossi",
        )  # fmt: skip
        groups.invite_member(by=host, member=row)
        groups.add_member(
            by=host, group=group, kind="person", function="Councillor for work", organisation="City of Levanto",
            sector="public", tier="wider", stake="key", is_politician=True,
        )  # fmt: skip
    return group


def _teams(cast: Cast) -> None:
    """Four peers, a facilitator; a peer of the other review; a peer who left; a peer who hosts elsewhere."""
    places_in_team = [
        *[(p, cast.cities[name], cast.review) for p, name in zip(cast.peers, PEER_CITIES, strict=True)],
        (cast.removed_peer, cast.cities["Nordhavn"], cast.review),
        (cast.hosting_peer, cast.cities["Nordhavn"], cast.review),
        (cast.other_peer, cast.cities["Tramonto"], cast.other_review),
    ]
    with acting(cast.secretariat):
        for number, (who, city, review) in enumerate(places_in_team):
            cast.members[who.pk] = reviews.add_member(
                by=cast.secretariat, review=review, person=who, city=city, initials=f"{chr(65 + number)}P"
            )
        cast.members[cast.facilitator.pk] = reviews.add_member(
            by=cast.secretariat, review=cast.review, person=cast.facilitator, initials="FA", kind="expert",
            is_facilitator=True,
        )  # fmt: skip
        reviews.appoint_leader(by=cast.secretariat, member=cast.members[cast.peer.pk])
    for member in cast.members.values():
        with acting(member.person):
            reviews.confirm(by=member.person, member=member)
            reviews.declare(by=member.person, member=member, has_conflict=False, declaration="None.")
    with acting(cast.secretariat):
        for member in cast.members.values():
            reviews.mark_trained(by=cast.secretariat, member=member, is_trained=True)
        reviews.remove_member(
            by=cast.secretariat, member=cast.members[cast.removed_peer.pk], reason="Moved to another office."
        )
