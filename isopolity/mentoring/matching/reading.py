# SPDX-License-Identifier: EUPL-1.2
"""A problem file becomes a Problem, or the list of all its faults."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from isopolity.mentoring.matching.faults import Fault, Faulty, shown
from isopolity.mentoring.matching.problem import City, Mentee, Mentor, Problem, Rules
from isopolity.mentoring.matching.values import NO_COUNT, Reader, Seen

FORMAT = "isopolity/matching-problem@1"


def parse(content: bytes) -> object:
    """JSON as Python values; names that stand twice in one object are remembered for ``read_problem``."""
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=Seen)
    except UnicodeDecodeError as fault:
        raise Faulty([Fault("", f"is not UTF-8 text (byte {fault.start + 1})")]) from fault
    except json.JSONDecodeError as fault:
        raise Faulty([Fault(f"line {fault.lineno}, column {fault.colno}", f"is not JSON: {fault.msg}")]) from fault
    except RecursionError as fault:
        raise Faulty([Fault("", "is not a problem: its lists are nested too deep")]) from fault
    except ValueError as fault:  # a whole number with thousands of digits
        raise Faulty([Fault("", "has a number with too many digits")]) from fault


def read_problem(raw: object) -> Problem:
    """The problem in these values (as JSON gives them); raises Faulty with every fault there is."""
    reader = Reader()
    top = reader.named(raw, "")
    if top is None:
        raise Faulty(reader.faults)
    if top.get("format") != FORMAT:
        reader.fault(
            "format", f"must be {shown(FORMAT)}" + (f", not {shown(top['format'])}" if "format" in top else "")
        )
    mentees = [(where, _mentee(reader, one, where)) for one, where in reader.objects(top, "mentees")]
    mentors = [(where, _mentor(reader, one, where)) for one, where in reader.objects(top, "mentors")]
    rules = _rules(reader, top)
    _once(reader, mentees)
    _once(reader, mentors)
    _vetoes(reader, [*mentees, *mentors])
    fixed = _fixed(reader, top, mentees, mentors)
    if reader.faults or rules is None:
        raise Faulty(reader.faults)
    return Problem(
        tuple(sorted((one for _where, one in mentees), key=lambda one: one.id)),
        tuple(sorted((one for _where, one in mentors), key=lambda one: one.id)),
        rules,
        frozenset(fixed),
    )


def _city(reader: Reader, raw: dict[str, Any], where: str) -> dict[str, Any]:
    return {
        "id": reader.name(raw, "id", where),
        "languages": frozenset(reader.names(raw, "languages", where)),
        "context": reader.numbers(raw, "context", where, gaps=True),
        "vetoes": frozenset(reader.names(raw, "vetoes", where)),
    }


def _mentee(reader: Reader, raw: dict[str, Any], where: str) -> Mentee:
    return Mentee(**_city(reader, raw, where), needs=reader.degrees(raw, "needs", where, (1, 2, 3)))


def _mentor(reader: Reader, raw: dict[str, Any], where: str) -> Mentor:
    strengths = reader.degrees(raw, "strengths", where, (1, 2))
    return Mentor(**_city(reader, raw, where), strengths=strengths, capacity=reader.count(raw, "capacity", where))


def _rules(reader: Reader, top: dict[str, Any]) -> Rules | None:
    if "rules" not in top:
        reader.missing("rules")
        return None
    raw = reader.named(top["rules"], "rules")
    if raw is None:
        return None
    return Rules(
        reader.numbers(raw, "context_weights", "rules", least=0),
        reader.number(raw, "max_distance", "rules"),
        reader.flag(raw, "common_language", "rules"),
    )


def _once(reader: Reader, cities: Sequence[tuple[str, City]]) -> None:
    first: dict[str, str] = {}
    for where, city in cities:
        if city.id in first and city.id:
            reader.fault(f"{where}.id", f"{shown(city.id)} is already the id of {first[city.id]}")
        first.setdefault(city.id, where)


def _vetoes(reader: Reader, cities: Sequence[tuple[str, City]]) -> None:
    """A veto against a city that is not in the list is most likely a slip of the pen, so it is told."""
    known = {city.id for _where, city in cities}
    for where, city in cities:
        for other in sorted(city.vetoes - known - {""}):
            reader.fault(f"{where}.vetoes", f"{shown(other)} is no city of this problem")


def _fixed(
    reader: Reader, top: dict[str, Any], mentees: list[tuple[str, Mentee]], mentors: list[tuple[str, Mentor]]
) -> list[tuple[str, str]]:
    learning, teaching = {city.id for _where, city in mentees}, {city.id for _where, city in mentors}
    found: list[tuple[str, str]] = []
    first: dict[str, str] = {}
    for (mentee, mentor), where in reader.pairs(top, "fixed"):
        if mentee not in learning:
            reader.fault(f"{where}[0]", f"{shown(mentee)} is no mentee of this problem")
        elif mentee in first:
            reader.fault(f"{where}[0]", f"{shown(mentee)} has a mentor already, in {first[mentee]}")
        if mentor not in teaching:
            reader.fault(f"{where}[1]", f"{shown(mentor)} is no mentor of this problem")
        first.setdefault(mentee, where)
        found.append((mentee, mentor))
    taken = Counter(mentor for _mentee, mentor in found)
    for where, city in mentors:
        if taken[city.id] > city.capacity != NO_COUNT:
            pairs = taken[city.id]
            reader.fault(f"{where}.capacity", f"is {city.capacity}, but {pairs} fixed pairs name {shown(city.id)}")
    return found
