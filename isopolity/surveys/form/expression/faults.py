# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with an expression, and where in it."""

from dataclasses import dataclass


@dataclass
class ExpressionFault(Exception):
    """``place`` counts the signs before the fault, from 0."""

    message: str
    place: int = 0

    def __str__(self) -> str:
        return self.message
