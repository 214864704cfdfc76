# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from isopolity.reports.views import findings, headlines, host, public, report, writing

REVIEW = "reviews/<int:pk>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(REVIEW + "findings/", findings.findings, name="findings"),
    path(REVIEW + "findings/<int:item>/", findings.finding, name="finding"),
    path(REVIEW + "findings/<int:item>/decide/", findings.finding_decide, name="finding_decide"),
    path(REVIEW + "headlines/", headlines.headlines, name="headlines"),
    path(REVIEW + "headlines/new/", headlines.headline_edit, name="headline_new"),
    path(REVIEW + "headlines/present/", headlines.headlines_present, name="headlines_present"),
    path(REVIEW + "headlines/show/", headlines.headlines_show, name="headlines_show"),
    path(REVIEW + "headlines/<int:headline>/", headlines.headline_edit, name="headline_edit"),
    path(REVIEW + "headlines/<int:headline>/do/", headlines.headline_do, name="headline_do"),
    path(REVIEW + "report/", report.report, name="report"),
    path(REVIEW + "report/start/", report.report_start, name="report_start"),
    path(REVIEW + "report/title/", report.report_title, name="report_title"),
    path(REVIEW + "report/do/", report.report_do, name="report_do"),
    path(REVIEW + "report/sign/", report.sign_off, name="sign_off"),
    path(REVIEW + "report/step/", report.report_step, name="report_step"),
    path(REVIEW + "report/publish/", host.report_publish, name="report_publish"),
    path(REVIEW + "report/facts/", host.fact_check, name="fact_check"),
    path(REVIEW + "report/facts/<int:check>/", writing.fact_answer, name="fact_answer"),
    path(REVIEW + "report/sections/new/", report.report_title, name="section_new"),
    path(REVIEW + "report/sections/<int:section>/", report.report_title, name="section_title"),
    path(REVIEW + "report/sections/<int:section>/new/", writing.paragraph_edit, name="paragraph_new"),
    path(REVIEW + "report/sections/<int:section>/<int:paragraph>/", writing.paragraph_edit, name="paragraph_edit"),
    path(REVIEW + "report/recommendations/new/", writing.recommendation_edit, name="recommendation_new"),
    path(
        REVIEW + "report/recommendations/<int:recommendation>/", writing.recommendation_edit, name="recommendation_edit"
    ),
    path(REVIEW + "reply/", host.reply, name="reply"),
    path(REVIEW + "reply/step/", host.reply_step, name="reply_step"),
    path(REVIEW + "commitments/", host.commitments, name="commitments"),
    path(REVIEW + "commitments/new/<int:recommendation>/", host.commitment_edit, name="commitment_new"),
    path(REVIEW + "commitments/<int:commitment>/", host.commitment_edit, name="commitment_edit"),
    path(REVIEW + "commitments/<int:commitment>/do/", host.commitment_do, name="commitment_do"),
    path("published/", public.published_reports, name="published_reports"),
    path("published/<int:pk>/", public.published_report, name="published_report"),
]
