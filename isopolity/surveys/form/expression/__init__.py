# SPDX-License-Identifier: EUPL-1.2
"""The language of conditions and calculations: what XLSForms write, read into a tree and worked out without ``eval``.

It is XPath 1.0 as ODK uses it. What an empty or odd value counts as stands in ``values``.
"""

from isopolity.surveys.form.expression.faults import ExpressionFault
from isopolity.surveys.form.expression.parse import parse
from isopolity.surveys.form.expression.run import Scope, run
from isopolity.surveys.form.expression.tree import Node, references
from isopolity.surveys.form.expression.values import Nodes, Value, is_empty, to_boolean, to_number, to_string

__all__ = [
    "ExpressionFault", "Node", "Nodes", "Scope", "Value", "is_empty", "parse", "references", "run", "to_boolean",
    "to_number", "to_string",
]  # fmt: skip
