# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from isopolity.places import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("cities/", views.cities, name="cities"),
    path("cities/add/", views.add_city, name="city_add"),
    path("cities/add/by-hand/", views.add_by_hand, name="city_add_by_hand"),
    path("cities/import/", views.import_cities, name="city_import"),
    path("cities/import/template.csv", views.import_template, name="city_import_template"),
    path("cities/<int:pk>/", views.city, name="city"),
    path("cities/<int:pk>/change/", views.change_city, name="city_change"),
    path("cities/<int:pk>/people/<int:role>/remove/", views.remove_person, name="city_person_remove"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/add/", views.add_organisation, name="organisation_add"),
    path("organisations/<int:pk>/", views.organisation, name="organisation"),
    path("organisations/<int:pk>/change/", views.change_organisation, name="organisation_change"),
    path("organisations/<int:pk>/people/<int:role>/remove/", views.remove_member, name="organisation_person_remove"),
]
