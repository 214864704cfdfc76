# SPDX-License-Identifier: EUPL-1.2
"""The matrix of a survey: bodies down, questions across; a page of it on screen, all of it as a workbook."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from isopolity.surveys.form import form_of
from isopolity.surveys.form.table import Column, columns_of, plain
from isopolity.surveys.models import Wave
from isopolity.surveys.queries.results import Results, handed_in, names_of, outcomes_of
from isopolity.surveys.sheets import Sheet, workbook

AT_ONCE = 200  # so many bodies are written while the reader waits; more by a job


def columns_for(wave: Wave) -> list[Column]:
    """All columns in the reader's language."""
    return columns_of(form_of(wave.questionnaire.definition), (get_language() or "en").split("-")[0])


def matrix_rows(wave: Wave) -> QuerySet[Any]:
    """(number of the body, what counts) of everybody who has handed in and may be read."""
    return handed_in(wave).values_list("respondent_id", "counted")


def is_large(wave: Wave) -> bool:
    """Too much to be written while the reader waits."""
    return handed_in(wave).count() > AT_ONCE


def matrix_workbook(wave: Wave) -> bytes:
    """For whoever may see each: the matrix, and the headline outcomes with who is behind each."""
    form, columns = form_of(wave.questionnaire.definition), columns_for(wave)
    rows = [(pk, counted or {}) for pk, counted in matrix_rows(wave)]
    said = outcomes_of(Results(wave, form, columns, rows, names_who=True, is_few=False))
    sheets = [Sheet(_("Answers"), _lines(columns, rows), [28, *[24] * len(columns)], heads=2)]
    if said:
        lines = [[one.sentence, ", ".join(one.who)] for one in said]
        sheets.append(Sheet(_("Headline outcomes"), [[_("Headline outcome"), _("Who")], *lines], [70, 70]))
    return workbook(sheets)


def _lines(columns: list[Column], rows: list[tuple[int, dict[str, Any]]]) -> Iterator[list[Any]]:
    yield [_("Partner"), *(column.label for column in columns)]
    yield ["", *(column.key for column in columns)]
    names = names_of([pk for pk, _counted in rows])
    for pk, counted in rows:
        yield [names.get(pk, ""), *(plain(column, counted) for column in columns)]
