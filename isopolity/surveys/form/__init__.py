# SPDX-License-Identifier: EUPL-1.2
"""The questionnaire itself: plain values in, plain values out; no database, no request.

``check(definition)`` → faults · ``form_of(definition)`` → Form · ``State(form, answers, now=…)`` → what is visible,
required, wrong, and what counts · ``sections_of``, ``visible_sections`` → its pages · ``start`` → its defaults.
"""

from isopolity.surveys.form.check import Fault, check
from isopolity.surveys.form.model import FORMAT, Element, Form, form_of
from isopolity.surveys.form.sections import Section, neighbours, sections_of, visible_sections
from isopolity.surveys.form.start import start
from isopolity.surveys.form.state import AnswerFault, Spot, State

__all__ = [
    "FORMAT", "AnswerFault", "Element", "Fault", "Form", "Section", "Spot", "State", "check", "form_of", "neighbours",
    "sections_of", "start", "visible_sections",
]  # fmt: skip
