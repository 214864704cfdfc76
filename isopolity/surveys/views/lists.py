# SPDX-License-Identifier: EUPL-1.2
"""The questionnaires of a project, and where new ones come from."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.texts import read
from isopolity.core.web import attempt, put_on, see
from isopolity.networks.frame import tabs
from isopolity.networks.models import Project
from isopolity.surveys import actions
from isopolity.surveys.form import form_of
from isopolity.surveys.forms import LibraryForm, NewForm, UploadForm
from isopolity.surveys.models import ImportDraft
from isopolity.surveys.queries import outline, questionnaires_of
from isopolity.surveys.views.frame import crumbs_of


def questionnaires(request: HttpRequest, pk: int) -> HttpResponse:
    """All questionnaires of the project that this person may read."""
    project = get_for(request.user, "project.read", Project, pk=pk)
    buttons = []
    if may(request.user, "questionnaire.create", project):
        buttons = [
            Action(_("Import an XLSForm"), reverse("questionnaire_import", args=[pk]), "upload"),
            Action(_("New questionnaire"), reverse("questionnaire_new", args=[pk]), "plus", primary=True),
        ]
    page = Paginator(questionnaires_of(project, request.user), 30).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "page": page,
        "actions": buttons,
        "crumbs": crumbs_of(project),
        "tabs": tabs(request.user, project, "questionnaires"),
    }
    return render(request, "surveys/questionnaires.html", context)


def questionnaire_new(request: HttpRequest, pk: int) -> HttpResponse:
    """From the library, or empty."""
    project = get_for(request.user, "questionnaire.create", Project, pk=pk)
    is_empty = "title" in request.POST
    library = LibraryForm(request.POST if request.method == "POST" and not is_empty else None, prefix=None)
    new = NewForm(request.POST if is_empty else None)
    if request.method == "POST":
        form = new if is_empty else library
        made = attempt(form, lambda: _make(request, project, form))
        if made is not None:
            messages.success(request, _("The draft is here. Read it, change it, try it, then publish it."))
            return see("questionnaire", made)
    context = {"project": project, "library": library, "new": new, "crumbs": crumbs_of(project, Line(_("New")))}
    return render(request, "surveys/new.html", context)


def _make(request: HttpRequest, project: Project, form: NewForm | LibraryForm) -> int:
    given = form.cleaned_data
    if isinstance(form, LibraryForm):
        return actions.create_from_library(by=me(request), project=project, name=given["name"]).pk
    languages = [given["language"]]
    return actions.create_questionnaire(by=me(request), project=project, title=given["title"], languages=languages).pk


def questionnaire_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload an XLSForm."""
    project = get_for(request.user, "questionnaire.create", Project, pk=pk)
    form, faults = UploadForm(request.POST or None, request.FILES or None), list[str]()
    if request.method == "POST" and form.is_valid():
        try:
            actions.preview_xlsform(by=me(request), project=project, file=form.cleaned_data["file"])
            return see("questionnaire_import_preview", pk)
        except Refused as refused:
            put_on(form, Refused(refused.message))
            faults = list(refused.fields.values())
    waiting = ImportDraft.objects.filter(project=project, person=me(request)).exists()
    context = {"project": project, "form": form, "faults": faults, "waiting": waiting}
    context["crumbs"] = crumbs_of(project, Line(_("Import an XLSForm")))
    return render(request, "surveys/import.html", context, status=422 if form.errors else 200)


def questionnaire_import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file holds and what cannot run; take it or drop it."""
    project = get_for(request.user, "questionnaire.create", Project, pk=pk)
    draft = ImportDraft.objects.select_related("project").filter(project=project, person=me(request)).first()
    if draft is None:
        raise Http404
    if request.method == "POST":
        if request.POST.get("decision") == "take":
            made = actions.take_xlsform(by=me(request), draft=draft)
            messages.success(request, _("The draft is here. Read it, change it, try it, then publish it."))
            return see("questionnaire", made.pk)
        actions.drop_xlsform(by=me(request), draft=draft)
        messages.info(request, _("The file was dropped."))
        return see("questionnaire_import", pk)
    form = form_of(draft.definition)
    context = {"project": project, "draft": draft, "form": form, "lines": outline(form), "title": read(form.title)}
    context["crumbs"] = crumbs_of(project, Line(_("Import an XLSForm"), reverse("questionnaire_import", args=[pk])),
                                  Line(_("What the file holds")))  # fmt: skip
    return render(request, "surveys/import_preview.html", context)
