# SPDX-License-Identifier: EUPL-1.2
"""The forms of ``xlsforms.txt``."""

from pathlib import Path

YES_NO = "list_name | name | label\nyes_no | yes | Yes\nyes_no | no | No"


def _read() -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    forms: dict[str, dict[str, str]] = {}
    ours: dict[str, str] = {}
    form, sheet = "", ""
    for line in (Path(__file__).parent / "xlsforms.txt").read_text("utf-8").split("\n"):
        if line.startswith("== "):
            form, _mark, why = line[3:].partition(" ! ")
            forms[form], sheet = {}, ""
            ours |= {form: why} if why else {}
        elif line.startswith("[") and line.endswith("]"):
            sheet = line[1:-1]
            forms[form][sheet] = ""
        elif sheet and not line.startswith("#"):
            forms[form][sheet] += line + "\n"
    return {name: {one: text.rstrip("\n") for one, text in sheets.items()} for name, sheets in forms.items()}, ours


# name → sheets; name → why we refuse though the converter does not.
FORMS, OURS = _read()
