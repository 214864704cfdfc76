# SPDX-License-Identifier: EUPL-1.2
"""How far each pair is: its steps computed from what is there, who has to do what next."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.core.policy import may
from isopolity.groups.models import GroupKind, Member, SupportGroup
from isopolity.mentoring.models import (
    Academy,
    Dissemination,
    Goal,
    Host,
    LearningEntry,
    NeedsComment,
    Pair,
    Product,
    Signature,
    StepTick,
    StudyVisit,
    VisitKind,
)
from isopolity.networks.models import Project, StepScope
from isopolity.plans.models import EndorsementState, Plan


@dataclass(frozen=True)
class PairStep:
    """A step of a pair. ``owner`` says who does it; ``count`` how much of it there is, in words.
    ``own`` is the id of a step that the secretariat added and the pair ticks by hand.
    """

    key: str
    name: str
    page: str
    owner: str
    is_done: bool
    count: str = ""
    due: date | None = None
    own: int | None = None

    @property
    def state(self) -> str:
        """done, late or waiting."""
        is_late = self.due is not None and self.due < timezone.localdate()
        return "done" if self.is_done else "late" if is_late else "waiting"

    @property
    def word(self) -> str:
        return self.count or (_("done") if self.is_done else _("open"))

    @property
    def waits_for(self) -> str:
        """Whose turn it is; nobody's when it is done."""
        return "" if self.is_done else self.owner


@dataclass
class PairRow:
    """A pair with its steps."""

    pair: Pair
    can_open: bool
    steps: list[PairStep] = field(default_factory=list)

    @property
    def next(self) -> PairStep | None:
        """The first step that is not done."""
        return next((step for step in self.steps if not step.is_done), None)


class Facts:
    """What is there, counted for all pairs at once."""

    def __init__(self, project: Project, pairs: list[Pair]) -> None:
        ids = [pair.pk for pair in pairs]
        self.wanted = {Host.MENTEE: project.mentee_visits, Host.MENTOR: project.mentor_visits}
        self.plans = _plans(project)
        self.counts = _counts(ids)
        self.visits = Counter(StudyVisit.objects.filter(pair__in=ids, is_held=True).values_list("pair", "kind", "host"))
        self.ticks = set(StepTick.objects.filter(pair__in=ids).values_list("pair", "step"))
        self.planned = list(project.steps.filter(scope=StepScope.PAIR).select_related("phase"))
        for step in self.planned:
            step.project = project
        self.due = {step.key: step.due for step in self.planned if step.key}
        placed = Member.objects.filter(group__project=project, left_on=None, interest__isnull=False)
        self.mapped = Counter(placed.values_list("group__city", flat=True))
        networks = SupportGroup.objects.filter(project=project, kind=GroupKind.NETWORK)
        self.networks = dict(networks.values_list("city").annotate(n=Count("members", filter=Q(members__left_on=None))))


def _plans(project: Project) -> dict[int, tuple[int, int]]:
    """city → (actions in its plans, organisations that endorsed them)."""
    given = Count("endorsements", filter=Q(endorsements__state=EndorsementState.GIVEN), distinct=True)
    rows = Plan.objects.filter(project=project).order_by().values_list("city")
    return {city: (actions, n) for city, actions, n in rows.annotate(Count("actions", distinct=True), n=given)}


def _number(rows: Any, of: str) -> Subquery:
    """How many of these rows belong to the pair."""
    found = rows.filter(**{of: OuterRef("pk")}).order_by().values(of).annotate(n=Count("pk"))
    return Subquery(found.values("n"))


def _counts(ids: list[int]) -> dict[int, dict[str, Any]]:
    """pair → how much of everything there is, in one query."""
    rows = Pair.objects.filter(pk__in=ids).values(
        "pk",
        signed_at=F("agreement__signed_at"),
        submitted_at=F("needs__submitted_at"),
        signatures=_number(Signature.objects.filter(voided_at=None), "agreement__pair"),
        comments=_number(NeedsComment.objects.all(), "analysis__pair"),
        **{
            f"number_of_{name}": _number(model.objects.all(), "pair")
            for name, model in (
                ("goals", Goal), ("learning", LearningEntry), ("products", Product), ("academies", Academy),
                ("told", Dissemination),
            )
        },
    )  # fmt: skip
    return {row["pk"]: dict(row) for row in rows}


def steps_of(pair: Pair, facts: Facts) -> list[PairStep]:
    """Learn, connect, capitalise, in the order in which they are usually done; then the project's own steps."""
    computed = [*_learn(pair, facts), *_connect(pair, facts), *_capitalise(pair, facts)]
    both = f"{pair.mentee}, {pair.mentor}"
    own = [
        PairStep("", str(step), "pair", both, (pair.pk, step.pk) in facts.ticks, due=step.due, own=step.pk)
        for step in facts.planned
        if not step.key
    ]
    return [replace(step, due=facts.due.get(step.key)) for step in computed] + own


def _learn(pair: Pair, facts: Facts) -> list[PairStep]:
    there, mentee = facts.counts[pair.pk], str(pair.mentee)
    both = f"{pair.mentee}, {pair.mentor}"
    signed, goals, submitted = (
        there["signatures"] or 0,
        there["number_of_goals"] or 0,
        there["submitted_at"] is not None,
    )
    is_signed = there["signed_at"] is not None
    members = facts.networks.get(pair.mentee_id, 0)
    commenter = str(pair.mentor) if submitted else mentee
    return [
        PairStep("agreement", _("Agreement signed"), "agreement", both, is_signed,
                 _("%d signed") % signed if signed else ""),
        PairStep("goals", _("Goals"), "agreement", both, bool(goals), str(goals or "")),
        PairStep("needs_analysis", _("Needs analysis"), "needs", mentee, submitted),
        PairStep("comment", _("Mentor’s comments"), "needs", commenter, bool(there["comments"])),
        PairStep("stakeholder_map", _("Stakeholder map"), "pair", mentee, bool(facts.mapped[pair.mentee_id])),
        PairStep("support_network", _("Local support network"), "pair", mentee, bool(members),
                 _("%d members") % members if members else ""),
    ]  # fmt: skip


def _connect(pair: Pair, facts: Facts) -> list[PairStep]:
    pk, both = pair.pk, f"{pair.mentee}, {pair.mentor}"
    in_mentee = facts.visits[pk, VisitKind.STUDY.value, Host.MENTEE.value]
    in_mentor = facts.visits[pk, VisitKind.STUDY.value, Host.MENTOR.value]
    workshops = sum(facts.visits[pk, VisitKind.WORKSHOP.value, host] for host in Host.values)
    done = in_mentee >= facts.wanted[Host.MENTEE] and in_mentor >= facts.wanted[Host.MENTOR]
    host = str(pair.mentee if in_mentee < facts.wanted[Host.MENTEE] else pair.mentor)
    held = _("%(held)d of %(all)d held") % {"held": in_mentee + in_mentor, "all": sum(facts.wanted.values())}
    lessons = facts.counts[pk]["number_of_learning"] or 0
    return [
        PairStep("study_visits", _("Study visits"), "pair_visits", host, done, held),
        PairStep("transfer_workshop", _("Transfer workshop"), "pair_visits", both, bool(workshops),
                 str(workshops or "")),
        PairStep("learning", _("Learning log"), "learning_log", both, bool(lessons), str(lessons or "")),
    ]  # fmt: skip


def _capitalise(pair: Pair, facts: Facts) -> list[PairStep]:
    there, mentor, both = facts.counts[pair.pk], str(pair.mentor), f"{pair.mentee}, {pair.mentor}"
    mentee = str(pair.mentee)
    number, given = facts.plans.get(pair.mentee_id, (0, 0))
    planned = ngettext("%d action", "%d actions", number) % number if number else ""
    rows = (
        ("product", _("Product"), there["number_of_products"], mentor),
        ("academy", _("Training academy"), there["number_of_academies"], mentor),
        ("dissemination", _("Results spread"), there["number_of_told"], both),
    )
    return [
        PairStep("action_plan", _("Action plan"), "pair_plan", mentee, bool(number), planned),
        PairStep("endorsement", _("Plan endorsed"), "pair_plan", mentee, bool(given), str(given or "")),
        *[PairStep(key, name, "pair_results", who, bool(n), str(n or "")) for key, name, n, who in rows],
    ]


def rows_of(person: Any, project: Project, pairs: list[Pair]) -> list[PairRow]:
    """Each live pair with its steps."""
    live = [pair for pair in pairs if pair.is_live]
    facts = Facts(project, live)
    return [PairRow(pair, may(person, "pair.read", pair), steps_of(pair, facts)) for pair in live]
