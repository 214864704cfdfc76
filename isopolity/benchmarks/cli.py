# SPDX-License-Identifier: EUPL-1.2
"""``isopolity benchmark validate|import|export``: benchmark files from the command line."""

import argparse
import sys
from pathlib import Path
from typing import Any


def add_parsers(sub: Any) -> None:
    """Add the command with its three verbs."""
    benchmark = sub.add_parser("benchmark", help="check, take in or write out a benchmark file (YAML or XLSX)")
    verbs = benchmark.add_subparsers(required=True, metavar="VERB")
    check = verbs.add_parser("validate", help="name every fault of a file with its line or cell")
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(run=validate)
    take = verbs.add_parser("import", help="take a file in as a draft, all or nothing")
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--as", dest="email", metavar="ADDRESS", help="the site operator who acts (default: the first)")
    take.add_argument("--publish", action="store_true", help="publish it at once, for good")
    take.add_argument("--replace-draft", action="store_true", help="take the place of a draft of the same number")
    take.set_defaults(run=import_file)
    write = verbs.add_parser("export", help="write a version to a file; its ending says which kind")
    write.add_argument("urn", metavar="URN")
    write.add_argument("file", type=Path, metavar="FILE")
    write.add_argument("--version", dest="number", metavar="NUMBER", help="default: the newest published version")
    write.set_defaults(run=export)


def validate(arguments: argparse.Namespace) -> int:
    """Exit code 0 and one line, or 2 and one line for each fault on standard error."""
    content = _read(arguments.file)
    if content is None:
        return 2
    print(f"{arguments.file}: no fault. {content['urn']} {content['version']}, {len(content['items'])} items.")
    return 0


def import_file(arguments: argparse.Namespace) -> int:
    """The file becomes a draft (or the published version) in the name of a site operator."""
    from isopolity.benchmarks.actions import import_version, publish_version
    from isopolity.core.errors import NotAllowed, Refused
    from isopolity.core.principal import acting

    content = _read(arguments.file)
    if content is None:
        return 2
    operator = _operator(arguments.email)
    if operator is None:
        return _tell("No such active site operator. Name one with --as ADDRESS.")
    try:
        with acting(operator):
            version = import_version(by=operator, content=content, replace_draft=arguments.replace_draft)
            if arguments.publish:
                publish_version(by=operator, version=version)
    except NotAllowed:
        return _tell("This person may not import a benchmark.")
    except Refused as refused:
        return _tell(f"{arguments.file}: {refused}")
    print(f"{content['urn']} {version.number} is here as a {version.state} version, {len(content['items'])} items.")
    return 0


def export(arguments: argparse.Namespace) -> int:
    """Write the version as YAML or XLSX."""
    from isopolity.benchmarks.content import content_of
    from isopolity.benchmarks.fileformat import write_file
    from isopolity.benchmarks.models import BenchmarkVersion, VersionState

    rows = BenchmarkVersion.objects.select_related("benchmark").filter(benchmark__urn=arguments.urn)
    rows = rows.filter(number=arguments.number) if arguments.number else rows.filter(state=VersionState.PUBLISHED)
    version = rows.first()
    if version is None:
        return _tell(f"There is no such version of {arguments.urn}.")
    try:
        arguments.file.write_bytes(write_file(content_of(version), arguments.file.name))
    except (OSError, ValueError) as fault:
        return _tell(f"{arguments.file}: {fault}")
    print(f"{arguments.file}: {version.benchmark.urn} {version.number}")
    return 0


def _read(path: Path) -> dict[str, Any] | None:
    from isopolity.benchmarks.fileformat import FaultyFile, read_file

    try:
        return read_file(path.read_bytes(), path.name)
    except OSError as fault:
        _tell(f"{path}: {fault.strerror}")
    except FaultyFile as faulty:
        for one in faulty.faults:
            _tell(f"{path}:{one}" if one.place else f"{path}: {one}")
    return None


def _operator(email: str | None) -> Any:
    from isopolity.accounts.models import Person

    rows = Person.objects.filter(is_operator=True, is_active=True).order_by("pk")
    return (rows.filter(email__iexact=email) if email else rows).first()


def _tell(line: str) -> int:
    print(line, file=sys.stderr)
    return 2
