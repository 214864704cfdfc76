# SPDX-License-Identifier: EUPL-1.2
"""The action-planning network of the demo: ten cities, each with a managing authority or ministry beside it."""

from decimal import Decimal

from isopolity.core.principal import acting
from isopolity.demo.cast_projects import AUTHORITIES, MAPPED
from isopolity.demo.papers import days_from_now, paper
from isopolity.demo.world import World, member_of_cast
from isopolity.networks import actions as networks
from isopolity.networks.models import Partner, Project
from isopolity.places import actions as places

STARTED = -540
WHAT = {
    "en": "Ten cities, each with the body that manages European funds beside it, set out to learn how a city plans "
    "integration together with those it concerns.\n\nIn half a year they mapped what is there. Now each city gathers a "
    "support group, writes an action plan for one problem, and looks for the money to carry it out.",
    "fr": "Dix villes, chacune accompagnée de l’autorité qui gère les fonds européens, apprennent à préparer "
    "l’intégration avec les personnes concernées.\n\nEn six mois, elles ont dressé un état des lieux. Chaque ville "
    "réunit maintenant un groupe de soutien, rédige un plan d’action et cherche son financement.",
    "de": "Zehn Städte lernen gemeinsam mit den Stellen, die europäische Mittel verwalten, wie man Integration mit "
    "den Betroffenen plant.\n\nIn einem halben Jahr haben sie erfasst, was es gibt. Nun gründet jede Stadt eine "
    "Unterstützungsgruppe, schreibt einen Aktionsplan und sucht Geld dafür.",
}
WHY = {
    "en": "People arrive in more ways than before: for work, with family, in flight, for a season. Cities feel it "
    "first, but the money for change is decided elsewhere. Plans that are written together with those who decide on "
    "money are carried out more often.",
    "fr": "Les raisons d’arriver sont plus nombreuses qu’avant. Les villes le remarquent les premières, mais l’argent "
    "se décide ailleurs. Un plan écrit avec ceux qui décident se réalise plus souvent.",
    "de": "Menschen kommen auf mehr Wegen als früher. Die Städte merken es zuerst, doch über das Geld wird anderswo "
    "entschieden. Pläne, die gemeinsam entstehen, werden öfter umgesetzt.",
}
PROOFS = {
    "extend": "Five partners signed in the first three months: two regions, two ministries and one city. "
    "The network has ten cities now, each with its authority.",
    "map": "All ten cities handed in their mapping report. The European part was written by the lead expert.",
    "analyse": "The reports were read side by side at the second meeting. The comparison is part of the proposal.",
    "propose": "The proposal for the operational phase was handed in on time and accepted without conditions.",
    "settle": "Lead partner and all nineteen partners signed; the last signature came eight days before the deadline.",
}


def play_planning(world: World) -> Project:
    """From the first partner to the present month of the operational phase."""
    project = _project(world)
    partners = _partners(world, project)
    _documents(world, project, partners)
    _objectives(world, project)
    _money(world, project, partners)
    _public_page(world, project)
    return project


def _project(world: World) -> Project:
    by = world.secretariat
    with acting(by):
        return networks.create_project(
            by=by,
            network=world.project.network,
            name="Arriving and staying",
            kind="action_planning",
            about="Ten cities map, plan and find money, with their managing authorities at the table.",
            programme="Invented programme for cities and regions",
            grant_number="ICR-2025-0417",
            starts=days_from_now(STARTED),
        )


def _partners(world: World, project: Project) -> dict[str, Partner]:
    by, made = world.secretariat, {}
    with acting("job:demo"):
        officers = {city: member_of_cast(_officer(body)) for city, body in AUTHORITIES.items()}
    with acting(by):
        for name, body in AUTHORITIES.items():
            city = world.cities[name]
            roles = ["lead", "city"] if name == "Valmora" else ["city"]
            site = f"https://{_host(name)}.demo.invalid/"
            made[name] = networks.add_partner(by=by, project=project, city=city, roles=roles, website=site)
            kind = "authority"
            organisation = places.add_organisation(by=by, name=body, kind=kind, country=city.country)
            world.bodies[body] = organisation
            places.give_organisation_role(by=by, organisation=organisation, person=officers[name])
            networks.add_partner(by=by, project=project, organisation=organisation, roles=[kind], beside=made[name])
        expert = world.bodies["Migration policy institute"]
        networks.add_partner(by=by, project=project, organisation=expert, roles=["expert"])
    return made


def _officer(body: str) -> str:
    return f"Programme officer of the {body}" if body == "Region of Nordhavn" else f"Programme officer, {body}"


def _host(name: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower())


def _documents(world: World, project: Project, partners: dict[str, Partner]) -> None:
    """Every city's mapping report, by its own coordinator; minutes from most; agenda and proposal by the lead."""
    first, second = project.phases.all()
    for number, (name, found) in enumerate(MAPPED.items()):
        host, title = world.hosts[name], f"Mapping report of {name}"
        with acting(host):
            networks.add_shelf_document(
                by=host, project=project, partner=partners[name], phase=first, kind="mapping_report", title=title,
                file=paper(title, found), dated=days_from_now(STARTED + 100 + 3 * number), is_public=True,
            )  # fmt: skip
            if number % 3 != 2:
                networks.add_shelf_document(
                    by=host, project=project, partner=partners[name], phase=second, kind="minutes",
                    title=f"First meeting of the support group of {name}",
                    file=paper("Minutes", ["Present: seven of eight members.", "Decided: one problem, not five."]),
                    dated=days_from_now(STARTED + 250 + 4 * number),
                )  # fmt: skip
    by = world.secretariat
    with acting(by):
        networks.add_shelf_document(
            by=by, project=project, partner=partners["Valmora"], phase=first, kind="proposal", is_public=True,
            title="Proposal for the operational phase", dated=days_from_now(STARTED + 176),
            file=paper("Proposal", ["Each city: one support group, one problem, two or three actions."]),
        )  # fmt: skip
        networks.add_shelf_document(
            by=by, project=project, phase=second, kind="agenda", title="Agenda of the meeting in Vilarinha do Mar",
            dated=days_from_now(-90), file=paper("Agenda", ["Day 1: walk through the districts."]),
        )  # fmt: skip


def _objectives(world: World, project: Project) -> None:
    """The five of the preparatory phase are done, with proof; one of the operational phase is open."""
    by = world.secretariat
    report = project.documents.get(kind="proposal")
    with acting(by):
        for number, one in enumerate(project.objectives.select_related("project")):
            networks.tick_objective(
                by=by, objective=one, proof=PROOFS[one.key], document=report if one.key == "propose" else None,
                on=days_from_now(STARTED + 90 + 22 * number),
            )  # fmt: skip
        operational = project.phases.get(key="operational")
        networks.add_objective(
            by=by, project=project, phase=operational, text="Ten action plans endorsed by those who carry them out"
        )


def _money(world: World, project: Project, partners: dict[str, Partner]) -> None:
    by = world.secretariat
    groups, authorities = project.budget_lines.select_related("project")
    with acting(by):
        travel = networks.add_line(
            by=by, project=project, name="Meetings of the network", kind="travel", ceiling=Decimal(60_000),
            financed_percent=Decimal(80),
        )  # fmt: skip
        for number, (name, partner) in enumerate(partners.items()):
            networks.spend(
                by=by, line=groups, on=days_from_now(-110 + 5 * number), amount=Decimal(3_150 + 240 * number),
                partner=partner, note=f"Meetings and interpreters of the support group of {name}",
            )  # fmt: skip
        networks.spend(
            by=by, line=authorities, on=days_from_now(-75), amount=Decimal("11840.50"), partner=partners["Valmora"],
            note="Two meetings of the managing authorities",
        )  # fmt: skip
        networks.spend(
            by=by, line=travel, on=days_from_now(-80), amount=Decimal("18260.00"), note="Meeting in Vilarinha do Mar",
            partner=partners["Vilarinha do Mar"],
        )  # fmt: skip
        networks.spend(
            by=by, line=travel, on=days_from_now(-200), amount=Decimal("4021.75"), partner=partners["Nordhavn"],
            note="Journey to the first meeting", original_amount=Decimal("30000.00"), original_currency="DKK",
        )  # fmt: skip


NEWS = [
    (-405, "Ten mapping reports are there", "All ten cities handed in their reports. They are on this page, city by "
     "city: what changes, what is there, what is needed."),
    (-350, "The operational phase begins", "The proposal was accepted without conditions. Each city now invites the "
     "people for its support group: six to eight around the table, many more in the wider network."),
    (-76, "Authorities meet in Valmora", "Nine of ten managing authorities came. Most had never been asked before a "
     "plan was finished. They wish to be asked again."),
]  # fmt: skip


def _public_page(world: World, project: Project) -> None:
    by = world.secretariat
    with acting(by):
        for days, title, text in NEWS:
            one = networks.write_news(by=by, project=project, title=title, text=text, on=days_from_now(days))
            networks.publish_news(by=by, news=one, is_published=True)
        networks.write_news(
            by=by, project=project, title="First action plan endorsed", text="To be published after the council votes."
        )
        networks.write_page(by=by, project=project, what=WHAT, why=WHY)
        networks.publish_page(by=by, project=project, is_published=True)
