# SPDX-License-Identifier: EUPL-1.2
"""Partners of a project: cities and organisations, with what they do in it."""

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import forget, require
from isopolity.networks.models import Partner, PartnerRole, Project
from isopolity.places.models import City, Organisation


@action
def add_partner(
    *,
    by: Person,
    project: Project,
    roles: list[str],
    city: City | None = None,
    organisation: Organisation | None = None,
    beside: Partner | None = None,
    website: str = "",
) -> Partner:
    """A city or an organisation joins the project with its roles; an organisation may stand beside a city."""
    require(by, "project.change", project)
    if (city is None) == (organisation is None):
        words = _("Choose a city or an organisation, not both.")
        raise Refused(words, fields={"city": words})
    if Partner.objects.filter(project=project, city=city, organisation=organisation).exists():
        words = _("%s is a partner already.") % (city or organisation)
        raise Refused(words, fields={"city" if city else "organisation": words})
    return _keep(Partner(project=project, city=city, organisation=organisation), roles, beside, website)


@action
def change_partner(
    *, by: Person, partner: Partner, roles: list[str], beside: Partner | None = None, website: str = ""
) -> Partner:
    """What the partner does in the project, the city it stands beside, its web site: all of them anew."""
    require(by, "project.change", partner.project)
    return _keep(partner, roles, beside, website)


def _keep(partner: Partner, roles: list[str], beside: Partner | None, website: str) -> Partner:
    if not roles or set(roles) - set(PartnerRole.values):
        raise Refused(_("Choose what the partner does."), fields={"roles": _("Choose at least one.")})
    _check_beside(partner, beside)
    partner.roles = [role for role in PartnerRole.values if role in roles]
    partner.beside, partner.website = beside, plain(website)
    checked(partner).save()
    forget()
    return partner


def _check_beside(partner: Partner, beside: Partner | None) -> None:
    words = ""
    if beside is not None and partner.organisation is None:
        words = _("Only an organisation stands beside a city.")
    elif beside is not None and (beside.city_id is None or beside.project_id != partner.project_id):
        words = _("Choose a city that is a partner of this project.")
    if words:
        raise Refused(words, fields={"beside": words})


@action
def remove_partner(*, by: Person, partner: Partner) -> None:
    """The partner leaves the project; refused while one of the project's reviews is about its city."""
    require(by, "project.change", partner.project)
    reviews = getattr(partner.project, "reviews", None)
    if partner.city_id and reviews is not None and reviews.filter(city=partner.city_id).exists():
        raise Refused(_("%s is reviewed in this project and stays a partner.") % partner)
    if body := partner.bodies.select_related("organisation").first():
        raise Refused(_("%(body)s stands beside %(city)s. Change that first.") % {"body": body, "city": partner})
    try:
        with transaction.atomic():
            partner.delete()
    except (ProtectedError, RestrictedError) as error:
        raise Refused(_("%s has taken part already and stays a partner.") % partner) from error
    forget()
