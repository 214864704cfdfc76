# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with findings, report, reply and commitments."""

from typing import Any

from isopolity.core.policy import for_anyone, permission
from isopolity.reports.models import Commitment, Recommendation, Report, ReportState
from isopolity.reviews.rules import facilitates, hosts, inside_team, leads, runs_review


def team_of_report(person: Any, report: Report) -> bool:
    """Inside the team."""
    return inside_team(person, report.review)


def leads_report(person: Any, report: Report) -> bool:
    """Team leader."""
    return leads(person, report.review)


def facilitates_report(person: Any, report: Report) -> bool:
    """Facilitator."""
    return facilitates(person, report.review)


def host_of_report(person: Any, report: Report) -> bool:
    """Coordinator of the host city."""
    return hosts(person, report.review)


def secretariat_of_report(person: Any, report: Report) -> bool:
    """Secretariat of the project."""
    return runs_review(person, report.review)


def is_shown(person: Any, report: Report) -> bool:
    """The headline findings were presented to the host."""
    return report.headlines_shown_at is not None


def is_shared(person: Any, report: Report) -> bool:
    """The team handed the report to the host."""
    return report.shared_at is not None


def is_drafting(person: Any, report: Report) -> bool:
    """It is being written."""
    return report.state == ReportState.DRAFTING


def is_fact_check(person: Any, report: Report) -> bool:
    """The host checks its facts."""
    return report.state == ReportState.FACT_CHECK


def is_reply(person: Any, report: Report) -> bool:
    """The host replies."""
    return report.state == ReportState.REPLY


def is_handed_in(person: Any, report: Report) -> bool:
    """The host handed in its reply."""
    return report.replied_at is not None


@for_anyone
def is_public(person: Any, report: Report) -> bool:
    """It is published."""
    return report.published_at is not None


def host_of_recommendation(person: Any, recommendation: Recommendation) -> bool:
    """Coordinator of the host city, once the report is with the host for its reply."""
    report = recommendation.report
    return host_of_report(person, report) and report.state in (ReportState.REPLY, ReportState.PUBLISHED)


def host_of_commitment(person: Any, commitment: Commitment) -> bool:
    """Coordinator of the host city."""
    return host_of_report(person, commitment.recommendation.report)


TABLE = {
    "finding.read": permission("read findings while they are the team's alone", inside_team),
    "finding.write": permission("write findings and headline findings", inside_team),
    "finding.override": permission("use a finding without corroboration, with a reason", facilitates),
    "headline.read": permission("read the headline findings", team_of_report, (host_of_report, is_shown), is_public),
    "headline.show": permission("present the headline findings to the host", leads_report, facilitates_report),
    "report.read": permission(
        "read the report",
        team_of_report,
        (host_of_report, is_shared),
        (secretariat_of_report, is_shared),
        is_public,
    ),
    "report.public": permission("read a published report", is_public),
    "report.write": permission("write the report", (team_of_report, is_drafting), (team_of_report, is_fact_check)),
    "report.sign": permission("sign off headline findings and report", team_of_report),
    "report.share": permission("hand the report to the host", leads_report, facilitates_report),
    "report.check_facts": permission("check the report's facts", (host_of_report, is_fact_check)),
    "report.excuse_facts": permission(
        "let a fact-check be closed that the host does not finish, with a reason",
        (secretariat_of_report, is_fact_check),
    ),
    "report.answer_facts": permission("answer the host's fact-check", (team_of_report, is_fact_check)),
    "reply.write": permission("reply to a recommendation, commit to it", host_of_recommendation),
    "reply.read": permission(
        "read the host's reply and commitments",
        (host_of_report, is_shared),
        (team_of_report, is_handed_in),
        (secretariat_of_report, is_handed_in),
        is_public,
    ),
    "report.finish_reply": permission("hand in the reply", (host_of_report, is_reply)),
    "report.publish": permission(
        "publish report and reply", (host_of_report, is_shared), (secretariat_of_report, is_shared)
    ),
    "report.commit": permission("keep the city's commitments", host_of_report),
    "commitment.change": permission("change a commitment, tell its progress", host_of_commitment),
}
