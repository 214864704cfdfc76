# SPDX-License-Identifier: EUPL-1.2
"""The map of a benchmark with a state for each item: the one drawing that every part of the site shares."""

from collections.abc import Callable, Iterable, Sequence

from isopolity.benchmarks.frozen import facets_of, groups_of
from isopolity.benchmarks.models import BenchmarkVersion, Group, Item
from isopolity.core.components import FAMILIES, NO_ANSWER, BenchmarkMap, MapCell, MapColumn, MapGroup, State
from isopolity.core.texts import read

Words = Callable[[Item], str]


def benchmark_map(
    version: BenchmarkVersion,
    items: Iterable[Item],
    *,
    family: str,
    state: Words,
    url: Words,
    note: Words | None = None,
    current: Item | None = None,
    flagged: Callable[[Item], bool] | None = None,
    group_url: Callable[[Group], str] | None = None,
    caption: str = "",
    language: str = "",
) -> BenchmarkMap:
    """The map of these items, in their order: a row for each group that has items, a column for each value of the
    benchmark's first facet.

    ``state`` gives a code of the map's ``family`` (core.components.FAMILIES). Items without a value of the facet make
    the whole map plain, so that none is lost. No query for a published version that this process has read before.
    """
    items = list(items)
    tongue = [language] if language else []
    facet, columns = _columns(version, items, tongue)
    cells: dict[int, list[MapCell]] = {}
    for item in items:
        cells.setdefault(item.group_id, []).append(
            MapCell(
                code=item.code,
                title=read(item.title, *tongue),
                state=state(item),
                url=url(item),
                column=item.facets.get(facet, "") if facet else "",
                note=note(item) if note else "",
                current=current is not None and item.pk == current.pk,
                flagged=bool(flagged and flagged(item)),
            )
        )
    rows = [
        MapGroup(group.code, name, cells[group.pk], group_url(group) if group_url else "")
        for group, name in groups_in_order(version, tongue)
        if group.pk in cells
    ]
    states = scale_states(version, tongue) if family == "level" else None
    return BenchmarkMap(rows, family=family, columns=columns, caption=caption, states=states)


def scale_states(version: BenchmarkVersion, languages: Sequence[str] = ()) -> dict[str, State]:
    """The levels of the version's scale as states, best first as everywhere; codes that are ours keep our sign."""
    levels = sorted(version.scale.get("levels", []), key=lambda level: bool(level.get("neutral")))
    judged = [level for level in levels if not level.get("neutral")][::-1]
    ordered = judged + levels[len(judged) :]
    ours = FAMILIES["level"]
    known = {
        level["code"]: ours.get(level["code"]) or State(level["code"], read(level["name"], *languages), str(place))
        for place, level in enumerate(ordered, start=1)
    }
    return {**known, NO_ANSWER.code: NO_ANSWER}


def groups_in_order(version: BenchmarkVersion, languages: Sequence[str] = ()) -> list[tuple[Group, str]]:
    """Every group in the order of the tree with its full name: "Parent – child"."""
    groups = groups_of(version)
    names: dict[int, str] = {}
    known = {group.pk: group for group in groups}

    def name(group: Group) -> str:
        if group.pk not in names:
            own = read(group.name, *languages)
            above = known.get(group.parent_id) if group.parent_id else None
            names[group.pk] = f"{name(above)} – {own}" if above else own
        return names[group.pk]

    return [(group, name(group)) for group in groups]


def _columns(version: BenchmarkVersion, items: Sequence[Item], languages: Sequence[str]) -> tuple[str, list[MapColumn]]:
    """The first facet's code and its values as columns; none when an item has no value of it."""
    labels = facets_of(version)
    facet = labels[0].facet if labels else ""
    values = [label for label in labels if label.facet == facet]
    codes = {value.code for value in values}
    if not facet or any(item.facets.get(facet) not in codes for item in items):
        return "", []
    return facet, [MapColumn(value.code, read(value.name, *languages)) for value in values]
