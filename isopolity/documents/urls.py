# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from isopolity.documents import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("documents/order/", views.print_order, name="print_order"),
    path("documents/<int:pk>/", views.print_wait, name="print_wait"),
    path("documents/<int:pk>/file/", views.print_file, name="print_file"),
    path("published/<int:pk>/<slug:format>/", views.published_print, name="published_print"),
    path("projects/<int:pk>/word-template/", views.word_template, name="word_template"),
    path("projects/<int:pk>/word-template/file/", views.word_template_file, name="word_template_file"),
]
