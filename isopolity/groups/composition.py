# SPDX-License-Identifier: EUPL-1.2
"""What the composition of a support group lacks: advice with its reason, never a barrier (pure; domain §8)."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FEWEST, MOST = 6, 8
CORE, WIDER = "core", "wider"
HIGH = 3


@dataclass(frozen=True)
class Who:
    """A present member, as far as composition cares. ``label`` is how the group calls it."""

    pk: int
    label: str
    tier: str
    sector: str
    stake: str
    organisation: str = ""
    is_connected: bool = True
    is_politician: bool = False
    interest: int | None = None
    influence: int | None = None


@dataclass(frozen=True)
class FacetSeen:
    """A facet as everybody in the group sees it: None where a number is hidden. ``untold`` counts who did not say."""

    pk: int
    name: str
    values: Sequence[tuple[str, int | None]]
    untold: int | None


@dataclass(frozen=True)
class Advice:
    """What is missing, why it matters, where that comes from, what to do, and the members it is about.

    ``code`` stays the same while the fault does, so that the group's answer stays with it.
    """

    code: str
    says: str
    why: str
    source: str
    do: str
    about: tuple[Who, ...] = ()


Check = Callable[[list[Who], list[Who], Sequence[FacetSeen]], Iterable[Advice]]


def advice(members: Iterable[Who], facets: Sequence[FacetSeen] = ()) -> list[Advice]:
    """Everything that the composition lacks, in the order of the method."""
    everybody = list(members)
    core = [one for one in everybody if one.tier == CORE]
    return [found for check in CHECKS for found in check(everybody, core, facets)]


def _mile() -> str:
    return _("MILE follow-up survey report, 2009, model of the local support group")


def _stakeholders() -> str:
    return _("MILE follow-up survey report, 2009, aim of the two tiers")


def _size(everybody: list[Who], core: list[Who], facets: Sequence[FacetSeen]) -> Iterable[Advice]:
    if FEWEST <= len(core) <= MOST:
        return
    says = ngettext("The core group has %d member.", "The core group has %d members.", len(core)) % len(core)
    why = _("Six to eight people can still talk at one table, and have all sectors among them.")
    if len(core) < FEWEST:
        yield Advice("core_small", says, why, _mile(), _("Ask more members to join the core group."))
    else:
        do = _("Ask some of the core group to move to the wider network.")
        yield Advice("core_large", says, why, _mile(), do)


def _sectors(everybody: list[Who], core: list[Who], facets: Sequence[FacetSeen]) -> Iterable[Advice]:
    present = {one.sector for one in core}
    why = _("Public bodies and associations both have to carry the plan, or half of it has nobody.")
    if "public" not in present:
        says = _("Nobody in the core group comes from the public sector.")
        yield Advice("no_public", says, why, _mile(), _("Invite an office of the city, or another public body."))
    if "third" not in present:
        says = _("Nobody in the core group comes from the third sector.")
        yield Advice("no_third", says, why, _mile(), _("Invite an association, for example one that migrants founded."))
    if "private" not in present:
        says = _("Nobody in the core group comes from the private sector.")
        why = _("Employers, landlords or shops can decide whether an action works. They are useful, not a must.")
        do = _("Ask yourselves whether a firm matters for the theme. If not, say so here.")
        yield Advice("no_private", says, why, _mile(), do)


def _theme(everybody: list[Who], core: list[Who], facets: Sequence[FacetSeen]) -> Iterable[Advice]:
    about = tuple(one for one in core if not one.is_connected)
    if about:
        says = ngettext(
            "Of %d member of the core group it is not said how they are connected to the theme.",
            "Of %d members of the core group it is not said how they are connected to the theme.",
            len(about),
        )
        why = _("Members work on the theme in daily life. A group of delegates loses its energy.")
        do = _("Write down how each is connected to the theme, or find somebody who is.")
        yield Advice("theme", says % len(about), why, _mile(), do, about)


def _politician(everybody: list[Who], core: list[Who], facets: Sequence[FacetSeen]) -> Iterable[Advice]:
    politicians = [one for one in everybody if one.is_politician]
    if any(one.tier == WIDER for one in politicians):
        return
    why = _("A politician who is responsible for the theme gives the group standing, and keeps it going afterwards.")
    if politicians:
        says = _("The politician responsible for the theme sits in the core group, nobody in the wider network.")
        do = _("Ask whether this leaves the core group free to speak. One more in the wider network helps.")
        yield Advice("politician_in_core", says, why, _mile(), do, tuple(politicians))
    else:
        says = _("No politician responsible for the theme belongs to the wider network.")
        yield Advice("no_politician", says, why, _mile(), _("Invite the deputy mayor or councillor for the theme."))


def _stakes(everybody: list[Who], core: list[Who], facets: Sequence[FacetSeen]) -> Iterable[Advice]:
    if not any(one.stake == "primary" for one in everybody):
        says = _("Nobody in the group is finally affected by the theme.")
        why = _("Primary stakeholders know how things are. What is decided without them often misses them.")
        do = _("Invite people who use the services, or an association of theirs.")
        yield Advice("no_primary", says, why, _stakeholders(), do)
    outside = tuple(one for one in everybody if one.stake == "key" and one.tier != CORE and not one.is_politician)
    if outside:
        says = ngettext(
            "%d key stakeholder is not in the core group.",
            "%d key stakeholders are not in the core group.",
            len(outside),
        )
        why = _("Whoever is interested and influential can make the plan happen, or stop it.")
        yield Advice(
            "key_outside", says % len(outside), why, _stakeholders(), _("Invite them to the core group."), outside
        )
    unnamed = tuple(one for one in everybody if _is_high(one) and one.stake != "key")
    if unnamed:
        says = ngettext(
            "%d member stands high on the stakeholder map and is not called a key stakeholder.",
            "%d members stand high on the stakeholder map and are not called key stakeholders.",
            len(unnamed),
        )
        why = _("Key stakeholders are those who are interested and influential. Map and list should say the same.")
        do = _("Change the class, or the place on the map.")
        yield Advice("key_by_map", says % len(unnamed), why, _stakeholders(), do, unnamed)


def _is_high(one: Who) -> bool:
    return (one.interest or 0) >= HIGH and (one.influence or 0) >= HIGH


def _one_organisation(everybody: list[Who], core: list[Who], facets: Sequence[FacetSeen]) -> Iterable[Advice]:
    counted = Counter(one.organisation.strip().casefold() for one in core if one.organisation.strip())
    if len(core) < 2 or not counted:
        return
    name, number = counted.most_common(1)[0]
    if number * 2 > len(core):
        about = tuple(one for one in core if one.organisation.strip().casefold() == name)
        says = _("%(number)d of %(all)d members of the core group come from one organisation: %(name)s.")
        facts = {"number": number, "all": len(core), "name": about[0].organisation}
        why = _("A group that one organisation fills does not reach the others, and falls with it.")
        do = _("Keep one or two of them in the core group and give places to other organisations.")
        yield Advice(
            "one_organisation", says % facts, why, _("our decision, from MILE’s rule of a mixed group"), do, about
        )


def _balance(everybody: list[Who], core: list[Who], facets: Sequence[FacetSeen]) -> Iterable[Advice]:
    """From the numbers that everybody may see alone: advice must not tell what is hidden."""
    if not facets:
        says = _("The group has not chosen in which way it wants to be diverse.")
        why = _("A balanced group hears more sides. Which facets matter differs from city to city.")
        do = _("Talk about it and choose one or two facets, for example gender or being born abroad.")
        yield Advice("no_facets", says, why, _mile(), do)
    for facet in facets:
        yield from _balance_of(facet)


def _balance_of(facet: FacetSeen) -> Iterable[Advice]:
    seen = [(name, number) for name, number in facet.values if number is not None]
    told = sum(number for _name, number in seen)
    if len(seen) < len(facet.values) or facet.untold is None or not told:
        return
    why = _("The group chose this facet itself. It is balanced when nobody speaks for all.")
    largest, most = max(seen, key=lambda pair: pair[1])
    if facet.untold > told:
        says = _("%(facet)s: more than half of the members have not told.")
        do = _("Say once more what the numbers are for, and that nobody is listed.")
        yield Advice(f"untold:{facet.pk}", says % {"facet": facet.name}, why, _mile(), do)
    elif len(seen) > 1 and most * 4 > told * 3:
        says = _("%(facet)s: more than three quarters are “%(value)s”.") % {"facet": facet.name, "value": largest}
        do = _("When you invite the next member, think of those who are few.")
        yield Advice(f"balance:{facet.pk}", says, why, _mile(), do)


CHECKS: tuple[Check, ...] = (_size, _sectors, _theme, _balance, _politician, _stakes, _one_organisation)
