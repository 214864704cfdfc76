# SPDX-License-Identifier: EUPL-1.2
"""The API's description as a page of our own: nothing is loaded from another host."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from isopolity.api.v1 import api


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """All endpoints by subject, with what they take and answer."""
    schema = api.get_openapi_schema()
    by_tag: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path, verbs in schema["paths"].items():
        for verb, endpoint in verbs.items():
            for tag in endpoint.get("tags", ["other"]):
                by_tag[tag].append({"verb": verb.upper(), "path": path, **endpoint})
    context = {"subjects": dict(by_tag), "shapes": schema["components"]["schemas"]}
    return render(request, "api/docs.html", context)
