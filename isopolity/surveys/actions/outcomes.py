# SPDX-License-Identifier: EUPL-1.2
"""Headline outcomes are defined once on the questions; quotes are released one by one."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.surveys import shipped
from isopolity.surveys.form import form_of
from isopolity.surveys.form.outcomes import fault_of
from isopolity.surveys.form.table import columns_of, values
from isopolity.surveys.models import HeadlineOutcome, Questionnaire, Quote, Response, Wave


@action
def add_outcome(
    *,
    by: Person,
    questionnaire: Questionnaire,
    noun: Mapping[str, str],
    text: Mapping[str, str],
    condition: str,
    sum: str = "",
) -> HeadlineOutcome:
    """One more statement, counted in every wave of this questionnaire. ``sum`` is added up where it holds."""
    require(by, "outcome.manage", questionnaire)
    facts = _checked(questionnaire, noun, text, condition, sum)
    of_series = HeadlineOutcome.objects.filter(project=questionnaire.project_id, series=questionnaire.series)
    last = of_series.aggregate(last=Max("position"))["last"]
    return HeadlineOutcome.objects.create(
        project=questionnaire.project, series=questionnaire.series, position=(last or 0) + 1, **facts
    )


def _checked(
    questionnaire: Questionnaire, noun: Mapping[str, str], text: Mapping[str, str], condition: str, total: str
) -> dict[str, Any]:
    form = form_of(questionnaire.definition)
    facts: dict[str, Any] = {"noun": _texts(noun), "text": _texts(text)}
    facts |= {"condition": cleaning.plain(condition), "sum": cleaning.plain(total)}
    wrong = {name: _("Write a text.") for name in ("noun", "text", "condition") if not facts[name]}
    for name in ("condition", "sum"):
        if facts[name] and (fault := fault_of(form, facts[name])):
            wrong[name] = fault
    if wrong:
        raise Refused(_("Something is missing or wrong."), fields=wrong)
    return facts


def _texts(words: Mapping[str, str]) -> dict[str, str]:
    return {tag: kept for tag, text in words.items() if (kept := cleaning.plain(text))}


@action
def add_shipped_outcomes(*, by: Person, questionnaire: Questionnaire) -> int:
    """The statements that come with a questionnaire from the library, where they are not there yet; how many."""
    require(by, "outcome.manage", questionnaire)
    known = set(
        HeadlineOutcome.objects.filter(project=questionnaire.project_id, series=questionnaire.series).values_list(
            "condition", "sum"
        )
    )
    name, form, added = questionnaire.origin.removeprefix("library:"), form_of(questionnaire.definition), 0
    for one in shipped.outcomes(name):
        usable = not fault_of(form, one["condition"]) and not (one.get("sum") and fault_of(form, one["sum"]))
        if usable and (one["condition"], one.get("sum", "")) not in known:
            add_outcome(by=by, questionnaire=questionnaire, **one)
            added += 1
    return added


@action
def remove_outcome(*, by: Person, outcome: HeadlineOutcome, questionnaire: Questionnaire) -> None:
    """Without this statement."""
    require(by, "outcome.manage", questionnaire)
    if (outcome.project_id, outcome.series) != (questionnaire.project_id, questionnaire.series):
        raise Refused(_("This statement belongs to another questionnaire."))
    outcome.delete()


@action
def release_quote(*, by: Person, wave: Wave, key: str, text: str) -> Quote:
    """Show an answer in somebody's own words to all partners, without saying whose it is.

    It must be what somebody handed in, whole or a part of it.
    """
    require(by, "wave.manage", wave)
    column = next((one for one in columns_of(form_of(wave.questionnaire.definition)) if one.key == key), None)
    text = cleaning.plain(text)
    if column is None or not column.is_open or not text:
        raise Refused(_("Choose an answer in somebody's own words."), fields={"text": _("Write the quote.")})
    rows = Response.objects.filter(respondent__wave=wave, submitted_at__isnull=False).values_list("counted", flat=True)
    if not any(text in str(answer) for counted in rows for answer in values(column, counted or {})):
        raise Refused(_("Nobody said it in these words. A quote is what stands in an answer."))
    return Quote.objects.create(wave=wave, key=key, text=text, released_by=by)


@action
def withdraw_quote(*, by: Person, quote: Quote) -> None:
    """Do not show it any more."""
    require(by, "wave.manage", quote.wave)
    quote.delete()
