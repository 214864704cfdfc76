# SPDX-License-Identifier: EUPL-1.2
"""``isopolity doctor``: what is in order, what is not, and how to mend it."""

import argparse
from typing import Any


def add_parser(sub: Any) -> None:
    sub.add_parser("doctor", help="check the installation and say what to mend").set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    from isopolity.core.doctor import examine

    findings = examine()
    for finding in findings:
        print(f"{'ok   ' if finding.ok else 'FAULT'}  {finding.what}")
        if not finding.ok:
            print(f"       → {finding.mend}")
    faults = sum(not finding.ok for finding in findings)
    print(f"{faults} faults." if faults else "All is well.")
    return 1 if faults else 0
