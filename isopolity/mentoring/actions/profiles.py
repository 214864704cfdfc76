# SPDX-License-Identifier: EUPL-1.2
"""A city writes its profile, says what may feed it, and hands it in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Item
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.mentoring.models import Competence, Pair, PairState, Profile, ProfileItem, Source, Takeover
from isopolity.mentoring.queries.profiles import (
    PAIRED,
    latest_assessment,
    latest_report,
    lines_of_assessment,
    lines_of_report,
    profile_of,
    project_items,
)
from isopolity.mentoring.taking import Line
from isopolity.networks.models import Project, ProjectKind
from isopolity.places.models import City

FACTS = ("population", "newcomer_share", "urbanisation", "competences", "languages", "about", "capacity")


@dataclass(frozen=True)
class Wanted:
    """What a city says of one item."""

    item: Item
    need: int
    strength: int
    note: str = ""


def _begun(by: Person, project: Project, city: City) -> Profile:
    """The city's profile, kept from now on and locked; only cities that are to be paired have one."""
    profile = profile_of(project, city)
    require(by, "profile.write", profile)
    if project.kind != ProjectKind.MENTORING or not project.partners.filter(city=city, roles__overlap=PAIRED).exists():
        raise Refused(_("%s is neither mentee nor mentor in this project.") % city)
    if profile.pk is None:
        checked(profile).save()
    return Profile.objects.select_for_update(of=("self",)).select_related("city", "project").get(pk=profile.pk)


@action
def set_facts(*, by: Person, project: Project, city: City, **facts: Any) -> Profile:
    """What the city is like: population, newcomer_share, urbanisation, competences, languages, about, capacity."""
    profile = _begun(by, project, city)
    if unknown := facts.keys() - set(FACTS):
        raise Refused(_("There is no such field: %s") % ", ".join(sorted(unknown)))
    for name, value in facts.items():
        setattr(profile, name, plain(value) if isinstance(value, str) else value)
    profile.languages = list(dict.fromkeys(code for one in profile.languages if (code := plain(one).lower())))
    profile.competences = [code for code in Competence.values if code in profile.competences]
    checked(profile).save()
    return profile


@action
def set_items(*, by: Person, project: Project, city: City, lines: Iterable[Wanted]) -> Profile:
    """What the city wants to learn and can teach, for the named items anew; nothing in both takes the item out."""
    profile = _begun(by, project, city)
    known = {item.pk for item in project_items(project)}
    kept = {row.item_id: row for row in profile.items.all()}
    for line in lines:
        if line.item.pk not in known:
            raise Refused(_("%s is not an item of this project’s benchmark.") % line.item.code)
        if line.need not in range(4) or line.strength not in range(3):
            raise Refused(_("%s: choose from the list.") % line.item.code)
        _set_item(profile, kept.get(line.item.pk), line)
    return profile


def _set_item(profile: Profile, row: ProfileItem | None, line: Wanted) -> None:
    note = plain(line.note)
    if not (line.need or line.strength):
        if row is not None:
            row.delete()
    elif row is None or (row.need, row.strength, row.note) != (line.need, line.strength, note):
        row = row or ProfileItem(profile=profile, item=line.item)
        row.need, row.strength, row.note, row.source = line.need, line.strength, note, Source.OWN
        checked(row).save()


@action
def take_over(*, by: Person, project: Project, city: City, source: str) -> list[ProfileItem]:
    """The city agrees that its latest assessment, or its published report, feeds the profile.

    What the city wrote by its own word stays. Lines of the same source are replaced.
    """
    profile = _begun(by, project, city)
    if source == Source.ASSESSMENT:
        assessment = latest_assessment(project, city)
        lines = lines_of_assessment(assessment) if assessment else None
        thing: dict[str, Any] = {"assessment": assessment, "report": None}
    elif source == Source.REPORT:
        report = latest_report(project, city)
        lines = lines_of_report(report) if report else None
        thing = {"assessment": None, "report": report}
    else:
        raise Refused(_("Choose what feeds the profile."))
    if lines is None:
        raise Refused(_("There is none yet that could feed the profile."))
    Takeover.objects.update_or_create(
        profile=profile, source=source, defaults={**thing, "agreed_by": by, "agreed_at": timezone.now()}
    )
    return _fed(profile, source, lines)


def _fed(profile: Profile, source: str, lines: dict[int, Line]) -> list[ProfileItem]:
    """The city's own lines stay; a published report speaks louder than the city's own assessment."""
    stronger = [Source.OWN] if source == Source.REPORT else [Source.OWN, Source.REPORT]
    own = set(profile.items.filter(source__in=stronger).values_list("item_id", flat=True))
    known = {item.pk for item in project_items(profile.project)}
    fresh = {item: line for item, line in lines.items() if item in known - own}
    profile.items.filter(source=source).delete()
    profile.items.filter(item__in=fresh).delete()
    rows = [
        ProfileItem(profile=profile, item_id=item, need=line.need, strength=line.strength, source=source)
        for item, line in fresh.items()
    ]
    return ProfileItem.objects.bulk_create(rows)


@action
def stop_feeding(*, by: Person, project: Project, city: City, source: str) -> Profile:
    """The city takes its consent back: what was taken over goes, what it changed by its own word stays."""
    profile = _begun(by, project, city)
    if source not in (Source.ASSESSMENT, Source.REPORT):
        raise Refused(_("Choose what feeds the profile."))
    profile.takeovers.filter(source=source).delete()
    profile.items.filter(source=source).delete()
    return profile


@action
def hand_in(*, by: Person, project: Project, city: City) -> Profile:
    """From now on secretariat and association read the profile, and the city takes part in the matching."""
    profile = _begun(by, project, city)
    missing = []
    if not profile.languages:
        missing.append(_("Name at least one language."))
    if not profile.population:
        missing.append(_("Say how many people live in the city."))
    if not profile.items.exists():
        missing.append(_("Name at least one item that the city wants to learn or can teach."))
    if missing:
        raise Refused(" ".join(missing))
    profile.handed_in_at = profile.handed_in_at or timezone.now()
    profile.save(update_fields=["handed_in_at"])
    return profile


@action
def take_back(*, by: Person, project: Project, city: City) -> Profile:
    """Only the city reads the profile again; not while the city is in an agreed pair."""
    profile = _begun(by, project, city)
    pairs = Pair.objects.filter(project=project, state=PairState.AGREED)
    if pairs.filter(mentee=city).exists() or pairs.filter(mentor=city).exists():
        raise Refused(_("%s is in an agreed pair. Its profile stays with the secretariat.") % city)
    profile.handed_in_at = None
    profile.save(update_fields=["handed_in_at"])
    return profile
