# SPDX-License-Identifier: EUPL-1.2
"""What a kind of document is: its formats, its permission, the function that makes it (``printers`` lists them)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from isopolity.core.policy import may

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Printable:
    """One kind of document. ``load`` finds its object by id (None: there is none); ``permission`` is asked on the part
    of it that ``on`` gives; ``make`` maps a format to the function that makes the file."""

    what: str
    title: Any
    load: Callable[[int], Any]
    permission: str
    make: dict[str, Callable[[Any], bytes]]
    name: Callable[[Any], str]
    on: Callable[[Any], Any] = lambda thing: thing

    def find(self, person: Any, pk: int) -> Any:
        """The object when this person may read it now; else None."""
        thing = self.load(pk)
        return thing if thing is not None and may(person, self.permission, self.on(thing)) else None


def missing_for(format: str) -> str:
    """What has to be installed before this format can be made; empty when nothing is missing."""
    if format != "pdf":
        return ""
    try:
        import weasyprint  # noqa: F401  loads Pango
    except OSError:
        return str(
            _(
                "PDF needs Pango, which is not installed on this server. On Debian: apt install libpango-1.0-0"
                " libpangoft2-1.0-0. Until then choose Word, or print the page."
            )
        )
    return ""
