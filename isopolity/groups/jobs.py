# SPDX-License-Identifier: EUPL-1.2
"""Letters about meetings of a support group, each with the meeting as a calendar file."""

from django.urls import reverse
from django.utils.translation import override

from isopolity.accounts import letters
from isopolity.accounts.models import Person
from isopolity.core.jobs import job
from isopolity.groups.calendars import meeting_calendar
from isopolity.groups.letters import seal
from isopolity.groups.models import Invitee


@job("group-invitation")
def write_to(invitee: int) -> int:
    """One letter to each address behind an invitation; the number of letters. Nobody without an address."""
    rows = Invitee.objects.select_related("meeting__group__city", "meeting__group__project", "member__person")
    guest = rows.filter(pk=invitee).first()
    if guest is None or (guest.member is not None and guest.member.left_on is not None):
        return 0
    addresses = _addresses(guest)
    for address, language in addresses:
        _send(guest, address, language)
    return len(addresses)


def _addresses(guest: Invitee) -> list[tuple[str, str]]:
    """(address, language): the account's own if there is one, else what the coordinator wrote down."""
    if guest.member is None:
        people = Person.objects.filter(organisation_roles__organisation=guest.organisation_id, is_active=True)
        return [(person.email, person.language) for person in people.order_by("pk")]
    person = guest.member.person
    if person is not None:
        return [(person.email, person.language)] if person.is_active else []
    language = guest.meeting.group.project.working_language
    return [(guest.member.email, language)] if guest.member.email else []


def _send(guest: Invitee, address: str, language: str) -> None:
    meeting = guest.meeting
    with override(language):
        file = meeting_calendar([meeting])
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "agenda": list(meeting.agenda.all()),
        "again": meeting.changes > 0,
        "link": letters.address_of(reverse("group_reply", args=[seal(guest)])),
    }
    attached = [("meeting.ics", file, "text/calendar")]
    letters.send_to(address, language, "group_meeting", context, attached=attached)
