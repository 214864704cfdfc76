# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from isopolity.pages import public, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("projects/", views.projects, name="projects"),
    path("projects/public/", public.public_projects, name="public_projects"),
    path("projects/<int:pk>/", views.project, name="project"),
    path("projects/<int:pk>/about/", public.project_about, name="project_about"),
    path("permissions/", views.permissions, name="permissions"),
    path("search/", views.search, name="search"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("glossary/", views.glossary, name="glossary"),
]
