# SPDX-License-Identifier: EUPL-1.2
"""The timetable: standard days, moving, double bookings, release, and what the host sees of it."""

import re
from datetime import timedelta

import pytest

from isopolity.core.errors import Refused
from isopolity.core.principal import acting
from isopolity.visits import actions
from isopolity.visits.models import Meeting
from tests.visiting import SECRET, put, release


def url(visiting, part: str = "") -> str:
    return f"/reviews/{visiting.cast.review.pk}/visit/{part}"


def test_the_standard_days_are_one_click_away(cast, signed_in):
    client = signed_in(cast.peer)
    page = f"/reviews/{cast.review.pk}/visit/"
    assert "Use the standard days" in client.get(page).content.decode()
    assert client.post(f"{page}pattern/").status_code == 303
    text = client.get(page).content.decode()
    assert "09:00–10:00" in text
    assert "The host presents the city" in text
    assert "Room 1" in text
    assert client.post(f"{page}pattern/").status_code == 409
    assert client.post(f"{page}pattern/", {"replace": "yes"}).status_code == 303


def test_the_standard_days_want_the_visit_s_dates(cast):
    type(cast.review).objects.filter(pk=cast.review.pk).update(visit_starts=None, visit_ends=None)
    cast.review.refresh_from_db()
    with acting(cast.peer):
        visit = actions.start_visit(by=cast.peer, review=cast.review)
        with pytest.raises(Refused):
            actions.use_pattern(by=cast.peer, visit=visit)


def test_a_meeting_moves_with_its_interviewers(visiting, signed_in):
    meeting, target = visiting.meetings[0], visiting.slots[9]
    sent = {"meeting": meeting.pk, "target": f"{target.pk}|{visiting.rooms[1].pk}"}
    assert signed_in(visiting.cast.peer).post(url(visiting, "move/"), sent).status_code == 303
    meeting.refresh_from_db()
    assert (meeting.during.lower, meeting.room) == (target.during.lower, visiting.rooms[1])
    with acting(visiting.cast.peer):
        booked = [*meeting.interviewers.all(), *meeting.participations.all()]
        assert {row.during.lower for row in booked} == {target.during.lower}
    signed_in(visiting.cast.peer).post(url(visiting, "move/"), {"meeting": meeting.pk, "target": ""})
    meeting.refresh_from_db()
    assert meeting.during is None


def test_with_an_interpreter_a_move_takes_two_slots(visiting, signed_in):
    meeting = visiting.meetings[0]
    with acting(visiting.cast.peer):
        actions.change_meeting(by=visiting.cast.peer, meeting=meeting, interpreter_language="ar")
    sent = {"meeting": meeting.pk, "target": f"{visiting.slots[8].pk}|{visiting.rooms[0].pk}"}
    client = signed_in(visiting.cast.peer)
    client.post(url(visiting, "move/"), sent)
    meeting.refresh_from_db()
    assert meeting.during.upper - meeting.during.lower == timedelta(hours=2)
    assert "goes on" in client.get(url(visiting)).content.decode()


@pytest.mark.parametrize(
    ("room", "peers", "who"), [(0, (2, 3), "This room is"), (1, (1, 2), "One of the interviewers is")]
)
def test_the_database_refuses_to_book_a_room_or_an_interviewer_twice(visiting, room, peers, who):
    with pytest.raises(Refused, match=who):
        put(visiting, visiting.meetings[1], slot=0, room=room, peers=peers)
    visiting.meetings[1].refresh_from_db()
    assert visiting.meetings[1].during.lower == visiting.slots[1].during.lower


def test_the_database_refuses_to_meet_one_person_twice_at_a_time(visiting):
    with acting(visiting.cast.peer):
        again = actions.add_meeting(by=visiting.cast.peer, visit=visiting.visit, interviewees=[visiting.by_host[0]])
    with pytest.raises(Refused, match="The person to meet is"):
        put(visiting, again, slot=0, room=1, peers=(2, 3))


def test_a_refused_move_says_why_and_keeps_the_place(visiting, signed_in):
    sent = {"meeting": visiting.meetings[1].pk, "target": f"{visiting.slots[0].pk}|{visiting.rooms[0].pk}"}
    answer = signed_in(visiting.cast.peer).post(url(visiting, "move/"), sent, follow=True)
    assert "booked at this time already" in answer.content.decode()


def test_the_plan_page_sets_time_room_people_and_interviewers(visiting, signed_in):
    cast, meeting = visiting.cast, visiting.meetings[1]
    members = [cast.members[cast.peers[n].pk].pk for n in (2, 3)]
    sent = {
        "title": "A guest", "interviewees": [visiting.by_team[0].pk], "starts": "2027-03-10T16:00",
        "ends": "2027-03-10T17:00", "room": visiting.rooms[1].pk, "members": members, "interpreter_language": "",
    }  # fmt: skip
    client = signed_in(cast.peer)
    assert client.get(f"/meetings/{meeting.pk}/plan/").status_code == 200
    assert client.post(f"/meetings/{meeting.pk}/plan/", sent).status_code == 303
    meeting.refresh_from_db()
    assert f"{meeting.during.lower:%H:%M%z}" == "15:00+0000"  # four o'clock in the city
    assert client.post(f"/meetings/{meeting.pk}/plan/", sent | {"ends": ""}).status_code == 422


def test_a_timetable_is_released_only_when_every_meeting_has_its_time(visiting, signed_in):
    with acting(visiting.cast.peer):
        extra = actions.add_meeting(by=visiting.cast.peer, visit=visiting.visit, interviewees=[visiting.by_team[0]])
    client = signed_in(visiting.cast.peer)
    client.post(url(visiting, "release/"))
    visiting.visit.refresh_from_db()
    assert not visiting.visit.is_released
    client.post(f"/meetings/{extra.pk}/cancel/", {"reason": "Twice."})
    client.post(url(visiting, "release/"))
    visiting.visit.refresh_from_db()
    assert visiting.visit.is_released


def test_the_host_sees_the_timetable_only_while_it_is_released(visiting, signed_in):
    client = signed_in(visiting.cast.host)
    assert "09:00–10:00" not in client.get(url(visiting)).content.decode()
    release(visiting)
    assert "09:00–10:00" in client.get(url(visiting)).content.decode()
    signed_in(visiting.cast.peer).post(url(visiting, "release/"), {"withdraw": "yes"})
    assert "09:00–10:00" not in client.get(url(visiting)).content.decode()
    assert client.get(url(visiting, "calendar.ics")).status_code == 404


def test_interview_numbers_and_initials_never_leave_the_team(visiting, signed_in):
    release(visiting)
    for role in ("host", "secretariat"):
        client = signed_in(getattr(visiting.cast, role))
        for part in ("", "day-sheets/", "calendar.ics"):
            text = client.get(url(visiting, part)).content.decode()
            assert "Interview 1" not in text
            assert "Workshop A" not in text
            assert SECRET not in text
            assert not re.search(r"\bAP\b", text)  # as a word: a form's random token may hold these letters
            assert f'data-meeting="{visiting.meetings[0].pk}"' not in text
            assert ("Head of Schools" in text) == (role == "host")


def test_a_member_s_calendar_has_the_own_meetings_in_the_city_s_time(visiting, signed_in):
    from icalendar import Calendar

    def mine(person) -> dict[str, str]:
        answer = signed_in(person).get(url(visiting, "calendar.ics"))
        assert answer["Content-Type"].startswith("text/calendar")
        events = Calendar.from_ical(answer.content).walk("VEVENT")
        return {str(event["summary"]): f"{event['dtstart'].dt:%H:%M}" for event in events}

    assert mine(visiting.cast.peer)["Interview 1 – Head of Schools"] == "08:00"  # nine in the city, told in UTC
    assert not any("Interview" in name for name in mine(visiting.cast.peers[3]))


def test_a_meeting_is_cancelled_with_a_reason_and_frees_everybody(visiting, signed_in):
    meeting = visiting.meetings[0]
    client = signed_in(visiting.cast.peer)
    assert client.post(f"/meetings/{meeting.pk}/cancel/", {"reason": " "}).status_code == 422
    with acting(visiting.cast.peer), pytest.raises(Refused, match="Say why"):
        actions.cancel(by=visiting.cast.peer, meeting=meeting, reason=" ")
    assert client.post(f"/meetings/{meeting.pk}/cancel/", {"reason": "Ill."}).status_code == 303
    put(visiting, visiting.meetings[1], slot=0)
    assert "Ill." in client.get(url(visiting)).content.decode()
    client.post(f"/meetings/{meeting.pk}/reopen/")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancel_reason) == ("planned", "")


def test_a_meeting_is_held_by_a_pair(visiting):
    cast = visiting.cast
    with acting(cast.peer):
        alone = actions.add_meeting(by=cast.peer, visit=visiting.visit, interviewees=[visiting.by_team[0]])
        with pytest.raises(Refused, match="pairs"):
            actions.hold(by=cast.peer, meeting=alone)
        assert actions.hold(by=cast.peer, meeting=visiting.meetings[0]).state == "held"


def test_a_meeting_that_is_over_is_not_moved_cancelled_or_held(visiting):
    by, (held, gone, _workshop) = visiting.cast.peer, visiting.meetings
    with acting(by):
        actions.hold(by=by, meeting=held)
        with pytest.raises(Refused, match="held"):
            actions.cancel(by=by, meeting=held, reason="Ill")
        actions.cancel(by=by, meeting=gone, reason="Ill")
        with pytest.raises(Refused, match="cancelled"):
            actions.hold(by=by, meeting=gone)
        for over in (held, gone):
            with pytest.raises(Refused, match="cannot be moved"):
                actions.place(by=by, meeting=over, starts=None)


def test_only_members_who_declared_interview(visiting):
    cast, meeting = visiting.cast, visiting.meetings[0]
    member = cast.members[cast.peers[1].pk]
    type(member).objects.filter(pk=member.pk).update(declared_at=None)
    member.refresh_from_db()
    during = meeting.during
    with acting(cast.peer), pytest.raises(Refused, match="declared"):
        actions.place(by=cast.peer, meeting=meeting, starts=during.lower, ends=during.upper, members=[member])


def test_rooms_are_named_by_host_and_team_but_rows_by_the_team_only(visiting, signed_in):
    host = signed_in(visiting.cast.host)
    page = url(visiting, "setup/")
    assert host.post(page, {"do": "room", "room-name": "Green hall", "room-site": "Centre"}).status_code == 303
    assert host.post(page, {"do": "room", "room-name": "Green hall"}).status_code == 422
    assert host.post(f"/rows/{visiting.slots[0].pk}/remove/").status_code == 404
    row = {"do": "row", "row-starts": "2027-03-12T14:00", "row-ends": "2027-03-12T15:00", "row-kind": "team"}
    assert host.post(page, row).status_code == 404
    team = signed_in(visiting.cast.peer)
    assert team.post(page, row).status_code == 303
    assert team.post(page, row).status_code == 422
    assert "Green hall" in team.get(page).content.decode()


def test_interviews_for_everybody_in_one_click(visiting, signed_in):
    cast = visiting.cast
    with acting(cast.peer):
        for number in range(3):
            actions.propose_interviewee(by=cast.peer, review=cast.review, function=f"N{number}", source_group="users")
    signed_in(cast.peer).post(url(visiting, "interviews/"))
    assert Meeting.objects.filter(review=cast.review, kind="interview").count() == 5


def test_the_timetable_takes_the_same_number_of_queries_at_any_length(visiting, signed_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(visiting.cast.peer)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url(visiting))
        return len(queries)

    count()
    before = count()
    test_interviews_for_everybody_in_one_click(visiting, lambda person: client)
    assert count() == before


def test_the_consent_text_can_be_changed_and_printed(visiting, signed_in):
    client = signed_in(visiting.cast.peer)
    assert "Nobody outside the team learns who said what" in client.get(url(visiting, "consent/")).content.decode()
    client.post(url(visiting, "consent/"), {"text": "We keep it short."})
    assert "We keep it short." in client.get(url(visiting, "consent/")).content.decode()
    client.post(url(visiting, "consent/"), {"text": ""})
    assert "Nobody outside the team" in client.get(url(visiting, "consent/")).content.decode()
