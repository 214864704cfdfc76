# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the HTTP API."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path

from isopolity.api.v1 import api
from isopolity.api.views import docs

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("api/", login_not_required(docs), name="api_docs"),
]
