# SPDX-License-Identifier: EUPL-1.2
"""Who is asked, how they are reached, who types for them."""

import secrets

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.errors import Refused
from isopolity.core.jobs import later
from isopolity.core.policy import require
from isopolity.groups.models import SupportGroup
from isopolity.networks.models import Partner
from isopolity.surveys.actions.waves import remind_silent, write_to
from isopolity.surveys.links import hashed
from isopolity.surveys.models import Contact, PersonalLink, Respondent, Response, Wave, WaveState


@action
def ask_partner(*, by: Person, wave: Wave, partner: Partner) -> Respondent:
    """Ask one more partner, whatever its role."""
    require(by, "wave.manage", wave)
    if partner.project_id != wave.project_id:
        raise Refused(_("This is no partner of the project."), fields={"partner": _("Choose from the list.")})
    return _asked(Respondent(wave=wave, partner=partner))


@action
def ask_group(*, by: Person, wave: Wave, group: SupportGroup) -> Respondent:
    """Ask one more support group."""
    require(by, "wave.manage", wave)
    if group.project_id != wave.project_id:
        raise Refused(_("This is no group of the project."), fields={"group": _("Choose from the list.")})
    return _asked(Respondent(wave=wave, group=group))


def _asked(body: Respondent) -> Respondent:
    if body.wave.state == WaveState.CLOSED:
        raise Refused(_("This survey is closed."))
    checked(body).save()
    if body.wave.is_open:
        write_to(body, is_reminder=False)
    return body


@action
def remove_respondent(*, by: Person, respondent: Respondent) -> None:
    """Do not ask this body; refused once it has begun to answer."""
    require(by, "response.manage", respondent)
    if Response.objects.filter(respondent=respondent).exists():
        raise Refused(_("This body has begun to answer."))
    respondent.delete()


@action
def save_contact(
    *, by: Person, respondent: Respondent, name: str = "", email: str = "", language: str = ""
) -> Respondent:
    """Who answers, where letters go, in which language."""
    require(by, "response.manage", respondent)
    if language and language not in respondent.wave.questionnaire.languages:
        raise Refused(_("Choose from the list."), fields={"language": _("The questionnaire has no such language.")})
    contact = Contact.objects.filter(respondent=respondent).first() or Contact(respondent=respondent)
    contact.name, contact.email = cleaning.plain(name), cleaning.plain(email).lower()
    if contact.name or contact.email:
        checked(contact).save()
    elif contact.pk:
        contact.delete()
    respondent.language = language
    respondent.save(update_fields=["language"])
    return respondent


@action
def name_interviewer(*, by: Person, respondent: Respondent, person: Person | None) -> Respondent:
    """Who rings up and types; None: only the secretariat."""
    require(by, "response.manage", respondent)
    if person is not None and not person.is_active:
        raise Refused(_("This account is closed."), fields={"interviewer": _("This account is closed.")})
    respondent.interviewer = person
    respondent.save(update_fields=["interviewer"])
    return respondent


@action
def make_link(*, by: Person, respondent: Respondent) -> str:
    """A personal link to hand over by hand; its secret is told this once."""
    require(by, "response.manage", respondent)
    return new_link(respondent)


def new_link(respondent: Respondent) -> str:
    """The secret of one more link. Called by actions that have asked, and by the job that writes the letter."""
    if not respondent.wave.is_open:
        raise Refused(_("Links work while the survey is open. Open it first."))
    secret = secrets.token_urlsafe(32)
    PersonalLink.objects.create(respondent=respondent, token_hash=hashed(secret))
    return secret


@action
def send_link(*, by: Person, respondent: Respondent) -> None:
    """A letter with a new link to the contact."""
    require(by, "response.manage", respondent)
    if not respondent.wave.is_open:
        raise Refused(_("Links work while the survey is open. Open it first."))
    if not Contact.objects.filter(respondent=respondent).exclude(email="").exists():
        raise Refused(_("Write down an e-mail address first."))
    later("survey-letter", respondent=respondent.pk, kind="invitation")


@action
def revoke_links(*, by: Person, respondent: Respondent) -> int:
    """All links of this body stop working now; how many there were."""
    require(by, "response.manage", respondent)
    return PersonalLink.objects.filter(respondent=respondent, revoked_at=None).update(revoked_at=timezone.now())


@action
def remind(*, by: Person, respondent: Respondent) -> None:
    """Write again to one body that has not answered."""
    require(by, "response.manage", respondent)
    if not remind_silent([respondent]):
        raise Refused(_("This body has answered, or the survey is not open."))


@action
def reopen_response(*, by: Person, respondent: Respondent, reason: str) -> Response:
    """Let the body change what it handed in."""
    require(by, "response.manage", respondent)
    reason = cleaning.plain(reason)
    if not reason:
        raise Refused(_("Say why the answers are opened again."), fields={"reason": _("Write a reason.")})
    response = Response.objects.select_for_update().filter(respondent=respondent).first()
    if response is None or not response.is_submitted or not respondent.wave.is_open:
        raise Refused(_("Only answers that were handed in can be opened again, while the survey is open."))
    response.submitted_at, response.reopened_because = None, reason
    response.save(update_fields=["submitted_at", "reopened_because"])
    return response
