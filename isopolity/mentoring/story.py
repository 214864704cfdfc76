# SPDX-License-Identifier: EUPL-1.2
"""How what happened in a pair reads. Contents of texts are never told; a veto and its reason have no place here."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from isopolity.core.history import Past, name_things, sentence
from isopolity.mentoring.models import PairState, Side

name_things(
    {
        "mentoring.profile": gettext_lazy("the city’s profile"),
        "mentoring.profileitem": gettext_lazy("an item to learn or teach"),
        "mentoring.takeover": gettext_lazy("a consent that something feeds the profile"),
        "mentoring.matchrules": gettext_lazy("the rules of the matching"),
        "mentoring.veto": "",
        "mentoring.vetoreason": "",
        "mentoring.goal": gettext_lazy("a goal"),
        "mentoring.goallink": gettext_lazy("a goal that became an action"),
        "mentoring.needstext": gettext_lazy("a text of the needs analysis"),
        "mentoring.needscomment": gettext_lazy("a comment on the needs analysis"),
        "mentoring.studyvisit": gettext_lazy("a visit"),
        "mentoring.visitsession": gettext_lazy("a session of a visit"),
        "mentoring.visitguest": gettext_lazy("a participant of a visit"),
        "mentoring.academy": gettext_lazy("a training academy"),
        "mentoring.product": gettext_lazy("a product"),
        "mentoring.dissemination": gettext_lazy("how results were spread"),
        "mentoring.steptick": gettext_lazy("a step that is done"),
    }
)


@sentence("mentoring.pair")
def pair(past: Past) -> str:
    """Proposed, then agreed, refused or ended."""
    if past.label == "created":
        return _("proposed the pair")
    return _("set the pair to: %s") % PairState(past.event.state).label if "state" in past.changed else ""


@sentence("mentoring.agreement")
def agreement(past: Past) -> str:
    """Its text; when everybody has signed."""
    if "signed_at" in past.changed and past.event.signed_at:
        return _("signed as the last one: the agreement stands")
    if past.label == "created":
        return _("began the agreement")
    return _("changed the text of the agreement") if "text" in past.changed else ""


@sentence("mentoring.signature")
def signature(past: Past) -> str:
    """Given, or void."""
    side = Side(past.event.side).label
    if past.label == "created":
        return _("signed the agreement: %s") % side
    return _("made a signature void: %s") % side if "voided_at" in past.changed else ""


@sentence("mentoring.needsanalysis")
def needs(past: Past) -> str:
    """Begun, submitted, opened again."""
    if past.label == "created":
        return _("began the needs analysis")
    if "submitted_at" not in past.changed:
        return ""
    return _("submitted the needs analysis") if past.event.submitted_at else _("opened the needs analysis again")


@sentence("mentoring.learningentry")
def lesson(past: Past) -> str:
    """Written down, changed, passed on."""
    if past.label == "created":
        return _("wrote down a lesson")
    if past.label == "deleted":
        return _("took a lesson out of the log")
    if "flag" in past.changed and past.event.flag_id:
        return _("passed a lesson on to the benchmark")
    return _("changed a lesson") if past.changed else ""
