# SPDX-License-Identifier: EUPL-1.2
"""The mentee's needs analysis: saved field by field, submitted, commented by the mentor."""

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import ContextFactor
from isopolity.core.action import action
from isopolity.core.autosave import check
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.mentoring import telling
from isopolity.mentoring.models import Goal, NeedsAnalysis, NeedsComment, NeedsText, Pair


def _analysis(pair: Pair) -> NeedsAnalysis:
    NeedsAnalysis.objects.get_or_create(pair=pair)
    return NeedsAnalysis.objects.select_for_update().get(pair=pair)


def _open(pair: Pair) -> NeedsAnalysis:
    row = _analysis(pair)
    if row.submitted_at is not None:
        raise Refused(_("The needs analysis is submitted. Open it again to change it."))
    return row


@action
def save_need(
    *, by: Person, pair: Pair, value: str, goal: Goal | None = None, factor: ContextFactor | None = None,
    seen: str | None = None,
) -> NeedsText:  # fmt: skip
    """The text on a goal, or on a context factor (exactly one of the two)."""
    require(by, "needs.write", pair)
    if (goal is None) == (factor is None) or (goal is not None and goal.pair_id != pair.pk):
        raise Refused(_("Choose a goal or a context factor."))
    analysis = _open(pair)
    row = analysis.texts.filter(goal=goal, factor=factor).first()
    row = row or NeedsText(analysis=analysis, goal=goal, factor=factor)
    words = plain(value)
    check(row.body, words, seen)
    row.body, row.changed_by, row.changed_at = words, by, timezone.now()
    row.save()
    return row


@action
def submit_needs(*, by: Person, pair: Pair) -> NeedsAnalysis:
    """The mentor, the associations and the secretariat read it from now on."""
    require(by, "needs.write", pair)
    analysis = _open(pair)
    goals = set(pair.goals.values_list("pk", flat=True))
    written = set(analysis.texts.exclude(body="").values_list("goal_id", flat=True))
    if not goals:
        raise Refused(_("Agree on at least one goal first."))
    if goals - written:
        raise Refused(_("Write on every goal before you submit. %d are still empty.") % len(goals - written))
    analysis.submitted_at = timezone.now()
    analysis.save(update_fields=["submitted_at"])
    telling.needs_submitted(pair, by)
    return analysis


@action
def reopen_needs(*, by: Person, pair: Pair) -> NeedsAnalysis:
    """The mentee works on it again; the others do not read it meanwhile."""
    require(by, "needs.write", pair)
    analysis = _analysis(pair)
    analysis.submitted_at = None
    analysis.save(update_fields=["submitted_at"])
    return analysis


@action
def comment_needs(*, by: Person, pair: Pair, text: str, goal: Goal | None = None) -> NeedsComment:
    """What the mentor says to it."""
    require(by, "needs.comment", pair)
    words = plain(text)
    if not words:
        raise Refused(_("Write your comment."), fields={"text": _("Write your comment.")})
    if goal is not None and goal.pair_id != pair.pk:
        raise Refused(_("Choose a goal or a context factor."))
    made = NeedsComment.objects.create(analysis=_analysis(pair), goal=goal, text=words, author=by)
    telling.needs_commented(pair, by)
    return made
