# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires come to be, are published, get a next version."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.errors import Refused
from isopolity.core.files import harmless_name
from isopolity.core.policy import require
from isopolity.networks.models import Project
from isopolity.surveys import shipped
from isopolity.surveys.form import FORMAT, Form, check, form_of, sections_of
from isopolity.surveys.form.model import MATRIX, Element
from isopolity.surveys.form.sections import section_with
from isopolity.surveys.form.xlsform import read_xlsform
from isopolity.surveys.form.xlsform.package import LARGEST
from isopolity.surveys.models import ImportDraft, Question, Questionnaire, QuestionnaireState


@action
def create_questionnaire(
    *, by: Person, project: Project, title: str, languages: Sequence[str] = ("en",)
) -> Questionnaire:
    """An empty draft, to be written by hand."""
    require(by, "questionnaire.create", project)
    title = cleaning.plain(title)
    if not title or not languages:
        raise Refused(_("Give the questionnaire a title and a language."), fields={"title": _("Write a title.")})
    definition = {"format": FORMAT, "title": {languages[0]: title}, "languages": list(languages), "elements": []}
    return _made(project, definition, "hand")


@action
def create_from_library(*, by: Person, project: Project, name: str) -> Questionnaire:
    """A draft with the questions of a questionnaire that comes with Isopolity."""
    require(by, "questionnaire.create", project)
    if name not in shipped.names():
        raise Refused(_("There is no such questionnaire."), fields={"name": _("Choose from the list.")})
    return _made(project, shipped.definition(name), f"library:{name}"[:60])


def _made(project: Project, definition: dict[str, Any], origin: str) -> Questionnaire:
    faults = check(definition)
    if faults:
        raise Refused(" ".join(map(str, faults[:5])))
    facts = {"title": definition["title"], "languages": definition["languages"], "definition": definition}
    return Questionnaire.objects.create(project=project, origin=origin, **facts)


# --- XLSForms -------------------------------------------------------------------------------------------------------
@action
def preview_xlsform(*, by: Person, project: Project, file: UploadedFile) -> ImportDraft:
    """Read an XLSForm and show what is taken and what cannot run. An earlier preview of this person is replaced.

    Refused with the reference converter's own words when it refuses the file, else with ours.
    """
    require(by, "questionnaire.create", project)
    if (file.size or 0) > LARGEST:
        raise Refused(_("This file is too large for a questionnaire (%d MiB at most).") % (LARGEST // 2**20))
    taken = read_xlsform(file.read(), file.name or "", language=(get_language() or "en").split("-")[0])
    if taken.verdict:
        raise Refused(_("The file is no XLSForm that can be converted. The converter says: %s") % taken.verdict[:2000])
    if taken.stops:
        raise Refused(_("This questionnaire cannot run here."), fields=dict(enumerate_faults(taken.stops)))
    draft, _made_new = ImportDraft.objects.update_or_create(
        project=project,
        person=by,
        defaults={
            "name": harmless_name(file.name or "", "xlsx")[:150],
            "definition": taken.definition,
            "left_out": [str(one) for one in taken.left_out],
            "warnings": taken.warnings,
            "created_at": timezone.now(),
        },
    )
    return draft


def enumerate_faults(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Lines as numbered faults, the first fifty."""
    return [(str(number), line) for number, line in enumerate(lines[:50], 1)]


@action
def take_xlsform(*, by: Person, draft: ImportDraft) -> Questionnaire:
    """The previewed file becomes a draft questionnaire."""
    require(by, "questionnaire.create", draft.project)
    made = _made(draft.project, draft.definition, "xlsform")
    draft.delete()
    return made


@action
def drop_xlsform(*, by: Person, draft: ImportDraft) -> None:
    """Forget the previewed file."""
    require(by, "questionnaire.create", draft.project)
    draft.delete()


# --- Versions -------------------------------------------------------------------------------------------------------
@action
def publish_questionnaire(*, by: Person, questionnaire: Questionnaire) -> Questionnaire:
    """Freeze the draft for good; the published version of its series is superseded."""
    require(by, "questionnaire.manage", questionnaire)
    one = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if not one.is_draft:
        raise Refused(_("This version is published already."))
    form = _publishable(one)
    Question.objects.bulk_create(_questions(one, form))
    Questionnaire.objects.filter(series=one.series, state=QuestionnaireState.PUBLISHED).update(
        state=QuestionnaireState.SUPERSEDED
    )
    one.state, one.published_at = QuestionnaireState.PUBLISHED, timezone.now()
    one.save(update_fields=["state", "published_at"])
    questionnaire.refresh_from_db()
    return questionnaire


def _publishable(one: Questionnaire) -> Form:
    faults = check(one.definition)
    if faults:
        raise Refused(" ".join(map(str, faults[:5])))
    form = form_of(one.definition)
    if not form.questions:
        raise Refused(_("There is no question yet. Add one before you publish."))
    return form


def _questions(one: Questionnaire, form: Form) -> list[Question]:
    made: list[Question] = []
    sections = sections_of(form)
    for element in form.walk():
        if not (element.is_asked or element.kind == "calculation" or element.calculation):
            continue
        facts = {"section": section_with(sections, element.key), "repeat": next(iter(element.repeats[-1:]), "")}
        made.append(_question(one, form, element, len(made), **facts))
        if element.kind == MATRIX:
            for row in element.rows:
                made.append(_question(one, form, element, len(made), row=row, **facts))
    return made


def _question(
    one: Questionnaire, form: Form, element: Element, position: int, row: Any = None, **facts: str
) -> Question:
    label = row.label if row else element.label
    choices = [(choice.name, choice.label) for choice in form.choices_of(element)]
    asked = [element.kind, label, choices, element.currencies, str(element.scale), row.name if row else ""]
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    return Question(
        questionnaire=one,
        key=row.name if row else element.key,
        kind="one_choice" if row else element.kind,
        label=label or {form.languages[0]: element.name},
        part_of=element.key if row else "",
        digest=digest,
        position=position,
        **facts,
    )


@action
def new_version(*, by: Person, questionnaire: Questionnaire) -> Questionnaire:
    """A draft of the next version, with the same questions; refused while there is one already."""
    require(by, "questionnaire.manage", questionnaire)
    versions = Questionnaire.objects.select_for_update().filter(series=questionnaire.series)
    numbers = {one.number: one for one in versions}
    if any(one.is_draft for one in numbers.values()):
        raise Refused(_("There is a draft of the next version already."))
    return Questionnaire.objects.create(
        project=questionnaire.project,
        series=questionnaire.series,
        number=max(numbers) + 1,
        title=questionnaire.title,
        languages=questionnaire.languages,
        definition=questionnaire.definition,
        origin=questionnaire.origin,
    )


@action
def drop_questionnaire(*, by: Person, questionnaire: Questionnaire) -> None:
    """Delete a draft."""
    require(by, "questionnaire.write", questionnaire)
    questionnaire.delete()
