# SPDX-License-Identifier: EUPL-1.2
"""Compiles isopolity/locale/*/LC_MESSAGES/*.po with Babel, so that running Isopolity needs no gettext programs."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "isopolity" / "locale"


def compile_one(source: Path) -> None:
    """Write the .mo file beside its .po file when it is missing or older."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parents[1].name)
    with target.open("wb") as file:
        write_mo(file, catalog)


def main() -> int:
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        compile_one(source)
    return 0


if __name__ == "__main__":
    sys.exit(main())
