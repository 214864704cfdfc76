# SPDX-License-Identifier: EUPL-1.2
"""Who runs a project."""

from django.utils.translation import gettext as _

from isopolity.accounts.actions import person_at
from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.errors import Refused
from isopolity.core.policy import forget, require
from isopolity.networks.models import Project, ProjectRole, ProjectRoleKind


@action
def give_project_role(*, by: Person, project: Project, person: Person) -> ProjectRole:
    """The person joins the project's secretariat."""
    require(by, "project.change", project)
    role, _made = ProjectRole.objects.get_or_create(project=project, person=person, kind=ProjectRoleKind.SECRETARIAT)
    forget()
    return role


@action
def invite_to_project(*, by: Person, project: Project, email: str, name: str = "") -> ProjectRole:
    """Whoever has this address joins the secretariat; somebody without an account gets an invitation."""
    require(by, "project.change", project)
    return give_project_role(by=by, project=project, person=person_at(email=email, name=name, by=by))


@action
def take_project_role(*, by: Person, role: ProjectRole) -> None:
    """The person leaves the secretariat; the last one stays, else nobody could run the project."""
    require(by, "project.change", role.project)
    if not ProjectRole.objects.filter(project=role.project).exclude(person=role.person).exists():
        raise Refused(_("Somebody must run the project. Add another person first."))
    role.delete()
    forget()
