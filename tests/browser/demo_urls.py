# SPDX-License-Identifier: EUPL-1.2
"""The site's addresses as they are in demo mode."""

from django.urls import path

from config.urls import urlpatterns as site
from isopolity.demo import views

urlpatterns = [
    path("demo/", views.demo, name="demo"),
    path("demo/<int:pk>/", views.sign_in, name="demo_sign_in"),
    *site,
]
