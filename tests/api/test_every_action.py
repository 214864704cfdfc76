# SPDX-License-Identifier: EUPL-1.2
"""What a page can do, the API can do: every action is called by an endpoint, or a reason is recorded."""

import ast
from collections.abc import Iterator

from tests.api.without_endpoint import WITHOUT_ENDPOINT
from tests.conventions.source import modules
from tests.conventions.test_actions import actions


def public_actions() -> set[str]:
    """``app.action`` of every action without a leading underscore."""
    return {
        f"{module.app}.{node.name}"
        for node, module in actions().values()
        if not node.name.startswith("_") and module.app != "demo"
    }


def imported_actions(tree: ast.Module) -> dict[str, str]:
    """Local name → app, for ``from isopolity.app import actions [as name]``."""
    return {
        alias.asname or alias.name: node.module.split(".")[1]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("isopolity.")
        for alias in node.names
        if alias.name == "actions"
    }


def called() -> Iterator[str]:
    """``app.action`` of every action that a module of the API names."""
    for module in modules():
        if module.app != "api":
            continue
        known = imported_actions(module.tree)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
                yield f"{known[node.value.id]}.{node.attr}"


def test_every_action_has_an_endpoint_or_a_reason() -> None:
    missing = sorted(public_actions() - set(called()) - set(WITHOUT_ENDPOINT))
    assert not missing, "Give these an endpoint, or a reason in tests/api/without_endpoint.py: " + ", ".join(missing)


def test_the_reasons_are_still_needed() -> None:
    stale = set(WITHOUT_ENDPOINT) & set(called()) | set(WITHOUT_ENDPOINT) - public_actions()
    assert not stale, "Take out of WITHOUT_ENDPOINT: " + ", ".join(sorted(stale))
