# SPDX-License-Identifier: EUPL-1.2
"""The bank, item by item and piece by piece."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.assessments.models import Document
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import items_of
from isopolity.core.autosave import digest
from isopolity.core.components import Action, Tab
from isopolity.core.errors import Stale
from isopolity.core.getters import get_for
from isopolity.core.web import attempt, see
from isopolity.evidence import actions
from isopolity.evidence.forms import BankFilter, EvidenceForm, MergeForm, PaperForm
from isopolity.evidence.models import Evidence
from isopolity.evidence.queries.bank import Wanted, bank, cite, codes_of, meetings, pieces, shown, with_codes
from isopolity.evidence.queries.items import by_item, finding_map
from isopolity.evidence.story import piece_history
from isopolity.reviews.models import Review
from isopolity.reviews.queries import review_context
from isopolity.visits.forms import ReasonForm

A_PAGE = 30
Reader = Any


def review_of(person: Reader, pk: int) -> Review:
    """The review, for its team."""
    return get_for(person, "evidence.read", Review.objects.for_frame(), pk=pk)


def frame(
    request: HttpRequest, review: Review, title: str, part: str = "evidence_bank", **facts: Any
) -> dict[str, Any]:
    """The context of the bank's pages."""
    person: Reader = request.user
    names = [("evidence_bank", _("Pieces")), ("evidence_items", _("By item")), ("coverage", _("Coverage"))]
    return {
        **review_context(person, review, tab="evidence_bank"),
        "page_title": title,
        "page_who": _("team only"),
        "parts": [Tab(text, reverse(name, args=[review.pk]), name == part) for name, text in names],
        **facts,
    }


def evidence_bank(request: HttpRequest, pk: int) -> HttpResponse:
    """The pieces: filtered, searched, sorted, page by page."""
    person: Reader = request.user
    review = review_of(person, pk)
    items = items_of(review.adoption.version, review.adoption)
    form = BankFilter(request.GET, items=items, sessions=meetings(review))
    rows = shown(bank(review, Wanted(**form.wanted()), reader=person))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    add = Action(_("Add from a document"), reverse("evidence_new", args=[pk]), "plus")
    context = frame(request, review, _("Evidence bank"), page_actions=[add])
    context |= {"page": page, "pieces": pieces(page), "filter": form, "is_filtered": bool(form.wanted())}
    return render(request, "evidence/bank.html", context)


def evidence_items(request: HttpRequest, pk: int) -> HttpResponse:
    """Each item with its state, and the city's own level beside it."""
    person: Reader = request.user
    review = review_of(person, pk)
    rows = by_item(review)
    context = frame(request, review, _("Evidence by item"), "evidence_items", rows=rows, map=finding_map(review, rows))
    return render(request, "evidence/items.html", context)


def _piece(person: Reader, pk: int) -> Evidence:
    rows = Evidence.objects.select_related(
        "review__city", "review__project", "review__adoption__version", "review__adoption__project",
        "review__assessment", "session__meeting", "interviewee", "written_by", "merged_into",
    ).prefetch_related(with_codes())  # fmt: skip
    return get_for(person, "evidence.change", rows, pk=pk)


def _chosen(keys: list[str]) -> list[Item]:
    return list(Item.objects.filter(pk__in=keys))


def evidence_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A piece from a document, the initial report or a survey."""
    person: Reader = request.user
    review = review_of(person, pk)
    documents = Document.objects.filter(assessment=review.assessment)
    first = {"key": uuid4(), "items": request.GET.getlist("items"), "basis": "fact"}
    items = items_of(review.adoption.version, review.adoption)
    form = PaperForm(request.POST or None, initial=first, items=items, documents=documents)

    def add() -> Evidence:
        data = dict(form.cleaned_data)
        data.pop("seen")
        data |= {"items": _chosen(data["items"]), "document": documents.filter(pk=data["document"] or 0).first()}
        return actions.note_evidence(by=person, review=review, **data)

    if request.method == "POST" and attempt(form, add) is not None:
        messages.success(request, _("The piece is in the bank."))
        return see("evidence_bank", pk)
    context = frame(request, review, _("Add a piece of evidence"), form=form, button=_("Add"))
    context["back"] = reverse("evidence_bank", args=[pk])
    return render(request, "evidence/form.html", context, status=422 if form.is_bound else 200)


def evidence_piece(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece: read, change, withdraw, restore, merge."""
    person: Reader = request.user
    piece = _piece(person, pk)
    review = piece.review
    links = [link.item for link in piece.coded]
    first = {
        "text": piece.text, "context": piece.context, "reference": piece.reference, "level": piece.level,
        "basis": piece.basis, "items": [str(item.pk) for item in links], "seen": digest(piece.text),
    }  # fmt: skip
    form = EvidenceForm(request.POST or None, initial=first, items=items_of(review.adoption.version, review.adoption))
    extra: dict[str, Any] = {}

    def save() -> Evidence:
        data = {**form.cleaned_data, "items": _chosen(form.cleaned_data["items"])}
        return actions.change_evidence(by=person, evidence=piece, **data)

    if request.method == "POST":
        try:
            if attempt(form, save):
                messages.success(request, _("Saved."))
                return see("evidence_bank", review.pk)
        except Stale as stale:
            extra = _differ(form, stale)
    context = frame(request, review, _("A piece of evidence"), form=form, piece=piece, button=_("Save"), **extra)
    context |= {"citation": cite(piece, codes_of(piece)), "back": reverse("evidence_bank", args=[review.pk])}
    status = 409 if extra else 422 if form.is_bound else 200
    return render(request, "evidence/form.html", context, status=status)


@require_safe
def evidence_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what of one piece: a part for its page (HTMX), or a page of its own."""
    piece = _piece(request.user, pk)
    context: dict[str, Any] = {"events": piece_history(piece), "piece": piece}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "reviews/part_history.html", context)
    title = _("What happened to this piece of evidence")
    return render(request, "evidence/history.html", frame(request, piece.review, title, **context))


def _differ(form: EvidenceForm, stale: Stale) -> dict[str, Any]:
    """Both texts are shown; sending again keeps the one in the field."""
    data: Any = form.data
    form.data = data.copy()
    form.data["seen"] = stale.digest  # type: ignore[index]
    form.add_error("text", _("Somebody else changed this text meanwhile. Theirs stands above; choose or merge."))
    return {"theirs": stale.theirs, "by": stale.by}


def evidence_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a piece, with a reason."""
    person: Reader = request.user
    piece = _piece(person, pk)
    form = ReasonForm(request.POST or None)

    def save() -> Evidence:
        return actions.withdraw_evidence(by=person, evidence=piece, reason=form.cleaned_data["reason"])

    if request.method == "POST" and attempt(form, save) is not None:
        messages.success(request, _("The piece is withdrawn. It stays readable and no longer counts."))
        return see("evidence_bank", piece.review_id)
    context = frame(request, piece.review, _("Withdraw this piece?"), form=form, button=_("Withdraw"), danger=True)
    context |= {"quote": piece.text, "back": reverse("evidence_piece", args=[pk])}
    return render(request, "evidence/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def evidence_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """A withdrawn piece counts again."""
    person: Reader = request.user
    piece = _piece(person, pk)
    actions.restore_evidence(by=person, evidence=piece)
    messages.success(request, _("The piece counts again."))
    return see("evidence_piece", pk)


def evidence_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge a piece into another one of the same source."""
    person: Reader = request.user
    piece = _piece(person, pk)
    others = list(
        Evidence.objects.filter(
            review=piece.review, kind=piece.kind, session=piece.session, interviewee=piece.interviewee,
            withdrawn_at=None,
        ).exclude(pk=pk)
    )  # fmt: skip
    form = MergeForm(request.POST or None, others=others)

    def save() -> Evidence:
        into = next(row for row in others if str(row.pk) == form.cleaned_data["into"])
        return actions.merge_evidence(by=person, evidence=piece, into=into, text=form.cleaned_data["text"])

    if request.method == "POST" and (kept := attempt(form, save)):
        messages.success(request, _("The two pieces are one now. The merged one stays in the history."))
        return see("evidence_piece", kept.pk)
    context = frame(request, piece.review, _("Merge this piece"), form=form, button=_("Merge"), quote=piece.text)
    context |= {"back": reverse("evidence_piece", args=[pk]), "nothing": not others}
    return render(request, "evidence/form.html", context, status=422 if form.is_bound else 200)
