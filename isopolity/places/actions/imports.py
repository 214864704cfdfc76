# SPDX-License-Identifier: EUPL-1.2
"""Cities from a CSV file: all or nothing, with every fault by its line."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.errors import Refused
from isopolity.core.policy import may, require
from isopolity.places.actions.cities import keep_city
from isopolity.places.city_csv import Fault, Row, read
from isopolity.places.facts import search_name
from isopolity.places.models import City


@dataclass(frozen=True)
class Change:
    """What a line of the file does to a city. ``changes``: (field, before, after)."""

    line: int
    city: City
    is_new: bool
    changes: list[tuple[str, Any, Any]]


@dataclass
class FaultyFile(Refused):
    """The file has faults; nothing was changed. ``faults`` lists them by line."""

    faults: tuple[Fault, ...] = ()


@action
def import_cities(*, by: Person, text: str) -> list[Change]:
    """Add the cities of a CSV file, and fill in facts of those that are there. A city is found by country and LAU code,
    else by country and name. Empty cells change nothing. Raises FaultyFile with every fault, and then changes nothing.
    """
    require(by, "city.import")
    reading = read(text)
    if reading.faults:
        raise _faulty(reading.faults)
    known = _Known()
    faults: list[Fault] = []
    done = [change for row in reading.rows if (change := _keep(by, row, known, faults))]
    if faults:
        raise _faulty(faults)
    return done


@action
def preview_import(*, by: Person, text: str) -> list[Change]:
    """What ``import_cities`` would do; changes nothing."""
    require(by, "city.import")
    with transaction.atomic():
        done = import_cities(by=by, text=text)
        transaction.set_rollback(True)
    return done


def _faulty(faults: list[Fault]) -> FaultyFile:
    first = sorted(faults, key=lambda fault: fault.line)
    words = _("Line %(line)d: %(text)s") % {"line": first[0].line, "text": first[0].text}
    return FaultyFile(_("Nothing was imported.") + " " + words, fields={"file": words}, faults=tuple(first))


class _Known:
    """The cities that are there, for finding the one a line means."""

    def __init__(self) -> None:
        rows = list(City.objects.select_for_update())
        self.by_code = {(city.country, city.lau_code): city for city in rows if city.lau_code}
        self.by_name: dict[tuple[str, str], list[City]] = {}
        for city in rows:
            self.by_name.setdefault((city.country, search_name(city.name)), []).append(city)

    def find(self, facts: dict[str, Any]) -> City | None:
        code = facts.get("lau_code", "")
        if code and (found := self.by_code.get((facts["country"], code))):
            return found
        same = self.by_name.get((facts["country"], search_name(facts["name"])), [])
        if len(same) > 1:
            raise Refused(_("There are several cities of this name. Give the LAU code."))
        return None if same and code and same[0].lau_code else next(iter(same), None)


def _keep(by: Person, row: Row, known: _Known, faults: list[Fault]) -> Change | None:
    try:
        city = known.find(row.facts)
        is_new = city is None
        if city is not None and not may(by, "city.change", city):
            raise Refused(_("You may not change %s.") % city)
        city = city or City()
        before = {name: getattr(city, name) for name in row.facts}
        facts = row.facts if is_new else {k: v for k, v in row.facts.items() if k not in {"name", "country"}}
        with transaction.atomic():
            keep_city(city, facts)
    except Refused as refused:
        texts = refused.fields or {"": refused.message}
        faults.extend(Fault(row.line, str(text), name) for name, text in texts.items())
        return None
    changes = [(name, before[name], value) for name, value in facts.items() if is_new or before[name] != value]
    return Change(row.line, city, is_new, changes)
