# SPDX-License-Identifier: EUPL-1.2
"""One questionnaire: reading it, its order, its versions, its file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line
from isopolity.core.errors import Refused
from isopolity.core.files import harmless_name
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.texts import read
from isopolity.core.web import attempt, see, tell
from isopolity.surveys import actions
from isopolity.surveys.actions.editing import mark_of
from isopolity.surveys.form import form_of
from isopolity.surveys.form.xlsform import write_xlsform
from isopolity.surveys.forms import KIND_NAMES, AboutForm, AddForm
from isopolity.surveys.models import Questionnaire
from isopolity.surveys.queries import Line as OutlineLine
from isopolity.surveys.queries import outline
from isopolity.surveys.views.frame import base, questionnaires

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def questionnaire(request: HttpRequest, pk: int) -> HttpResponse:
    """All questions in order; a draft can be changed from here."""
    one = get_for(request.user, "questionnaire.read", questionnaires(), pk=pk)
    if request.method == "POST":
        return _reorder(request, one)
    form, writes = form_of(one.definition), may(request.user, "questionnaire.write", one)
    lines = outline(form)
    places = [(line.element.key, _place(line)) for line in lines]
    context = base(one, "questionnaire") | {
        "form": form,
        "lines": lines,
        "kinds": KIND_NAMES,
        "writes": writes,
        "manages": may(request.user, "questionnaire.manage", one),
        "mark": mark_of(one) if writes else "",
        "add": AddForm(places=places) if writes else None,
        "about": read(form.about),
        "actions": _buttons(request, one),
        "versions": _versions(request, one),
    }
    return render(request, "surveys/questionnaire.html", context)


def _place(line: OutlineLine) -> str:
    words = _("in “%s”, at its end") if line.element.is_holder else _("after “%s”")
    return "\u2007" * line.depth + words % line.label[:60]


def _buttons(request: HttpRequest, one: Questionnaire) -> list[Action]:
    buttons = [Action(_("Download as XLSForm"), reverse("questionnaire_xlsform", args=[one.pk]), "file-download")]
    if may(request.user, "questionnaire.write", one):
        buttons.append(Action(_("Title and languages"), reverse("questionnaire_change", args=[one.pk]), "pencil"))
        buttons.append(Action(_("Publish"), reverse("questionnaire_publish", args=[one.pk]), primary=True))
    return buttons


def _versions(request: HttpRequest, one: Questionnaire) -> list[Questionnaire]:
    rows = Questionnaire.objects.filter(series=one.series).defer("definition").order_by("-number")
    manages = may(request.user, "questionnaire.manage", one)
    return [row for row in rows if manages or not row.is_draft]


def _reorder(request: HttpRequest, one: Questionnaire) -> HttpResponse:
    """A question moves or goes; the page opens where it is."""
    one = get_for(request.user, "questionnaire.write", questionnaires(), pk=one.pk)
    do, _colon, key = request.POST.get("do", "").partition(":")
    facts: dict[str, Any] = {"by": me(request), "questionnaire": one, "key": key, "seen": request.POST.get("seen", "")}
    try:
        if do == "remove":
            actions.remove_question(**facts)
            messages.success(request, _("The question is gone."))
            return see("questionnaire", one.pk)
        actions.move_question(**facts, way=do)
    except Refused as refused:
        tell(request, refused)
        return see("questionnaire", one.pk)
    form = form_of(Questionnaire.objects.get(pk=one.pk).definition)
    line = next((line for line in outline(form) if line.element.key == key), None)
    return see("questionnaire", one.pk, part=line.identity if line else "")


def questionnaire_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, purpose, languages."""
    one = get_for(request.user, "questionnaire.write", questionnaires(), pk=pk)
    form = AboutForm(request.POST or None, one.definition)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.describe_questionnaire(by=me(request), questionnaire=one, **form.facts())
    ):
        messages.success(request, _("Saved."))
        return see("questionnaire", pk)
    context = base(one, "", Line(_("Title and languages"))) | {"form": form, "title": _("Title and languages")}
    return render(request, "surveys/form.html", context)


def _ask(request: HttpRequest, one: Questionnaire, **words: Any) -> HttpResponse:
    context = base(one, "", Line(words["title"])) | {"back": reverse("questionnaire", args=[one.pk])} | words
    return render(request, "surveys/ask.html", context)


def questionnaire_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then freeze the draft."""
    one = get_for(request.user, "questionnaire.write", questionnaires(), pk=pk)
    if request.method == "POST":
        try:
            actions.publish_questionnaire(by=me(request), questionnaire=one)
            messages.success(request, _("The questionnaire is published. It cannot change any more."))
        except Refused as refused:
            tell(request, refused)
        return see("questionnaire", pk)
    warning = _("All partners of the project can read it then. It cannot change any more; changes need a new version.")
    return _ask(request, one, title=_("Publish %s") % one, warning=warning, button=_("Publish"), danger=False)


def questionnaire_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete the draft."""
    one = get_for(request.user, "questionnaire.write", questionnaires(), pk=pk)
    if request.method == "POST":
        actions.drop_questionnaire(by=me(request), questionnaire=one)
        messages.success(request, _("The draft is deleted."))
        return see("questionnaires", one.project_id)
    warning = _("The draft and its questions are deleted. Download it first if you may need it.")
    title = _("Delete the draft %s") % one
    return _ask(request, one, title=title, warning=warning, button=_("Delete"), danger=True)


@require_POST
def questionnaire_version(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of the next version."""
    one = get_for(request.user, "questionnaire.manage", questionnaires(), pk=pk)
    try:
        made = actions.new_version(by=me(request), questionnaire=one)
    except Refused as refused:
        tell(request, refused)
        return see("questionnaire", pk)
    messages.success(request, _("The draft of the next version is here."))
    return see("questionnaire", made.pk)


@require_safe
def questionnaire_xlsform(request: HttpRequest, pk: int) -> HttpResponse:
    """The questionnaire as an XLSForm."""
    one = get_for(request.user, "questionnaire.read", questionnaires(), pk=pk)
    response = HttpResponse(write_xlsform(one.definition), content_type=XLSX)
    name = harmless_name(str(one), "xlsx").encode("ascii", "replace").decode().replace("?", "_")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
