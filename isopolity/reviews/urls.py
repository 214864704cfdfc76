# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import path

from isopolity.reviews.views import desk, history, initial_report, overview, team, training

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
    path("reviews/<int:pk>/training/", training.review_training, name="review_training"),
    path("reviews/<int:pk>/training/calendar.ics", training.trainings_calendar, name="trainings_calendar"),
    path("trainings/<int:pk>/calendar.ics", training.training_calendar_file, name="training_calendar"),
    path("projects/<int:pk>/trainings/new/", training.training_new, name="training_new"),
    path("trainings/<int:pk>/", training.training, name="training"),
    path("trainings/<int:pk>/change/", training.training_change, name="training_change"),
    path("trainings/<int:pk>/remove/", training.training_remove, name="training_remove"),
    path("trainings/<int:pk>/material/add/", training.training_material_add, name="training_material_add"),
    path("material/<int:pk>/", training.training_material, name="training_material"),
    path("material/<int:pk>/remove/", training.training_material_remove, name="training_material_remove"),
    path("reviews/<int:pk>/initial-report/", initial_report.initial_report, name="initial_report"),
    path("reviews/<int:pk>/desk-review/", desk.desk_review, name="desk_review"),
    path("reviews/<int:pk>/desk-review/items/<int:item>/", desk.desk_note, name="desk_note"),
    path("reviews/<int:pk>/desk-review/compiled/", desk.desk_compiled, name="desk_compiled"),
    path("history/review/<int:pk>/", history.review_history, name="review_history"),
    path("history/review/<int:pk>/items/<int:item>/", history.item_history, name="item_history"),
]
