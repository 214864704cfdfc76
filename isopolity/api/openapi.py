# SPDX-License-Identifier: EUPL-1.2
"""The description of the API: short operation ids, and on every endpoint the errors that it can answer."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from isopolity.api.problems import TITLES, Problem

KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 100},
    "description": "Any text of yours. Sent again with the same request, the first answer comes back; nothing is made"
    " twice. Kept for a day.",
}


def errors_of(verb: str, endpoint: dict[str, Any]) -> list[int]:
    """The status codes besides success."""
    found = [400, 404, 422]
    if endpoint.get("security"):
        found.append(401)
    if verb != "get":
        found += [403, 409, 413, 415]
    return sorted(found)


def describe(status: int) -> dict[str, Any]:
    """An error of this status as a response of the description."""
    shape = {"$ref": "#/components/schemas/Problem"}
    return {"description": TITLES[status], "content": {"application/problem+json": {"schema": shape}}}


def complete(schema: dict[str, Any]) -> None:
    """Add to each endpoint what all have in common."""
    for verbs in schema["paths"].values():
        for verb, endpoint in verbs.items():
            for status in errors_of(verb, endpoint):
                endpoint["responses"][status] = describe(status)
            if verb == "post":
                endpoint.setdefault("parameters", []).append(KEY)
    schemas = schema["components"].setdefault("schemas", {})
    schemas["Problem"] = Problem.json_schema()
    schema["components"]["schemas"] = dict(sorted(schemas.items()))


class Api(NinjaAPI):
    """NinjaAPI with our description."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        complete(schema)
        return schema

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The function's own name: list_cities."""
        return operation.view_func.__name__
