# SPDX-License-Identifier: EUPL-1.2
"""Mentor matching on invented cities: the whole command in a process of its own, so that its memory is its own.

``python -m bench.matching`` measures without a database; ``python -m bench.matching N FILE`` writes a problem.
"""

import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

LANGUAGES = ["en", "fr", "de", "es", "it", "pl", "el", "nl"]


def problem(cities: int, *, each: int = 30, seed: int = 1) -> dict[str, Any]:
    """``cities`` mentees and as many mentors; a mentee has about ``each`` allowed mentors.

    Three times as many are strong where it needs it; language and distance shut out the others.
    """
    rng = random.Random(seed)
    items = [f"IT/{number}" for number in range(max(6, cities * 9 // (3 * each)))]
    return {
        "format": "isopolity/matching-problem@1",
        "mentees": [_city(rng, f"mentee-{n:05}") | {"needs": _some(rng, items, 3)} for n in range(cities)],
        "mentors": [
            _city(rng, f"mentor-{n:05}") | {"strengths": _some(rng, items, 2), "capacity": 1} for n in range(cities)
        ],
        "rules": {
            "context_weights": {"population_log2": 1.0, "newcomer_share": 0.5},
            "max_distance": 3.3,
            "common_language": True,
        },
        "fixed": [],
    }


def _city(rng: random.Random, name: str) -> dict[str, Any]:
    context = {"population_log2": rng.gauss(16, 2), "newcomer_share": rng.uniform(0, 3)}
    return {"id": name, "languages": ["en", *rng.sample(LANGUAGES, 1)][rng.random() < 0.3 :], "context": context,
            "vetoes": []}  # fmt: skip


def _some(rng: random.Random, items: list[str], most: int) -> dict[str, int]:
    return {item: rng.randint(1, most) for item in rng.sample(items, 3)}


def _allowed_each(raw: dict[str, Any]) -> float:
    from isopolity.mentoring.matching import read_problem
    from isopolity.mentoring.matching.pairing import Mentors, allowed

    found = read_problem(raw)
    return len(allowed(found, Mentors(found)).gain) / len(found.mentees)


def _run(source: Path, target: Path) -> tuple[float, float]:
    """(seconds, peak memory in MiB) of the command, start of Python included."""
    words = [sys.executable, "-m", "isopolity.core.cli", "match-mentors", str(source), "--output", str(target)]
    started = time.perf_counter()
    child = os.posix_spawn(words[0], words, os.environ)
    _pid, status, usage = os.wait4(child, 0)
    if status:
        raise RuntimeError("match-mentors gave no answer")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def _inside(raw: dict[str, Any]) -> float:
    """Seconds inside a process that runs already, as for a page."""
    from isopolity.mentoring.matching import match, read_problem

    match(read_problem(raw))
    started = time.perf_counter()
    match(read_problem(raw))
    return time.perf_counter() - started


def measure(*, quick: bool = False) -> None:
    """50 × 50 and 5,000 × 5,000."""
    print("\nMatching")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "problem.json", Path(folder) / "matching.json"
        small = problem(50)
        source.write_text(json.dumps(small))
        seconds, memory = _run(source, target)
        print(f"  50 × 50, in a page     {_inside(small):6.2f} s              (wanted: under 0.5 s)")
        print(f"  50 × 50, the command   {seconds:6.2f} s   {memory:5.0f} MiB   (–)")
        cities = 500 if quick else 5000
        large = problem(cities)
        source.write_text(json.dumps(large))
        seconds, memory = _run(source, target)
        name = f"{cities:,} × {cities:,}, {_allowed_each(large):.0f} each"
        print(f"  {name:22} {seconds:6.2f} s   {memory:5.0f} MiB   (wanted: under 60 s and 4,096 MiB)")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        Path(sys.argv[2]).write_text(json.dumps(problem(int(sys.argv[1]))))
    else:
        measure(quick="--quick" in sys.argv)
