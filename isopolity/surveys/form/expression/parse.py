# SPDX-License-Identifier: EUPL-1.2
"""Reads an expression: signs first, then a tree by the rank of its operators."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from isopolity.surveys.form.expression.faults import ExpressionFault
from isopolity.surveys.form.expression.functions import ARITY
from isopolity.surveys.form.expression.tree import (
    Call,
    Chain,
    Column,
    Literal,
    Lookup,
    Negative,
    Node,
    Own,
    Parent,
    Ref,
)

LONGEST, DEEPEST = 10_000, 40
_NAME = r"[^\W\d][\w.\-·]*(?::[^\W\d][\w.\-·]*)?"
_TOKENS = re.compile(
    rf"""\s*(?:
    (?P<ref>\$\{{[^{{}}]*\}})
  | (?P<text>"[^"]*"|'[^']*')
  | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
  | (?P<name>{_NAME})
  | (?P<sign>\.\.|!=|<=|>=|[-+*=<>|()\[\],/.@])
    )""",
    re.VERBOSE,
)
_RANKS: list[tuple[str, ...]] = [
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
]
_REF_NAME = re.compile(rf"\s*({_NAME})\s*\Z")


@dataclass(frozen=True)
class Token:
    """One word or sign; ``kind`` is ref, text, number, name, sign or end."""

    kind: str
    text: str
    place: int


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The tree of an expression; ExpressionFault names what cannot be read or run, and where."""
    if len(text) > LONGEST:
        raise ExpressionFault(_("This expression is longer than %d signs.") % LONGEST)
    reader = _Reader(_tokens(text))
    tree = reader.expression(0, 0)
    if reader.now.kind != "end":
        raise reader.unexpected()
    return tree


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    place, end = 0, len(text.rstrip())
    while place < end:
        match = _TOKENS.match(text, place)
        if match is None or match.lastgroup is None:
            rest = text[place:].lstrip()
            raise ExpressionFault(_("“%s” cannot stand here.") % rest[:20], len(text) - len(rest))
        found.append(Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)))
        place = match.end()
    if not found:
        raise ExpressionFault(_("The expression is empty."))
    return [*found, Token("end", "", end)]


class _Reader:
    """Where the reading stands."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    @property
    def now(self) -> Token:
        return self.tokens[self.at]

    def unexpected(self) -> ExpressionFault:
        if self.now.kind == "end":
            return ExpressionFault(_("The expression ends too early."), self.now.place)
        return ExpressionFault(_("“%s” cannot stand here.") % self.now.text, self.now.place)

    def take(self, *texts: str) -> bool:
        """Go on if one of these signs or words is next."""
        if self.now.kind in ("sign", "name") and self.now.text in texts:
            self.at += 1
            return True
        return False

    def need(self, text: str) -> None:
        if not self.take(text):
            raise self.unexpected()

    def expression(self, rank: int, depth: int) -> Node:
        """Everything up to the next operator of a lower rank."""
        if depth > DEEPEST:
            raise ExpressionFault(_("The brackets are nested too deep."), self.now.place)
        if rank == len(_RANKS):
            return self.signed(depth)
        first = self.expression(rank + 1, depth)
        rest: list[tuple[str, Node]] = []
        while self.take(*_RANKS[rank]):
            sign = self.tokens[self.at - 1].text
            rest.append((sign, self.expression(rank + 1, depth)))
        return Chain(first, tuple(rest)) if rest else first

    def signed(self, depth: int) -> Node:
        minus = 0
        while self.take("-"):
            minus += 1
        value = self.value(depth)
        if self.now.text == "|" and self.now.kind == "sign":
            raise ExpressionFault(_("Joining with “|” cannot be run here."), self.now.place)
        return Negative(value) if minus % 2 else Negative(Negative(value)) if minus else value

    def value(self, depth: int) -> Node:
        token = self.now
        self.at += 1
        match token.kind:
            case "ref":
                return _ref(token)
            case "text":
                return Literal(token.text[1:-1])
            case "number":
                return Literal(float(token.text))
            case "name":
                return self.named(token, depth)
            case "sign" if token.text == "(":
                inside = self.expression(0, depth + 1)
                self.need(")")
                return inside
            case "sign" if token.text in (".", ".."):
                return self.path(token)
        self.at -= 1
        raise _path_fault(token) if token.text == "/" else self.unexpected()

    def path(self, token: Token) -> Node:
        """``.``, ``..``, ``./column`` and ``../question``; longer paths are not run."""
        if not self.take("/"):
            return Own() if token.text == "." else Parent()
        if self.now.kind != "name":
            raise _path_fault(token)
        name = self.now
        self.at += 1
        if self.now.text == "/":
            raise _path_fault(token)
        return Column(name.text, name.place) if token.text == "." else Ref(name.text, name.place)

    def named(self, token: Token, depth: int) -> Node:
        if not (self.now.kind == "sign" and self.now.text == "("):
            if self.now.text in ("/", "["):
                raise _path_fault(token)
            return Column(token.text, token.place)
        self.at += 1
        if token.text == "current":
            return self.current(token)
        if token.text == "instance":
            return self.instance(token, depth)
        arguments = self.arguments(depth)
        _check_call(token, len(arguments))
        if token.text == "jr:choice-name":
            arguments = (arguments[0], _named_in_text(arguments[1], token))
        return Call(token.text, arguments, token.place)

    def arguments(self, depth: int) -> tuple[Node, ...]:
        found: list[Node] = []
        if self.take(")"):
            return ()
        while True:
            found.append(self.expression(0, depth + 1))
            if self.take(")"):
                return tuple(found)
            self.need(",")

    def current(self, token: Token) -> Node:
        """``current()/.`` and ``current()/../question``."""
        self.need(")")
        self.need("/")
        if self.take("."):
            return Own()
        self.need("..")
        self.need("/")
        if self.now.kind != "name":
            raise _path_fault(token)
        self.at += 1
        return Ref(self.tokens[self.at - 1].text, self.tokens[self.at - 1].place)

    def instance(self, token: Token, depth: int) -> Node:
        """``instance('list')/root/item[…]/column``."""
        if self.now.kind != "text":
            raise _path_fault(token)
        name = self.now.text[1:-1]
        self.at += 1
        for sign in (")", "/", "root", "/", "item"):
            self.need(sign)
        predicate = None
        if self.take("["):
            predicate = self.expression(0, depth + 1)
            self.need("]")
        column = ""
        if self.take("/"):
            if self.now.kind != "name":
                raise _path_fault(token)
            column = self.now.text
            self.at += 1
        return Lookup(name, predicate, column, token.place)


def _path_fault(token: Token) -> ExpressionFault:
    return ExpressionFault(_("Paths through the form cannot be run here. Write ${name} of the question."), token.place)


def _ref(token: Token) -> Ref:
    match = _REF_NAME.match(token.text[2:-1])
    if match is None:
        raise ExpressionFault(_("%s is no name of a question.") % token.text, token.place)
    return Ref(match[1], token.place)


def _named_in_text(node: Node, token: Token) -> Ref:
    """``jr:choice-name`` names its question in a text: ``'${q}'``."""
    if isinstance(node, Ref):
        return node
    if isinstance(node, Literal) and (match := re.fullmatch(r"\s*\$\{([^{}]+)\}\s*", str(node.value))):
        return _ref(Token("ref", f"${{{match[1]}}}", token.place))
    raise ExpressionFault(_("jr:choice-name() names its question like this: '${name}'."), token.place)


def _check_call(token: Token, given: int) -> None:
    if token.text not in ARITY:
        raise ExpressionFault(_("The function %s() cannot be run here.") % token.text, token.place)
    least, most = ARITY[token.text]
    if given < least or (most is not None and given > most):
        raise ExpressionFault(
            _("The function %(name)s() was given %(given)d values.") % {"name": token.text, "given": given},
            token.place,
        )
