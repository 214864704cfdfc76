# SPDX-License-Identifier: EUPL-1.2
"""The API, version 1: the same actions and the same policy as the pages."""

from ninja import NinjaAPI

from isopolity.api import problems
from isopolity.api.auth import Token
from isopolity.api.routers import networks, places

api = NinjaAPI(
    title="Isopolity",
    version="1",
    description="Everything a page can do. Make a token on your account page; it acts as you and sees what you see.",
    openapi_url="openapi.json",
    docs_url=None,
    auth=Token(),
    urls_namespace="api-1",
)
problems.register(api)
api.add_router("", places.router, tags=["places"])
api.add_router("", networks.router, tags=["networks"])
