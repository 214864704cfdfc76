# SPDX-License-Identifier: EUPL-1.2
"""The list of rules names tests that exist and places that exist."""

import re

from tests.conventions.source import ROOT

LIST = ROOT / "docs" / "rules.md"


def test_every_test_that_the_list_of_rules_names_exists():
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", LIST.read_text())
    assert len(named) > 80
    gone = [f"{file}::{name}" for file, name in named if f"\ndef {name}(" not in (ROOT / file).read_text()]
    assert not gone, "\n".join(gone)


def test_every_place_that_the_list_of_rules_names_exists():
    rows = [line.split("|") for line in LIST.read_text().splitlines() if line.startswith("| ") and "::" in line]
    places = {place for row in rows for place in re.findall(r"`([\w/.]+)`", row[3])}
    gone = [place for place in sorted(places) if not (ROOT / "isopolity" / place).exists()]
    assert not gone
