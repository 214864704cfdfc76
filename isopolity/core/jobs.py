# SPDX-License-Identifier: EUPL-1.2
"""Background jobs, kept in the database.

A job is a function marked with ``@job`` in an app's ``jobs.py``. It always runs in one transaction with an acting
principal: the person whose id was given as ``by``, or the job itself (``job:<name>``). Its arguments can be read by
anyone who reads the job table, so they are ids and short words, never content.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app

from isopolity.core.principal import acting

LONGEST_WORD = 60
_jobs: dict[str, "Job"] = {}


class Job:
    """A function that can run later. Calling it runs it at once, as whoever acts now."""

    def __init__(self, function: Callable[..., Any], name: str, *, cron: str | None, tries: int) -> None:
        self.function, self.name = function, name
        self.__doc__ = function.__doc__
        self.task = app.task(name=name, retry=max(0, tries - 1), queueing_lock=name if cron else None)(self.run)
        if cron:
            app.periodic(cron=cron)(self.task)
        _jobs[name] = self

    def __call__(self, **arguments: Any) -> Any:
        return self.function(**arguments)

    def run(self, timestamp: int | None = None, by: int | None = None, **arguments: Any) -> Any:
        """What the worker calls; ``timestamp`` comes from the schedule and is not passed on."""
        with acting(f"person:{by}" if by else f"job:{self.name}"):
            return self.function(**arguments)

    def later(
        self, *, by: int | None = None, after: timedelta | None = None, once: str | None = None, **arguments: Any
    ) -> bool:
        """Run it once the present transaction is committed; rolled back, the job is gone too.

        False when a job with the same ``once`` waits already.
        """
        for key, value in arguments.items():
            if not isinstance(value, int | str | None) or len(str(value)) > LONGEST_WORD:
                raise TypeError(f"{self.name}: {key} must be an id or a short word, jobs carry no content")
        options: dict[str, Any] = {"schedule_in": {"seconds": int(after.total_seconds())}} if after else {}
        if once:
            options["queueing_lock"] = f"{self.name}:{once}"
        try:
            with transaction.atomic():
                self.task.configure(**options).defer(by=by, **arguments)
        except exceptions.AlreadyEnqueued:
            return False
        return True


def job(name: str, *, cron: str | None = None, tries: int = 3) -> Callable[[Callable[..., Any]], Job]:
    """Make a function a job. ``cron`` (five fields, UTC) also runs it by the clock, without arguments."""

    def mark(function: Callable[..., Any]) -> Job:
        return Job(function, name, cron=cron, tries=tries)

    return mark


def later(name: str, **options: Any) -> bool:
    """Run the job of this name later, for actions: they stand below jobs and cannot import them. See ``Job.later``."""
    return _jobs[name].later(**options)
