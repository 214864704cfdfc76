# SPDX-License-Identifier: EUPL-1.2
"""Addresses of mentoring: none yet, matching is used from the command line."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
