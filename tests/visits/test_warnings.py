# SPDX-License-Identifier: EUPL-1.2
"""Each rule of a visit's timetable (domain §4.3) warns when it is broken, and is silent when it is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from isopolity.visits.warnings import GROUPS, Guest, Peer, Plan, Planned, Rules, warnings

DAY = datetime(2027, 3, 10, tzinfo=UTC)
PEERS = tuple(Peer(n, f"P{n}", frozenset({"en"})) for n in range(6))
GUESTS = tuple(Guest(n, f"Guest {n}", group) for n, group in enumerate(GROUPS))
HOURS = (9, 10, 11, 12, 14, 15, 16, 17)


def at(hour: float, length: float = 1) -> tuple[datetime, datetime]:
    starts = DAY + timedelta(hours=hour)
    return starts, starts + timedelta(hours=length)


def meeting(n: int, hour: float | None, peers=PEERS[:2], **facts) -> Planned:
    facts.setdefault("span", None if hour is None else at(hour))
    facts.setdefault("room", f"Room {n}")
    return Planned(n, f"Interview {n}", facts.pop("kind", "interview"), peers=tuple(peers), **facts)


def everybody() -> Planned:
    """A workshop that hears all source groups, so that this rule is silent."""
    return meeting(99, 17, PEERS[4:], kind="workshop", guests=GUESTS)


def plan(*meetings: Planned, peers=PEERS, **rules) -> Plan:
    return Plan(tuple(at(hour) for hour in HOURS), peers, (*meetings, everybody()), rules=Rules(**rules))


def found(*meetings: Planned, **facts) -> set[str]:
    return {warning.rule for warning in warnings(plan(*meetings, **facts))}


def test_a_good_plan_has_no_warning():
    assert found(meeting(1, 9), meeting(2, 10), meeting(3, 9, PEERS[2:4])) == set()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_interviews_are_taken_by_pairs(count):
    assert found(meeting(1, 9, PEERS[:count])) == {"pairs"}


@pytest.mark.parametrize("length", [0.5, 2])
def test_an_interview_takes_about_an_hour(length):
    assert found(meeting(1, 9, span=at(9, length))) == {"hour"}


def test_an_interview_with_an_interpreter_takes_twice_as_long():
    assert found(meeting(1, 9, interpreter="ar")) == {"interpreter"}
    assert found(meeting(1, 9, interpreter="ar", span=at(9, 2))) == set()


def test_who_shares_no_language_needs_an_interpreter():
    guest = Guest(50, "Adult learner", "users", frozenset({"ar"}))
    assert found(meeting(1, 9, guests=(guest,))) == {"interpreter"}
    both = (Peer(1, "P1", frozenset({"ar"})), Peer(2, "P2", frozenset({"ar", "en"})))
    assert found(meeting(1, 9, both, guests=(guest,)), peers=both) == set()
    assert found(meeting(1, 9, guests=(replace(guest, languages=frozenset()),))) == set()


def test_an_interviewer_takes_four_or_five_a_day():
    five = [meeting(n, hour) for n, hour in enumerate((9, 10, 11, 14, 15))]
    assert found(*five) == set()
    assert found(*five, meeting(6, 16)) == {"load"}


def test_an_interviewer_has_a_break_after_some_slots():
    five_in_a_row = [meeting(n, hour) for n, hour in enumerate((9, 10, 11, 12))]
    assert found(*five_in_a_row, max_consecutive_slots=4) == set()
    assert found(*five_in_a_row, max_consecutive_slots=3) == {"load"}


def test_while_some_interview_the_others_write_up():
    whole_day = [meeting(n, hour) for n, hour in enumerate(HOURS[:-1])]
    wide = {"max_meetings_per_day": 9, "max_consecutive_slots": 9}
    assert found(*whole_day, **wide) == set()
    assert found(*whole_day, write_up_slots_per_day=2, **wide) == {"write_up"}


def test_nobody_and_no_room_is_booked_twice():
    first = meeting(1, 9, guests=GUESTS[:1])
    assert found(first, meeting(2, 9.5, span=at(9.5), peers=PEERS[1:3])) == {"booked_twice"}
    assert found(first, meeting(2, 9, PEERS[2:4], room="Room 1")) == {"booked_twice"}
    assert found(first, meeting(2, 9, PEERS[2:4], guests=GUESTS[:1])) == {"booked_twice"}
    assert found(first, meeting(2, 10, room="Room 1", guests=GUESTS[:1])) == set()


def test_people_are_met_when_they_can():
    guest = Guest(50, "Head", "staff", times=(at(9), at(10)))
    assert found(meeting(1, 9, guests=(guest,))) == set()
    assert found(meeting(1, 9, guests=(guest,), interpreter="it", span=at(9, 2))) == set()
    assert found(meeting(1, 11, guests=(guest,))) == {"availability"}


def test_people_are_met_where_there_is_a_room_and_a_row():
    assert found(meeting(1, 9, room="")) == {"place"}
    assert found(meeting(1, None)) == {"place"}
    assert found(meeting(1, 13)) == {"place"}


def test_interviewers_have_time_to_go_from_site_to_site():
    assert found(meeting(1, 9, site="Hall"), meeting(2, 10, site="Centre")) == {"travel"}
    assert found(meeting(1, 9, site="Hall"), meeting(2, 11, site="Centre")) == set()


@pytest.mark.parametrize("group", GROUPS)
def test_interviewees_come_from_every_source_group(group):
    heard = tuple(guest for guest in GUESTS if guest.source_group != group)
    lacking = Plan(tuple(at(h) for h in HOURS), PEERS, (meeting(1, 9, guests=heard),))
    told = [warning for warning in warnings(lacking) if warning.rule == "source_groups"]
    assert len(told) == 1
    assert group in told[0].text


def test_thirty_sessions_of_two_need_at_least_six_people():
    two_days = tuple(slot for n in (0, 1) for hour in HOURS for slot in [_later(at(hour), n)])
    thirty = tuple(meeting(n, None) for n in range(30))

    def rules(people: int) -> set[str]:
        return {w.rule for w in warnings(Plan(two_days, PEERS[:people], thirty))}

    assert "enough_people" in rules(5)
    assert "enough_people" not in rules(6)


def _later(span: tuple[datetime, datetime], days: int) -> tuple[datetime, datetime]:
    return span[0] + timedelta(days=days), span[1] + timedelta(days=days)
