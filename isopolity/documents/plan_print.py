# SPDX-License-Identifier: EUPL-1.2
"""An action plan on paper: what every reader of the plan may read."""

from html import escape
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from isopolity.documents.pdf import pdf, picture
from isopolity.plans.gantt import Bar, Gantt, gantt
from isopolity.plans.models import EndorsementState, FundingState, Plan
from isopolity.plans.money import STATES
from isopolity.plans.queries.plans import tasks_of
from isopolity.plans.queries.whole import Whole, WholeAction, whole_of

FILLS = {"done": ("#e2f0e4", "#1f6138"), "stopped": ("#f3eee4", "#857c6e")}
FILL = ("#f2e3ec", "#6b1d4a")
ROOM, WORD = 760, 64  # of the drawing on a page, and of the name of a month in it


def plan_pdf(plan: Plan) -> bytes:
    """The whole plan as a tagged PDF."""
    whole = whole_of(plan)
    context = {
        "whole": whole, "plan": plan, "schedule": _schedule(whole), "facts": facts(whole),
        "states": [FundingState(state).label for state in STATES],
        "rows": [(one, texts_of(one)) for one in whole.actions],
        "endorsements": [row for row in whole.endorsements if row.state != EndorsementState.ASKED],
    }  # fmt: skip
    return pdf("documents/print/plan.html", context, title=plan.title, footer=f"{plan.city}: {plan.title}")


def facts(whole: Whole) -> list[str]:
    """What stands on the first page."""
    plan = whole.plan
    found = [str(plan.project) if plan.project else _("The city’s own plan")]
    if plan.group:
        found.append(_("Support group: %s") % plan.group)
    women, counted = whole.women
    if counted:
        told = _("Actions addressed to migrant women and girls: %(women)d of %(all)d")
        found.append(told % {"women": women, "all": counted})
    return [*found, _("As of %s") % date_format(timezone.localdate())]


def texts_of(one: WholeAction) -> list[tuple[str, str]]:
    """(name, text) of what is written about an action."""
    row = one.action
    named = [
        (_("Objective"), row.objective), (_("Target"), row.target), (_("Partners"), row.partners),
        (_("Beneficiaries"), row.beneficiaries), (_("Transfer and mainstreaming"), row.transfer),
        (_("After the funding ends"), row.sustainability), (_("Waits for"), ", ".join(one.waits)),
    ]  # fmt: skip
    return [(name, text) for name, text in named if text]


def _schedule(whole: Whole) -> Any:
    """The schedule as a picture; None when no action has both days."""
    actions = [one.action for one in whole.actions]
    marks = {one.action.pk: [(s.due, s.done_on is not None) for s in one.milestones] for one in whole.actions}
    found = gantt(tasks_of(actions), {a.pk: a.state for a in actions}, marks, timezone.localdate(), room=ROOM)
    if found is None:
        return None
    told = "; ".join(
        f"{a.title}: {date_format(a.starts)} – {date_format(a.ends)}" for a in actions if a.starts and a.ends
    )
    return picture(_svg(found), _("Schedule. %s") % told, "picture")


def _svg(drawing: Gantt) -> str:
    width, height = drawing.width, drawing.height
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height}" width="{width:g}" height="{height}"'
        ' font-family="Source Sans 3, Liberation Sans, DejaVu Sans, sans-serif" font-size="13">'
    ]
    told = -float(WORD)
    for tick in drawing.ticks:
        if tick.x - told < WORD or tick.x > width - WORD:  # its name would run into another, or off the drawing
            continue
        told, words = tick.x, date_format(tick.first, "j M" if drawing.is_weeks else "M Y")
        parts.append(f'<path d="M{tick.x:g} 0V{height}" stroke="#ddd5c6"/>')
        parts.append(f'<text x="{tick.x + 4:g}" y="16" fill="#5c554b">{escape(words)}</text>')
    parts += [f'<path d="{path}" fill="none" stroke="#5c554b" stroke-width="1.5"/>' for path in drawing.links]
    for bar in drawing.bars:
        parts += _bar(bar)
    return "".join([*parts, "</svg>"])


def _bar(bar: Bar) -> list[str]:
    fill, line = FILLS.get(bar.state, FILL)
    title = f"{bar.number}. {bar.title}"[:80]
    return [
        f'<text x="{bar.label_x:g}" y="{bar.y - 6}" text-anchor="{bar.anchor}" fill="#23201c">{escape(title)}</text>',
        f'<rect x="{bar.x:g}" y="{bar.y}" width="{bar.width:g}" height="18" rx="3" fill="{fill}" stroke="{line}"'
        f' stroke-width="{3 if bar.is_critical else 1}"/>',
        *(
            f'<circle cx="{x:g}" cy="{y}" r="5" fill="{"#23201c" if done else "#ffffff"}" stroke="#23201c"/>'
            for x, y, done in bar.marks
        ),
    ]
