# SPDX-License-Identifier: EUPL-1.2
"""What is missing before a review can leave the assessment and the feedback."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.benchmarks.queries import item_ids
from isopolity.reports.models import ItemProgress, Paragraph, Report, ReportState, SignOff, SignOffSubject
from isopolity.reports.queries.factcheck import told as facts_left
from isopolity.reviews.models import Review
from isopolity.reviews.stages import Blocker, Warning, check_before_leaving

Found = list[Blocker | Warning]


@check_before_leaving("assessment")
def findings(review: Review) -> Found:
    """Every item settled and compared with the initial report."""
    wanted = item_ids(review.adoption.version, review.adoption)
    progress = ItemProgress.objects.filter(review=review, item__in=wanted)
    unsettled = len(wanted) - progress.filter(is_settled=True).count()
    unchecked = len(wanted) - progress.filter(is_checked=True).count()
    here = ("findings", review.pk)
    found: Found = []
    if unsettled:
        text = (
            ngettext(
                "%d item has no finding and is not declared “not examined”.",
                "%d items have no finding and are not declared “not examined”.",
                unsettled,
            )
            % unsettled
        )
        found.append(Blocker(text, _("team"), *here))
    if unchecked:
        text = ngettext(
            "%d item is not compared with the initial report.",
            "%d items are not compared with the initial report.",
            unchecked,
        )
        found.append(Blocker(text % unchecked, _("team"), *here))
    return found


@check_before_leaving("feedback")
def feedback(review: Review) -> Found:
    """Everybody signed off; every recommendation has its reply; the report is published."""
    here = ("report", review.pk)
    report: Report | None = getattr(review, "report", None)
    if report is None:
        return [Blocker(_("There is no report yet."), _("team"), *here)]
    found: Found = []
    for subject in _unsigned_subjects(report):
        signed = SignOff.objects.filter(report=report, subject=subject).values("member")
        for name in review.members.inside().exclude(pk__in=signed).values_list("person__name", flat=True):
            text = _("%(who)s has not signed off: %(what)s.") % {"who": name, "what": subject.label}
            found.append(Blocker(text, name, *here))
    host = _("coordinator of %s") % review.city
    advice = list(report.recommendations.values_list("fact_check", "reply"))
    if report.state == ReportState.FACT_CHECK and not report.facts_reason:
        unchecked = sum(check is None for check, _reply in advice)
        unchecked += Paragraph.objects.filter(section__report=report, fact_check=None).count()
        if unchecked:
            found.append(Blocker(facts_left(unchecked), host, *here))
    left = sum(reply is None for _check, reply in advice)
    if left:
        text = ngettext("%d recommendation has no reply.", "%d recommendations have no reply.", left) % left
        found.append(Blocker(text, host, *here))
    if report.state != ReportState.PUBLISHED:
        found.append(Blocker(_("Report and reply are not published."), host, *here))
    return found


def _unsigned_subjects(report: Report) -> list[SignOffSubject]:
    """What still waits for signatures: nobody signs what was presented or agreed already."""
    open_subjects = [] if report.headlines_shown_at else [SignOffSubject.HEADLINES]
    written = report.state in (ReportState.DRAFTING, ReportState.FACT_CHECK)
    return [*open_subjects, SignOffSubject.REPORT] if written else open_subjects
