# SPDX-License-Identifier: EUPL-1.2
"""A review's initial report as the team and the secretariat meet it: progress first, reading once it is handed over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from isopolity.assessments import actions as assessments
from isopolity.assessments.actions import unanswered
from isopolity.benchmarks.queries import item_ids
from isopolity.core.components import Stat
from isopolity.core.links import link
from isopolity.core.policy import may, require
from isopolity.core.web import attempt, see
from isopolity.reviews.forms import ReturnForm
from isopolity.reviews.queries import deadlines_of
from isopolity.reviews.views.common import page, review_for


def initial_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The host is led to its writer. Others see progress until it is handed over; then they read, accept or return."""
    review = review_for(request, "review.initial_report", pk)
    assessment, person = review.assessment, request.user
    writer = link("assessment", assessment.pk)
    if writer and request.method != "POST" and may(person, "assessment.open", assessment):
        return see(writer)
    form = ReturnForm(request.POST or None if "return" in request.POST else None)
    if request.method == "POST":
        if "accept" in request.POST:
            assessments.accept_assessment(by=person, assessment=assessment)  # type: ignore[arg-type]
            messages.success(request, _("The initial report is accepted. It does not change any more."))
            return see("initial_report", pk)
        require(person, "assessment.return", assessment)
        attempt(form, lambda: assessments.return_assessment(by=person, assessment=assessment, **form.cleaned_data))  # type: ignore[arg-type]
        if form.is_bound and not form.errors:
            messages.success(request, _("The initial report is back with the host, with your comment."))
            return see("initial_report", pk)
    total = len(item_ids(review.adoption.version, review.adoption))
    done, due = total - len(unanswered(assessment)), deadlines_of(review)
    reads = may(person, "assessment.read", assessment)
    return page(
        request, review, "initial_report.html", "initial_report",
        page_title=_("Initial report"), page_who=_("host and team"), assessment=assessment, form=form,
        stats=[Stat(done, _("items answered or explained"), total)], due=due.initial_report if due else None,
        read_url=link("assessment_read", assessment.pk) if reads else "", reads=reads,
        may_accept=may(person, "assessment.accept", assessment),
        may_return=may(person, "assessment.return", assessment),
    )  # fmt: skip
