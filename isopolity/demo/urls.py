# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the demo: none outside demo mode."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from isopolity.demo import views

urlpatterns: list[URLPattern | URLResolver] = (
    [
        path("demo/", views.demo, name="demo"),
        path("demo/<int:pk>/", views.sign_in, name="demo_sign_in"),
    ]
    if settings.DEMO
    else []
)
