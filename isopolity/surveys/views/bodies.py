# SPDX-License-Identifier: EUPL-1.2
"""One body that is asked: its contact, its links, its interviewer; opening its answers again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from isopolity.accounts.letters import address_of
from isopolity.accounts.me import me
from isopolity.core.components import Line
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.web import attempt, see, tell
from isopolity.surveys import actions
from isopolity.surveys.forms_waves import ContactForm, ReasonForm
from isopolity.surveys.models import Contact, Respondent, Response
from isopolity.surveys.queries.waves import open_links
from isopolity.surveys.views.wave_frame import base, bodies


@never_cache
def respondent(request: HttpRequest, pk: int) -> HttpResponse:
    """Contact, language and interviewer; links are made and ended here."""
    body = get_for(request.user, "response.manage", bodies(), pk=pk)
    contact = Contact.objects.filter(respondent=body).first()
    known: dict[str, Any] = {"name": contact.name, "email": contact.email} if contact else {}
    known |= {"language": body.language, "interviewer": body.interviewer_id}
    do = request.POST.get("do", "")
    form = ContactForm(request.POST if do == "save" else None, body=body, initial=known)
    reason = ReasonForm(request.POST if do == "reopen" else None)
    secret = ""
    if do == "save" and attempt(form, lambda: _save(request, body, form)):
        messages.success(request, _("Saved."))
        return see("respondent", pk)
    if do == "reopen" and attempt(reason, lambda: _reopen(request, body, reason)):
        messages.success(request, _("The answers can be changed again."))
        return see("survey", body.wave_id)
    if request.method == "POST" and do not in ("save", "reopen"):
        try:
            secret = _do(request, body, do)
        except Refused as refused:
            tell(request, refused)
        if not secret:
            return see("survey", body.wave_id) if do == "remove" else see("respondent", pk)
    response = Response.objects.filter(respondent=body).defer("answers", "counted").first()
    context = base(request.user, body.wave, "", Line(str(body))) | {
        "body": body,
        "form": form,
        "reason": reason,
        "links": open_links(body),
        "link": address_of(reverse("survey_answer", args=[secret])) if secret else "",
        "response": response,
    }
    return render(request, "surveys/respondent.html", context)


def _save(request: HttpRequest, body: Respondent, form: ContactForm) -> bool:
    given = form.cleaned_data
    facts = {name: given[name] for name in ("name", "email", "language")}
    actions.save_contact(by=me(request), respondent=body, **facts)
    if given["interviewer"] != body.interviewer:
        actions.name_interviewer(by=me(request), respondent=body, person=given["interviewer"])
    return True


def _reopen(request: HttpRequest, body: Respondent, form: ReasonForm) -> bool:
    actions.reopen_response(by=me(request), respondent=body, reason=form.cleaned_data["reason"])
    return True


def _do(request: HttpRequest, body: Respondent, do: str) -> str:
    """What a button asked for; the secret of a new link, to be shown once."""
    by = me(request)
    if do == "link":
        return actions.make_link(by=by, respondent=body)
    if do == "send":
        actions.send_link(by=by, respondent=body)
        messages.success(request, _("The letter is on its way."))
    elif do == "remind":
        actions.remind(by=by, respondent=body)
        messages.success(request, _("The reminder is on its way."))
    elif do == "revoke":
        number = actions.revoke_links(by=by, respondent=body)
        messages.success(request, ngettext("%d link has ended.", "%d links have ended.", number) % number)
    elif do == "remove":
        actions.remove_respondent(by=by, respondent=body)
        messages.success(request, _("This body is not asked any more."))
    else:
        raise Refused(_("Choose what to do."))
    return ""
