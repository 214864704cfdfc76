# SPDX-License-Identifier: EUPL-1.2
"""Who the interviewees are: kept apart from what they said, and deleted when the project's date comes."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.policy import require
from isopolity.core.principal import current
from isopolity.core.web import refusal_of
from isopolity.reviews.models import Review
from isopolity.visits.models import Identity, Interviewee
from isopolity.visits.queries.people import words_left

FORGETTING = "job:purge_identities"
IDENTITY_FIELDS = ("name", "email", "phone", "note")


@action
def set_identity(
    *,
    by: Person,
    interviewee: Interviewee,
    name: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    note: str | None = None,
) -> Identity:
    """Who the interviewee is; None leaves a field as it is. The history keeps which changed, never the content."""
    require(by, "interviewee.change", interviewee)
    given = {"name": name, "email": email, "phone": phone, "note": note}
    row = Identity.objects.select_for_update().filter(interviewee=interviewee).first() or Identity(
        review=interviewee.review, interviewee=interviewee
    )
    cleaned = {field: cleaning.plain(value) for field, value in given.items() if value is not None}
    row.touched = [field for field in IDENTITY_FIELDS if field in cleaned and getattr(row, field) != cleaned[field]]
    for field in row.touched:
        setattr(row, field, cleaned[field])
    try:
        row.full_clean(exclude=["review", "interviewee"])
    except ValidationError as error:
        raise refusal_of(error, _("This contact is not right.")) from error
    if row.touched:
        row.changed_at = timezone.now()
        row.save()
    return row


def purge_identities(*, review: Review) -> int:
    """Delete who the interviewees of a review were, from the history too; the number of people forgotten.

    Names that were typed into free words about them go as well. Only the job of this name can: for anybody else the
    database keeps the history rows (domain §5).
    """
    forgotten, _kinds = Identity.objects.filter(review=review).delete()
    for event in Identity.pgh_event_models.values():  # type: ignore[attr-defined]
        event.objects.filter(review=review).delete()
    if current() == FORGETTING:
        for rows, empty in words_left():
            rows.filter(review=review).update(**empty)
    return forgotten
