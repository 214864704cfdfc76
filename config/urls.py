# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the whole site: each app brings its own."""

from django.conf import settings
from django.urls import include, path

from isopolity.core import views as core
from isopolity.core import views_gallery

urlpatterns = [
    path("health", core.health, name="health"),
    path("favicon.ico", core.favicon, name="favicon"),
    *(path("", include(f"{app}.urls")) for app in settings.ISOPOLITY_APPS if app != "isopolity.core"),
    path("accounts/", include("allauth.urls")),  # after the apps: isopolity.accounts replaces some of its pages
]
if settings.MODE != "production":
    urlpatterns += [
        path("gallery/", views_gallery.gallery, name="gallery"),
        path("gallery/save/", views_gallery.save, name="gallery_save"),
        path("gallery/feed/", views_gallery.feed, name="gallery_feed"),
        path("gallery/move/", views_gallery.move, name="gallery_move"),
    ]
