# SPDX-License-Identifier: EUPL-1.2
"""What pages read about networks and projects."""

from django.db.models import Count, QuerySet

from isopolity.networks.models import Network, Partner, Project, ProjectRole


def networks() -> QuerySet[Network]:
    """All networks with the number of their projects."""
    return Network.objects.annotate(number=Count("projects")).order_by("name")


def projects_of(network: Network) -> QuerySet[Project]:
    """The network's projects with the number of partners, latest first."""
    return network.projects.annotate(partners_number=Count("partners")).order_by("-starts", "name")


def partners_of(project: Project) -> QuerySet[Partner]:
    """The project's partners, cities first."""
    return project.partners.select_related("city", "organisation", "beside__city").order_by(
        "organisation__name", "city__name"
    )


def secretariat_of(project: Project) -> QuerySet[ProjectRole]:
    """Who runs the project."""
    return project.roles.select_related("person").order_by("person__name")
