# SPDX-License-Identifier: EUPL-1.2
"""A published questionnaire and a wave of the cast's mentoring: Levanto, Nordhavn, the region, their association."""

from datetime import date
from typing import Any

import pytest

from isopolity.core.principal import acting
from isopolity.surveys import actions
from isopolity.surveys.models import Questionnaire, Respondent, Wave
from tests.surveys.made import definition, q


@pytest.fixture
def asked(cast: Any) -> Questionnaire:
    """Two pages: a choice and what follows from it; a text and a sum."""
    given = definition(
        {"kind": "group", "name": "first", "label": {"en": "First page"}, "elements": [
            q("one_choice", "goes_on", choices="yes_no", required="true()"),
            q("long_text", "why", relevant="${goes_on} = 'no'", required="true()"),
            q("file", "proof"),
        ]},
        {"kind": "group", "name": "second", "label": {"en": "Second page"}, "elements": [
            q("text", "note"), q("money", "sum", currencies=["EUR"]),
        ]},
    )  # fmt: skip
    with acting(cast.secretariat):
        made = actions.create_questionnaire(by=cast.secretariat, project=cast.mentoring, title="Follow-up")
        Questionnaire.objects.filter(pk=made.pk).update(definition=given, languages=given["languages"])
        made.refresh_from_db()
        return actions.publish_questionnaire(by=cast.secretariat, questionnaire=made)


@pytest.fixture
def wave(cast: Any, asked: Questionnaire) -> Wave:
    """Planned for cities, managing authorities and support groups."""
    with acting(cast.secretariat):
        return actions.create_wave(
            by=cast.secretariat, project=cast.mentoring, questionnaire=asked, title="Four months after",
            roles=["city", "authority", "group"], counted_from="date", base_date=date(2026, 1, 31),
        )  # fmt: skip


@pytest.fixture
def open_wave(cast: Any, wave: Wave) -> Wave:
    with acting(cast.secretariat):
        return actions.open_wave(by=cast.secretariat, wave=wave)


@pytest.fixture
def levanto(open_wave: Wave) -> Respondent:
    """The respondent that is the city of Levanto."""
    return Respondent.objects.select_related("wave__project", "wave__questionnaire", "partner").get(
        wave=open_wave, partner__city__name="Levanto"
    )
