# SPDX-License-Identifier: EUPL-1.2
"""One step of somebody who answers: which page is shown, which answers came, what they began from."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils import timezone

from isopolity.surveys.actions.answering import mark_of
from isopolity.surveys.filling import END, Filling, filling
from isopolity.surveys.form import Form, Section, State, form_of, sections_of
from isopolity.surveys.form.posted import Sent, take
from isopolity.surveys.form.sections import section_with
from isopolity.surveys.models import Respondent, Response


def form_for(body: Respondent) -> Form:
    """The questions that this body is asked."""
    return form_of(body.wave.questionnaire.definition)


def keys_of(section: Section) -> list[str]:
    """The answers that a page can change."""
    return [one.key for one in section.walk() if not one.repeats and (one.is_asked or one.kind == "repeat")]


class Step:
    """Where a body stands. Nothing is written here."""

    def __init__(self, body: Respondent, response: Response | None, language: str) -> None:
        self.body, self.response, self.language = body, response, language
        self.form = form_for(body)
        self._sections = {one.key: one for one in sections_of(self.form)}
        self._sent: Mapping[str, str] | None = None

    @cached_property
    def filling(self) -> Filling | None:
        """The page to show: the one asked for, else the first with something left to answer."""
        answers = self.response.answers if self.response else None
        sent = self._sent if self._sent is not None else self._onward(answers)
        return filling(self.form, answers, sent=sent, now=timezone.localtime(), language=self.language)  # type: ignore[arg-type]

    def _onward(self, answers: dict[str, Any] | None) -> Mapping[str, str] | None:
        if not answers:
            return None
        state = State(self.form, answers, now=timezone.localtime(), language=self.language)
        fault = next(iter(state.faults()), None)
        key = section_with(list(self._sections.values()), fault.spot.key) if fault else END
        return {"do": f"go:{key}"}

    @property
    def seen(self) -> str:
        """The mark of the answers on the page, to tell whether somebody else changes them meanwhile."""
        page = self.filling
        section = self._sections.get(page.section) if page else None
        if section is None or self.response is None:
            return ""
        return mark_of(self.response.answers, keys_of(section))

    def take(self, sent: Sent, files: Mapping[str, Any]) -> tuple[dict[str, Any], str | None]:
        """(the answers of the page that was sent, the mark they began from)."""
        section = self._sections.get(str(sent.get("section") or ""))
        if section is None:
            return {}, None
        before = self.response.answers if self.response else {}
        after = take(section, sent, before, files)
        changes = {key: after.get(key) for key in keys_of(section)}
        return changes, str(sent.get("seen") or "") or None

    def after(self, response: Response, sent: Sent) -> "Step":
        """The step that follows what was saved: buttons of repeats have done their work already."""
        done = Step(self.body, response, self.language)
        done._sent = {"section": str(sent.get("section") or ""), "do": str(sent.get("do") or "")}
        return done

    def back_at(self, sent: Sent) -> "Step":
        """The same page again, as it is kept."""
        again = Step(self.body, Response.objects.filter(respondent=self.body).first(), self.language)
        again._sent = {"do": f"go:{sent.get('section') or ''}"}
        return again

    def at_end(self) -> "Step":
        """The last page, with what is still missing."""
        self._sent = {"do": f"go:{END}"}
        return self
