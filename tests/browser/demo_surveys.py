# SPDX-License-Identifier: EUPL-1.2
"""The surveys of the demo's action-planning network, for tests/browser/pages.py."""

from collections.abc import Callable
from typing import Any

from isopolity.core.principal import acting
from isopolity.reviews.models import Review
from isopolity.surveys import actions as surveys
from isopolity.surveys.models import Questionnaire, Respondent, Wave
from tests.demodata import Demo


def wave(demo: Demo, state: str = "open") -> Wave:
    """The first one is closed, the second is open, the third is planned."""
    return demo.planning.waves.get(state=state)  # type: ignore[attr-defined]


def body(demo: Demo, city: str) -> Respondent:
    """A city that the open survey asks."""
    return wave(demo).respondents.get(partner__city__name=city)  # type: ignore[attr-defined]


def _link(demo: Demo, review: Review) -> str:
    """The secret of a personal link."""
    with acting(demo.secretariat):
        return surveys.make_link(by=demo.secretariat, respondent=body(demo, "Vilarinha do Mar"))


SURVEY_FIND: dict[str, Callable[[Demo, Review], Any]] = {
    "asked": lambda demo, review: Questionnaire.objects.filter(state="draft").order_by("pk")[0].pk,
    "published": lambda demo, review: wave(demo).questionnaire_id,
    "question": lambda demo, review: "group_continues",
    "wave": lambda demo, review: wave(demo).pk,
    "planned": lambda demo, review: wave(demo, "planned").pk,
    "past": lambda demo, review: wave(demo, "closed").pk,
    "factor": lambda demo, review: wave(demo, "closed").factors.all()[0].pk,  # type: ignore[attr-defined]
    "silent": lambda demo, review: body(demo, "Nea Thymaria").pk,
    "begun": lambda demo, review: body(demo, "Torrevalle").pk,
    "handed_in": lambda demo, review: body(demo, "Nordhavn").pk,
    "link": _link,
}


def add_questionnaire(demo: Demo) -> None:
    """A draft of the follow-up questionnaire."""
    with acting(demo.secretariat):
        surveys.create_from_library(by=demo.secretariat, project=demo.project, name="mile-follow-up")
