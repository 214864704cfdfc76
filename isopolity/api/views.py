# SPDX-License-Identifier: EUPL-1.2
"""The API's description as a page of our own: nothing is loaded from another host."""

import json
from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from isopolity.api.v1 import api

Schema = dict[str, Any]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """All endpoints by subject, with what they take and answer."""
    schema = api.get_openapi_schema()
    shapes = schema["components"]["schemas"]
    site = f"{request.scheme}://{request.get_host()}"
    by_subject: dict[str, list[Schema]] = defaultdict(list)
    for path, verbs in schema["paths"].items():
        for verb, endpoint in verbs.items():
            for subject in endpoint.get("tags", ["other"]):
                by_subject[subject].append(told(site, path, verb, endpoint, shapes))
    return render(request, "api/docs.html", {"subjects": dict(by_subject), "number": len(schema["paths"])})


def told(site: str, path: str, verb: str, endpoint: Schema, shapes: Schema) -> Schema:
    """One endpoint as the page shows it."""
    kind, body = _body(endpoint, shapes)
    fields = _fields(body)
    return {
        "id": endpoint["operationId"],
        "verb": verb.upper(),
        "path": path,
        "about": endpoint.get("description") or endpoint["summary"],
        "is_open": not endpoint.get("security"),
        "parameters": [_parameter(one) for one in endpoint.get("parameters", []) if one["in"] == "query"],
        "fields": fields,
        "answers": _answer(endpoint),
        "curl": _curl(site + path, verb, kind, fields, is_open=not endpoint.get("security")),
    }


def _body(endpoint: Schema, shapes: Schema) -> tuple[str, Schema]:
    for kind, content in endpoint.get("requestBody", {}).get("content", {}).items():
        return kind, _resolved(content["schema"], shapes)
    return "", {}


def _resolved(schema: Schema, shapes: Schema) -> Schema:
    name = schema.get("$ref", "").rpartition("/")[2]
    return shapes[name] if name else schema


def _parameter(one: Schema) -> Schema:
    return {"name": one["name"], "kind": kind_of(one["schema"]), "is_required": one.get("required", False)}


def _fields(body: Schema) -> list[Schema]:
    needed = body.get("required", [])
    return [
        {"name": name, "kind": kind_of(shape), "is_required": name in needed}
        for name, shape in body.get("properties", {}).items()
    ]


def kind_of(shape: Schema) -> str:
    """A type in a few words: ``integer``, ``one of meets, surpasses``, ``list of integer``."""
    if "anyOf" in shape:
        return " | ".join(kind_of(one) for one in shape["anyOf"])
    if "enum" in shape:
        return "one of " + ", ".join(str(value) or "nothing" for value in shape["enum"])
    if "$ref" in shape:
        return str(shape["$ref"].rpartition("/")[2])
    if shape.get("type") == "array":
        return f"list of {kind_of(shape.get('items', {}))}"
    return str(shape.get("format") or shape.get("type") or shape.get("const") or "any")


def _answer(endpoint: Schema) -> str:
    """The name of what comes back."""
    for status, answer in endpoint["responses"].items():
        if int(status) < 300:
            for kind, content in answer.get("content", {}).items():
                shape = content.get("schema", {})
                return f"{status} {kind_of(shape) if kind == 'application/json' else kind}"
            return str(status)
    return ""


def _curl(address: str, verb: str, kind: str, fields: list[Schema], *, is_open: bool) -> str:
    parts = ["curl"] if verb == "get" else [f"curl -X {verb.upper()}"]
    if not is_open:
        parts.append('-H "Authorization: Bearer $TOKEN"')
    if kind == "multipart/form-data":
        parts += ["-F file=@FILE"]
    elif kind:
        sample = json.dumps({one["name"]: f"<{one['kind']}>" for one in fields if one["is_required"]})
        parts += [f'-H "Content-Type: {kind}"', f"-d '{sample}'"]
    return " \\\n  ".join([*parts, f'"{address}"'])
