# SPDX-License-Identifier: EUPL-1.2
"""Mentoring: profiles for pairing, matching, vetoes, pairs."""

from datetime import datetime
from decimal import Decimal as Money
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.shapes import (
    Code,
    Id,
    Input,
    Languages,
    Long,
    Named,
    Number,
    SmallNumber,
    ask,
    fetch,
    given,
    inner,
    me,
    paged,
)
from isopolity.core.policy import may
from isopolity.mentoring import actions
from isopolity.mentoring.actions.profiles import Wanted
from isopolity.mentoring.models import MatchRules, MatchRun, Pair, Profile, ProfileItem, Veto
from isopolity.mentoring.queries.board import pairs_of
from isopolity.mentoring.queries.problem import problem_of, rules_of
from isopolity.mentoring.queries.profiles import PAIRED, profile_of, project_items
from isopolity.networks.models import Project, ProjectKind
from isopolity.places.models import City

router = Router()
Weight = Annotated[Money, Field(ge=0, le=100, max_digits=5, decimal_places=2)]


class MentoringLineOut(Schema):
    """An item that the city wants to learn (need 1 to 3) or can teach (strength 1 or 2), and where that comes from."""

    item_id: int
    code: str
    need: int
    strength: int
    note: str
    source: str


class ProfileOut(Schema):
    """What a city says about itself to be paired. Before it is handed in, only the city reads it."""

    project_id: int
    city: Named
    population: int | None
    newcomer_share: float | None
    urbanisation: int | None
    competences: list[str]
    languages: list[str]
    about: str
    capacity: int
    handed_in_at: datetime | None
    fed_by: list[str]
    items: list[MentoringLineOut]


class FactsIn(Input):
    """New values for some of a profile's facts."""

    population: Number | None = None
    newcomer_share: Annotated[Money, Field(ge=0, le=100, max_digits=4, decimal_places=1)] | None = None
    urbanisation: SmallNumber | None = None
    competences: Annotated[list[Code], Field(max_length=20)] | None = None
    languages: Languages | None = None
    about: Long | None = None
    capacity: SmallNumber | None = None


class MentoringLineIn(Input):
    """What the city says of one item; 0 and 0 takes it out."""

    item_id: Id
    need: Annotated[int, Field(ge=0, le=3)] = 0
    strength: Annotated[int, Field(ge=0, le=2)] = 0
    note: Annotated[str, Field(max_length=300)] = ""


class LinesIn(Input):
    """Lines to set; items that are not named stay as they are."""

    lines: Annotated[list[MentoringLineIn], Field(max_length=1000)]


class SourceIn(Input):
    """``assessment`` or ``report``: with this, the city consents that it feeds the profile."""

    source: Code


class RulesOut(Schema):
    """What makes two cities of the project distant, and how distant a pair may be."""

    population_weight: float
    newcomer_weight: float
    urbanisation_weight: float
    competence_weight: float
    max_distance: float
    common_language: bool


class RulesIn(Input):
    """New values for some rules."""

    population_weight: Weight | None = None
    newcomer_weight: Weight | None = None
    urbanisation_weight: Weight | None = None
    competence_weight: Weight | None = None
    max_distance: Annotated[Money, Field(ge=0, le=1000, max_digits=6, decimal_places=2)] | None = None
    common_language: bool | None = None


class RunOut(Schema):
    """A calculation. ``answer`` is empty until it is ready."""

    id: int
    state: str
    made_at: datetime
    pairs: int
    gain: int
    distance: float
    proposed_at: datetime | None
    answer: dict[str, Any]


class PairOut(Schema):
    """A mentee and its mentor."""

    id: int
    project_id: int
    mentee: Named
    mentor: Named
    state: str


class PairIn(Input):
    """Two cities of the project."""

    mentee_id: Id
    mentor_id: Id


class VetoOut(Schema):
    """A city, or its association, said no. The reason is told to the secretariat and to whoever wrote it."""

    id: int
    city: Named
    other: Named
    by_association: bool
    reason: str


class VetoIn(Input):
    """The city to keep away from; a reason is not needed."""

    other_id: Id
    reason: Long = ""


def _profile(request: HttpRequest, pk: int, city: int, permission: str) -> Profile:
    project = fetch(request, "mentoring.read", Project, pk=pk)
    cities = City.objects.filter(partnerships__project=pk, partnerships__roles__overlap=PAIRED)
    profile = profile_of(project, inner(cities.select_related("association"), pk=city))
    ask(request, permission, profile)
    return profile


def _of(request: HttpRequest, pk: int, city: int, permission: str = "profile.write") -> dict[str, Any]:
    profile = _profile(request, pk, city, permission)
    return {"by": me(request), "project": profile.project, "city": profile.city}


def _line(row: ProfileItem) -> dict[str, Any]:
    return {"item_id": row.item_id, "code": row.item.code, "need": row.need, "strength": row.strength,
            "note": row.note, "source": row.source}  # fmt: skip


def _told(profile: Profile) -> dict[str, Any]:
    facts = ("project_id", "city", "population", "newcomer_share", "urbanisation", "competences", "languages", "about",
             "capacity", "handed_in_at")  # fmt: skip
    found = {name: getattr(profile, name) for name in facts}
    kept = profile.pk is not None
    rows = profile.items.select_related("item") if kept else []
    sources = profile.takeovers.values_list("source", flat=True) if kept else []
    return found | {"items": [_line(row) for row in rows], "fed_by": sorted(sources)}


@router.get("/projects/{int:pk}/mentoring/cities/{int:city}", response=ProfileOut)
def get_profile(request: HttpRequest, pk: Id, city: Id) -> dict[str, Any]:
    """A city's profile for pairing."""
    return _told(_profile(request, pk, city, "profile.read"))


@router.patch("/projects/{int:pk}/mentoring/cities/{int:city}", response=ProfileOut)
def change_profile(request: HttpRequest, pk: Id, city: Id, data: FactsIn) -> dict[str, Any]:
    """New facts; the city's coordinators."""
    empty = ("population", "newcomer_share", "urbanisation")
    facts = {name: value for name, value in given(data).items() if value is not None or name in empty}
    return _told(actions.set_facts(**_of(request, pk, city), **facts))


@router.put("/projects/{int:pk}/mentoring/cities/{int:city}/items", response=ProfileOut)
def set_profile_items(request: HttpRequest, pk: Id, city: Id, data: LinesIn) -> dict[str, Any]:
    """What the city wants to learn and can teach."""
    of = _of(request, pk, city)
    items = {item.pk: item for item in project_items(of["project"])}
    if any(line.item_id not in items for line in data.lines):
        raise Http404
    lines = [Wanted(items[line.item_id], line.need, line.strength, line.note) for line in data.lines]
    return _told(actions.set_items(**of, lines=lines))


@router.post("/projects/{int:pk}/mentoring/cities/{int:city}/feed", response=list[MentoringLineOut])
def feed_profile(request: HttpRequest, pk: Id, city: Id, data: SourceIn) -> list[dict[str, Any]]:
    """Consent that the latest assessment, or the published report, feeds the profile; the lines taken over."""
    of = _of(request, pk, city)
    rows = actions.take_over(**of, source=data.source)
    return [_line(row) for row in ProfileItem.objects.filter(pk__in=[r.pk for r in rows]).select_related("item")]


@router.post("/projects/{int:pk}/mentoring/cities/{int:city}/stop-feeding", response=ProfileOut)
def stop_feeding_profile(request: HttpRequest, pk: Id, city: Id, data: SourceIn) -> dict[str, Any]:
    """Take the consent back; what was taken over goes."""
    return _told(actions.stop_feeding(**_of(request, pk, city), source=data.source))


@router.post("/projects/{int:pk}/mentoring/cities/{int:city}/hand-in", response=ProfileOut)
def hand_in_profile(request: HttpRequest, pk: Id, city: Id) -> dict[str, Any]:
    """Secretariat and association read the profile from now on."""
    return _told(actions.hand_in(**_of(request, pk, city)))


@router.post("/projects/{int:pk}/mentoring/cities/{int:city}/take-back", response=ProfileOut)
def take_back_profile(request: HttpRequest, pk: Id, city: Id) -> dict[str, Any]:
    """Only the city reads the profile again."""
    return _told(actions.take_back(**_of(request, pk, city)))


def _veto(request: HttpRequest, row: Veto) -> dict[str, Any]:
    reason = getattr(row, "reason", None) if may(request.user, "veto.read_reason", row) else None
    return {"id": row.pk, "city": row.city, "other": row.other, "by_association": row.by_association,
            "reason": reason.text if reason else ""}  # fmt: skip


@router.get("/projects/{int:pk}/mentoring/vetoes", response=list[VetoOut])
def list_vetoes(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """Vetoes that stand: all for the secretariat, for others those of their own side."""
    fetch(request, "mentoring.read", Project, pk=pk)
    rows = Veto.objects.filter(project=pk, withdrawn_at=None)
    rows = rows.select_related("city", "other", "project", "reason")
    seen = ("veto.read_reason", "veto.withdraw")
    return [_veto(request, row) for row in rows if any(may(request.user, name, row) for name in seen)]


@router.post("/projects/{int:pk}/mentoring/cities/{int:city}/vetoes", response={201: VetoOut})
def say_no(request: HttpRequest, pk: Id, city: Id, data: VetoIn) -> Status:
    """The city, or its association, does not want this partner."""
    of = _of(request, pk, city, "veto.make")
    other = inner(City.objects.filter(partnerships__project=pk), pk=data.other_id)
    return Status(201, _veto(request, actions.say_no(**of, other=other, reason=data.reason)))


@router.post("/projects/{int:pk}/mentoring/vetoes/{int:veto}/withdraw", response=VetoOut)
def withdraw_veto(request: HttpRequest, pk: Id, veto: Id) -> dict[str, Any]:
    """Take a veto back; the side that said no."""
    rows = Veto.objects.select_related("city", "other", "project")
    row = fetch(request, "veto.withdraw", rows, pk=veto, project=pk)
    return _veto(request, actions.withdraw_veto(by=me(request), veto=row))


def _project(request: HttpRequest, pk: int) -> Project:
    return fetch(request, "mentoring.match", Project.objects.filter(kind=ProjectKind.MENTORING), pk=pk)


@router.get("/projects/{int:pk}/mentoring/rules", response=RulesOut)
def get_match_rules(request: HttpRequest, pk: Id) -> MatchRules:
    """The rules of the matching; the secretariat."""
    return rules_of(_project(request, pk))


@router.patch("/projects/{int:pk}/mentoring/rules", response=RulesOut)
def set_match_rules(request: HttpRequest, pk: Id, data: RulesIn) -> MatchRules:
    """Other rules for the next calculation."""
    rules = {name: value for name, value in given(data).items() if value is not None}
    return actions.set_match_rules(by=me(request), project=_project(request, pk), **rules)


@router.get("/projects/{int:pk}/mentoring/problem", response=dict[str, Any])
def get_matching_problem(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """The problem as ``isopolity match-mentors`` reads it, from the profiles as they stand now."""
    return problem_of(_project(request, pk))


@router.get("/projects/{int:pk}/mentoring/runs", response=list[RunOut])
@paged
def list_match_runs(request: HttpRequest, pk: Id) -> QuerySet[MatchRun]:
    """Calculations, latest first."""
    return MatchRun.objects.filter(project=_project(request, pk))


@router.post("/projects/{int:pk}/mentoring/runs", response={201: RunOut})
def run_matching(request: HttpRequest, pk: Id) -> Status:
    """Calculate the best pairs; a large problem is ``waiting`` at first."""
    return Status(201, actions.run_matching(by=me(request), project=_project(request, pk)))


def _run(request: HttpRequest, pk: int, run: int) -> MatchRun:
    return inner(MatchRun.objects.select_related("project"), project=_project(request, pk), pk=run)


@router.get("/projects/{int:pk}/mentoring/runs/{int:run}", response=RunOut)
def get_match_run(request: HttpRequest, pk: Id, run: Id) -> MatchRun:
    """One calculation with its answer."""
    return _run(request, pk, run)


@router.post("/projects/{int:pk}/mentoring/runs/{int:run}/finish", response=RunOut)
def finish_match_run(request: HttpRequest, pk: Id, run: Id) -> MatchRun:
    """Calculate a run that waits now, without its turn in the background."""
    return actions.finish_run(by=me(request), run=_run(request, pk, run))


@router.post("/projects/{int:pk}/mentoring/runs/{int:run}/propose", response=list[PairOut])
def propose_match_run(request: HttpRequest, pk: Id, run: Id) -> list[Pair]:
    """The run's pairs become proposals."""
    found = _run(request, pk, run)
    actions.propose_run(by=me(request), run=found)
    return [pair for pair in pairs_of(found.project) if pair.is_live]


@router.get("/projects/{int:pk}/mentoring/pairs", response=list[PairOut])
def list_pairs(request: HttpRequest, pk: Id) -> list[Pair]:
    """Proposed and agreed pairs; ended ones for those who were in them."""
    project = fetch(request, "mentoring.read", Project, pk=pk)
    return [pair for pair in pairs_of(project) if pair.is_live or may(request.user, "pair.read", pair)]


@router.post("/projects/{int:pk}/mentoring/pairs", response={201: PairOut})
def propose_pair(request: HttpRequest, pk: Id, data: PairIn) -> Status:
    """A pair by hand."""
    project = _project(request, pk)
    cities = City.objects.filter(partnerships__project=pk)
    pair = actions.propose_pair(
        by=me(request),
        project=project,
        mentee=inner(cities, pk=data.mentee_id),
        mentor=inner(cities, pk=data.mentor_id),
    )
    return Status(201, pair)


def _pair(request: HttpRequest, pk: int, permission: str) -> Pair:
    rows = Pair.objects.select_related("project", "mentee", "mentor")
    pair = fetch(request, "pair.read", rows, pk=pk)
    ask(request, permission, pair.project)
    return pair


@router.post("/pairs/{int:pk}/agree", response=PairOut)
def agree_pair(request: HttpRequest, pk: Id) -> Pair:
    """Fix the pair: every later matching keeps it."""
    return actions.agree_pair(by=me(request), pair=_pair(request, pk, "mentoring.match"))


@router.post("/pairs/{int:pk}/end", response=PairOut)
def end_pair(request: HttpRequest, pk: Id) -> Pair:
    """The pair does not go on."""
    return actions.end_pair(by=me(request), pair=_pair(request, pk, "mentoring.match"))
