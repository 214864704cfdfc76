# SPDX-License-Identifier: EUPL-1.2
"""The method's standard visit: half a day, two days of eight slots, half a day."""

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

from isopolity.visits.pattern import standard_days

FOUR = (date(2027, 3, 9), date(2027, 3, 12))


def test_the_standard_visit_begins_at_two_and_ends_with_the_presentation_at_noon():
    rows = standard_days(*FOUR, "Europe/Helsinki")
    assert f"{rows[0].starts:%H:%M}" == "14:00"
    assert rows[0].starts.tzinfo == ZoneInfo("Europe/Helsinki")
    assert (f"{rows[-1].starts:%H:%M}", rows[-1].kind) == ("12:00", "host")


def test_days_two_and_three_have_eight_slots_of_an_hour():
    slots = [row for row in standard_days(*FOUR, "Europe/Rome") if row.kind == "meetings"]
    assert Counter(row.starts.date().day for row in slots) == {10: 8, 11: 8}
    assert {f"{row.starts:%H}" for row in slots} == {"09", "10", "11", "12", "14", "15", "16", "17"}
    assert all((row.ends - row.starts).seconds == 3600 for row in slots)


def test_two_rooms_hold_28_interviews_and_2_workshops_of_two_slots():
    slots = [row for row in standard_days(*FOUR, "Europe/Rome") if row.kind == "meetings"]
    assert len(slots) * 2 == 28 + 2 * 2


def test_times_are_the_city_s_also_over_a_change_of_the_clock():
    rows = standard_days(date(2027, 3, 26), date(2027, 3, 29), "Europe/Rome")
    assert {f"{row.starts:%H:%M}" for row in rows if row.kind == "break"} == {"13:00"}
    assert {row.starts.utcoffset().seconds // 3600 for row in rows} == {1, 2}
