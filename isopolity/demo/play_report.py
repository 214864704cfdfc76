# SPDX-License-Identifier: EUPL-1.2
"""Findings, headline findings, report, fact-check, reply, commitments and progress."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from isopolity.core.principal import acting
from isopolity.demo.play import Play
from isopolity.demo.texts import by_item, case, told
from isopolity.evidence.corroboration import State
from isopolity.evidence.queries import states
from isopolity.reports import actions as reports
from isopolity.reports.models import Finding, Report, SectionKind
from isopolity.reports.queries import is_usable

LEFT_OUT = {"IE/I/4": "Nobody who runs the language courses could be met during the visit."}
OVERRIDE = "One first-hand account and the council's own minutes say the same; a second interview was cancelled."


def write_findings(here: Play) -> None:
    """One for each item, compared with the initial report; one item is declared not examined."""
    review = here.review
    with acting(here.leader):
        found = states(review)
    for number, (code, item) in enumerate(here.items.items()):
        texts, by = by_item()[code], here.team()[number % 4].person
        with acting(by):
            if code in LEFT_OUT:
                reports.leave_out(by=by, review=review, item=item, reason=LEFT_OUT[code])
                continue
            state = found.get(item.pk)
            level = (state.level if state else None) or "inconclusive"
            reports.save_finding(by=by, review=review, item=item, field="level", value=level)
            text = told(texts["finding"], here.plan.city)
            reports.save_finding(by=by, review=review, item=item, field="text", value=text)
            if texts.get("barrier"):
                reports.save_finding(by=by, review=review, item=item, field="barriers", value=texts["barrier"])
            if state and state.level == "surpasses":
                reports.mark_practice(by=by, review=review, item=item, is_practice=True)
            reports.compare(by=by, review=review, item=item, is_checked=True)
    here.move_on(here.leader)


class Desk:
    """The findings at hand while the report is written: only usable ones, overridden by the facilitator if need be."""

    def __init__(self, here: Play) -> None:
        self.here = here
        with acting(here.leader):
            self.states = states(here.review)
            rows = Finding.objects.filter(review=here.review).select_related("item", "review__project")
            self.by_code = {row.item.code: row for row in rows}

    def usable(self, codes: list[str]) -> list[Finding]:
        rows = [self.by_code[code] for code in codes if code in self.by_code]
        good = [row for row in rows if self.is_good(row)]
        if good:
            return good
        facilitator = self.here.facilitator
        for row in rows:
            state = self.states.get(row.item_id)
            if not row.not_examined and state is not None and state.state != State.NO_EVIDENCE:
                with acting(facilitator):
                    self.by_code[row.item.code] = reports.override(by=facilitator, finding=row, reason=OVERRIDE)
                return [self.by_code[row.item.code]]
        return []

    def is_good(self, row: Finding) -> bool:
        state = self.states.get(row.item_id)
        return state is not None and is_usable(row, state)


def report_and_reply(here: Play) -> None:
    """Headlines agreed and shown; the report written; one review stops with the host's fact-check, one goes on."""
    desk = Desk(here)
    leader, review, city = here.leader, here.review, here.plan.city
    with acting(leader):
        report = reports.start_report(by=leader, review=review, title=f"{city}, read by its peers")
    for row in case()["headlines"]:
        findings = desk.usable(row["items"])
        if findings:
            with acting(leader):
                reports.write_headline(
                    by=leader, review=review, text=told(row["text"], city), balance=row["balance"], findings=findings
                )
    sign(here, report, "headlines")
    with acting(leader):
        reports.show_headlines(by=leader, report=report)
    write_sections(here, report, desk)
    for row in case()["recommendations"]:
        findings = desk.usable(row["items"])
        if findings:
            with acting(leader):
                reports.write_recommendation(
                    by=leader, report=report, text=told(row["text"], city), horizon=row["horizon"],
                    addressee=row["addressee"], findings=findings,
                )  # fmt: skip
    sign(here, report, "report")
    with acting(leader):
        report = reports.share(by=leader, report=report)
    check_facts(here, report, all_of_it=here.reached("feedback"))


def write_sections(here: Play, report: Report, desk: Desk) -> None:
    """Summary, strengths, areas to improve, practices, method."""
    texts: dict[str, list[Any]] = case()["report"]
    for section in report.sections.all():
        key = {SectionKind.SUMMARY: "summary", SectionKind.STRENGTHS: "strengths", SectionKind.IMPROVE: "improve",
               SectionKind.PRACTICES: "practices", SectionKind.METHOD: "method"}[SectionKind(section.kind)]  # fmt: skip
        for number, row in enumerate(texts[key]):
            by = here.team()[number % 4].person
            text, codes = (row, []) if isinstance(row, str) else (row["text"], row["items"])
            findings = desk.usable(codes) if codes else []
            with acting(by):
                reports.write_paragraph(by=by, section=section, text=told(text, here.plan.city), findings=findings)


def sign(here: Play, report: Report, subject: str) -> None:
    """Every member agrees."""
    for member in here.team():
        with acting(member.person):
            reports.sign_off(by=member.person, report=report, subject=subject)


def check_facts(here: Play, report: Report, *, all_of_it: bool) -> None:
    """The host goes through the paragraphs; in the older review one fact was wrong and was settled."""
    paragraphs = [p for section in report.sections.all() for p in section.paragraphs.all()]
    host, leader = here.host, here.leader
    with acting(host):
        for paragraph in paragraphs if all_of_it else paragraphs[:9]:
            reports.check_facts(by=host, report=report, paragraph=paragraph, is_correct=True)
        reports.check_facts(
            by=host, report=report, paragraph=paragraphs[3], is_correct=False,
            comment="The figure is from last year; this year's annual report has a newer one.",
        )  # fmt: skip
    if all_of_it:
        with acting(leader):
            for row in report.fact_checks.filter(state="wrong"):
                reports.answer_fact_check(by=leader, fact_check=row, answer="We checked it; the year is named now.")
        with acting(host):
            for advice in report.recommendations.all():
                reports.check_facts(by=host, report=report, recommendation=advice, is_correct=True)
        with acting(leader):
            reports.end_fact_check(by=leader, report=report)


def follow_up(here: Play) -> None:
    """The host replies to every recommendation, commits, publishes, and tells how its commitments fare."""
    host, report = here.host, Report.objects.get(review=here.review)
    rows = list(report.recommendations.order_by("position"))
    with acting(host):
        for row, text in zip(rows, case()["replies"], strict=False):
            reports.reply(
                by=host, recommendation=row, answer=text["answer"], reason=told(text["reason"], here.plan.city)
            )
        made = commit_all(here, rows)
        report = reports.finish_reply(by=host, report=report)
        reports.publish(by=host, report=report)
    here.move_on(host)
    with acting(host):
        for number, (commitment, text) in enumerate(made):
            state = ["done", "under_way", "under_way", "planned"][number % 4]
            if state != "planned":
                reports.tell_progress(by=host, commitment=commitment, state=state, text=told(text, here.plan.city))


def commit_all(here: Play, rows: list[Any]) -> list[tuple[Any, str]]:
    """The commitments of the case, on the recommendations that were accepted."""
    made = []
    for text in case()["commitments"]:
        if text["recommendation"] > len(rows):
            continue
        recommendation = rows[text["recommendation"] - 1]
        recommendation.refresh_from_db()
        if recommendation.reply.answer == "decline":
            continue
        commitment = reports.commit(
            by=here.host, recommendation=recommendation,
            title=told(text["title"], here.plan.city), office=text["office"],
            decision=text["decision"], decided_on=timezone.localdate() - timedelta(days=60),
            due=timezone.localdate() + timedelta(days=30 * text["deadline_months"]), amount=Decimal(text["amount"]),
        )  # fmt: skip
        made.append((commitment, text["progress"]))
    return made
