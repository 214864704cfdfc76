# SPDX-License-Identifier: EUPL-1.2
"""Organisations around the cities, and who works there."""

from isopolity.accounts.actions import person_at
from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.policy import forget, require
from isopolity.places.models import Organisation, OrganisationRole


@action
def add_organisation(*, by: Person, name: str, kind: str, country: str = "") -> Organisation:
    """A new organisation."""
    require(by, "organisation.change")
    organisation = Organisation(name=plain(name), kind=kind, country=country.strip().upper())
    checked(organisation).save()
    return organisation


@action
def change_organisation(
    *, by: Person, organisation: Organisation, name: str, kind: str, country: str = ""
) -> Organisation:
    """New values for an organisation."""
    require(by, "organisation.change", organisation)
    changed = Organisation.objects.select_for_update().get(pk=organisation.pk)
    changed.name, changed.kind, changed.country = plain(name), kind, country.strip().upper()
    checked(changed).save()
    return changed


@action
def give_organisation_role(*, by: Person, organisation: Organisation, person: Person) -> OrganisationRole:
    """The person works for the organisation."""
    require(by, "organisation.change", organisation)
    role, _made = OrganisationRole.objects.get_or_create(organisation=organisation, person=person)
    forget()
    return role


@action
def invite_to_organisation(*, by: Person, organisation: Organisation, email: str, name: str = "") -> OrganisationRole:
    """Whoever has this address works for the organisation; somebody without an account gets an invitation."""
    require(by, "organisation.change", organisation)
    person = person_at(email=email, name=name, by=by)
    return give_organisation_role(by=by, organisation=organisation, person=person)


@action
def take_organisation_role(*, by: Person, role: OrganisationRole) -> None:
    """The person no longer works for the organisation."""
    require(by, "organisation.change", role.organisation)
    role.delete()
    forget()
