# SPDX-License-Identifier: EUPL-1.2
"""Waves are planned, opened by clock or by hand, closed."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import NoticeKind, Person
from isopolity.accounts.notices import tell
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.errors import Refused
from isopolity.core.jobs import later
from isopolity.core.policy import require
from isopolity.groups.models import SupportGroup
from isopolity.groups.models.groups import LIVING
from isopolity.networks.models import Partner, Phase, Project
from isopolity.surveys.models import (
    Contact,
    CountedFrom,
    PersonalLink,
    Questionnaire,
    QuestionnaireState,
    Respondent,
    Response,
    Wave,
    WaveRole,
    WaveState,
)

FACTS = (
    "title", "roles", "months", "counted_from", "phase", "base_date", "open_weeks", "remind_days", "is_confidential",
    "consent", "purge_months",
)  # fmt: skip


@action
def create_wave(
    *,
    by: Person,
    project: Project,
    questionnaire: Questionnaire,
    title: str,
    roles: Sequence[str],
    months: int = 4,
    counted_from: str = CountedFrom.PROJECT,
    phase: Phase | None = None,
    base_date: date | None = None,
    open_weeks: int = 6,
    remind_days: int = 14,
    is_confidential: bool = False,
    consent: str = "",
    purge_months: int = 6,
) -> Wave:
    """Plan a wave; whoever has one of the roles is asked. The clock opens it."""
    require(by, "wave.create", project)
    facts = {name: value for name, value in locals().items() if name in FACTS}
    wave = Wave(project=project, questionnaire=questionnaire, **_cleaned(facts))
    _check(wave)
    checked(wave).save()
    ask_by_role(wave)
    return wave


def _cleaned(facts: dict[str, Any]) -> dict[str, Any]:
    words = {name: cleaning.plain(facts[name]) for name in ("title", "consent") if name in facts}
    return facts | words | ({"roles": list(dict.fromkeys(facts["roles"]))} if "roles" in facts else {})


def _check(wave: Wave) -> None:
    wrong: dict[str, str] = {}
    asked = wave.questionnaire
    if asked.state != QuestionnaireState.PUBLISHED or asked.project_id != wave.project_id:
        wrong["questionnaire"] = _("Choose a published questionnaire of this project.")
    if not wave.roles:
        wrong["roles"] = _("Choose who is asked.")
    if wave.counted_from == CountedFrom.PHASE and (wave.phase is None or wave.phase.project_id != wave.project_id):
        wrong["phase"] = _("Choose a phase of this project.")
    if wave.counted_from == CountedFrom.DATE and wave.base_date is None:
        wrong["base_date"] = _("Write the date from which the months are counted.")
    if wrong:
        raise Refused(_("Something is missing or wrong."), fields=wrong)


@action
def change_wave(*, by: Person, wave: Wave, closes: date | None = None, **facts: Any) -> Wave:
    """Other facts of a wave. Once it is open, ``closes`` moves its end; what people agreed to stays as it was."""
    require(by, "wave.manage", wave)
    if set(facts) - {*FACTS, "questionnaire"}:
        raise TypeError(f"No facts of a wave: {sorted(set(facts) - set(FACTS))}")
    if wave.state != WaveState.PLANNED:
        fixed = {"questionnaire", "consent", "is_confidential"}
        moved = [name for name in fixed & set(facts) if facts[name] != getattr(wave, name)]
        if moved:
            message = _("This cannot change any more: people have answered, or may have, on these terms.")
            raise Refused(message, fields=dict.fromkeys(moved, message))
        if closes is not None and wave.is_open and closes < timezone.localdate():
            raise Refused(_("This day has passed."), fields={"closes": _("Choose today or a later day.")})
        wave.closes = closes or wave.closes
    for name, value in _cleaned(facts).items():
        setattr(wave, name, value)
    _check(wave)
    checked(wave).save()
    ask_by_role(wave)
    return wave


def ask_by_role(wave: Wave) -> None:
    """A respondent for each body that has one of the roles now; those who have answered stay in any case."""
    roles = [role for role in wave.roles if role != WaveRole.GROUP]
    partners = set(Partner.objects.filter(project=wave.project_id, roles__overlap=roles).values_list("pk", flat=True))
    groups: set[int] = set()
    if WaveRole.GROUP in wave.roles:
        living = SupportGroup.objects.filter(project=wave.project_id, life__in=LIVING)
        groups = set(living.values_list("pk", flat=True))
    if wave.state == WaveState.PLANNED:
        gone = wave.respondents.exclude(partner__in=partners).exclude(group__in=groups)
        gone.filter(response=None, contact=None, interviewer=None, links=None).delete()
    known = set(wave.respondents.values_list("partner_id", "group_id"))
    made = [Respondent(wave=wave, partner_id=pk) for pk in sorted(partners) if (pk, None) not in known]
    made += [Respondent(wave=wave, group_id=pk) for pk in sorted(groups) if (None, pk) not in known]
    Respondent.objects.bulk_create(made)


# --- Opening and closing --------------------------------------------------------------------------------------------
@action
def open_wave(*, by: Person, wave: Wave) -> Wave:
    """Open it now, whatever the clock says; also a closed one again. All who are asked get a letter or a line."""
    require(by, "wave.manage", wave)
    return start_wave(wave)


def start_wave(wave: Wave) -> Wave:
    """It opens today. Called by the clock and by whoever may."""
    if wave.is_open:
        raise Refused(_("This survey is open already."))
    today = timezone.localdate()
    if wave.state == WaveState.PLANNED:
        ask_by_role(wave)
    if not wave.respondents.exists():
        raise Refused(_("Nobody is asked yet. Choose who is asked, or add a body."))
    wave.state, wave.closed_on = WaveState.OPEN, None
    wave.opened_on = wave.opened_on or today
    wave.closes = max(wave.closes or today, today + timedelta(weeks=wave.open_weeks))
    wave.save(update_fields=["state", "opened_on", "closed_on", "closes"])
    for body in bodies_of(wave):
        write_to(body, is_reminder=False)
    return wave


@action
def close_wave(*, by: Person, wave: Wave) -> Wave:
    """Nobody answers any more; all personal links end."""
    require(by, "wave.manage", wave)
    return end_wave(wave)


def end_wave(wave: Wave) -> Wave:
    """It closes today. Called by the clock and by whoever may."""
    if not wave.is_open:
        raise Refused(_("This survey is not open."))
    wave.state, wave.closed_on = WaveState.CLOSED, timezone.localdate()
    wave.save(update_fields=["state", "closed_on"])
    PersonalLink.objects.filter(respondent__wave=wave, revoked_at=None).update(revoked_at=timezone.now())
    return wave


@action
def drop_wave(*, by: Person, wave: Wave) -> None:
    """Delete a wave that was never opened."""
    require(by, "wave.drop", wave)
    wave.delete()


def forget_contacts(wave: Wave) -> int:
    """Delete the contacts of a wave for good; how many there were. Called by the clock when the day has come."""
    number, _kinds = Contact.objects.filter(respondent__wave=wave).delete()
    Contact.pgh_event_models["created"].objects.filter(  # type: ignore[attr-defined]
        respondent_id__in=wave.respondents.values("pk")
    ).delete()
    wave.purged_on = timezone.localdate()
    wave.save(update_fields=["purged_on"])
    return number


# --- Letters --------------------------------------------------------------------------------------------------------
@action
def remind_everybody(*, by: Person, wave: Wave) -> int:
    """Write again to those who have not answered; how many bodies."""
    require(by, "wave.manage", wave)
    return remind_silent(bodies_of(wave))


def remind_silent(bodies: Sequence[Respondent]) -> int:
    """Write again to those of them who have not handed in. Called by actions that have asked, and by the clock."""
    done = Response.objects.filter(respondent__in=bodies, submitted_at__isnull=False)
    handed_in, number = set(done.values_list("respondent_id", flat=True)), 0
    for body in bodies:
        if body.wave.is_open and body.pk not in handed_in:
            write_to(body, is_reminder=True)
            body.reminded_on = timezone.localdate()
            body.save(update_fields=["reminded_on"])
            number += 1
    return number


def bodies_of(wave: Wave) -> list[Respondent]:
    """Those that the wave asks, with what is needed to write to them."""
    rows = Respondent.objects.select_related(
        "wave__project", "partner__city", "partner__organisation", "group", "contact"
    )
    return list(rows.filter(wave=wave))


def write_to(body: Respondent, *, is_reminder: bool) -> None:
    """A line in the daily mail of the body's people, and a letter with a personal link to its contact."""
    for person in people_of(body):
        when = timezone.localdate().isoformat() if is_reminder else (body.wave.opened_on or "")
        key = f"survey-{body.pk}-{'again' if is_reminder else 'open'}-{when}"
        tell(person, NoticeKind.TURN, key, lambda: _("Please answer: %s") % body.wave.title,
             reverse("response", args=[body.pk]))  # fmt: skip
    contact = getattr(body, "contact", None)
    if contact is not None and contact.email:
        later("survey-letter", respondent=body.pk, kind="reminder" if is_reminder else "invitation")


def people_of(body: Respondent) -> list[Person]:
    """Those with an account who may answer for the body."""
    rows = Person.objects.filter(is_active=True)
    if body.group_id:
        rows = rows.filter(pk__in=body.group.coordinators.values_list("person"))  # type: ignore[union-attr,misc]
    elif body.partner is not None and body.partner.city_id:
        rows = rows.filter(city_roles__city=body.partner.city_id)
    else:
        rows = rows.filter(organisation_roles__organisation=body.partner.organisation_id)  # type: ignore[union-attr]
    return list(rows.distinct().order_by("pk"))
