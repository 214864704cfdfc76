# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from isopolity.visits.views import meetings, papers, people, timetable

urlpatterns: list[URLPattern | URLResolver] = [
    path("reviews/<int:pk>/visit/", timetable.timetable, name="timetable"),
    path("reviews/<int:pk>/visit/pattern/", timetable.timetable_pattern, name="timetable_pattern"),
    path("reviews/<int:pk>/visit/move/", timetable.timetable_move, name="timetable_move"),
    path("reviews/<int:pk>/visit/release/", timetable.timetable_release, name="timetable_release"),
    path("reviews/<int:pk>/visit/interviews/", timetable.interviews_for_all, name="interviews_for_all"),
    path("reviews/<int:pk>/visit/setup/", timetable.visit_setup, name="visit_setup"),
    path("reviews/<int:pk>/visit/meetings/new/", meetings.meeting_new, name="meeting_new"),
    path("reviews/<int:pk>/visit/calendar.ics", papers.visit_calendar, name="visit_calendar"),
    path("reviews/<int:pk>/visit/day-sheets/", papers.day_sheets, name="day_sheets"),
    path("reviews/<int:pk>/visit/consent/", papers.consent_sheet, name="consent_sheet"),
    path("rooms/<int:pk>/remove/", timetable.room_remove, name="room_remove"),
    path("rows/<int:pk>/remove/", timetable.slot_remove, name="slot_remove"),
    path("reviews/<int:pk>/interviewees/", people.interviewees, name="interviewees"),
    path("reviews/<int:pk>/interviewees/new/", people.interviewee_new, name="interviewee_new"),
    path("interviewees/<int:pk>/", people.interviewee, name="interviewee"),
    path("interviewees/<int:pk>/contact/", people.identity, name="identity"),
    path("interviewees/<int:pk>/remove/", people.interviewee_remove, name="interviewee_remove"),
    path("meetings/<int:pk>/plan/", meetings.meeting_plan, name="meeting_plan"),
    path("meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/reopen/", meetings.meeting_reopen, name="meeting_reopen"),
]
