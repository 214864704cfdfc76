# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from isopolity.surveys.views import answering, bodies, comparison, lessons, lists, one, question, results, trying, waves

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
    path("projects/<int:pk>/surveys/", waves.surveys, name="surveys"),
    path("projects/<int:pk>/surveys/new/", waves.survey_new, name="survey_new"),
    path("surveys/<int:pk>/", waves.survey, name="survey"),
    path("surveys/<int:pk>/change/", waves.survey_change, name="survey_change"),
    path("surveys/<int:pk>/do/", waves.survey_do, name="survey_do"),
    path("respondents/<int:pk>/", bodies.respondent, name="respondent"),
    path("respondents/<int:pk>/answers/", answering.response, name="response"),
    path("respondents/<int:pk>/answers/print/", answering.response_print, name="response_print"),
    path("answer-files/<int:pk>/", answering.response_file, name="response_file"),
    path("answer/<str:secret>/", answering.survey_answer, name="survey_answer"),
    path("answer/<str:secret>/print/", answering.survey_answer_print, name="survey_answer_print"),
    path("surveys/<int:pk>/results/", results.survey_results, name="survey_results"),
    path("surveys/<int:pk>/matrix/", results.survey_matrix, name="survey_matrix"),
    path("surveys/<int:pk>/matrix.xlsx", results.survey_matrix_xlsx, name="survey_matrix_xlsx"),
    path("surveys/<int:pk>/comparison/", comparison.survey_comparison, name="survey_comparison"),
    path("surveys/<int:pk>/lessons/", lessons.survey_lessons, name="survey_lessons"),
    path("surveys/<int:pk>/lessons/<int:factor>/", lessons.survey_factor, name="survey_factor"),
    path("surveys/<int:pk>/lessons.txt", lessons.survey_drafts, name="survey_drafts"),
    path("surveys/<int:pk>/coding/", lessons.survey_coding, name="survey_coding"),
    path("questionnaires/<int:pk>/outcomes/", results.outcomes, name="outcomes"),
]
