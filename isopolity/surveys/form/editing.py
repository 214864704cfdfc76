# SPDX-License-Identifier: EUPL-1.2
"""Changes to a definition, question by question. Each gives a new definition and leaves the old one as it was."""

import copy
import re
from typing import Any

from isopolity.surveys.form.model import EXPRESSIONS, HOLDERS, form_of

Row = dict[str, Any]
UP, DOWN = "up", "down"


def find(definition: Row, key: str) -> Row | None:
    """The element of this key, as the definition has it."""
    found = _locate(definition, key)
    return found[0][found[1]] if found else None


def _locate(definition: Row, key: str) -> tuple[list[Row], int, list[tuple[list[Row], int]]] | None:
    """(the list it stands in, its place, the same for the holders around it, from outside)."""
    form = form_of(definition)
    if key not in form.by_key:
        return None
    chain = [form.by_key[key]]
    while chain[0].parent:
        chain.insert(0, form.by_key[chain[0].parent])
    around: list[tuple[list[Row], int]] = []
    rows: list[Row] = definition["elements"]
    for element in chain:
        place = next(n for n, row in enumerate(rows) if row["name"] == element.name)
        around.append((rows, place))
        rows = rows[place].get("elements", [])
    return (*around[-1], around[:-1])


def added(definition: Row, element: Row, after: str = "") -> Row:
    """With one more element: into the holder of this key at its end, after the question of this key, or last."""
    new = copy.deepcopy(definition)
    found = _locate(new, after) if after else None
    if found is None:
        new["elements"].append(element)
        return new
    rows, place, _around = found
    if rows[place]["kind"] in HOLDERS:
        rows[place].setdefault("elements", []).append(element)
    else:
        rows.insert(place + 1, element)
    return new


def changed(definition: Row, key: str, element: Row) -> Row:
    """With this element in the place of another; what it holds stays, and whoever names it learns its new name."""
    new = copy.deepcopy(definition)
    found = _locate(new, key)
    if found is None:
        return new
    rows, place, _around = found
    old = rows[place]
    rows[place] = element | ({"elements": old.get("elements", [])} if element["kind"] in HOLDERS else {})
    if old["name"] != element["name"]:
        _rename(new["elements"], old["name"], element["name"])
    return new


def _rename(rows: list[Row], old: str, new: str) -> None:
    pattern = re.compile(rf"\$\{{\s*{re.escape(old)}\s*\}}")
    for row in rows:
        for column in (*EXPRESSIONS, "default"):
            if isinstance(row.get(column), str):
                row[column] = pattern.sub(f"${{{new}}}", row[column])
        for column in ("label", "hint", "constraint_message", "required_message"):
            if row.get(column):
                row[column] = {tag: pattern.sub(f"${{{new}}}", text) for tag, text in row[column].items()}
        _rename(row.get("elements", []), old, new)


def removed(definition: Row, key: str) -> Row:
    """Without the element and all that it holds."""
    new = copy.deepcopy(definition)
    found = _locate(new, key)
    if found is not None:
        del found[0][found[1]]
    return new


def moved(definition: Row, key: str, way: str) -> Row:
    """One step up or down: past its neighbour, into a group beside it, or out of its own group."""
    new = copy.deepcopy(definition)
    found = _locate(new, key)
    if found is None:
        return new
    rows, place, around = found
    element = rows.pop(place)
    beside = place - 1 if way == UP else place
    if not 0 <= beside < len(rows):
        return _out(new, rows, place, element, around, way)
    neighbour = rows[beside]
    if neighbour["kind"] in HOLDERS and element["kind"] not in HOLDERS:
        inside = neighbour.setdefault("elements", [])
        inside.insert(len(inside) if way == UP else 0, element)
    else:
        rows.insert(beside if way == UP else beside + 1, element)
    return new


def _out(  # noqa: PLR0917 - one caller
    new: Row, rows: list[Row], place: int, element: Row, around: list[tuple[list[Row], int]], way: str
) -> Row:
    if not around:
        rows.insert(place, element)
        return new
    outer, holder = around[-1]
    outer.insert(holder if way == UP else holder + 1, element)
    return new


def with_list(definition: Row, name: str, choices: list[Row]) -> Row:
    """With these choices in a list; columns of choices that stay are kept."""
    new = copy.deepcopy(definition)
    lists = new.setdefault("choices", {})
    columns = {one["name"]: one["columns"] for one in lists.get(name, []) if one.get("columns")}
    lists[name] = [one | ({"columns": columns[one["name"]]} if one["name"] in columns else {}) for one in choices]
    return new


def users_of_list(definition: Row, name: str) -> list[str]:
    """Names of the questions that offer a list."""
    return [one.name for one in form_of(definition).walk() if one.choices == name]
