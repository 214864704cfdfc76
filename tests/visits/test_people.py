# SPDX-License-Identifier: EUPL-1.2
"""People to meet: who proposes and sees them, their contact kept apart and deleted on its day."""

from datetime import date

import pytest
import time_machine

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.policy import may
from isopolity.core.principal import acting
from isopolity.reviews import actions as reviews
from isopolity.visits import actions
from isopolity.visits.jobs import forget_identities
from isopolity.visits.models import Identity, Interviewee
from isopolity.visits.queries.people import purge_day, wishes
from tests.visiting import SECRET, release


def page(client, cast) -> str:
    answer = client.get(f"/reviews/{cast.review.pk}/interviewees/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_host_sees_interviewees_only_where_it_proposed_them_itself(visiting, signed_in):
    text = page(signed_in(visiting.cast.host), visiting.cast)
    assert "Head of Schools" in text
    assert SECRET not in text
    assert "Interview 1" not in text
    for who in visiting.by_team:
        for part in ("", "contact/", "remove/"):
            method = signed_in(visiting.cast.host).post if part == "remove/" else signed_in(visiting.cast.host).get
            assert method(f"/interviewees/{who.pk}/{part}").status_code == 404
        with acting(visiting.cast.host):  # the policy by itself, beside the wall that hides the row
            assert not may(visiting.cast.host, "interviewee.read", who)


def test_the_team_sees_all_interviewees(visiting, signed_in):
    text = page(signed_in(visiting.cast.peer), visiting.cast)
    assert "Head of Schools" in text
    assert SECRET in text
    assert "Interview 1" in text


@pytest.mark.parametrize("role", ["secretariat", "other_peer", "outsider", "removed_peer", "operator", "contributor"])
def test_nobody_else_sees_people_to_meet(visiting, signed_in, role):
    client = signed_in(getattr(visiting.cast, role))
    assert client.get(f"/reviews/{visiting.cast.review.pk}/interviewees/").status_code == 404
    assert client.get(f"/interviewees/{visiting.by_host[0].pk}/").status_code == 404


def test_the_list_takes_the_same_number_of_queries_at_any_length(visiting, signed_in, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    cast, client = visiting.cast, signed_in(visiting.cast.peer)
    page(client, cast)

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, cast)
        return len(queries)

    before = count()
    with acting(cast.peer):
        for number in range(3):
            actions.propose_interviewee(
                by=cast.peer, review=cast.review, function=f"More {number}", source_group="users", items=cast.items
            )
    assert count() == before


def test_host_proposes_through_the_page(visiting, signed_in):
    cast, client = visiting.cast, signed_in(visiting.cast.host)
    slot = visiting.slots[3]
    span = f"{slot.during.lower.isoformat()}/{slot.during.upper.isoformat()}"
    sent = {
        "function": "Head of sports", "organisation": "Sports", "source_group": "staff", "languages": "it, ar",
        "items": [cast.items[0].pk], "times": [span], "availability": "", "reason": "", "state": "invited",
    }  # fmt: skip
    answer = client.post(f"/reviews/{cast.review.pk}/interviewees/new/", sent)
    assert answer.status_code == 303
    with acting(cast.host):
        made = Interviewee.objects.get(function="Head of sports")
        assert (made.by_host, made.languages, made.state) == (True, ["it", "ar"], "invited")
        assert [time.during.lower for time in made.times.all()] == [slot.during.lower]
        assert client.get(f"/interviewees/{made.pk}/").status_code == 200


def test_a_faulty_proposal_keeps_what_was_typed(visiting, signed_in):
    answer = signed_in(visiting.cast.peer).post(
        f"/reviews/{visiting.cast.review.pk}/interviewees/new/",
        {"function": "Somebody", "source_group": "nobody", "languages": "it?"},
    )
    assert answer.status_code == 422
    assert "Somebody" in answer.content.decode()


def test_contact_is_kept_apart_and_the_history_never_keeps_it(visiting, signed_in):
    cast, who = visiting.cast, visiting.by_host[0]
    answer = signed_in(cast.host).post(f"/interviewees/{who.pk}/contact/", {"name": "Other", "email": "not one"})
    assert answer.status_code == 422
    answer = signed_in(cast.host).post(f"/interviewees/{who.pk}/contact/", {"name": "Other", "email": "a@example.org"})
    assert answer.status_code == 303
    with acting(cast.peer):
        identity = Identity.objects.get(interviewee=who)
        assert (identity.name, identity.touched) == ("Other", ["name", "email"])
        event = Identity.pgh_event_models["changed"]
        last = event.objects.filter(pgh_obj_id=identity.pk).order_by("-pgh_id").first()
        assert last.touched == ["name", "email"]
        assert not {"name", "email", "phone", "note"} & {field.name for field in event._meta.fields}


def test_the_host_does_not_change_who_somebody_is_once_the_timetable_is_released(visiting):
    cast, who = visiting.cast, visiting.by_host[0]
    release(visiting)
    with acting(cast.host):
        with pytest.raises(Refused):
            actions.change_interviewee(by=cast.host, interviewee=who, organisation="Another")
        assert actions.change_interviewee(by=cast.host, interviewee=who, state="agreed").state == "agreed"
    with acting(cast.peer):
        changed = actions.change_interviewee(by=cast.peer, interviewee=who, organisation="Another")
        assert changed.organisation == "Another"


def test_the_host_does_not_change_whom_the_team_proposed(visiting):
    with acting(visiting.cast.host), pytest.raises(NotAllowed):
        actions.change_interviewee(by=visiting.cast.host, interviewee=visiting.by_team[0], state="declined")


def test_somebody_on_the_timetable_is_not_removed(visiting):
    cast = visiting.cast
    with acting(cast.peer), pytest.raises(Refused):
        actions.remove_interviewee(by=cast.peer, interviewee=visiting.by_team[0])
    with acting(cast.peer):
        free = actions.propose_interviewee(by=cast.peer, review=cast.review, function="Free", source_group="users")
        actions.remove_interviewee(by=cast.peer, interviewee=free)
        assert not Interviewee.objects.filter(function="Free").exists()


def test_suggestions_come_from_the_desk_reviews(visiting, signed_in):
    cast, by = visiting.cast, visiting.cast.peers[1]
    type(cast.review).objects.filter(pk=cast.review.pk).update(stage="desk_review")
    cast.review.refresh_from_db()
    with acting(by):
        for item in cast.items[:2]:
            save = {"by": by, "review": cast.review, "item": item}
            reviews.save_desk_note(**save, field="meet", value="Head of sports\n- Head of Schools")
        found = wishes(cast.review)
    assert [(wish.function, len(wish.items)) for wish in found] == [("Head of sports", 2)]
    assert "Head of sports" in page(signed_in(by), cast)
    assert "Head of sports" not in page(signed_in(cast.host), cast)


# --- Forgetting -----------------------------------------------------------------------------------------------------
def left(owner_sql) -> tuple[int, int]:
    rows = owner_sql("SELECT (SELECT count(*) FROM visits_identity), (SELECT count(*) FROM visits_identityevent)")
    return rows[0]


@pytest.mark.django_db(transaction=True)
def test_identities_are_deleted_by_the_date_that_the_project_sets_from_history_too(visiting, owner_sql):
    assert purge_day(visiting.cast.review) == date(2027, 9, 12)
    assert left(owner_sql) == (2, 2)
    with time_machine.travel("2027-09-12 12:00Z", tick=False):
        assert forget_identities.run() == 0
    assert left(owner_sql) == (2, 2)
    with time_machine.travel("2027-09-13 12:00Z", tick=False):
        assert forget_identities.run() == 2
    assert left(owner_sql) == (0, 0)
    with acting(visiting.cast.peer):
        assert Interviewee.objects.filter(review=visiting.cast.review).count() == 4


@pytest.mark.django_db(transaction=True)
def test_only_the_job_of_that_name_deletes_identities_and_their_history(visiting, owner_sql):
    for who in (visiting.cast.outsider, "job:reminders"):
        with acting(who):
            assert actions.purge_identities(review=visiting.cast.review) == 0
    with acting(visiting.cast.peer):  # a member may delete a contact; its history stays for the job
        actions.purge_identities(review=visiting.cast.review)
    identities, events = left(owner_sql)
    assert identities == 0
    assert events == 4
    with time_machine.travel("2027-09-13 12:00Z", tick=False):
        forget_identities.run()
    assert left(owner_sql) == (0, 0)


WORDS = """
SELECT (SELECT count(*) FROM visits_interviewee WHERE availability <> '' OR reason <> ''),
       (SELECT count(*) FROM visits_intervieweeevent WHERE availability <> '' OR reason <> ''),
       (SELECT count(*) FROM visits_meeting WHERE cancel_reason LIKE '%%Zora%%'),
       (SELECT count(*) FROM visits_meetingevent WHERE cancel_reason LIKE '%%Zora%%')
"""


@pytest.mark.django_db(transaction=True)
def test_names_in_free_words_about_people_are_forgotten_too_also_in_the_history(visiting, owner_sql):
    leader, review = visiting.cast.peer, visiting.cast.review
    with acting(leader):
        who = Interviewee.objects.filter(review=review).order_by("pk").first()
        for reason in ("Zora Somebody knows.", "Zora Somebody knows all."):
            actions.change_interviewee(by=leader, interviewee=who, reason=reason, availability="Ask Zora Somebody.")
        meeting = visiting.visit.meetings.filter(state="planned").first()
        actions.cancel(by=leader, meeting=meeting, reason="Zora Somebody is ill.")
    assert all(owner_sql(WORDS)[0])
    with time_machine.travel("2027-09-12 12:00Z", tick=False):
        forget_identities.run()
    assert all(owner_sql(WORDS)[0])
    with time_machine.travel("2027-09-13 12:00Z", tick=False):
        forget_identities.run()
        assert owner_sql(WORDS)[0] == (0, 0, 0, 0)
        assert forget_identities.run() == 0
    with acting(leader):
        meeting.refresh_from_db()
        assert (meeting.state, meeting.cancel_reason) == ("cancelled", "–")
        assert Interviewee.objects.get(pk=who.pk).function == who.function


@pytest.mark.django_db(transaction=True)
def test_words_typed_after_the_day_are_forgotten_the_next_night(visiting, owner_sql):
    with time_machine.travel("2027-09-13 12:00Z", tick=False):
        forget_identities.run()
        with acting(visiting.cast.peer):
            who = Interviewee.objects.filter(review=visiting.cast.review).first()
            actions.change_interviewee(by=visiting.cast.peer, interviewee=who, reason="Zora Somebody knows.")
        forget_identities.run()
    assert owner_sql(WORDS)[0] == (0, 0, 0, 0)
