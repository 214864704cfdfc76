# SPDX-License-Identifier: EUPL-1.2
"""A pair: overview, agreement, needs analysis."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.benchmarks.models import ContextFactor
from isopolity.core import web
from isopolity.core.autosave import digest
from isopolity.core.components import Line, Tab
from isopolity.core.errors import Refused, Stale
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.mentoring import actions
from isopolity.mentoring.forms.parts import AgreementForm
from isopolity.mentoring.frame import mentoring_frame
from isopolity.mentoring.models import Agreement, Pair, Profile, Signature
from isopolity.mentoring.queries.agreement import side_lines
from isopolity.mentoring.queries.history import history_of
from isopolity.mentoring.queries.pairs import general_comments, goals_of, needs_lines, networks_of
from isopolity.mentoring.queries.profiles import adoptions_of
from isopolity.mentoring.queries.steps import Facts, steps_of
from isopolity.mentoring.rules import sides_of


def pair_for(request: HttpRequest, pk: int, permission: str = "pair.read") -> Pair:
    """The pair, if the person may; 404 otherwise."""
    rows = Pair.objects.select_related("project", "mentee__association", "mentor__association", "agreement", "needs")
    return get_for(request.user, permission, rows, pk=pk)


def page(request: HttpRequest, pair: Pair, tab: str, *crumbs: Line, **context: Any) -> dict[str, Any]:
    """What every page of a pair needs."""
    names = [
        ("pair", _("Overview")), ("agreement", _("Agreement and goals")), ("needs", _("Needs analysis")),
        ("pair_visits", _("Visits")), ("learning_log", _("Learning log")), ("pair_plan", _("Action plan")),
        ("pair_results", _("Results")),
    ]  # fmt: skip
    here = Line(str(pair), reverse("pair", args=[pair.pk]))
    frame = mentoring_frame(request.user, pair.project, "", here, *crumbs)
    frame["tabs"] = [Tab(words, reverse(name, args=[pair.pk]), name == tab) for name, words in names]
    return {**frame, "pair": pair, "can_write": may(request.user, "pair.write", pair), **context}


@require_safe
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the two are, and who accompanies them."""
    found = pair_for(request, pk)
    steps = steps_of(found, Facts(found.project, [found]))
    context = page(
        request, found, "pair", steps=steps, goals=goals_of(found), networks=networks_of(found),
        lines=side_lines(found, _agreement(found)), next=next((step for step in steps if not step.is_done), None),
        runs=may(request.user, "mentoring.match", found.project),
        can_refuse=[city for city in (found.mentee, found.mentor) if _may_refuse(request, found, city)],
        can_open_networks=may(request.user, "group.list", found.project),
    )  # fmt: skip
    return render(request, "mentoring/pair.html", context)


@require_safe
def pair_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who did what when: a part for the overview (HTMX), or a page of its own. ``?before=`` turns to older events."""
    found = pair_for(request, pk)
    try:
        before = parse_datetime(request.GET.get("before", ""))
    except ValueError:
        before = None
    events, older = history_of(request.user, found, before=before if before and before.tzinfo else None)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "reviews/part_history.html", {"events": events})
    context = page(
        request, found, "pair", Line(_("What happened")), events=events, older=older.isoformat() if older else ""
    )
    return render(request, "mentoring/history.html", context)


def _may_refuse(request: HttpRequest, pair: Pair, city: Any) -> bool:
    return pair.is_live and may(request.user, "veto.make", Profile(project=pair.project, city=city))


def _agreement(pair: Pair) -> Agreement | None:
    return getattr(pair, "agreement", None)


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The text, the signatures, the goals."""
    found = pair_for(request, pk)
    row = _agreement(found)
    lines = side_lines(found, row)
    mine = [line for line in lines if line.signature is None and line.side in sides_of(request.user, found)]
    signed_mine = [line for line in lines if line.signature and line.side in sides_of(request.user, found)]
    context = page(
        request, found, "agreement", agreement=row, lines=lines, goals=goals_of(found),
        void=Signature.objects.filter(agreement=row, voided_at__isnull=False) if row else [],
        digest=digest(row.text) if row else "", mine=mine, signed_mine=signed_mine,
        can_sign=bool(row and row.text and mine) and may(request.user, "pair.sign", found),
    )  # fmt: skip
    return render(request, "mentoring/agreement.html", context)


def agreement_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the agreement; signatures given to the old text become void."""
    found = pair_for(request, pk, "pair.write")
    row = _agreement(found)
    text = row.text if row else ""
    form = AgreementForm(request.POST or None, initial={"text": text, "seen": digest(text)})
    is_signed = row is not None and row.signatures.filter(voided_at=None).exists()
    if not is_signed:
        del form.fields["voids_signatures"]
    theirs = ""
    if request.method == "POST":
        try:
            if web.attempt(form, lambda: actions.write_agreement(by=me(request), pair=found, **form.cleaned_data)):
                messages.success(request, _("The agreement is saved."))
                return web.see("agreement", pk)
        except Stale as stale:
            theirs = str(stale.theirs)
            form.add_error("text", _("Somebody else changed the text meanwhile. Their text stands above."))
            form.data = QueryDict(mutable=True)
            form.data.update({**request.POST.dict(), "seen": stale.digest})
    crumbs = (Line(_("Agreement"), reverse("agreement", args=[pk])), Line(_("Write")))
    context = page(request, found, "agreement", *crumbs, form=form, title=_("Agreement"), theirs=theirs,
                   who=_("both cities, both associations, secretariat"))  # fmt: skip
    return render(request, "mentoring/pair_form.html", context)


@require_POST
def agreement_do(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign, or take a signature back."""
    found = pair_for(request, pk, "pair.sign")
    do = request.POST.get("do", "")
    try:
        if do == "sign":
            row = actions.sign_agreement(by=me(request), pair=found, seen=request.POST.get("seen", ""))
            done = _("All have signed. The pair is agreed.") if row.signed_at else _("Thank you, you have signed.")
            messages.success(request, done)
        elif do == "withdraw":
            actions.withdraw_signature(by=me(request), pair=found)
            messages.success(request, _("Your signature is taken back."))
        else:
            raise Http404
    except Refused as refused:
        web.tell(request, refused)
    return web.see("agreement", pk)


@require_safe
def needs(request: HttpRequest, pk: int) -> HttpResponse:
    """The mentee's needs analysis: written by the mentee, read by the others once it is submitted."""
    found = pair_for(request, pk)
    can_write, can_read = may(request.user, "needs.write", found), may(request.user, "needs.read", found)
    submitted = getattr(getattr(found, "needs", None), "submitted_at", None)
    context = page(
        request, found, "needs", lines=needs_lines(found) if can_read else [], can_read=can_read,
        comments=general_comments(found) if can_read else [], writes=can_write, submitted_at=submitted,
        can_comment=may(request.user, "needs.comment", found),
    )  # fmt: skip
    return render(request, "mentoring/needs.html", context)


@require_POST
def need_save(request: HttpRequest, pk: int, what: str, row: int) -> JsonResponse:
    """Autosave the text on one goal or context factor."""
    found = pair_for(request, pk, "needs.write")
    if what == "goal":
        of: dict[str, Any] = {"goal": get_object_or_404(found.goals, pk=row)}
    elif what == "factor":
        versions = [one.version_id for one in adoptions_of(found.project)]
        of = {"factor": get_object_or_404(ContextFactor, pk=row, version__in=versions)}
    else:
        raise Http404
    sent = request.POST
    return web.autosaved(
        lambda: actions.save_need(by=me(request), pair=found, value=sent.get("value", ""), seen=sent.get("seen"), **of),
        "body",
    )


@require_POST
def needs_do(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit, open again, comment."""
    found = pair_for(request, pk)
    do = request.POST.get("do", "")
    if do not in ("submit", "reopen", "comment"):
        raise Http404
    if not may(request.user, "needs.comment" if do == "comment" else "needs.write", found):
        raise Http404
    try:
        if do == "comment":
            number = web.number(request.POST.get("goal"))
            goal = get_object_or_404(found.goals, pk=number) if number else None
            actions.comment_needs(by=me(request), pair=found, text=request.POST.get("text", ""), goal=goal)
            messages.success(request, _("Thank you. The mentee reads your comment."))
        else:
            (actions.submit_needs if do == "submit" else actions.reopen_needs)(by=me(request), pair=found)
            messages.success(request, _("Done."))
    except Refused as refused:
        web.tell(request, refused)
    return web.see("needs", pk)
