# SPDX-License-Identifier: EUPL-1.2
"""A plan is begun, described, shown, taken away; its evidence base."""

from typing import Any

from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.autosave import check
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.groups.models import SupportGroup
from isopolity.networks.models import Project
from isopolity.places.models import City
from isopolity.plans.models import Plan, PlanEvidence
from isopolity.plans.rules import is_partner
from isopolity.reports.models import Headline

PLAN_TEXTS = ("problem", "aims")
EVIDENCE = ("kind", "text", "source", "link")


@action
def create_plan(
    *, by: Person, city: City, title: str, project: Project | None = None, group: SupportGroup | None = None
) -> Plan:
    """A new plan of a city: in a project in which it is a partner, or its own."""
    require(by, "plan.create", (project, city))
    if project is not None and not is_partner(project, city):
        words = _("%s is no partner of this project.") % city
        raise Refused(words, fields={"city": words})
    return _keep(Plan(project=project, city=city), title=title, group=group)


@action
def change_plan(*, by: Person, plan: Plan, title: str, group: SupportGroup | None = None) -> Plan:
    """Another title, or another support group behind it."""
    require(by, "plan.write", plan)
    return _keep(locked_plan(plan), title=title, group=group)


def locked_plan(plan: Plan) -> Plan:
    """The plan's row, held until the action ends."""
    return Plan.objects.select_for_update().get(pk=plan.pk)


def _keep(plan: Plan, *, title: str, group: SupportGroup | None) -> Plan:
    plan.title, plan.group = plain(title), group
    if group is not None and (group.city_id, group.project_id) != (plan.city_id, plan.project_id):
        words = _("This group belongs to another city or project.")
        raise Refused(words, fields={"group": words})
    same = Plan.objects.filter(project=plan.project_id, city=plan.city_id, title=plan.title)
    if same.exclude(pk=plan.pk).exists():
        words = _("The city has a plan of this title already.")
        raise Refused(words, fields={"title": words})
    checked(plan).save()
    return plan


@action
def save_plan_text(*, by: Person, plan: Plan, field: str, value: str, seen: str | None = None) -> Plan:
    """The problem or the aims. ``seen`` is the digest of what the change started from."""
    require(by, "plan.write", plan)
    if field not in PLAN_TEXTS:
        raise Refused(_("There is no such field."))
    row, text = locked_plan(plan), plain(value)
    check(getattr(row, field), text, seen)
    setattr(row, field, text)
    row.save(update_fields=[field])
    return row


@action
def show_plan(
    *, by: Person, plan: Plan, page: bool, progress: bool = False, money: bool = False, lines: bool = False
) -> Plan:
    """What everybody may see: the plan's page; on it its progress, money by totals, single funding lines."""
    require(by, "plan.publish", plan)
    row = locked_plan(plan)
    row.shows_page, row.shows_progress = page, page and progress
    row.shows_money, row.shows_lines = page and money, page and money and lines
    row.save()
    return row


@action
def remove_plan(*, by: Person, plan: Plan) -> None:
    """A plan begun by mistake; refused once it has actions."""
    require(by, "plan.write", plan)
    if plan.actions.exists():
        raise Refused(_("The plan has actions. Take them out first."))
    plan.delete()


@action
def add_evidence(*, by: Person, plan: Plan, **facts: Any) -> PlanEvidence:
    """Numbers, perceptions or foresight that the plan rests on, with their source."""
    require(by, "plan.write", plan)
    return _keep_evidence(PlanEvidence(plan=plan), facts)


@action
def change_evidence(*, by: Person, evidence: PlanEvidence, **facts: Any) -> PlanEvidence:
    """Other words, another source."""
    require(by, "plan.write", evidence.plan)
    return _keep_evidence(evidence, facts)


@action
def remove_evidence(*, by: Person, evidence: PlanEvidence) -> None:
    """The plan no longer rests on it."""
    require(by, "plan.write", evidence.plan)
    evidence.delete()


def _keep_evidence(row: PlanEvidence, facts: dict[str, Any]) -> PlanEvidence:
    for name, value in facts.items():
        if name not in EVIDENCE:
            raise Refused(_("There is no such field."), fields={name: _("There is no such field.")})
        setattr(row, name, plain(value))
    checked(row).save()
    return row


@action
def link_headline(*, by: Person, plan: Plan, headline: Headline) -> PlanEvidence:
    """A headline finding of the city's own published report enters the evidence base, with a link to the report."""
    require(by, "plan.write", plan)
    report = headline.review.report
    if headline.review.city_id != plan.city_id or report.published_at is None:
        raise Refused(_("Only headline findings of the city’s own published reports can stand here."))
    row = PlanEvidence(plan=plan, kind="perceptions", text=headline.text, report=report)
    row.source = _("Peer review, published on %s") % report.published_at.date()
    if PlanEvidence.objects.filter(plan=plan, report=report, text=row.text).exists():
        raise Refused(_("This headline finding stands in the evidence base already."))
    checked(row).save()
    return row
