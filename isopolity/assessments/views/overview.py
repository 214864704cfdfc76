# SPDX-License-Identifier: EUPL-1.2
"""One assessment: how far it is, what is missing, whose turn it is; and the decisions on the whole."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.assessments import actions
from isopolity.assessments.forms import ReturnForm
from isopolity.assessments.models import Assessment
from isopolity.assessments.queries.parts import Reach, parts_of, reach
from isopolity.assessments.queries.progress import Standing, standing
from isopolity.assessments.queries.versions import difference, newer_version
from isopolity.assessments.views.frame import assessments, base, fetch_whole, me
from isopolity.benchmarks.models import BenchmarkVersion, VersionState
from isopolity.core.components import Action, Line, Stat
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, see


def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """The overview for the coordinator; a contributor sees the parts asked for; readers see how it was judged."""
    person = me(request)
    found = assessments().filter(pk=pk).first()
    permission = "assessment.open" if found and may(person, "assessment.open", found) else "assessment.read"
    one = get_for(person, permission, assessments(), pk=pk)
    part = reach(person, one)
    if part.contribution is not None:
        return _part_page(request, one, part)
    return _whole_page(request, person, one) if part.is_whole else _reader_page(request, person, one)


def _whole_page(request: HttpRequest, person: Person, one: Assessment) -> HttpResponse:
    stand = standing(one)
    newer = newer_version(one.version) if may(person, "assessment.move_up", one) else None
    context = base(person, one, "assessment") | _progress(one, stand)
    context |= {
        "sections": _sections(one),
        "factors": _factors(one),
        "contributions": list(parts_of(one)),
        "newer": newer,
        "moved_to": one.moved_to.filter(version=newer).first() if newer else None,
        "may_submit": may(person, "assessment.submit", one),
        "may_reopen": may(person, "assessment.reopen", one),
        "header_actions": _buttons(one, stand),
    }
    return render(request, "assessments/assessment.html", context)


def _progress(one: Assessment, stand: Standing) -> dict[str, Any]:
    levels = one.state != "open"
    return {
        "map": stand.map(
            family="level" if levels else "progress", caption=_("The city's own levels") if levels else ""
        ),
        "stand": stand,
        "next": stand.next_missing(),
        "stats": [Stat(stand.done, _("items answered or explained"), total=len(stand.items))],
    }


def _buttons(one: Assessment, stand: Standing) -> list[Action]:
    if one.state != "open" or not stand.items:
        return []
    item = stand.next_missing() or stand.items[0]
    text = _("Next unanswered item") if stand.missing else _("Read the answers again")
    return [Action(text, reverse("answer", args=[one.pk, item.pk]), "arrow-right", primary=bool(stand.missing))]


def _sections(one: Assessment) -> list[dict[str, Any]]:
    written = {text.section_id: text for text in one.background_texts.select_related("changed_by")}
    return [
        {"section": section, "text": written.get(section.pk), "url": reverse("background", args=[one.pk, section.pk])}
        for section in one.version.background_sections.all()
    ]


def _factors(one: Assessment) -> list[dict[str, Any]]:
    noted = set(one.context_notes.exclude(body="").values_list("factor_id", flat=True))
    return [{"factor": factor, "is_noted": factor.pk in noted} for factor in one.version.context_factors.all()]


def _part_page(request: HttpRequest, one: Assessment, part: Reach) -> HttpResponse:
    stand = standing(one, only=part.items or frozenset())
    person = me(request)
    context = base(person, one, "assessment") | _progress(one, stand)
    sections = [row for row in _sections(one) if part.opens_section(row["section"].pk)]
    context |= {"contribution": part.contribution, "sections": sections, "can_write": part.can_write, "tabs": []}
    context["rows"] = [(item, stand.state(item)) for item in stand.items]
    return render(request, "assessments/part.html", context)


def _reader_page(request: HttpRequest, person: Person, one: Assessment) -> HttpResponse:
    stand = standing(one)
    read = reverse("assessment_read", args=[one.pk])
    context = base(person, one, "assessment") | {
        "map": stand.map(family="level", url=lambda item: f"{read}#item-{item.pk}", caption=_("The city's own levels")),
        "may_return": may(person, "assessment.return", one),
        "may_accept": may(person, "assessment.accept", one),
        "header_actions": [Action(_("Read the report"), read, "book", primary=True)],
    }
    return render(request, "assessments/reader.html", context)


# --- Decisions: each asks back; GET asks the same without scripts ---------------------------------------------------
Do = Callable[..., Any]


def _decide(
    request: HttpRequest, pk: int, permission: str, do: Do, *, question: str, button: str, done: str
) -> HttpResponse:
    person = me(request)
    one = get_for(person, permission, assessments(), pk=pk)
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        form = forms.Form(request.POST)
        attempt(form, lambda: do(by=person, assessment=one))
        if not form.errors:
            messages.success(request, done)
            return see("assessment", one.pk)
    context = base(person, one, "assessment", Line(button)) | {"form": form, "question": question, "button": button}
    return render(request, "assessments/decide.html", context, status=409 if form.errors else 200)


def assessment_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand it in."""
    return _decide(
        request, pk, "assessment.submit", actions.submit,
        question=_("Submit this assessment? After this, nobody can change it unless it is returned to you."),
        button=_("Submit"), done=_("Submitted."),
    )  # fmt: skip


def assessment_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the initial report as complete."""
    return _decide(
        request, pk, "assessment.accept", actions.accept_assessment,
        question=_("Accept this initial report? After this, it does not change any more."),
        button=_("Accept"), done=_("Accepted."),
    )  # fmt: skip


def assessment_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on writing a stand-alone assessment."""
    return _decide(
        request, pk, "assessment.reopen", actions.reopen_assessment,
        question=_("Open this assessment again, to change its answers?"),
        button=_("Open again"), done=_("It is open again."),
    )  # fmt: skip


def assessment_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the initial report back to the host, with a comment."""
    person = me(request)
    one = get_for(person, "assessment.return", assessments(), pk=pk)
    form = ReturnForm(request.POST or None)
    if request.method == "POST":
        attempt(form, lambda: actions.return_assessment(by=person, assessment=one, **form.cleaned_data))
        if not form.errors:
            messages.success(request, _("Returned to the host."))
            return see("assessments" if not may(person, "assessment.read", one) else "assessment", *_back(person, one))
    context = base(person, one, "assessment", Line(_("Return with a comment")))
    context |= {"form": form, "question": "", "button": _("Return to the host")}
    return render(request, "assessments/decide.html", context, status=422 if form.errors else 200)


def _back(person: Person, one: Assessment) -> list[int]:
    return [one.pk] if may(person, "assessment.read", one) else []


def assessment_move_up(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """What changed between two benchmark versions, and the decision to go on with the newer one."""
    person = me(request)
    one = fetch_whole(person, pk, "assessment.move_up")
    newer = get_object_or_404(
        BenchmarkVersion, pk=version, benchmark=one.version.benchmark_id, state=VersionState.PUBLISHED
    )
    form = forms.Form(request.POST) if request.method == "POST" else forms.Form()
    if request.method == "POST":
        made = attempt(form, lambda: actions.move_up(by=person, assessment=one, version=newer))
        if made:
            messages.success(
                request, _("A new assessment with the newer version is ready. The old one stays as it is.")
            )
            return see("assessment", made.pk)
    context = base(person, one, "assessment", Line(_("What changed")))
    change = difference(one.version, newer)
    words = [
        (_("Reworded: answer again"), change.reworded),
        (_("New"), change.added),
        (_("No longer asked"), change.gone),
    ]
    context |= {"form": form, "newer": newer, "change": change, "groups": words}
    return render(request, "assessments/move_up.html", context, status=409 if form.errors else 200)
