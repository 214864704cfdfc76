# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the whole site: each app brings its own."""

from django.urls import include, path

from isopolity.core import views as core

urlpatterns = [
    path("health", core.health, name="health"),
    path("accounts/", include("allauth.urls")),
]
