# SPDX-License-Identifier: EUPL-1.2
"""Problems to solve, and what judges an answer: the rules written a second time, and every possibility tried."""

import itertools
import random
from typing import Any

Raw = dict[str, Any]


def example() -> Raw:
    """The example of the format's description."""
    return {
        "format": "isopolity/matching-problem@1",
        "mentees": [
            {
                "id": "levanto",
                "languages": ["en", "el"],
                "context": {"population_log2": 14.3, "newcomer_share": 0.8},
                "needs": {"GG/A/1": 3, "WP/I/2": 1},
                "vetoes": [],
            }
        ],
        "mentors": [
            {
                "id": "nordhavn",
                "languages": ["en", "de"],
                "context": {"population_log2": 15.1, "newcomer_share": 1.2},
                "strengths": {"GG/A/1": 2},
                "capacity": 1,
                "vetoes": [],
            }
        ],
        "rules": {
            "context_weights": {"population_log2": 1.0, "newcomer_share": 0.5},
            "max_distance": 3.0,
            "common_language": True,
        },
        "fixed": [["levanto", "nordhavn"]],
    }


def some(seed: int, *, most: int = 5) -> Raw:
    """A small problem with everything that can be special about one; the seed decides."""
    rng = random.Random(seed)
    names = [f"c{number}" for number in range(most + 3)]
    learning, teaching = (rng.sample(names, rng.randint(1, most)) for _ in range(2))
    features = ["size", "share", "density"][: rng.randint(0, 3)]
    value = rng.choice([lambda: rng.randint(0, 3), lambda: rng.choice([0.1, 0.2, 0.3, 0.7]), rng.random])
    weight = rng.choice([lambda: rng.randint(0, 2), rng.random, lambda: rng.choice([0.1, 0.5, 1.3])])

    def city(name: str) -> Raw:
        return {
            "id": name,
            "languages": rng.sample(["en", "fr", "de"], rng.randint(1, 2)),
            "context": {feature: value() for feature in features if rng.random() < 0.93},
            "vetoes": rng.sample(teaching, 1) if rng.random() < 0.15 else [],
        }

    def degrees(top: int) -> dict[str, int]:
        return {item: rng.randint(1, top) for item in rng.sample(["A", "B", "C", "D"], rng.randint(0, 3))}

    mentees = [city(name) | {"needs": degrees(3)} for name in learning]
    mentors = [city(name) | {"strengths": degrees(2), "capacity": rng.choice([0, 1, 1, 1, 2, 3])} for name in teaching]
    rules = {
        "context_weights": {feature: weight() for feature in features},
        "max_distance": rng.choice([0, 1, 2.5, 4, 1000]),
        "common_language": rng.random() < 0.7,
    }
    places = [mentor["id"] for mentor in mentors for _ in range(mentor["capacity"])]
    agreed = min(rng.choice([0, 0, 1, 2]), len(places), len(learning))
    fixed = [list(pair) for pair in zip(rng.sample(learning, agreed), rng.sample(places, agreed), strict=True)]
    return {"format": "isopolity/matching-problem@1", "mentees": mentees, "mentors": mentors, "rules": rules,
            "fixed": fixed}  # fmt: skip


def shuffled(raw: Raw, seed: int) -> Raw:
    """The same problem with every list in another order."""
    rng = random.Random(seed)

    def other(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: other(found) for key, found in value.items()}
        return [other(one) for one in rng.sample(value, len(value))] if isinstance(value, list) else value

    pairs = rng.sample(raw["fixed"], len(raw["fixed"]))  # inside a pair the order says who learns
    return other(raw) | {"fixed": pairs}


# --- The rules a second time ------------------------------------------------------------------------------------------
def gain(mentee: Raw, mentor: Raw) -> int:
    return sum(need * mentor["strengths"].get(item, 0) for item, need in mentee["needs"].items())


def distance(mentee: Raw, mentor: Raw, rules: Raw) -> float:
    total = 0.0
    for feature, weight in rules["context_weights"].items():
        if feature in mentee["context"] and feature in mentor["context"]:
            total += weight * abs(mentee["context"][feature] - mentor["context"][feature])
        else:
            total += rules["max_distance"]
    return total


def is_allowed(mentee: Raw, mentor: Raw, rules: Raw) -> bool:
    return (
        mentee["id"] != mentor["id"]
        and mentor["id"] not in mentee["vetoes"]
        and mentee["id"] not in mentor["vetoes"]
        and (not rules["common_language"] or bool(set(mentee["languages"]) & set(mentor["languages"])))
        and distance(mentee, mentor, rules) <= rules["max_distance"] + 1e-9
        and gain(mentee, mentor) > 0
    )


Value = tuple[int, int, float]


def best(raw: Raw) -> Value:
    """The best score there is, found by trying everything."""
    rules, fixed = raw["rules"], dict(raw["fixed"])
    teachers = {mentor["id"]: mentor for mentor in raw["mentors"]}
    order = sorted(raw["mentees"], key=lambda mentee: mentee["id"] not in fixed)
    states: dict[tuple[int, ...], Value] = {tuple(mentor["capacity"] for mentor in raw["mentors"]): (0, 0, 0.0)}
    for mentee in order:
        after: dict[tuple[int, ...], Value] = {} if mentee["id"] in fixed else dict(states)
        for (places, value), (at, mentor) in itertools.product(states.items(), enumerate(raw["mentors"])):
            agreed = fixed.get(mentee["id"])
            if agreed != mentor["id"] if agreed else not is_allowed(mentee, mentor, rules):
                continue
            if places[at]:
                left = (*places[:at], places[at] - 1, *places[at + 1 :])
                more = (value[0] + 1, value[1] + gain(mentee, mentor), value[2] - distance(mentee, mentor, rules))
                after[left] = max(after.get(left, more), more)
        states = after
    assert teachers
    return max(states.values())


def broken(raw: Raw, answer: Raw) -> list[str]:
    """Every rule of the contract that this answer breaks."""
    mentees, mentors = ({city["id"]: city for city in raw[name]} for name in ("mentees", "mentors"))
    pairs = [(row["mentee"], row["mentor"]) for row in answer["pairs"]]
    told = [mentee for mentee, _mentor in pairs] + [row["mentee"] for row in answer["unpaired"]]
    found = [] if sorted(told) == sorted(mentees) else ["not every mentee is told once"]
    found += [f"{pair} was agreed" for pair in map(tuple, raw["fixed"]) if pair not in pairs]
    for row in answer["pairs"]:
        one, other = mentees[row["mentee"]], mentors[row["mentor"]]
        if [one["id"], other["id"]] not in raw["fixed"] and not is_allowed(one, other, raw["rules"]):
            found.append(f"{row} is not allowed")
        if row["gain"] != gain(one, other) or abs(row["distance"] - distance(one, other, raw["rules"])) > 1e-9:
            found.append(f"{row} is told wrong")
        if row["items"] != sorted(set(one["needs"]) & set(other["strengths"])):
            found.append(f"{row} has other items")
    teaching = [mentor for _mentee, mentor in pairs]
    return found + [f"{name} has too many" for name, city in mentors.items() if teaching.count(name) > city["capacity"]]
