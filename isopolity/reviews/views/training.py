# SPDX-License-Identifier: EUPL-1.2
"""Trainings of a project: when, where, agenda, material, who came."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core import files
from isopolity.core.components import Action, Line
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.core.web import attempt, see, tell
from isopolity.networks.models import Project
from isopolity.reviews import actions
from isopolity.reviews.calendars import training_calendar
from isopolity.reviews.forms import MaterialForm, TrainingForm
from isopolity.reviews.models import TrainingMaterial, TrainingSession
from isopolity.reviews.queries.training import participants, sessions_of
from isopolity.reviews.views.common import own_place, page, review_for

SESSIONS = TrainingSession.objects.select_related("project")


def review_training(request: HttpRequest, pk: int) -> HttpResponse:
    """The trainings that a review's team and host take part in."""
    review = review_for(request, "review.train", pk)
    plans = may(request.user, "training.create", review.project)
    buttons = [Action(_("Plan a training"), link("training_new", review.project_id), "plus", True)] if plans else []
    sessions = list(sessions_of(review.project))
    if sessions:
        buttons.append(Action(_("Calendar file"), link("trainings_calendar", review.pk), "calendar-event"))
    return page(
        request, review, "training_list.html", "review_training", page_title=_("Training"), page_actions=buttons,
        sessions=sessions, member=own_place(request, review), plans=plans,
    )  # fmt: skip


def _crumbs(request: HttpRequest, project: Project, last: str) -> list[Line]:
    reads = may(request.user, "project.read", project)
    board = link("project", project.pk) if reads else ""
    return [Line(_("Projects"), link("projects")), Line(str(project), board), Line(last)]


def training_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a training of the project."""
    project = get_for(request.user, "training.create", Project, pk=pk)
    form = TrainingForm(request.POST or None)
    if request.method == "POST":
        made = attempt(form, lambda: actions.plan_training(by=me(request), project=project, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("The training is planned. Add its material."))
            return see("training", made.pk)
    crumbs = _crumbs(request, project, _("Plan a training"))
    return render(request, "reviews/training_form.html", {"form": form, "crumbs": crumbs, "title": crumbs[-1].text})


def training(request: HttpRequest, pk: int) -> HttpResponse:
    """One training. A post notes who came."""
    session = get_for(request.user, "training.read", SESSIONS, pk=pk)
    changes = may(request.user, "training.change", session)
    people = participants(session) if changes else []
    if request.method == "POST":
        session = get_for(request.user, "training.change", SESSIONS, pk=pk)
        _note_attendance(request, session)
        messages.success(request, _("Attendance is saved. Who rehearsed interviews counts as trained."))
        return see("training", pk, part="attendance")
    more = {"people": people, "changes": changes, "material_form": MaterialForm() if changes else None}
    return _training(request, session, more)


def _training(request: HttpRequest, session: TrainingSession, more: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {
        "session": session,
        "materials": list(session.materials.all()),
        "crumbs": _crumbs(request, session.project, str(session)),
    }
    return render(request, "reviews/training.html", context | more, status=status)


def _note_attendance(request: HttpRequest, session: TrainingSession) -> None:
    by: Any = request.user
    came, rehearsed = request.POST.getlist("came"), request.POST.getlist("rehearsed")
    for one in participants(session):
        key = str(one.person.pk)
        if key in came or key in rehearsed:
            if (one.came, one.rehearsed) != (True, key in rehearsed):
                actions.note_attendance(by=by, session=session, person=one.person, rehearsed=key in rehearsed)
        elif one.came:
            actions.take_back_attendance(by=by, session=session, person=one.person)


def training_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a training's title, times, place or agenda."""
    session = get_for(request.user, "training.change", SESSIONS, pk=pk)
    start = {name: getattr(session, name) for name in ("title", "starts", "ends", "place", "agenda")}
    form = TrainingForm(request.POST or None, initial=start)
    if request.method == "POST":
        attempt(form, lambda: actions.change_training(by=me(request), session=session, **form.cleaned_data))
        if not form.errors:
            messages.success(request, _("The changes are saved."))
            return see("training", pk)
    crumbs = [
        *_crumbs(request, session.project, str(session))[:-1],
        Line(str(session), link("training", pk)),
        Line(_("Change")),
    ]
    return render(
        request, "reviews/training_form.html", {"form": form, "crumbs": crumbs, "title": _("Change the training")}
    )


def _calendar_file(content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="training.ics"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@require_safe
def trainings_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """All trainings that a review's team and host take part in, for one's own calendar."""
    review = review_for(request, "review.train", pk)
    return _calendar_file(training_calendar(review.project, sessions_of(review.project)))


@require_safe
def training_calendar_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One training for one's own calendar."""
    session = get_for(request.user, "training.read", SESSIONS, pk=pk)
    return _calendar_file(training_calendar(session.project, [session]))


@require_POST
def training_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a training off the list."""
    session = get_for(request.user, "training.change", SESSIONS, pk=pk)
    project = session.project_id
    try:
        actions.remove_training(by=me(request), session=session)
    except Refused as refused:
        tell(request, refused)
        return see("training", pk)
    messages.success(request, _("The training is off the list."))
    return see(link("project", project) or "/")


@require_POST
def training_material_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a file to a training."""
    session = get_for(request.user, "training.change", SESSIONS, pk=pk)
    form = MaterialForm(request.POST, request.FILES)
    made = attempt(form, lambda: actions.add_material(by=me(request), session=session, **form.cleaned_data))
    if made is None:
        more = {"people": participants(session), "changes": True, "material_form": form}
        return _training(request, session, more, status=422)
    messages.success(request, _("“%s” is added.") % made.name)
    return see("training", pk, part="material")


def _material(request: HttpRequest, permission: str, pk: int) -> TrainingMaterial:
    material = TrainingMaterial.objects.select_related("session__project").filter(pk=pk).first()
    get_for(request.user, permission, SESSIONS, pk=material.session_id if material else 0)
    assert material is not None
    return material


def training_material(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Download a training's file."""
    material = _material(request, "training.read", pk)
    name = files.harmless_name(material.name, files.ENDINGS.get(material.content_type, "bin"))
    return files.handed_out(material.file, name=name, content_type=material.content_type)


@require_POST
def training_material_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file out of a training."""
    material = _material(request, "training.change", pk)
    actions.remove_material(by=me(request), material=material)
    messages.success(request, _("The file is removed."))
    return see("training", material.session_id, part="material")
