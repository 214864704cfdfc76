# SPDX-License-Identifier: EUPL-1.2
"""A draft is written, question by question. Each change is checked whole: a draft never holds a fault."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.autosave import digest
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.surveys.form import check
from isopolity.surveys.form.editing import DOWN, UP, added, changed, find, moved, removed, with_list
from isopolity.surveys.models import Questionnaire

Definition = dict[str, Any]


def mark_of(questionnaire: Questionnaire) -> str:
    """The mark of a draft as it was read: a change that begins from an older one is refused."""
    return digest(questionnaire.definition)


def _change(
    by: Person, questionnaire: Questionnaire, seen: str, change: Callable[[Definition], Definition]
) -> Questionnaire:
    require(by, "questionnaire.write", questionnaire)
    one = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    require(by, "questionnaire.write", one)
    if seen and seen != mark_of(one):
        raise Refused(
            _("Somebody changed this questionnaire in the meantime. Look at it again and repeat your change.")
        )
    new = change(one.definition)
    faults = check(new)
    if faults:
        fields: dict[str, str] = {}
        for fault in faults:
            fields[fault.column] = " ".join(filter(None, [fields.get(fault.column, ""), str(fault)]))
        raise Refused(" ".join(map(str, faults[:5])), fields=fields)
    one.definition, one.title, one.languages = new, new["title"], new["languages"]
    one.save(update_fields=["definition", "title", "languages"])
    return one


def _texts(text: Mapping[str, str]) -> dict[str, str]:
    return {tag: kept for tag, words in text.items() if (kept := cleaning.plain(words))}


@action
def describe_questionnaire(
    *,
    by: Person,
    questionnaire: Questionnaire,
    title: Mapping[str, str],
    about: Mapping[str, str],
    languages: Sequence[str],
    seen: str = "",
) -> Questionnaire:
    """Title, what it is for, and the languages, the main one first."""

    def change(old: Definition) -> Definition:
        new = old | {"title": _texts(title), "about": _texts(about), "languages": list(languages)}
        if not new["title"].get(languages[0] if languages else ""):
            raise Refused(_("Write a title in the first language."), fields={"title": _("Write a title.")})
        return new

    return _change(by, questionnaire, seen, change)


@action
def add_question(
    *,
    by: Person,
    questionnaire: Questionnaire,
    question: dict[str, Any],
    after: str = "",
    choices: list[dict[str, Any]] | None = None,
    seen: str = "",
) -> Questionnaire:
    """One more question, as the file format has it. ``choices`` fill the list that it names."""

    def change(old: Definition) -> Definition:
        return _with_choices(added(old, question, after), question, choices)

    return _change(by, questionnaire, seen, change)


@action
def change_question(
    *,
    by: Person,
    questionnaire: Questionnaire,
    key: str,
    question: dict[str, Any],
    choices: list[dict[str, Any]] | None = None,
    seen: str = "",
) -> Questionnaire:
    """Another wording, condition, name. Expressions that name the question follow its new name."""

    def change(old: Definition) -> Definition:
        _must_be_there(old, key)
        return _with_choices(changed(old, key, question), question, choices)

    return _change(by, questionnaire, seen, change)


def _with_choices(new: Definition, question: dict[str, Any], choices: list[dict[str, Any]] | None) -> Definition:
    return with_list(new, question["choices"], choices) if choices is not None and question.get("choices") else new


def _must_be_there(definition: Definition, key: str) -> None:
    if find(definition, key) is None:
        raise Refused(_("This question is not there any more."))


@action
def move_question(*, by: Person, questionnaire: Questionnaire, key: str, way: str, seen: str = "") -> Questionnaire:
    """One step up or down, also into and out of groups."""

    def change(old: Definition) -> Definition:
        _must_be_there(old, key)
        if way not in (UP, DOWN):
            raise Refused(_("A question moves up or down."))
        return moved(old, key, way)

    return _change(by, questionnaire, seen, change)


@action
def remove_question(*, by: Person, questionnaire: Questionnaire, key: str, seen: str = "") -> Questionnaire:
    """Without this question, or this group and all in it; refused while an expression names it."""

    def change(old: Definition) -> Definition:
        _must_be_there(old, key)
        return removed(old, key)

    return _change(by, questionnaire, seen, change)
