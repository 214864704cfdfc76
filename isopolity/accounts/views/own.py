# SPDX-License-Identifier: EUPL-1.2
"""One's own account: name, language, appearance, mail, tokens."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from isopolity.accounts import actions, queries
from isopolity.accounts.forms import AccountForm, MailForm, TokenForm
from isopolity.accounts.me import me
from isopolity.accounts.models import ApiToken, Person
from isopolity.core.components import Line
from isopolity.core.getters import get_for
from isopolity.core.web import attempt, see

YEAR = 365 * 24 * 3600


def account(request: HttpRequest) -> HttpResponse:
    """Name, language and appearance, with the ways to everything else about one's account."""
    form = AccountForm(request.POST or None, instance=Person.objects.get(pk=me(request).pk))
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_account(by=me(request), **form.cleaned_data)
    ):
        language = form.cleaned_data["language"]
        translation.activate(language)
        messages.success(request, _("Saved."))
        answer = see("account")
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=settings.SECURE)
        return answer
    mail_form = MailForm(initial={"kinds": queries.wanted_mail(me(request))})
    return render(request, "accounts/account.html", {"form": form, "mail_form": mail_form})


@require_POST
def mail(request: HttpRequest) -> HttpResponse:
    """Which kinds of mail one gets."""
    form = MailForm(request.POST)
    attempt(form, lambda: actions.choose_mail(by=me(request), kinds=form.cleaned_data["kinds"]))
    if form.errors:
        messages.error(request, _("Choose from the list."))
    else:
        messages.success(request, _("Saved. From now on you get the mail that you chose."))
    return see("account", part="mail")


@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """One's API tokens; the secret of a new one is shown this once, so the answer to the form is the page itself."""
    form = TokenForm(request.POST or None)
    secret = ""
    if request.method == "POST":
        made = attempt(form, lambda: _make(request, form))
        if made is not None:
            secret, form = made[1], TokenForm()
    context = {
        "form": form,
        "secret": secret,
        "tokens": queries.tokens(me(request)),
        "crumbs": [Line(_("My account"), "/account/"), Line(_("API tokens"))],
    }
    return render(request, "accounts/tokens.html", context)


def _make(request: HttpRequest, form: TokenForm) -> tuple[ApiToken, str]:
    given = form.cleaned_data
    scopes = ["read", "write"] if given["scope"] == "write" else ["read"]
    return actions.make_token(by=me(request), name=given["name"], scopes=scopes, days=given["days"])


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The token stops working."""
    token = get_for(me(request), "token.revoke", ApiToken, pk=pk)
    actions.revoke_token(by=me(request), token=token)
    messages.success(request, _("The token “%s” does not work any more.") % token.name)
    return see("tokens")
