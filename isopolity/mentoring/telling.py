# SPDX-License-Identifier: EUPL-1.2
"""Lines for people's next daily mail about a pair: agreement, needs analysis, visits. Never what somebody wrote."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from isopolity.accounts.models import NoticeKind, Person
from isopolity.accounts.notices import tell
from isopolity.core.links import link
from isopolity.mentoring.models import Pair, StudyVisit
from isopolity.mentoring.queries.agreement import association_in
from isopolity.networks.models import ProjectRole
from isopolity.places.models import CityRole, CityRoleKind, OrganisationRole

Words = Callable[[], str]


@dataclass(frozen=True)
class Line:
    """What a line of the mail is about; ``key`` makes it arrive once."""

    kind: NoticeKind
    key: str
    path: str
    words: Words


def _coordinators(cities: Iterable[int]) -> list[Person]:
    rows = CityRole.objects.filter(city__in=cities, kind=CityRoleKind.COORDINATOR).select_related("person")
    return [row.person for row in rows]


def _of_both_cities(pair: Pair) -> list[Person]:
    rows = CityRole.objects.filter(city__in=[pair.mentee_id, pair.mentor_id]).select_related("person")
    return [row.person for row in rows]


def _associations(pair: Pair) -> list[Person]:
    bodies = {body.pk for city in (pair.mentee, pair.mentor) if (body := association_in(pair, city))}
    rows = OrganisationRole.objects.filter(organisation__in=bodies).select_related("person")
    return [row.person for row in rows]


def _secretariat(pair: Pair) -> list[Person]:
    return [row.person for row in ProjectRole.objects.filter(project=pair.project_id).select_related("person")]


def _tell(people: Iterable[Person], by: Person, line: Line) -> None:
    """Everybody once, but whoever did it."""
    for person in {one.pk: one for one in people if one.pk != by.pk}.values():
        tell(person, line.kind, line.key, line.words, line.path)


def _now() -> int:
    return int(timezone.now().timestamp())


def written(pair: Pair, by: Person, *, is_changed: bool) -> None:
    """Whoever signs learns that the text is there, or another one; at most once a day each."""

    def words() -> str:
        if is_changed:
            return _("The agreement of %s has changed, signatures are void. Please read and sign it.") % pair
        return _("The agreement of %s is ready. Please read and sign it.") % pair

    what = "changed" if is_changed else "ready"
    people = [*_coordinators([pair.mentee_id, pair.mentor_id]), *_associations(pair)]
    key = f"agreement-{pair.pk}-{what}-{timezone.localdate()}"
    _tell(people, by, Line(NoticeKind.TURN, key, link("agreement", pair.pk), words))


def signed(pair: Pair, by: Person) -> None:
    """Both cities, their associations and the secretariat learn that everybody has signed."""
    people = [*_coordinators([pair.mentee_id, pair.mentor_id]), *_associations(pair), *_secretariat(pair)]
    key, path = f"agreement-{pair.pk}-signed-{_now()}", link("agreement", pair.pk)
    words = lambda: _("All have signed the agreement of %s.") % pair  # noqa: E731
    _tell(people, by, Line(NoticeKind.DECISION, key, path, words))


def needs_submitted(pair: Pair, by: Person) -> None:
    """The mentor is asked to comment; associations and secretariat can read it."""
    key, path = f"needs-{pair.pk}-submitted-{_now()}", link("needs", pair.pk)
    comment = lambda: _("The needs analysis of %s is submitted. Please comment on it.") % pair.mentee  # noqa: E731
    look = lambda: _("The needs analysis of %s is submitted. You can read it now.") % pair.mentee  # noqa: E731
    _tell(_coordinators([pair.mentor_id]), by, Line(NoticeKind.TURN, key, path, comment))
    _tell([*_associations(pair), *_secretariat(pair)], by, Line(NoticeKind.TURN, key, path, look))


def needs_commented(pair: Pair, by: Person) -> None:
    """The mentee learns of comments, at most once a day."""
    key, path = f"needs-{pair.pk}-comment-{timezone.localdate()}", link("needs", pair.pk)
    words = lambda: _("%s has commented on your needs analysis.") % pair.mentor  # noqa: E731
    _tell(_coordinators([pair.mentee_id]), by, Line(NoticeKind.DECISION, key, path, words))


def _days(visit: StudyVisit) -> str:
    days: list[date] = [day for day in (visit.starts_on, visit.ends_on) if day]
    return " – ".join(dict.fromkeys(date_format(day, "DATE_FORMAT") for day in days))


def visit_set(visit: StudyVisit, by: Person, *, is_new: bool) -> None:
    """Everybody of both cities learns when they meet, or that day or place are others now."""
    pair = visit.pair

    def words() -> str:
        names = {"pair": pair, "days": _days(visit)}
        if is_new:
            return _("A visit of %(pair)s is agreed: %(days)s.") % names
        return _("A visit of %(pair)s has changed. It is now: %(days)s.") % names

    key = f"visit-{visit.pk}-{_now()}-{visit.starts_on}-{visit.ends_on}"
    _tell(_of_both_cities(pair), by, Line(NoticeKind.DEADLINE, key, link("pair_visit", pair.pk, visit.pk), words))


def visit_gone(visit: StudyVisit, pair: Pair, by: Person) -> None:
    """They do not meet after all."""

    def words() -> str:
        return _("A visit of %(pair)s is called off: %(days)s.") % {"pair": pair, "days": _days(visit)}

    key, path = f"visit-{visit.pk}-gone", link("pair_visits", pair.pk)
    _tell(_of_both_cities(pair), by, Line(NoticeKind.DEADLINE, key, path, words))
