# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from isopolity.networks import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("networks/", views.networks, name="networks"),
    path("networks/add/", views.add_network, name="network_add"),
    path("networks/<int:pk>/", views.network, name="network"),
    path("networks/<int:pk>/change/", views.change_network, name="network_change"),
    path("networks/<int:pk>/projects/add/", views.add_project, name="project_add"),
    path("projects/<int:pk>/change/", views.change_project, name="project_change"),
    path("projects/<int:pk>/partners/", views.partners, name="project_partners"),
    path("projects/<int:pk>/partners/<int:partner>/", views.partner, name="project_partner"),
    path("projects/<int:pk>/phases/", views.phases, name="project_phases"),
    path("projects/<int:pk>/phases/<int:phase>/", views.phase, name="project_phase"),
    path("projects/<int:pk>/people/", views.people, name="project_people"),
    path("projects/<int:pk>/people/<int:role>/remove/", views.remove_person, name="project_person_remove"),
    path("projects/<int:pk>/accent.css", views.accent, name="project_accent"),
]
