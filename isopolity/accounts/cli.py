# SPDX-License-Identifier: EUPL-1.2
"""``isopolity operator EMAIL``, the first way into a new site; ``isopolity reset-second-step EMAIL``, the last."""

import argparse
from typing import Any


def add_parsers(sub: Any) -> None:
    found = sub.add_parser("operator", help="make somebody a site operator and print the link that opens the account")
    found.add_argument("email")
    found.add_argument("--name", default="", help="name or function, shown to others")
    found.set_defaults(run=run)
    lost = sub.add_parser("reset-second-step", help="somebody lost device and recovery codes: remove their second step")
    lost.add_argument("email")
    lost.add_argument("--reason", required=True, help="why, and how you know that it is this person; they read it")
    lost.set_defaults(run=reset)


def run(arguments: argparse.Namespace) -> int:
    from django.urls import reverse

    from isopolity.accounts import letters
    from isopolity.accounts.actions import install_operator
    from isopolity.core.errors import Refused
    from isopolity.core.principal import acting

    try:
        with acting("job:command-line"):
            person, secret = install_operator(by="job:command-line", email=arguments.email, name=arguments.name)
    except Refused as refused:
        print(refused.message)
        return 1
    print(f"{person.name} is a site operator.")
    if secret:
        print(f"Open the account once, within three weeks: {letters.address_of(reverse('invitation', args=[secret]))}")
    return 0


def reset(arguments: argparse.Namespace) -> int:
    from isopolity.accounts.actions import reset_second_step_of_address
    from isopolity.core.errors import Refused
    from isopolity.core.principal import acting

    by = "job:command-line"
    try:
        with acting(by):
            row = reset_second_step_of_address(by=by, email=arguments.email, reason=arguments.reason)
    except Refused as refused:
        print(" ".join(refused.fields.values()) or refused.message)
        return 1
    print(f"{row.person.name} signs in with the password alone now, and gets a mail about it.")
    return 0
