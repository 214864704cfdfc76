# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import path

from isopolity.reviews.views import overview, team

urlpatterns = [
    path("projects/<int:pk>/reviews/new/", overview.review_new, name="review_new"),
    path("reviews/<int:pk>/", overview.review, name="review"),
    path("reviews/<int:pk>/dates/", overview.review_dates, name="review_dates"),
    path("reviews/<int:pk>/move/", overview.review_move, name="review_move"),
    path("reviews/<int:pk>/team/", team.team, name="team"),
    path("reviews/<int:pk>/team/add/", team.member_add, name="member_add"),
    path("members/<int:pk>/", team.member, name="member"),
    path("members/<int:pk>/lead/", team.member_lead, name="member_lead"),
    path("members/<int:pk>/trained/", team.member_trained, name="member_trained"),
    path("members/<int:pk>/remove/", team.member_remove, name="member_remove"),
    path("reviews/<int:pk>/declaration/", team.declaration, name="declaration"),
    path("reviews/<int:pk>/declaration/confirm/", team.place_confirm, name="place_confirm"),
    path("reviews/<int:pk>/leave/", team.place_leave, name="place_leave"),
]
