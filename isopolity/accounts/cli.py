# SPDX-License-Identifier: EUPL-1.2
"""``isopolity operator EMAIL``: the first way into a new site."""

import argparse
from typing import Any


def add_parsers(sub: Any) -> None:
    found = sub.add_parser("operator", help="make somebody a site operator and print the link that opens the account")
    found.add_argument("email")
    found.add_argument("--name", default="", help="name or function, shown to others")
    found.set_defaults(run=run)


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
