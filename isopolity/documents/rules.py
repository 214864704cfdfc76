# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with printed documents: one's own orders only. What may be printed is asked of the thing printed."""

from typing import Any

from isopolity.core.facts import signed_in
from isopolity.core.policy import permission
from isopolity.documents.models import PrintOrder
from isopolity.networks.models import Project
from isopolity.networks.rules import runs


def ordered(person: Any, order: PrintOrder) -> bool:
    """The person asked for this document."""
    return order.person_id == person.pk


def runs_project(person: Any, project: Project) -> bool:
    """Secretariat of the project."""
    return runs(person, project)


TABLE = {
    "print.order": permission("order a document of what one may read", signed_in),
    "print.fetch": permission("fetch a document one has ordered", ordered),
    "word_template.change": permission("set the project's own Word template", runs_project),
}
