# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires of a project; waves in which bodies are asked; what they answered."""

from isopolity.surveys.models.coding import Coder, Coding, Factor
from isopolity.surveys.models.outcomes import HeadlineOutcome, Quote
from isopolity.surveys.models.questionnaires import ImportDraft, Question, Questionnaire, QuestionnaireState
from isopolity.surveys.models.responses import Response, ResponseFile, ResponseMode
from isopolity.surveys.models.waves import Contact, CountedFrom, PersonalLink, Respondent, Wave, WaveRole, WaveState

__all__ = [
    "Coder", "Coding", "Contact", "CountedFrom", "Factor", "HeadlineOutcome", "ImportDraft", "PersonalLink", "Question",
    "Questionnaire", "QuestionnaireState", "Quote", "Respondent", "Response", "ResponseFile", "ResponseMode", "Wave",
    "WaveRole", "WaveState",
]  # fmt: skip
