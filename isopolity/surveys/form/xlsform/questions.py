# SPDX-License-Identifier: EUPL-1.2
"""The rows of the survey sheet, one by one."""

from typing import Any

from django.utils.translation import gettext as _

from isopolity.surveys.form.answers import read_number
from isopolity.surveys.form.expression.values import number_text
from isopolity.surveys.form.model import CALCULATION, FOREIGN, GROUP, MATRIX, MONEY, ONE, REPEAT, SCALE
from isopolity.surveys.form.xlsform.kinds import built_in, currencies_in, is_picture, kind_of
from isopolity.surveys.form.xlsform.take import Row, Taking

KNOWN = {
    "type", "name", "label", "hint", "bind", "control", "parameters", "itemset", "list_name", "choices",
    "choice_filter", "default", "children", "media", "guidance_hint", "_dynamic_default", "actions", "trigger",
    "columns", "query",
}  # fmt: skip
BIND = {"type", "relevant", "required", "constraint", "readonly", "calculate", "jr:constraintMsg", "jr:requiredMsg"}
CONTROL = {"appearance", "jr:count", "start", "end", "step", "rows"}
PARAMETERS = {"start", "end", "step", "tick_labelset", "rows"}
_HEADER, _TITLE = "reserved_name_for_field_list_labels_", "generated_table_list_label_"
_AT_START = {
    "today": "once(today())",
    "get today": "once(today())",
    "start": "once(now())",
    "start time": "once(now())",
    "get start time": "once(now())",
}
MOST_STEPS = 100


def elements_of(taking: Taking, rows: list[Row]) -> list[Row]:
    """The definition's elements; the converter's own additions stay away."""
    made = []
    for row in rows:
        if row["name"] == "meta" and row.get("control", {}).get("bodyless"):
            _meta(taking, row)
        elif not str(row["name"]).startswith(_HEADER):
            made.append(_element(taking, row))
    return made


def _meta(taking: Taking, row: Row) -> None:
    for inner in row.get("children", ()):
        if inner["name"] != "instanceID":
            taking.leave(str(inner["name"]), "type", _("Facts about the device or the form are not kept."))


def _element(taking: Taking, row: Row) -> Row:
    match row["type"]:
        case "group":
            return _matrix(taking, row) or _group(taking, row)
        case "repeat":
            return _repeat(taking, row)
        case "loop":
            return _foreign(taking, row, "begin loop", _("Loops are not asked here, nor the questions in them."))
    return _question(taking, row)


def _group(taking: Taking, row: Row) -> Row:
    children = row["children"]
    if children and str(children[0]["name"]).startswith(_TITLE):  # the converter moved the group's text into a note
        row = row | {key: children[0][key] for key in ("label", "hint") if key in children[0]}
        children = children[1:]
    return {"kind": GROUP} | taking.common(row) | {"elements": elements_of(taking, children)}


def _repeat(taking: Taking, row: Row) -> Row:
    made = {"kind": REPEAT} | taking.common(row)
    if count := row.get("control", {}).get("jr:count"):
        made["count"] = str(count)
    return made | {"elements": elements_of(taking, row["children"])}


def _matrix(taking: Taking, row: Row) -> Row | None:
    """A table list in which each row asks the same and nothing else."""
    heads = [one for one in row["children"] if str(one["name"]).startswith(_HEADER)]
    titles = [one for one in row["children"] if str(one["name"]).startswith(_TITLE)]
    rows = [one for one in row["children"] if one not in heads and one not in titles]
    if not heads or not rows or any(one["type"] != "select one" for one in rows):
        return None
    asked = [taking_quietly(taking, one) for one in rows]
    shared = {key: value for key, value in asked[0].items() if key in ("required", "required_message")}
    plain = {"name", "label", "required", "required_message", "choices", "kind"}
    if any(set(one) - plain or {k: v for k, v in one.items() if k in shared} != shared for one in asked):
        return None
    if len({one["choices"] for one in asked}) > 1 or any(
        "required" in one and "required" not in shared for one in asked
    ):
        return None
    top = row | ({key: titles[0][key] for key in ("label", "hint") if key in titles[0]} if titles else {})
    made = {"kind": MATRIX} | taking.common(top) | shared | {"choices": asked[0]["choices"]}
    made.pop("appearance", None)
    for one in rows:
        _question(taking, one)  # names what is left out of the rows
    return made | {"rows": [{key: one[key] for key in ("name", "label") if key in one} for one in asked]}


def taking_quietly(taking: Taking, row: Row) -> Row:
    """A question, without putting anything on the list."""
    before = list(taking.left_out)
    made = _question(taking, row)
    taking.left_out[:] = before
    return made


def _question(taking: Taking, row: Row) -> Row:
    xls_type = str(row["type"])
    kind = kind_of(xls_type)
    if xls_type in _AT_START:
        taking.leave(str(row["name"]), "type", _("“%s” is noted when the answers are first saved.") % xls_type)
        return {"kind": CALCULATION, "name": str(row["name"]), "calculation": _AT_START[xls_type]}
    if kind == FOREIGN:
        return _foreign(taking, row, xls_type, _("Questions of the type “%s” cannot be asked here.") % xls_type)
    if kind in (ONE, "many_choices") and str(row.get("itemset", "")) not in taking.form.get("choices", {}):
        asked = f"{xls_type} {row.get('itemset', '')}"
        return _foreign(taking, row, asked, _("Choices from files or from other answers cannot be offered here."))
    made = {"kind": kind} | taking.common(row)
    _specify_other(made)
    _details(taking, row, xls_type, made)
    _default(taking, row, made)
    if row.get("trigger"):
        taking.leave(made["name"], "trigger", _("It is worked out all the time, not only after a change."))
    return made


def _foreign(taking: Taking, row: Row, was: str, message: str) -> Row:
    name = str(row["name"])
    taking.leave(name, "type", message)
    made: Row = {"kind": FOREIGN, "name": name, "was": was}
    if label := taking.text(row.get("label")) or {taking.main: name}:
        made["label"] = label
    return made


def _details(taking: Taking, row: Row, xls_type: str, made: Row) -> None:
    """What only questions of this kind have."""
    kind, words = made["kind"], str(row.get("control", {}).get("appearance", ""))
    constraint, hint = built_in(xls_type)
    if constraint:
        made.setdefault("constraint", constraint)
    if hint:
        made.setdefault("hint", {taking.main: hint})
    if kind == "text" and ("multiline" in words.split() or "rows" in (row.get("parameters") or {})
                           or "rows" in row.get("control", {})):  # fmt: skip
        made["kind"] = "long_text"
    elif kind == "decimal" and currencies_in(words):
        made |= {"kind": MONEY, "currencies": list(currencies_in(words))}
    elif kind in (ONE, "many_choices"):
        made["choices"] = str(row["itemset"])
        if row.get("choice_filter"):
            made["choice_filter"] = str(row["choice_filter"])
        if str(words).split()[:1] == ["label"]:
            taking.leave(made["name"], "appearance", _("The head of a table of questions is asked like a question."))
    elif kind == "file" and is_picture(xls_type):
        made["accept"] = "picture"
    elif kind == SCALE:
        _scale(taking, row, made)


def _scale(taking: Taking, row: Row, made: Row) -> None:
    given = row.get("parameters") or {}
    start, end, step = (read_number(str(given.get(key, other))) for key, other in _SCALE_DEFAULTS.items())
    low, high, step = min(start, end), max(start, end), abs(step)  # type: ignore[arg-type]
    if start > end:  # type: ignore[operator]
        taking.leave(made["name"], "parameters", _("The scale runs upwards here."))
    ticks = str(row.get("itemset", ""))
    if (high - low) / step > MOST_STEPS:  # type: ignore[operator]
        taking.leave(made["name"], "type", _("The scale has too many steps to show; a number is asked instead."))
        made["kind"] = "integer" if step == int(step) and low == int(low) else "decimal"
        bounds = f". >= {number_text(float(low))} and . <= {number_text(float(high))}"
        made["constraint"] = f"({made['constraint']}) and {bounds}" if made.get("constraint") else bounds
        return
    made["scale"] = {"low": low, "high": high, "step": step}
    if ticks in taking.form.get("choices", {}):
        taking.ticks.add(ticks)
        labels = {str(one["name"]): taking.text(one.get("label")) for one in taking.form["choices"][ticks]}
        made["scale"]["labels"] = {number: text for number, text in labels.items() if text}


_SCALE_DEFAULTS = {"start": "1", "end": "10", "step": "1"}


def _default(taking: Taking, row: Row, made: Row) -> None:
    text = row.get("default")
    if text in (None, ""):
        return
    if row.get("_dynamic_default"):
        made["default"] = f"= {str(text).strip()}"
    elif str(text).startswith("="):
        taking.leave(made["name"], "default", _("A default cannot begin with an equals sign."))
    else:
        made["default"] = taking.own.texts.get(str(text), str(text)) if made["kind"] == "text" else str(text)


def _specify_other(made: Row) -> None:
    """The converter asks after “other” with a path; we name the question."""
    prefix, suffix = "selected(../", ", 'other')"
    condition: Any = made.get("relevant", "")
    if condition.startswith(prefix) and condition.endswith(suffix) and made["name"].endswith("_other"):
        made["relevant"] = f"selected(${{{condition[len(prefix) : -len(suffix)]}}}{suffix}"
