# SPDX-License-Identifier: EUPL-1.2
"""Reading what was sent: texts that the database cannot hold are refused before anything else happens."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.errors import HttpError
from ninja.parser import Parser

DEEPEST = 40


def check_text(text: str) -> None:
    """No NUL, nothing that is half of a character."""
    if "\x00" in text or any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
        raise HttpError(422, "A text holds a character that cannot be kept (NUL, or half of a surrogate pair).")


def check_values(value: Any, depth: int = 0) -> None:
    """Every text in a parsed body, keys too."""
    if depth > DEEPEST:
        raise HttpError(422, "The body is nested too deeply.")
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            check_text(key)
            check_values(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            check_values(inner, depth + 1)


class CarefulParser(Parser):
    """JSON bodies and forms with texts that can be kept."""

    def parse_body(self, request: HttpRequest) -> Any:
        body = json.loads(request.body)
        try:
            check_values(body)
        except HttpError as error:
            request.unkept_text = str(error)  # type: ignore[attr-defined]
            raise
        return body

    def parse_querydict(
        self, data: MultiValueDict[str, str], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        for key in data:
            check_text(key)
            for value in data.getlist(key):
                check_values(value)  # files have no text to check
        return super().parse_querydict(data, list_fields, request)
