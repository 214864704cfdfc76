# SPDX-License-Identifier: EUPL-1.2
"""What the pages of a visit share: their frame, and the page that holds one form."""

from collections.abc import Sequence
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.components import Action, Tab
from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.reviews.models import Review
from isopolity.reviews.queries import review_context


def frame(
    request: HttpRequest, review: Review, title: str, *, who: str = "", part: str = "", actions: Sequence[Action] = (),
    tab: str = "timetable", subtitle: str = "",
) -> dict[str, Any]:  # fmt: skip
    """The context of a review's page; ``part`` is the URL name of the visit's part it belongs to."""
    person: Person = request.user  # type: ignore[assignment]
    return {
        **review_context(person, review, tab=tab),
        "page_title": title,
        "page_subtitle": subtitle,
        "page_who": who,
        "page_actions": actions,
        "parts": _parts(person, review, part),
    }


def _parts(person: Person, review: Review, current: str) -> list[Tab]:
    inside = may(person, "team.inside", review)
    names = [("timetable", _("Timetable"), True)]
    names.append(("interviewees", _("People to meet"), may(person, "interviewee.propose", review)))
    names.append(("visit_setup", _("Rooms and rows"), may(person, "interviewee.propose", review)))
    names += [("coverage", _("Coverage"), inside), ("consent_sheet", _("What interviewees are told"), inside)]
    names.append(("day_sheets", _("Day sheets"), True))
    links = [(name, text, link(name, review.pk)) for name, text, shown in names if shown]
    return [Tab(text, url, name == current) for name, text, url in links if url]


def form_page(
    request: HttpRequest, review: Review, form: BaseForm, *, title: str, button: str, back: str, intro: str = "",
    who: str = "", part: str = "", danger: bool = False, extra: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """A page with one form; with faults it answers 422 and keeps what was typed."""
    context = frame(request, review, title, who=who, part=part)
    context |= {"form": form, "button": button, "back": back, "intro": intro, "danger": danger, **(extra or {})}
    return render(request, "visits/form.html", context, status=422 if form.is_bound and form.errors else 200)
