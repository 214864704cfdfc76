# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from isopolity.surveys.views import lists, one, question, trying

urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<int:pk>/questionnaires/", lists.questionnaires, name="questionnaires"),
    path("projects/<int:pk>/questionnaires/new/", lists.questionnaire_new, name="questionnaire_new"),
    path("projects/<int:pk>/questionnaires/import/", lists.questionnaire_import, name="questionnaire_import"),
    path(
        "projects/<int:pk>/questionnaires/import/preview/",
        lists.questionnaire_import_preview,
        name="questionnaire_import_preview",
    ),
    path("questionnaires/<int:pk>/", one.questionnaire, name="questionnaire"),
    path("questionnaires/<int:pk>/change/", one.questionnaire_change, name="questionnaire_change"),
    path("questionnaires/<int:pk>/publish/", one.questionnaire_publish, name="questionnaire_publish"),
    path("questionnaires/<int:pk>/drop/", one.questionnaire_drop, name="questionnaire_drop"),
    path("questionnaires/<int:pk>/version/", one.questionnaire_version, name="questionnaire_version"),
    path("questionnaires/<int:pk>/form.xlsx", one.questionnaire_xlsform, name="questionnaire_xlsform"),
    path("questionnaires/<int:pk>/try/", trying.questionnaire_try, name="questionnaire_try"),
    path("questionnaires/<int:pk>/questions/add/", question.question_add, name="question_add"),
    path("questionnaires/<int:pk>/questions/change/<path:key>/", question.question_change, name="question_change"),
]
