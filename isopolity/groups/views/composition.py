# SPDX-License-Identifier: EUPL-1.2
"""Advice on the composition, and the facets of diversity that the group chose."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line
from isopolity.core.errors import Refused
from isopolity.core.policy import may
from isopolity.core.web import attempt, number, see, tell
from isopolity.groups import actions
from isopolity.groups.forms import CountsForm, FacetForm, ReasonForm
from isopolity.groups.models import CheckAnswer, CollectedBy, Consent, Facet, FacetAnswer, Member
from isopolity.groups.queries.composition import advice_of, facets_of
from isopolity.groups.queries.groups import present
from isopolity.groups.rules import memberships
from isopolity.groups.views.common import form_page, group_for, page


def group_advice(request: HttpRequest, pk: int) -> HttpResponse:
    """What the composition lacks, each with its reason; a post answers "we know, because …"."""
    group = group_for(request, "group.manage", pk)
    lines = advice_of([group], small=group.project.small_group)[pk]
    form, code = ReasonForm(request.POST or None), request.POST.get("code", "")
    if request.method == "POST" and code not in {line.advice.code for line in lines}:
        messages.error(request, _("This advice is gone: the composition changed."))
        return see("group_advice", pk)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.answer_advice(by=me(request), group=group, code=code, **form.cleaned_data)
    ):
        messages.success(request, _("Your reason is kept."))
        return see("group_advice", pk)
    return page(
        request, group, "advice.html", "group_advice", crumbs=(Line(_("Advice")),), page_title=_("Advice"),
        page_who=_("coordinators only"), open=[line for line in lines if line.answer is None],
        answered=[line for line in lines if line.answer is not None], form=form, code=code,
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_POST
def group_advice_again(request: HttpRequest, pk: int, answer: int) -> HttpResponse:
    """The answer is taken back, the advice is open again."""
    group = group_for(request, "group.manage", pk)
    row = CheckAnswer.objects.select_related("group__city").filter(group=group, pk=answer).first()
    if row is None:
        raise Http404
    actions.take_back_advice_answer(by=me(request), answer=row)
    return see("group_advice", pk)


# --- Diversity ------------------------------------------------------------------------------------------------------
@require_safe
def group_diversity(request: HttpRequest, pk: int) -> HttpResponse:
    """The facets as counts, small numbers hidden; a member's own answers, if they consent."""
    group = group_for(request, "group.read", pk)
    size = group.core + group.wider  # type: ignore[attr-defined]
    seen = {one.pk: one for one in facets_of({pk: size}, small=group.project.small_group).get(pk, [])}
    facets = list(Facet.objects.filter(group=group).prefetch_related("values"))
    manages = may(request.user, "group.manage", group)
    buttons = [Action(_("Choose a facet"), reverse("group_facet_new", args=[pk]), "plus", primary=True)]
    return page(
        request, group, "diversity.html", "group_diversity", crumbs=(Line(_("Diversity")),), page_title=_("Diversity"),
        page_who=_("the group"), actions=buttons if manages else [], facets=[(one, seen[one.pk]) for one in facets],
        own=_own(request, group, facets), size=size,
    )  # fmt: skip


def _own(request: HttpRequest, group: Any, facets: list[Facet]) -> dict[str, Any] | None:
    """What the reader may answer for themselves; None for somebody who is no member."""
    place = memberships(request.user).get(group.pk)
    asked = [facet for facet in facets if facet.collected_by == CollectedBy.ANSWERS]
    if place is None or not asked:
        return None
    consents = Consent.objects.filter(member=place, withdrawn_at=None).exists()
    given = dict(FacetAnswer.objects.filter(member=place).values_list("facet_id", "value_id"))
    return {
        "consents": consents,
        "wording": actions.wording(),
        "facets": [(facet, given.get(facet.pk)) for facet in asked],
    }


@require_POST
def group_diversity_own(request: HttpRequest, pk: int) -> HttpResponse:
    """Give or withdraw one's consent; answer for oneself."""
    group = group_for(request, "group.read", pk)
    member = Member.objects.filter(pk=memberships(request.user).get(pk, 0)).first()
    if member is None:
        raise Http404
    do = request.POST.get("do")
    try:
        if do == "consent":
            actions.give_consent(by=me(request), member=member)
            messages.success(request, _("Thank you. You can answer now, and take your consent back at any time."))
        elif do == "withdraw":
            actions.withdraw_consent(by=me(request), member=member)
            messages.success(request, _("Your answers are deleted."))
        elif do == "answer":
            _answer(request, group.pk, member)
            messages.success(request, _("Your answers are saved."))
    except Refused as refused:
        tell(request, refused)
    return see("group_diversity", pk, part="own")


def _answer(request: HttpRequest, group: int, member: Member) -> None:
    rows = Facet.objects.filter(group=group, collected_by=CollectedBy.ANSWERS).prefetch_related("values")
    for facet in rows:
        chosen = number(request.POST.get(f"facet_{facet.pk}"))
        value = next((one for one in facet.values.all() if one.pk == chosen), None)
        if chosen and value is None:
            raise Refused(_("Choose from the list."))
        actions.answer_facet(by=me(request), member=member, facet=facet, value=value)


def group_facet_new(request: HttpRequest, pk: int) -> HttpResponse:
    """The group looks at a facet."""
    group = group_for(request, "group.manage", pk)
    form = FacetForm(request.POST or None)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.add_facet(by=me(request), group=group, **form.cleaned_data)
    ):
        messages.success(request, _("The facet is chosen."))
        return see("group_diversity", pk)
    intro = _("Choose it together in a meeting. Nobody has to tell anything about themselves.")
    back = reverse("group_diversity", args=[pk])
    return form_page(request, group, form, "group_diversity", _("Choose a facet"), intro=intro, back=back)


def _facet(request: HttpRequest, pk: int, facet: int) -> tuple[Any, Facet]:
    group = group_for(request, "group.manage", pk)
    row = Facet.objects.filter(group=group, pk=facet).prefetch_related("values").first()
    if row is None:
        raise Http404
    row.group = group
    return group, row


def group_facet(request: HttpRequest, pk: int, facet: int) -> HttpResponse:
    """Change a facet or its values; or take it away."""
    group, row = _facet(request, pk, facet)
    if "remove" in request.POST:
        actions.remove_facet(by=me(request), facet=row)
        messages.success(request, _("The facet and its numbers are deleted."))
        return see("group_diversity", pk)
    values = "\n".join(value.name for value in row.values.all())
    start = {"name": row.name, "values": values, "collected_by": row.collected_by}
    form = FacetForm(request.POST or None, initial=start)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_facet(by=me(request), facet=row, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return see("group_diversity", pk)
    intro = _("A value that you take off loses its numbers. Another way of counting deletes all of them.")
    back = reverse("group_diversity", args=[pk])
    return form_page(
        request, group, form, "group_diversity", row.name, intro=intro, back=back, removing={"remove": "1"}
    )


def group_facet_count(request: HttpRequest, pk: int, facet: int) -> HttpResponse:
    """Write down the sums."""
    group, row = _facet(request, pk, facet)
    if row.collected_by != CollectedBy.COUNTS:
        raise Http404
    form = CountsForm(request.POST or None, facet=row)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.count_facet(by=me(request), facet=row, counts=form.counts)
    ):
        messages.success(request, _("Saved. Numbers of few people are hidden on the page."))
        return see("group_diversity", pk)
    intro = _("The group has %d members. Write down sums only, never who said what.") % present(group).count()
    back = reverse("group_diversity", args=[pk])
    return form_page(request, group, form, "group_diversity", _("Count: %s") % row.name, intro=intro, back=back)
