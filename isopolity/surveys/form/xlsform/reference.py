# SPDX-License-Identifier: EUPL-1.2
"""The reference converter: what pyxform reads in a file, and its verdict."""

import copy
import io
from dataclasses import dataclass, field
from typing import Any

from pyxform.builder import create_survey_element_from_dict
from pyxform.errors import PyXFormError
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import Definition, DefinitionData, SupportedFileTypes, get_xlsform

MOST_ROWS = 12_000


@dataclass
class Reference:
    """``verdict`` is the converter's reason to refuse; empty if it accepts. ``form`` is what it read, as JSON."""

    verdict: str = ""
    form: dict[str, Any] = field(default_factory=dict)
    sheets: DefinitionData | None = None
    warnings: list[str] = field(default_factory=list)


def converted(content: bytes, kind: str, stem: str) -> Reference:
    """Run the whole conversion, as pyxform's own ``convert`` does, without anything outside this process."""
    found = Reference()
    given = Definition(data=io.BytesIO(content), file_type=SupportedFileTypes(kind), file_path_stem=stem or None)
    try:
        found.sheets = get_xlsform(given)
        if rows := _too_long(found.sheets):
            found.verdict = rows
            return found
        read = workbook_to_json(
            found.sheets, fallback_form_name=found.sheets.fallback_form_name, warnings=found.warnings
        )
        found.form = copy.deepcopy(read)
        create_survey_element_from_dict(read).to_xml(validate=False, pretty_print=False, warnings=found.warnings)
    except PyXFormError as error:
        found.verdict = str(error) or type(error).__name__
    except RecursionError:
        found.verdict = "RecursionError"
    except Exception as error:  # what a broken file leads the converter to is a refusal too
        found.verdict = f"{type(error).__name__}: {error}"
    return found


def _too_long(sheets: DefinitionData) -> str:
    rows = len(sheets.survey or ()) + len(sheets.choices or ()) + len(sheets.external_choices or ())
    return f"More than {MOST_ROWS} rows." if rows > MOST_ROWS else ""
