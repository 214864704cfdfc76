# SPDX-License-Identifier: EUPL-1.2
"""How what happened in a support group reads."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from isopolity.core.history import Past, name_things, sentence
from isopolity.groups.models import GroupLife

name_things(
    {
        "groups.supportgroup": gettext_lazy("the group"),
        "groups.groupcoordinator": gettext_lazy("a coordinator of the group"),
        "groups.checkanswer": gettext_lazy("an answer to advice"),
        "groups.facet": gettext_lazy("a facet"),
        "groups.consent": "",
        "groups.groupmeeting": gettext_lazy("a meeting of the group"),
        "groups.agendapoint": gettext_lazy("a point of the agenda"),
        "groups.invitee": gettext_lazy("an invitation"),
        "groups.decision": gettext_lazy("a decision"),
        "groups.grouptask": gettext_lazy("a task"),
    }
)


@sentence("groups.supportgroup")
def group(past: Past) -> str:
    """Made, moved to another state of its life, or changed."""
    if past.label == "created":
        return _("made the group")
    if "life" in past.changed:
        return _("the group is now: %s") % GroupLife(past.event.life).label
    if not past.changed:
        return ""
    words = ", ".join(str(past.event._meta.get_field(name).verbose_name) for name in past.changed)
    return _("changed: %(thing)s – %(fields)s") % {"thing": _("the group"), "fields": words}


@sentence("groups.member")
def member(past: Past) -> str:
    """By function and organisation, never by name."""
    event = past.event
    who = ", ".join(part for part in (event.function, event.organisation) if part)
    if past.label == "created":
        return _("%s joined") % who
    if past.label == "deleted":
        return _("%s was taken off the list") % who
    if "left_on" in past.changed:
        return _("%s left") % who if event.left_on else _("%s came back") % who
    if {"interest", "influence"} & set(past.changed):
        return _("moved %s on the stakeholder map") % who
    if not past.changed:
        return ""
    words = ", ".join(str(event._meta.get_field(name).verbose_name) for name in past.changed)
    return _("changed: %(thing)s – %(fields)s") % {"thing": who, "fields": words}
