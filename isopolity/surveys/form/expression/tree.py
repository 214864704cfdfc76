# SPDX-License-Identifier: EUPL-1.2
"""An expression after reading: a small tree without strings to be read again."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Literal:
    """A text or number as written."""

    value: str | float


@dataclass(frozen=True)
class Ref:
    """``${name}``: the answer to a question, or all answers to it when it stands in a repeat elsewhere."""

    name: str
    place: int = 0


@dataclass(frozen=True)
class Own:
    """``.``: the answer of the question that the expression belongs to."""


@dataclass(frozen=True)
class Parent:
    """``..``: the repeat around the question; only ``position(..)`` asks for it."""


@dataclass(frozen=True)
class Column:
    """A bare word inside a choice filter: that column of the choice."""

    name: str
    place: int = 0


@dataclass(frozen=True)
class Lookup:
    """``instance('list')/root/item[predicate]/column``: cells of a list of choices."""

    list_name: str
    predicate: "Node | None"
    column: str
    place: int = 0


@dataclass(frozen=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple["Node", ...]
    place: int = 0


@dataclass(frozen=True)
class Negative:
    """A minus sign before something."""

    of: "Node"


@dataclass(frozen=True)
class Chain:
    """Operators of one rank from left to right: a long list of them stays flat, so that no tree grows too deep."""

    first: "Node"
    rest: tuple[tuple[str, "Node"], ...]


Node = Literal | Ref | Own | Parent | Column | Lookup | Call | Negative | Chain


def parts(node: Node) -> Iterator[Node]:
    """What stands directly inside."""
    match node:
        case Call(arguments=arguments):
            yield from arguments
        case Negative(of=inner):
            yield inner
        case Chain(first=first, rest=rest):
            yield first
            yield from (one for _sign, one in rest)
        case Lookup(predicate=predicate) if predicate is not None:
            yield predicate


def walk(node: Node) -> Iterator[Node]:
    """The tree, from the top."""
    yield node
    for inner in parts(node):
        yield from walk(inner)


def references(node: Node) -> set[str]:
    """Names of the questions and repeats that the expression reads."""
    return {one.name for one in walk(node) if isinstance(one, Ref)}
