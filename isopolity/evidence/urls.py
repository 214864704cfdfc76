# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from isopolity.evidence.views import bank, meetings

urlpatterns: list[URLPattern | URLResolver] = [
    path("reviews/<int:pk>/evidence/", bank.evidence_bank, name="evidence_bank"),
    path("reviews/<int:pk>/evidence/items/", bank.evidence_items, name="evidence_items"),
    path("reviews/<int:pk>/evidence/new/", bank.evidence_new, name="evidence_new"),
    path("reviews/<int:pk>/coverage/", meetings.coverage, name="coverage"),
    path("evidence/<int:pk>/", bank.evidence_piece, name="evidence_piece"),
    path("evidence/<int:pk>/history/", bank.evidence_history, name="evidence_history"),
    path("evidence/<int:pk>/withdraw/", bank.evidence_withdraw, name="evidence_withdraw"),
    path("evidence/<int:pk>/restore/", bank.evidence_restore, name="evidence_restore"),
    path("evidence/<int:pk>/merge/", bank.evidence_merge, name="evidence_merge"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/lines/", meetings.meeting_lines, name="meeting_lines"),
    path("meetings/<int:pk>/feed/", meetings.meeting_feed, name="meeting_feed"),
    path("meetings/<int:pk>/notes/", meetings.meeting_notes, name="meeting_notes"),
    path("meetings/<int:pk>/prepare/", meetings.meeting_prepare, name="meeting_prepare"),
    path("meetings/<int:pk>/consent/", meetings.meeting_consent, name="meeting_consent"),
    path("meetings/<int:pk>/hold/", meetings.meeting_hold, name="meeting_hold"),
]
