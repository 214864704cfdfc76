# SPDX-License-Identifier: EUPL-1.2
"""The shapes of projects (pure): what each kind of project brings when it is made.

Peer review: the seven steps of INTI-CITIES. Mentoring: learn, connect, capitalise as in IncluCities, its needs
analysis guided by a benchmark as in ImpleMentoring. Action-planning network: the two phases of MILE and URBACT.
A secretariat may change all of it afterwards. Keys are kept, so that the software knows what it can compute.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class ShapeStep:
    """A step: for whom it is done (project, city, pair), due so many months from an edge; None: by another clock."""

    key: str
    name: Text
    scope: str = "city"
    months: int | None = None
    since: str = "phase_start"


@dataclass(frozen=True)
class ShapeRequest:
    """Each partner with the role is asked for a document of this kind."""

    kind: str
    from_role: str
    months: int
    since: str = "phase_start"
    note: Text = ""


@dataclass(frozen=True)
class ShapePhase:
    """A phase from one month of the project to another. ``objectives``: (key, text)."""

    key: str
    name: Text
    first: int
    last: int
    steps: tuple[ShapeStep, ...] = ()
    requests: tuple[ShapeRequest, ...] = ()
    objectives: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True)
class ShapeLine:
    """A budget line that comes with the shape, as an example to be changed."""

    kind: str
    name: Text
    minimum: Decimal | None = None
    ceiling: Decimal | None = None
    is_ring_fenced: bool = False
    financed_percent: Decimal = Decimal(100)


@dataclass(frozen=True)
class Shape:
    """What a kind of project brings. ``clocks`` are fields of the project; ``roles`` are those its partners have."""

    kind: str
    explanation: Text
    roles: tuple[str, ...]
    phases: tuple[ShapePhase, ...]
    clocks: Mapping[str, Any] = field(default_factory=dict)
    clock_words: tuple[Text, ...] = ()
    budget: tuple[ShapeLine, ...] = ()

    @property
    def months(self) -> int:
        """How long the whole shape takes."""
        return max(phase.last for phase in self.phases)


PEER_REVIEW = Shape(
    kind="peer_review",
    explanation=_(
        "Cities measure themselves against one benchmark. Officers of other cities visit as critical friends, agree "
        "what they found and advise; the city answers with commitments."
    ),
    roles=("lead", "city", "host", "peer", "association", "expert"),
    phases=(
        ShapePhase(
            "review_preparation", _("Preparation"), 0, 9,
            steps=(
                ShapeStep("benchmark", _("Benchmark"), "project", 3),
                ShapeStep("training", _("Training"), "project", 8),
                ShapeStep("initial_report", _("Initial report")),
                ShapeStep("desk_review", _("Desk review")),
            ),
        ),
        ShapePhase(
            "review_assessment", _("Visits and assessment"), 9, 18,
            steps=(ShapeStep("visit", _("Visit")), ShapeStep("assessment", _("Assessment"))),
        ),
        ShapePhase("review_feedback", _("Feedback"), 18, 24, steps=(ShapeStep("feedback", _("Feedback")),)),
    ),
    clock_words=(
        _("Initial report 4 weeks and desk reviews 2 weeks before the visit"),
        _("Report 1 month, reply and commitments 3 months, progress 12 months after the visit"),
    ),
)  # fmt: skip

MENTORING = Shape(
    kind="mentoring",
    explanation=_(
        "A mentee city learns from a mentor city, each with its national association. They find out what the mentee "
        "needs, visit each other, and carry on what they learned: learn, connect, capitalise."
    ),
    roles=("lead", "association", "mentee", "mentor", "expert"),
    phases=(
        ShapePhase(
            "learn", _("Learn"), 0, 12,
            steps=(
                ShapeStep("profile", _("City profile"), "city", 2),
                ShapeStep("matching", _("Pairs matched"), "project", 4),
                ShapeStep("agreement", _("Agreement signed"), "pair", 5),
                ShapeStep("needs_analysis", _("Needs analysis of the mentee, guided by benchmark items"), "pair", 9),
                ShapeStep("stakeholder_map", _("Stakeholder map"), "pair", 9),
                ShapeStep("support_network", _("Local support network"), "pair", 10),
            ),
            requests=(
                ShapeRequest("mapping_report", "mentee", 9, note=_("The needs analysis of the mentee city.")),
            ),
        ),
        ShapePhase(
            "connect", _("Connect"), 12, 30,
            steps=(
                ShapeStep("study_visits", _("Study visits"), "pair", 15),
                ShapeStep("transfer_workshop", _("Transfer workshop"), "pair", 17),
            ),
            requests=(
                ShapeRequest("agenda", "mentor", 3, note=_("The programme of the study visit.")),
                ShapeRequest("minutes", "mentee", 15, note=_("What was seen and learned on the study visits.")),
            ),
        ),
        ShapePhase(
            "capitalise", _("Capitalise"), 30, 36,
            steps=(
                ShapeStep("action_plan", _("Action plan"), "pair", 2),
                ShapeStep("endorsement", _("Action plan endorsed"), "pair", 4),
                ShapeStep("product", _("One-stop-shop or other product of the mentor"), "pair", 4),
                ShapeStep("academy", _("Training academy for the national level"), "pair", 5),
                ShapeStep("dissemination", _("Results spread"), "project", 6),
            ),
            requests=(
                ShapeRequest("endorsement", "mentee", 4, note=_("The council’s resolution on the action plan.")),
                ShapeRequest("guide", "mentor", 5, note=_("The one-stop-shop, or how another product is used.")),
                ShapeRequest("final_report", "lead", 6),
            ),
        ),
    ),
    clocks={"mentee_visits": 2, "mentor_visits": 1, "survey_waves": [6, 12]},
    clock_words=(
        _("Two study visits in the mentee city, one in the mentor city"),
        _("Follow-up surveys 6 and 12 months after the end"),
    ),
)  # fmt: skip

ACTION_PLANNING = Shape(
    kind="action_planning",
    explanation=_(
        "Each city gathers a local support group and writes an action plan, with its managing authority at the table. "
        "A short preparatory phase maps what is there; the operational phase plans, exchanges and finds money."
    ),
    roles=("lead", "city", "authority", "association", "expert"),
    phases=(
        ShapePhase(
            "preparatory", _("Preparatory phase"), 0, 6,
            steps=(
                ShapeStep("mapping", _("Local mapping"), "city", 4),
                ShapeStep("contract", _("Contract settled"), "city", 6),
            ),
            requests=(
                ShapeRequest("mapping_report", "city", 4, note=_("Trends, realities and needs in the city.")),
                ShapeRequest("proposal", "lead", 6, note=_("The proposal for the operational phase.")),
            ),
            objectives=(
                ("extend", _("Extend the partnership")),
                ("map", _("Map trends, realities and needs locally and in Europe")),
                ("analyse", _("Analyse what the mapping found")),
                ("propose", _("Propose the next phase")),
                ("settle", _("Settle the contracts of the project")),
            ),
        ),
        ShapePhase(
            "operational", _("Operational phase"), 6, 30,
            steps=(
                ShapeStep("support_group", _("Support group set up"), "city", 4),
                ShapeStep("authority", _("Managing authority involved"), "city", 6),
                ShapeStep("exchange", _("Exchange between the cities"), "project", 18),
                ShapeStep("action_plan", _("Action plan"), "city", 20),
                ShapeStep("endorsement", _("Action plan endorsed"), "city", 23),
                ShapeStep("survey_4", _("Follow-up survey after 4 months"), "city", 4, "phase_end"),
                ShapeStep("survey_6", _("Follow-up survey after 6 months"), "city", 6, "phase_end"),
                ShapeStep("survey_12", _("Follow-up survey after 12 months"), "city", 12, "phase_end"),
                ShapeStep("survey_24", _("Follow-up survey after 24 months"), "city", 24, "phase_end"),
            ),
            requests=(
                ShapeRequest("minutes", "city", 6, note=_("Of the first meeting of the support group.")),
                ShapeRequest("endorsement", "city", 23, note=_("The resolution or letter that endorses the plan.")),
                ShapeRequest("final_report", "lead", 0, "phase_end"),
            ),
        ),
    ),
    clocks={"survey_waves": [4, 6, 12, 24]},
    clock_words=(_("Follow-up surveys 4, 6, 12 and 24 months after the operational phase"),),
    budget=(
        ShapeLine("support_groups", _("Support groups"), minimum=Decimal(70_000), is_ring_fenced=True),
        ShapeLine("managing_authorities", _("Managing authorities"), ceiling=Decimal(40_000)),
    ),
)  # fmt: skip

SHAPES: dict[str, Shape] = {shape.kind: shape for shape in (PEER_REVIEW, MENTORING, ACTION_PLANNING)}
PHASE_NAMES: dict[str, Text] = {phase.key: phase.name for shape in SHAPES.values() for phase in shape.phases}
STEP_NAMES: dict[str, Text] = {
    step.key: step.name for shape in SHAPES.values() for phase in shape.phases for step in phase.steps
}
OBJECTIVE_TEXTS: dict[str, Text] = {
    key: text for shape in SHAPES.values() for phase in shape.phases for key, text in phase.objectives
}
