# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
