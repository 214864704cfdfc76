# SPDX-License-Identifier: EUPL-1.2
"""When things are due (pure). Weeks count back from the visit, months on from its last day."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Clocks:
    """A project's clocks: weeks before the visit, months after it."""

    initial_report_weeks: int = 4
    desk_review_weeks: int = 2
    report_months: int = 1
    reply_months: int = 3
    progress_months: int = 12
    survey_months: int = 6
    purge_months: int = 6


@dataclass(frozen=True)
class Deadlines:
    """The days that follow from a visit's dates."""

    training: date
    initial_report: date
    desk_review: date
    visit: date
    assessment: date
    report: date
    reply: date
    progress: date
    survey: date
    purge: date

    def of_stage(self, stage: str) -> date | None:
        """The day by which a stage should be left; None for a stage without a clock."""
        days = {
            "training": self.training, "initial_report": self.initial_report, "desk_review": self.desk_review,
            "visit": self.visit, "assessment": self.assessment, "feedback": self.reply, "follow_up": self.progress,
        }  # fmt: skip
        return days.get(stage)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def deadlines(clocks: Clocks, starts: date, ends: date) -> Deadlines:
    """All deadlines of a visit; the team's findings stand when it leaves the city, trainings come before writing."""
    initial = starts - timedelta(weeks=clocks.initial_report_weeks)
    return Deadlines(
        training=min(initial, starts - timedelta(weeks=4)),
        initial_report=initial,
        desk_review=starts - timedelta(weeks=clocks.desk_review_weeks),
        visit=ends,
        assessment=months_later(ends, clocks.report_months),
        report=months_later(ends, clocks.report_months),
        reply=months_later(ends, clocks.reply_months),
        progress=months_later(ends, clocks.progress_months),
        survey=months_later(ends, clocks.survey_months),
        purge=months_later(ends, clocks.purge_months),
    )
