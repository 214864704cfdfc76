# SPDX-License-Identifier: EUPL-1.2
"""What the pages read that belong to no single app: home, search."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.assessments.models import Answer, AssessmentState
from isopolity.benchmarks.models import Item, VersionState
from isopolity.core.components import Line, Step, Todo
from isopolity.core.duties import Duty, duties
from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.core.texts import read
from isopolity.evidence.models import Evidence
from isopolity.mentoring.models import Pair
from isopolity.networks.models import PartnerRole, Project
from isopolity.networks.rules import cities_followed, projects_joined, projects_run
from isopolity.places.models import City
from isopolity.places.rules import city_roles
from isopolity.reports.models import Finding, Report
from isopolity.reviews.duties import reviews_around
from isopolity.reviews.models import Review
from isopolity.reviews.queries.frame import journey

MOST = 12


def _todo(duty: Duty) -> Todo:
    late = duty.due is not None and duty.due < timezone.localdate()
    where = f"{duty.where} · {duty.waits_for}" if duty.waits_for else duty.where
    return Todo(duty.text, duty.url, where, duty.due, late)


def what_needs_you(person: Any) -> tuple[list[Todo], list[Todo]]:
    """(what waits for the person, what waits for others), nearest deadline first."""
    found = duties(person)
    return [_todo(d) for d in found if not d.waits_for], [_todo(d) for d in found if d.waits_for]


def journeys(person: Any) -> list[tuple[Review, list[Step]]]:
    """The reviews around the person with their seven steps, those under way first."""
    rows = reviews_around(person).for_pages().select_related("report", "visit").defer("report__snapshot")
    found = list(rows.order_by("-stage_since")[:MOST])
    for review in found:
        review.adoption.project = review.project
    return [(review, journey(person, review)) for review in found]


@dataclass(frozen=True)
class Hits:
    """What a search found of one kind, at most a dozen. ``kind`` is the same in every language."""

    kind: str
    name: str
    lines: list[Line]


def search(person: Any, words: str) -> list[Hits]:
    """All kinds of things the person may see, each by its own rule; the wall is held by the database itself."""
    if len(words.strip()) < 2:
        return []
    found = [
        Hits("project", _("Projects"), _projects(person, words)),
        Hits("city", _("Cities"), _cities(words)),
        Hits("review", _("Reviews"), _reviews(person, words)),
        Hits("pair", _("Pairs"), _pairs(person, words)),
        Hits("item", _("Benchmark items"), _items(words)),
        Hits("answer", _("Answers of initial reports"), _answers(person, words)),
        Hits("finding", _("Findings"), _findings(person, words)),
        Hits("evidence", _("Evidence"), _evidence(person, words)),
        Hits("published_report", _("Published reports"), _published(words)),
    ]
    return [hits for hits in found if hits.lines]


def _projects(person: Any, words: str) -> list[Line]:
    rows = Project.objects.filter(pk__in=projects_run(person) | projects_joined(person))
    rows = rows.filter(Q(name__icontains=words) | Q(about__icontains=words))[:MOST]
    return [Line(row.name, link("project", row.pk)) for row in rows]


def _cities(words: str) -> list[Line]:
    return [
        Line(row.name, link("city", row.pk), row.country) for row in City.objects.filter(name__icontains=words)[:MOST]
    ]


def _reviews(person: Any, words: str) -> list[Line]:
    rows = (
        reviews_around(person)
        .select_related("city")
        .filter(Q(city__name__icontains=words) | Q(project__name__icontains=words))[:MOST]
    )
    return [
        Line(_("Peer review of %s") % row.city, link("review", row.pk), str(row.get_stage_display())) for row in rows
    ]


def _pairs(person: Any, words: str) -> list[Line]:
    """Pairs of mentorings that the person reads, by the name of a city."""
    mine = {city for city, _kind in city_roles(person)}
    mine |= {city for _project, city, role in cities_followed(person) if role == PartnerRole.ASSOCIATION}
    around = Q(project__in=projects_run(person)) | Q(mentee__in=mine) | Q(mentor__in=mine)
    named = Q(mentee__name__icontains=words) | Q(mentor__name__icontains=words)
    rows = Pair.objects.filter(around & named).select_related("project", "mentee", "mentor").order_by("-changed_at")
    return [
        Line(str(row), link("pair", row.pk), row.project.name)
        for row in rows[: 2 * MOST]
        if may(person, "pair.read", row)
    ][:MOST]


def _items(words: str) -> list[Line]:
    rows = Item.objects.filter(version__state=VersionState.PUBLISHED, adoption=None).filter(
        Q(code__iexact=words) | Q(title__icontains=words) | Q(text__icontains=words)
    )
    return [Line(f"{row.code} {read(row.title)}", link("item", row.version_id, row.pk)) for row in rows[:MOST]]


def _answers(person: Any, words: str) -> list[Line]:
    """Of the person's own city, and of reviews whose team the person is inside once the report is handed over."""
    own = {city for city, _kind in city_roles(person)}
    handed_over = [AssessmentState.SUBMITTED, AssessmentState.ACCEPTED]
    visible = Q(assessment__city__in=own) | Q(
        assessment__state__in=handed_over, assessment__review__members__in=_inside(person)
    )
    texts = Q(achieved__icontains=words) | Q(aspired__icontains=words) | Q(how__icontains=words)
    rows = Answer.objects.filter(visible & texts).select_related("item", "assessment__city").distinct()[:MOST]
    return [
        Line(
            f"{row.item.code} {read(row.item.title)}",
            link("answer", row.assessment_id, row.item_id),
            str(row.assessment.city),
        )
        for row in rows
    ]


def _inside(person: Any) -> list[int]:
    from isopolity.reviews.rules import teams

    return [place.member for place in teams(person).values() if place.is_inside]


def _findings(person: Any, words: str) -> list[Line]:
    reviews = Review.objects.filter(members__in=_inside(person))
    rows = Finding.objects.filter(review__in=reviews, text__icontains=words).select_related("item", "review__city")
    return [
        Line(f"{row.item.code} {row.text[:90]}", link("finding", row.review_id, row.item_id), str(row.review.city))
        for row in rows[:MOST]
    ]


def _evidence(person: Any, words: str) -> list[Line]:
    reviews = Review.objects.filter(members__in=_inside(person))
    rows = Evidence.objects.filter(review__in=reviews, text__icontains=words).select_related("review__city")
    return [
        Line(row.text[:110], f"{link('evidence_bank', row.review_id)}#evidence-{row.pk}", str(row.review.city))
        for row in rows[:MOST]
    ]


def _published(words: str) -> list[Line]:
    rows = Report.objects.filter(published_at__isnull=False).filter(
        Q(title__icontains=words)
        | Q(sections__paragraphs__text__icontains=words)
        | Q(recommendations__text__icontains=words)
    )
    rows = rows.select_related("review__city").distinct()[:MOST]
    return [Line(row.title, link("published_report", row.pk), str(row.review.city)) for row in rows]
