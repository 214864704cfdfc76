# SPDX-License-Identifier: EUPL-1.2
"""Meetings: invitations by mail with a calendar file, answers, attendance, minutes, decisions, tasks, duties."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from isopolity.core.autosave import digest
from isopolity.core.duties import duties
from isopolity.core.errors import NotAllowed, Refused, Stale
from isopolity.core.principal import acting
from isopolity.groups import actions
from isopolity.groups.letters import seal
from isopolity.groups.models import Invitee, Member
from isopolity.places.models import Organisation
from tests.groups.stage import add_member, full, give_task, member, plan, soon

pytestmark = pytest.mark.django_db


def invite(cast, meeting, **whom):
    with acting(cast.host):
        return actions.invite_to_group_meeting(by=cast.host, meeting=meeting, **whom)


def test_an_invitation_comes_by_mail_with_a_calendar_file(cast, run_jobs, mailoutbox):
    meeting, guest = plan(cast), add_member(cast, email="teacher@example.org")
    with acting(cast.host):
        actions.add_agenda_point(by=cast.host, meeting=meeting, text="Who we are", length=20, who="Head")
    invite(cast, meeting, members=[member(cast), guest])
    mailoutbox.clear()
    run_jobs()
    letters = {letter.to[0]: letter for letter in mailoutbox if "First meeting" in letter.subject}
    assert set(letters) == {cast.group_member.email, "teacher@example.org"}
    letter = letters["teacher@example.org"]
    assert "Who we are" in letter.body
    assert "/group-reply/" in letter.body
    name, content, kind = letter.attachments[0]
    assert (name, kind) == ("meeting.ics", "text/calendar")
    assert b"SUMMARY:Open Levanto: First meeting" in bytes(content, "utf-8") if isinstance(content, str) else content


def test_nobody_is_invited_twice(cast):
    meeting = plan(cast)
    invite(cast, meeting, members=[member(cast)])
    with pytest.raises(Refused):
        invite(cast, meeting, members=[member(cast)])


def test_only_present_members_and_the_citys_own_authority_are_invited(cast):
    meeting, gone = plan(cast), add_member(cast)
    with acting(cast.host):
        actions.let_go(by=cast.host, member=gone)
        gone.refresh_from_db()
    with pytest.raises(Refused):
        invite(cast, meeting, members=[gone])
    with pytest.raises(Refused):
        invite(cast, meeting, organisations=[cast.cities["Levanto"].association])
    region = Organisation.objects.get(name="Region of Levanto")
    assert invite(cast, meeting, organisations=[region])[0].organisation == region


def test_a_change_and_a_cancelling_are_told(cast, run_jobs, mailoutbox):
    meeting = plan(cast)
    invite(cast, meeting, members=[member(cast)])
    run_jobs()
    mailoutbox.clear()
    with acting(cast.host):
        changed = actions.change_group_meeting(
            by=cast.host, meeting=meeting, title="Moved", starts=soon(48), ends=soon(50)
        )
        actions.change_group_meeting(
            by=cast.host, meeting=changed, title="Moved", starts=changed.starts, ends=changed.ends
        )
    run_jobs()
    assert [letter.subject for letter in mailoutbox] == ["Changed: Moved"]
    mailoutbox.clear()
    with acting(cast.host):
        actions.cancel_group_meeting(by=cast.host, meeting=changed, reason="The hall is closed.")
    run_jobs()
    assert "The hall is closed." in mailoutbox[0].body
    assert b"CANCELLED" in _bytes(mailoutbox[0].attachments[0][1])


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def test_somebody_without_an_account_answers_by_the_link(cast, client, run_jobs, mailoutbox):
    meeting, guest = plan(cast), add_member(cast, email="teacher@example.org")
    invite(cast, meeting, members=[guest])
    run_jobs()
    path = re.search(r"(/group-reply/\S+)", mailoutbox[-1].body)[1]
    assert "First meeting" in client.get(path).content.decode()
    assert client.post(path, {"reply": "yes"}).status_code == 200
    assert Invitee.objects.get(member=guest).reply == "yes"
    assert client.post(path, {"reply": "perhaps"}).status_code == 422
    assert client.get("/group-reply/nonsense/").status_code == 404


def test_a_link_stops_with_the_invitation(cast, client):
    meeting = plan(cast)
    row = invite(cast, meeting, members=[member(cast)])[0]
    with acting(cast.host):
        actions.let_go(by=cast.host, member=member(cast))
    assert client.get(f"/group-reply/{seal(row)}/").status_code == 404


def test_a_past_meeting_takes_no_answer(cast):
    meeting = plan(cast, hours=-48)
    row = Invitee.objects.create(meeting=meeting, member=member(cast))
    with acting(cast.group_member), pytest.raises(Refused):
        actions.reply_to_invitation(by=cast.group_member, invitee=row, reply="yes")


def test_nobody_answers_for_somebody_else(cast):
    row = invite(cast, plan(cast), members=[add_member(cast)])[0]
    with acting(cast.group_member), pytest.raises(NotAllowed):
        actions.reply_to_invitation(by=cast.group_member, invitee=row, reply="yes")


def test_attendance_adds_whoever_came_uninvited(cast):
    meeting = plan(cast, hours=-48)
    guest, other = add_member(cast), add_member(cast)
    Invitee.objects.create(meeting=meeting, member=guest)
    with acting(cast.host):
        actions.note_group_attendance(by=cast.host, meeting=meeting, present=[other])
        actions.note_group_attendance(by=cast.host, meeting=meeting, present=[other])
    assert dict(meeting.invitees.values_list("member", "was_there")) == {guest.pk: False, other.pk: True}


def test_attendance_is_not_noted_before_the_meeting(cast):
    with acting(cast.host), pytest.raises(Refused):
        actions.note_group_attendance(by=cast.host, meeting=plan(cast), present=[])


def test_minutes_are_not_overwritten_unseen(cast):
    meeting = plan(cast, hours=-48)
    with acting(cast.host):
        actions.save_minutes(by=cast.host, meeting=meeting, value="<p>Ours.</p>", seen=digest(""))
        with pytest.raises(Stale):
            actions.save_minutes(by=cast.host, meeting=meeting, value="<p>Mine.</p>", seen=digest(""))
        saved = actions.save_minutes(by=cast.host, meeting=meeting, value="<p onclick=x>Clean<script>1</script></p>")
    assert saved.minutes == "<p>Clean</p>"


def test_the_agenda_is_moved(cast):
    meeting = plan(cast)
    with acting(cast.host):
        for text in ("one", "two", "three"):
            actions.add_agenda_point(by=cast.host, meeting=meeting, text=text)
        actions.move_agenda_point(by=cast.host, point=meeting.agenda.get(text="three"), up=True)
        actions.move_agenda_point(by=cast.host, point=meeting.agenda.get(text="one"), up=True)
        actions.remove_agenda_point(by=cast.host, point=meeting.agenda.get(text="one"))
    assert [point.text for point in meeting.agenda.all()] == ["three", "two"]


def test_a_meeting_with_traces_is_cancelled_and_not_taken_away(cast):
    with acting(cast.host):
        actions.remove_group_meeting(by=cast.host, meeting=plan(cast))
    meeting = full(cast)
    with acting(cast.host), pytest.raises(Refused):
        actions.remove_group_meeting(by=cast.host, meeting=meeting)


@pytest.mark.parametrize("given", [{"ends": -1}, {"title": ""}, {"online": "javascript:alert(1)"}])
def test_what_a_meeting_needs(cast, given):
    times = {"starts": soon(5), "ends": soon(5 + given.pop("ends", 1))}
    with acting(cast.host), pytest.raises(Refused):
        actions.plan_group_meeting(by=cast.host, group=cast.group, **{"title": "T", **times, **given})


def duties_of(person):
    with acting(person):
        return {duty.key.partition(":")[0]: duty for duty in duties(person)}


def test_tasks_and_invitations_stand_on_the_home_page(cast, client):
    task = give_task(cast)
    invite(cast, plan(cast), members=[member(cast)])
    assert {"group-task", "group-invitation"} <= set(duties_of(cast.group_member))
    client.force_login(cast.group_member)
    page = client.get("/").content.decode()
    assert "Ask the schools" in page
    assert "Open Levanto" in page
    with acting(cast.group_member):
        actions.finish_task(by=cast.group_member, task=task)
    assert "group-task" not in duties_of(cast.group_member)


def test_coordinators_are_asked_for_minutes(cast):
    meeting = plan(cast, hours=-48)
    assert duties_of(cast.host)["group-minutes"].due == timezone.localdate(meeting.ends) + timedelta(days=7)
    with acting(cast.host):
        actions.save_minutes(by=cast.host, meeting=meeting, value="<p>We met.</p>")
    assert "group-minutes" not in duties_of(cast.host)


def test_a_task_is_given_to_members_of_the_group_only(cast):
    stranger = Member(group_id=cast.group.pk + 1, pk=1, function="x")
    with acting(cast.host), pytest.raises(Refused):
        actions.give_task(by=cast.host, group=cast.group, what="x", member=stranger)


def test_only_the_member_or_a_coordinator_finishes_a_task(cast):
    with acting(cast.host):
        task = actions.give_task(by=cast.host, group=cast.group, what="Somebody else's", member=add_member(cast))
    with acting(cast.group_member), pytest.raises(NotAllowed):
        actions.finish_task(by=cast.group_member, task=task)
