# SPDX-License-Identifier: EUPL-1.2
"""``isopolity match-mentors``: the best pairs of mentee and mentor cities, from file to file, without a database."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any


def add_parsers(sub: Any) -> None:
    """Add the command."""
    command = sub.add_parser("match-mentors", help="pair mentee cities with mentor cities as well as can be")
    command.add_argument("problem", type=Path, metavar="PROBLEM.json")
    command.add_argument("--output", type=Path, required=True, metavar="MATCHING.json", help="where the answer goes")
    command.set_defaults(run=match_mentors, bare=True)


def match_mentors(arguments: argparse.Namespace) -> int:
    """Exit code 0 with an answer, or 2 with one line for each fault on standard error and nothing written."""
    from isopolity.mentoring.matching import Faulty, as_json, match, parse, read_problem

    source, target = arguments.problem, arguments.output
    try:
        content = source.read_bytes()
        if target.exists() and target.samefile(source):
            return _tell(f"{target}: is the problem itself; give the answer another name")
    except OSError as fault:
        return _tell(f"{source}: {fault.strerror}")
    try:
        matching = match(read_problem(parse(content)))
    except Faulty as faulty:
        return max(_tell(f"{source}: {fault}") for fault in faulty.faults)
    try:
        _write(target, json.dumps(as_json(matching), indent=1) + "\n")
    except OSError as fault:
        return _tell(f"{target}: {fault.strerror}")
    if not _is_pipe(target):
        score = matching.score
        far = f"{-score.minus_distance:.6f}"
        print(f"{target}: pairs {score.pairs}, gain {score.gain}, distance {far}, proven the best.")
    return 0


def _is_pipe(target: Path) -> bool:
    """A pipe, a device or a folder: nothing that a file could take the place of."""
    return target.exists() and not target.is_file()


def _write(target: Path, text: str) -> None:
    """All or nothing: a file beside it takes its name when it is complete. A pipe or a device is written to at once."""
    if _is_pipe(target):
        target.write_text(text, encoding="utf-8")
        return
    target = target.resolve()
    part = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _tell(line: str) -> int:
    print(line, file=sys.stderr)
    return 2
