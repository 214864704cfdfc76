# SPDX-License-Identifier: EUPL-1.2
"""Every component with invented content, to look at and to test; never part of a production site."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from isopolity.core import gallery_samples
from isopolity.core.autosave import digest


class SampleForm(forms.Form):
    """One field of each kind."""

    city = forms.CharField(help_text="As its people write it.")
    size = forms.IntegerField(label="Population", required=False)
    kind = forms.ChoiceField(choices=[("m", "Municipality"), ("d", "District")], widget=forms.RadioSelect)
    country = forms.ChoiceField(choices=[("be", "Belgium"), ("pt", "Portugal")])
    themes = forms.MultipleChoiceField(
        choices=[("s", "Schools"), ("h", "Housing")], widget=forms.CheckboxSelectMultiple, required=False
    )
    about = forms.CharField(label="In a few sentences", widget=forms.Textarea, required=False)
    file = forms.FileField(label="Organisation chart", required=False)
    agree = forms.BooleanField(label="The city council agrees")


class SampleFilter(forms.Form):
    """A filter of a list."""

    q = forms.CharField(label="Words", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    level = forms.ChoiceField(label="Level", required=False, choices=[("", "any"), ("meets", "meets")])


def _context(request: HttpRequest) -> dict[str, Any]:
    return gallery_samples.everything() | {
        "form": SampleForm(),
        "faulty": SampleForm({"size": "many"}, auto_id="faulty_%s"),
        "filter": SampleFilter(request.GET or None, auto_id="filter_%s"),
        "page": Paginator(range(240), 20).page(5),
        "text": "Every newcomer is offered a course.",
        "text_digest": digest("Every newcomer is offered a course."),
    }


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery page; ?lang= is not needed: it follows the reader's language like any page."""
    return render(request, "core/gallery.html", _context(request))


@login_not_required
@require_POST
def save(request: HttpRequest) -> JsonResponse:
    """Answers like a real saving address: the word "clash" meets somebody else's text, "refuse" a rule."""
    value, seen = request.POST.get("value", request.POST.get("text", "")), request.POST.get("seen", "")
    if "clash" in value and seen != digest("Another text."):
        return JsonResponse(
            {"theirs": "Another text.", "by": "Peer of Rocamar", "digest": digest("Another text.")}, status=409
        )
    if "refuse" in value:
        return JsonResponse({"message": "This text names a person. Write the function instead."}, status=422)
    marks = {"id": 99, "citation": " · ".join(request.POST.getlist("items")) + " – Interview 17 – JB & FC"}
    return JsonResponse({"digest": digest(value), "saved_at": timezone.now().isoformat(), **marks})


@login_not_required
def feed(request: HttpRequest) -> JsonResponse:
    """The other interviewer wrote one line after the page was loaded."""
    if request.GET.get("after"):
        return JsonResponse({"lines": [], "after": "1"})
    line = {
        "key": "b1",
        "text": "The course provider confirms the waiting time.",
        "items": ["IE/I/3"],
        "level": "falls_short",
    }
    extra = {"basis": "fact", "by": "FC", "citation": "IE/I/3 – Interview 17 – JB & FC", "mine": False}
    return JsonResponse({"lines": [line | extra], "after": "1"})


@login_not_required
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Moves nothing; shows that the form arrives."""
    return redirect("gallery")
