# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import path

from isopolity.assessments.views import compare, contributors, documents, lists, overview, reading, sheets, writer

urlpatterns = [
    path("assessments/", lists.assessments, name="assessments"),
    path("assessments/start/", lists.assessment_start, name="assessment_start"),
    path("assessments/<int:pk>/", overview.assessment, name="assessment"),
    path("assessments/<int:pk>/submit/", overview.assessment_submit, name="assessment_submit"),
    path("assessments/<int:pk>/accept/", overview.assessment_accept, name="assessment_accept"),
    path("assessments/<int:pk>/return/", overview.assessment_return, name="assessment_return"),
    path("assessments/<int:pk>/reopen/", overview.assessment_reopen, name="assessment_reopen"),
    path("assessments/<int:pk>/move-up/<int:version>/", overview.assessment_move_up, name="assessment_move_up"),
    path("assessments/<int:pk>/items/<int:item>/", writer.answer, name="answer"),
    path("assessments/<int:pk>/items/<int:item>/map/", writer.answer_map, name="answer_map"),
    path("assessments/<int:pk>/items/<int:item>/history/", writer.answer_history, name="answer_history"),
    path("assessments/<int:pk>/background/", writer.provenance, name="provenance"),
    path("assessments/<int:pk>/background/<int:section>/", writer.background, name="background"),
    path("assessments/<int:pk>/context/<int:factor>/", writer.context_note, name="context_note"),
    path("assessments/<int:pk>/items/<int:item>/documents/", documents.item_document_add, name="item_document_add"),
    path(
        "assessments/<int:pk>/background/<int:section>/documents/",
        documents.section_document_add,
        name="section_document_add",
    ),
    path("assessments/documents/<int:pk>/", documents.assessment_document, name="assessment_document"),
    path(
        "assessments/documents/<int:pk>/remove/",
        documents.assessment_document_remove,
        name="assessment_document_remove",
    ),
    path("assessments/<int:pk>/read/", reading.assessment_read, name="assessment_read"),
    path("assessments/<int:pk>/over-time/", compare.assessment_compare, name="assessment_compare"),
    path("assessments/<int:pk>/answers.xlsx", sheets.assessment_xlsx, name="assessment_xlsx"),
    path("assessments/<int:pk>/spreadsheet/", sheets.assessment_sheet, name="assessment_sheet"),
    path("assessments/<int:pk>/spreadsheet/preview/", sheets.assessment_sheet_preview, name="assessment_sheet_preview"),
    path("assessments/<int:pk>/contributors/", contributors.contributors, name="contributors"),
    path("contributions/<int:pk>/submit/", contributors.contribution_submit, name="contribution_submit"),
    path("contributions/<int:pk>/accept/", contributors.contribution_accept, name="contribution_accept"),
    path("contributions/<int:pk>/return/", contributors.contribution_return, name="contribution_return"),
    path("contributions/<int:pk>/withdraw/", contributors.contribution_withdraw, name="contribution_withdraw"),
]
