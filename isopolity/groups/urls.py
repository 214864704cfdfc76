# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from isopolity.groups.views import composition, group, letters, lists, meetings, members, minutes, stakeholders

GROUP, MEETING = "groups/<int:pk>/", "group-meetings/<int:pk>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<int:pk>/groups/", lists.groups, name="groups"),
    path("projects/<int:pk>/groups/new/", lists.group_new, name="group_new"),
    path(GROUP, group.group, name="group"),
    path(GROUP + "settings/", group.group_change, name="group_change"),
    path(GROUP + "state/", group.group_life, name="group_life"),
    path(GROUP + "remove/", group.group_remove, name="group_remove"),
    path(GROUP + "coordinators/", group.group_coordinator_add, name="group_coordinator_add"),
    path(
        GROUP + "coordinators/<int:coordinator>/remove/",
        group.group_coordinator_remove,
        name="group_coordinator_remove",
    ),
    path(GROUP + "history/", group.group_history, name="group_history"),
    path(GROUP + "members/", members.group_members, name="group_members"),
    path(GROUP + "members/new/", members.group_member_new, name="group_member_new"),
    path(GROUP + "members/<int:member>/", members.group_member, name="group_member"),
    path(GROUP + "members/<int:member>/leave/", members.group_member_leave, name="group_member_leave"),
    path(GROUP + "members/<int:member>/do/", members.group_member_do, name="group_member_do"),
    path(GROUP + "map/", stakeholders.stakeholder_map, name="stakeholder_map"),
    path(GROUP + "map/move/", stakeholders.stakeholder_move, name="stakeholder_move"),
    path(GROUP + "advice/", composition.group_advice, name="group_advice"),
    path(GROUP + "advice/<int:answer>/again/", composition.group_advice_again, name="group_advice_again"),
    path(GROUP + "diversity/", composition.group_diversity, name="group_diversity"),
    path(GROUP + "diversity/own/", composition.group_diversity_own, name="group_diversity_own"),
    path(GROUP + "diversity/new/", composition.group_facet_new, name="group_facet_new"),
    path(GROUP + "diversity/<int:facet>/", composition.group_facet, name="group_facet"),
    path(GROUP + "diversity/<int:facet>/count/", composition.group_facet_count, name="group_facet_count"),
    path(GROUP + "meetings/", meetings.group_meetings, name="group_meetings"),
    path(GROUP + "meetings/new/", meetings.group_meeting_new, name="group_meeting_new"),
    path(GROUP + "meetings.ics", meetings.group_calendar, name="group_calendar"),
    path(GROUP + "tasks/", minutes.group_tasks, name="group_tasks"),
    path("group-tasks/<int:pk>/", minutes.group_task, name="group_task"),
    path(MEETING, meetings.group_meeting, name="group_meeting"),
    path(MEETING + "change/", meetings.group_meeting_change, name="group_meeting_change"),
    path(MEETING + "do/", meetings.group_meeting_do, name="group_meeting_do"),
    path(MEETING + "invite/", meetings.group_meeting_invite, name="group_meeting_invite"),
    path(MEETING + "invited/<int:invitee>/", minutes.group_reply_own, name="group_reply_own"),
    path(MEETING + "attendance/", minutes.group_attendance, name="group_attendance"),
    path(MEETING + "agenda/", meetings.group_agenda_add, name="group_agenda_add"),
    path(MEETING + "agenda/<int:point>/", meetings.group_agenda_point, name="group_agenda_point"),
    path(MEETING + "minutes/", minutes.group_minutes, name="group_minutes"),
    path(MEETING + "decisions/", minutes.group_decision_add, name="group_decision_add"),
    path(MEETING + "decisions/<int:decision>/", minutes.group_decision, name="group_decision"),
    path(MEETING + "tasks/", minutes.group_task_add, name="group_task_add"),
    path(MEETING + "meeting.ics", meetings.group_meeting_calendar, name="group_meeting_calendar"),
    path("group-reply/<str:word>/", letters.group_reply, name="group_reply"),
]
