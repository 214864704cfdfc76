# SPDX-License-Identifier: EUPL-1.2
"""Only actions write, and every action says who acts and asks whether that person may."""

import ast

from tests.conventions.exceptions import UNGUARDED, WRITERS
from tests.conventions.source import Module, calls, functions, modules

ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "abulk_create", "aget_or_create"}
WITHOUT_POSITIONAL = {"save", "delete", "create", "update", "asave", "adelete", "acreate", "aupdate"}
MAY_WRITE = ("actions", "jobs", "management")


def writes(call: ast.Call) -> bool:
    """True for ``row.save()``, ``rows.update(a=1)``, ``Row.objects.create(…)``; false for ``dict.update(other)``."""
    if not isinstance(call.func, ast.Attribute):
        return False
    receiver = call.func.value
    if isinstance(receiver, ast.Call) and isinstance(receiver.func, ast.Name) and receiver.func.id == "super":
        return False
    return call.func.attr in ALWAYS or (call.func.attr in WITHOUT_POSITIONAL and not call.args)


def may_write(module: Module) -> bool:
    return module.app == "demo" or module.inside[:1][0] in MAY_WRITE if module.inside else False


def test_the_rule_sees_writes_and_spares_dictionaries():
    def sees(text: str) -> bool:
        return any(writes(call) for call in calls(ast.parse(text)))

    assert sees("row.save(update_fields=['a'])")
    assert sees("Row.objects.filter(a=1).update(b=2)")
    assert sees("Row.objects.bulk_create(rows)")
    assert not sees("known.update(other)")
    assert not sees("workbook.save(stream)")
    assert not sees("super().save()")


def test_only_actions_write():
    found = [
        f"{module.name}:{call.lineno} {ast.unparse(call.func)}"
        for module in modules()
        if not may_write(module) and module.name not in WRITERS
        for call in calls(module.tree)
        if writes(call)
    ]
    assert not found, "Rows are written by actions only; move these into actions.py: " + "; ".join(found)


Function = ast.FunctionDef | ast.AsyncFunctionDef


def in_actions() -> dict[str, tuple[Function, Module]]:
    """``app.actions.function`` of every function that stands by itself in a module of actions."""
    return {
        f"{module.app}.{'.'.join(module.inside)}.{node.name}": (node, module)
        for module in modules()
        if module.inside[:1] == ("actions",)
        for node in module.tree.body
        if isinstance(node, Function)
    }


def is_action(node: Function) -> bool:
    return any(
        isinstance(found, ast.Name) and found.id in ("action", "action_of_one_write") for found in node.decorator_list
    )


def actions() -> dict[str, tuple[Function, Module]]:
    return {name: found for name, found in in_actions().items() if is_action(found[0])}


def test_what_writes_for_others_is_an_action():
    found = [
        name
        for name, (node, _) in in_actions().items()
        if name not in UNGUARDED and not node.name.startswith("_") and not is_action(node)
        if any(writes(call) for call in calls(node))
    ]
    assert not found, "Mark with @action, or make private: " + ", ".join(found)


def test_actions_take_keywords_only():
    found = [name for name, (node, _) in actions().items() if node.args.args or node.args.vararg]
    assert not found, "Write (*, by, …) in " + ", ".join(found)


def test_actions_say_who_acts():
    found = [name for name, (node, _) in actions().items() if "by" not in {a.arg for a in node.args.kwonlyargs}]
    assert not found, "Give `by`, the acting person, to " + ", ".join(found)


def called(node: ast.AST) -> set[str]:
    return {call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "") for call in calls(node)}


def asks(node: ast.AST, module: Module) -> bool:
    """It calls ``require`` (or ``require_job``), itself or through a private function of its module."""
    names = called(node)
    near = {found.name: found for found in module.tree.body if isinstance(found, Function)}
    return bool({"require", "require_job"} & names) or any(
        asks(near[name], module) for name in names if name.startswith("_") and near.get(name) not in (None, node)
    )


def test_actions_ask_whether_the_person_may():
    found = [name for name, (node, module) in actions().items() if name not in UNGUARDED and not asks(node, module)]
    assert not found, "Call require(by, …) in " + ", ".join(found)


def test_the_exceptions_are_still_needed():
    assert not set(UNGUARDED) - set(in_actions())
    assert not set(WRITERS) - {module.name for module in modules()}


def flags(node: Function) -> list[str]:
    """Positional parameters that are boolean by annotation or default."""
    positional = [*node.args.posonlyargs, *node.args.args]
    defaults = [None] * (len(positional) - len(node.args.defaults)) + list(node.args.defaults)
    return [
        argument.arg
        for argument, default in zip(positional, defaults, strict=True)
        if (isinstance(argument.annotation, ast.Name) and argument.annotation.id == "bool")
        or (isinstance(default, ast.Constant) and isinstance(default.value, bool))
    ]


def test_booleans_are_keyword_only():
    found = [
        f"{module.name}:{node.lineno} {node.name}({', '.join(flags(node))})"
        for module in modules("isopolity", "config", "tools")
        for node in functions(module.tree)
        if flags(node)
    ]
    assert not found, "A call f(x, True) tells nobody what is true; put a * before: " + "; ".join(found)
