# SPDX-License-Identifier: EUPL-1.2
"""The plan as one whole, for freezing and comparing."""

from typing import Any

from django.utils.translation import gettext as _

from isopolity.core.autosave import digest
from isopolity.plans.models import Endorsement, Plan, PlanAction, PlanEvidence, PlanVersion
from isopolity.plans.queries.money import lines_of, shown
from isopolity.plans.queries.plans import actions_of
from isopolity.plans.versions import Change, differences

FIELDS = (
    "title", "objective", "target", "lead", "partners", "beneficiaries", "for_women", "starts", "ends", "transfer",
    "sustainability",
)  # fmt: skip


def content_of(plan: Plan) -> dict[str, Any]:
    """All that is endorsed. How far things are is not in it: progress changes no plan."""
    rows = actions_of(plan)
    titles = {row.pk: row.title for row in rows}
    money: dict[int, list[dict[str, Any]]] = {row.pk: [] for row in rows}
    for line in lines_of([plan]):
        one = shown(line)
        told = {"id": line.pk, "name": str(line), "source": line.source, "is_own": line.is_own}
        money[line.action_id].append({**told, "amount": str(one.amount), "refused": line.refused_on is not None})
    return {
        "title": plan.title,
        "problem": plan.problem,
        "aims": plan.aims,
        "evidence": [_evidence(row) for row in PlanEvidence.objects.filter(plan=plan)],
        "actions": [_action(row, titles, money[row.pk]) for row in rows],
    }


def _evidence(row: PlanEvidence) -> dict[str, Any]:
    return {"id": row.pk, "kind": row.kind, "text": row.text, "source": row.source, "link": row.link}


def _action(row: PlanAction, titles: dict[int, str], money: list[dict[str, Any]]) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in FIELDS}
    days = {name: facts[name].isoformat() if facts[name] else None for name in ("starts", "ends")}
    steps = [{"id": step.pk, "name": step.name, "due": step.due.isoformat()} for step in row.milestones.all()]
    risks = [
        {"id": one.pk, "text": one.text, "answer": one.answer, "is_political": one.is_political}
        for one in row.risks.all()
    ]
    needs = [titles[need.needed_id] for need in row.needs.all()]
    return {"id": row.pk, **facts, **days, "waits for": needs, "milestones": steps, "risks": risks, "money": money}


def mark_of(plan: Plan) -> str:
    """A short mark of the plan's content: whoever endorses sends back the mark of what was read."""
    return digest(content_of(plan))


def words() -> dict[str, str]:
    """The fields of a content in the reader's language."""
    return {
        "title": _("Title"), "problem": _("Problem"), "aims": _("Aims"), "evidence": _("Evidence base"),
        "actions": _("Actions"), "order": _("Order"), "kind": _("Kind"), "text": _("Text"), "source": _("Source"),
        "link": _("Link"), "objective": _("Objective"), "target": _("Target"), "lead": _("Lead office"),
        "partners": _("Partners"), "beneficiaries": _("Beneficiaries"),
        "for_women": _("Addressed to migrant women and girls"), "starts": _("Starts"), "ends": _("Ends"),
        "transfer": _("Transfer and mainstreaming"), "sustainability": _("After the funding ends"),
        "waits for": _("Waits for"), "milestones": _("Milestones"), "risks": _("Risks"), "money": _("Money"),
        "name": _("Name"), "due": _("By when"), "answer": _("Answer"), "is_political": _("Political change"),
        "is_own": _("Own contribution"), "amount": _("Amount in euro"), "refused": _("Refused"),
    }  # fmt: skip


def changes_since(version: PlanVersion, now: dict[str, Any]) -> list[tuple[str, Change]]:
    """(field in words, what changed) since the version."""
    names = words()
    return [(names.get(one.field, one.field), one) for one in differences(version.content, now)]


def endorsements_of(plan: Plan) -> list[Endorsement]:
    """Every organisation's word on the plan."""
    return list(Endorsement.objects.filter(plan=plan).select_related("version").defer("version__content"))
