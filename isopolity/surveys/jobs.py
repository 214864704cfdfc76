# SPDX-License-Identifier: EUPL-1.2
"""What surveys do by the clock, and the letters with personal links."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from isopolity.accounts import letters
from isopolity.core.errors import Refused
from isopolity.core.jobs import job
from isopolity.networks.deadlines import months_after
from isopolity.surveys.actions.respondents import new_link
from isopolity.surveys.actions.waves import bodies_of, end_wave, forget_contacts, remind_silent, start_wave
from isopolity.surveys.models import Contact, Respondent, Wave, WaveState


@job("survey-clock", cron="23 5 * * *")
def keep_time() -> int:
    """Open the waves whose day has come, close those that are over, remind the silent, forget contacts; how many."""
    today, done = timezone.localdate(), 0
    waves = Wave.objects.select_related("project", "phase", "questionnaire")
    for wave in waves.filter(state=WaveState.PLANNED):
        if wave.opens_on is not None and wave.opens_on <= today:
            done += _opened(wave)
    for wave in waves.filter(state=WaveState.OPEN, closes__lt=today):
        end_wave(wave)
        done += 1
    for wave in waves.filter(state=WaveState.OPEN, remind_days__gt=0):
        done += _reminded(wave)
    for wave in waves.filter(state=WaveState.CLOSED, closed_on__isnull=False, purged_on=None):
        if months_after(wave.closed_on, wave.purge_months) <= today:  # type: ignore[arg-type]
            forget_contacts(wave)
            done += 1
    return done


def _opened(wave: Wave) -> int:
    try:
        start_wave(wave)
    except Refused:  # nobody to ask yet: tomorrow again
        return 0
    return 1


def _reminded(wave: Wave) -> int:
    pause = timedelta(days=wave.remind_days)
    begun, today = wave.opened_on or timezone.localdate(), timezone.localdate()
    due = [body for body in bodies_of(wave) if (body.reminded_on or begun) + pause <= today]
    return remind_silent(due)


@job("survey-letter")
def write_letter(respondent: int, kind: str) -> int:
    """The letter with a new personal link, if the survey is still open and there is an address; 1 if it went."""
    rows = Respondent.objects.select_related("wave__project", "wave__questionnaire", "partner", "group")
    body = rows.filter(pk=respondent).first()
    contact = Contact.objects.filter(respondent=respondent).exclude(email="").first()
    if body is None or contact is None or not body.wave.is_open:
        return 0
    context = {
        "body": body,
        "contact": contact,
        "wave": body.wave,
        "again": kind == "reminder",
        "link": letters.address_of(reverse("survey_answer", args=[new_link(body)])),
    }
    language = body.language or body.wave.project.working_language
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    letters.send_to(contact.email, language, "survey_invitation", context)
    return 1
