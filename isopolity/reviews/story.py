# SPDX-License-Identifier: EUPL-1.2
"""How what happened in a review reads: sentences for its own events, nouns for those of the whole method."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from isopolity.core.history import Past, name_things, sentence
from isopolity.reviews.stages import TABLE

name_things(
    {
        "assessments.answer": gettext_lazy("an answer of the initial report"),
        "assessments.backgroundtext": gettext_lazy("a background text"),
        "assessments.contextnote": gettext_lazy("a note on a context factor"),
        "assessments.document": gettext_lazy("a document"),
        "assessments.contribution": gettext_lazy("a colleague's part"),
        "reviews.desknote": gettext_lazy("a desk note"),
        "visits.visit": gettext_lazy("the timetable"),
        "visits.room": gettext_lazy("a room"),
        "visits.interviewee": gettext_lazy("a person to meet"),
        "visits.identity": gettext_lazy("a person's contact"),
        "visits.intervieweeitem": "",
        "visits.meeting": gettext_lazy("a meeting"),
        "visits.interviewer": "",
        "visits.participation": "",
        "visits.session": gettext_lazy("an interview or workshop"),
        "visits.prepareditem": "",
        "evidence.evidence": gettext_lazy("evidence"),
        "evidence.evidenceitem": "",
        "reports.finding": gettext_lazy("a finding"),
        "reports.itemprogress": "",
        "reports.headline": gettext_lazy("a headline finding"),
        "reports.report": gettext_lazy("the report"),
        "reports.paragraph": gettext_lazy("a paragraph of the report"),
        "reports.recommendation": gettext_lazy("a recommendation"),
        "reports.reply": gettext_lazy("a reply"),
        "reports.commitment": gettext_lazy("a commitment"),
    }
)


@sentence("reviews.review")
def review(past: Past) -> str:
    """Set up, new dates; moves have their own rows."""
    if past.label == "created":
        return _("set up the review")
    if {"visit_starts", "visit_ends"} & set(past.changed):
        event = past.event
        if event.visit_starts is None or event.visit_ends is None:
            return _("took the dates of the visit away")
        days = {"first": event.visit_starts.isoformat(), "last": event.visit_ends.isoformat()}
        return _("set the visit to %(first)s – %(last)s") % days
    return _("changed the working language") if "working_language" in past.changed else ""


@sentence("reviews.stagemove")
def move(past: Past) -> str:
    """From one stage to the next."""
    event = past.event
    words = {"before": TABLE[event.before].name, "after": TABLE[event.after].name}
    if past.label != "created":
        return ""
    if event.reason:
        return _("moved the review on unfinished, from %(before)s to %(after)s") % words
    return _("moved the review on, from %(before)s to %(after)s") % words


@sentence("reviews.teammember")
def member(past: Past) -> str:
    """Joining, confirming, declaring, training, leading, submitting, leaving."""
    who, event, changed = past.name(past.event.person_id), past.event, set(past.changed)
    if past.label == "created":
        return _("added %s to the team") % who
    if event.left_at is not None and "left_at" in changed:
        return _("closed %s's place in the team") % who
    told = [
        (event.desk_submitted_at and "desk_submitted_at" in changed, _("submitted the desk review")),
        (event.confirmed_at and "confirmed_at" in changed, _("confirmed a place in the team")),
        ("declared_at" in changed, _("declared conflicts of interest")),
        (event.is_leader and "is_leader" in changed, _("made %s team leader") % who),
        (event.trained_at and "trained_at" in changed, _("marked %s as trained") % who),
        ("trained_at" in changed, _("took back that %s is trained") % who),
        (changed - {"is_leader"}, _("changed the place of %s in the team") % who),
    ]
    return next((text for holds, text in told if holds), "")


@sentence("assessments.assessment")
def assessment(past: Past) -> str:
    """Writing, submitting, returning, accepting the initial report."""
    if past.label == "created":
        return ""
    if "state" in past.changed:
        return {
            "submitted": _("submitted the initial report"),
            "accepted": _("accepted the initial report"),
        }.get(past.event.state, _("returned the initial report"))
    return _("wrote how the initial report was made") if past.changed else ""


@sentence("benchmarks.cityapproval")
def approval(past: Past) -> str:
    """A city agrees to the benchmark."""
    return _("approved the benchmark for a city") if past.label == "created" else _("took an approval back")
