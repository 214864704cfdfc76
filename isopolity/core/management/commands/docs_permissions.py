# SPDX-License-Identifier: EUPL-1.2
from itertools import groupby

from isopolity.core import policy
from isopolity.core.generated import GeneratedPage, table


class Command(GeneratedPage):
    """Writes docs/permissions.md from the policy."""

    help = __doc__ or ""
    page = "permissions.md"

    def text(self) -> str:
        rows = sorted(policy.table().items())
        parts = [
            "# Who may do what\n\nThe policy, for pages and API alike. A permission is granted when one of its"
            " lines holds; what no line grants is refused.\n"
        ]
        for area, group in groupby(rows, key=lambda row: row[0].split(".")[0]):
            lines = [(f"`{name}`", found.does, _granted(found)) for name, found in group]
            parts.append(f"\n## {area}\n\n" + table(("permission", "lets a person", "when"), *lines))
        return "".join(parts)


def _granted(found: policy.Permission) -> str:
    return (
        "<br>".join(" and ".join(_words(fact) for fact in alternative) for alternative in found.granted_to) or "never"
    )


def _words(fact: policy.Fact) -> str:
    """The first sentence of the fact's docstring; without one, its name in words."""
    first = (fact.__doc__ or fact.__name__.replace("_", " ")).strip().splitlines()[0].rstrip(".")
    return first[:1].lower() + first[1:]
