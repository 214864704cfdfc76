# SPDX-License-Identifier: EUPL-1.2
"""Addresses of surveys: none yet."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
