# SPDX-License-Identifier: EUPL-1.2
"""The frame of a review's pages: where it stands, what is missing, which parts this person may open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.components import Line, Step, Tab
from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.reviews import stages
from isopolity.reviews.models import Review
from isopolity.reviews.queries.times import deadlines_of, today_in
from isopolity.reviews.stages import Blocker, Text, Warning

Opens = Callable[[Person, Review], bool]


@dataclass(frozen=True)
class ReviewPage:
    """A part of a review: the URL's name, its tab's text ("" for none), who may open it, the id its address takes."""

    name: str
    text: Text
    opens: Opens
    of: Callable[[Review], int] = lambda review: review.pk


def _of_review(name: str) -> Opens:
    return lambda person, review: may(person, name, review)


def _of_part(name: str, part: str) -> Opens:
    """Permission on a thing that later apps hang on the review; without it only the team finds its page."""

    def opens(person: Person, review: Review) -> bool:
        thing = getattr(review, part, None)
        return may(person, "team.inside", review) if thing is None else may(person, name, thing)

    return opens


PAGES: dict[str, ReviewPage] = {
    page.name: page
    for page in (
        ReviewPage("review", _("Overview"), _of_review("review.read")),
        ReviewPage("adoption", "", lambda p, r: may(p, "adoption.read", r.adoption), of=lambda r: r.adoption_id),
        ReviewPage("team", _("Team"), _of_review("team.read")),
        ReviewPage("review_training", _("Training"), _of_review("review.train")),
        ReviewPage("initial_report", _("Initial report"), _of_review("review.initial_report")),
        ReviewPage("desk_review", _("Desk review"), _of_review("desk.read")),
        ReviewPage("timetable", _("Visit"), _of_review("visit.look")),
        ReviewPage("evidence_bank", _("Evidence"), _of_review("evidence.read")),
        ReviewPage("findings", _("Findings"), _of_review("finding.read")),
        ReviewPage("headlines", _("Headlines"), _of_part("headline.read", "report")),
        ReviewPage("report", _("Report"), _of_part("report.read", "report")),
        ReviewPage("review_history", _("History"), _of_review("review.read")),
    )
}
PAGE_OF_STAGE = {
    "benchmark": "adoption",
    "training": "team",
    "initial_report": "initial_report",
    "desk_review": "desk_review",
    "visit": "timetable",
    "assessment": "findings",
    "feedback": "report",
}


def page_link(person: Person, review: Review, name: str) -> str:
    """The address of a part of the review; "" when this person may not open it."""
    page = PAGES[name]
    return link(name, page.of(review)) if page.opens(person, review) else ""


def journey(person: Person, review: Review) -> list[Step]:
    """The seven steps with their state and the day by which each should be left."""
    now = stages.TABLE[review.stage].number
    due, today = deadlines_of(review), today_in(review.city)
    steps = []
    for row in stages.STEPS:
        day = due.of_stage(row.code) if due else None
        state = "done" if row.number < now else "waiting"
        if row.number == now:
            state = "late" if day and day < today else "current"
        url = page_link(person, review, PAGE_OF_STAGE[row.code])
        steps.append(Step(row.number, str(row.name), state, day, url, str(row.owner)))
    return steps


def _line(person: Person, review: Review, found: Blocker | Warning) -> Line:
    page = PAGES.get(found.page)
    can_open = page is None or page.opens(person, review)
    who = str(found.who) if isinstance(found, Blocker) else ""
    return Line(str(found.text), found.url if can_open else "", who)


def missing_lines(person: Person, review: Review) -> tuple[list[Line], list[Line]]:
    """(blockers, warnings) of the present stage; a link only where this person may open the page."""
    found = stages.missing(review)
    return (
        [_line(person, review, one) for one in found if isinstance(one, Blocker)],
        [_line(person, review, one) for one in found if isinstance(one, Warning)],
    )


def tabs(person: Person, review: Review, current: str) -> list[Tab]:
    """The parts this person may open and this installation has."""
    shown = []
    for page in PAGES.values():
        if page.text and (url := page_link(person, review, page.name)):
            shown.append(Tab(str(page.text), url, page.name == current))
    return shown


def review_context(person: Person, review: Review, tab: str = "review") -> dict[str, Any]:
    """What ``reviews/review_base.html`` needs. ``tab`` is the URL name of the tab the page belongs to.

    Fetch the review with ``Review.objects.for_frame()``: it spares the look-ups of city, project, benchmark and report.
    """
    review.adoption.project = review.project
    reads = may(person, "review.read", review)
    blockers, warnings = missing_lines(person, review) if reads else ([], [])
    page = PAGES[tab]
    crumbs = [
        Line(gettext("Projects"), link("projects")),
        Line(
            str(review.project),
            link("project", review.project_id) if may(person, "project.read", review.project) else "",
        ),
        Line(str(review.city), link("review", review.pk) if reads else ""),
    ]
    if tab != "review":
        crumbs.append(Line(str(page.text), link(tab, page.of(review))))
    return {
        "review": review,
        "review_name": gettext("Peer review of %s") % review.city,
        "steps": journey(person, review) if reads else [],
        "blockers": blockers,
        "warnings": warnings,
        "tabs": tabs(person, review, tab),
        "crumbs": crumbs,
        "reads_review": reads,
    }
