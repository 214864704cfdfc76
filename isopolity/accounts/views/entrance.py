# SPDX-License-Identifier: EUPL-1.2
"""Pages for people who are not signed in: the invitation, the unsubscribe link, why there is no registration."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.socialaccount.providers.openid_connect.views import login as openid_connect_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from requests import RequestException

from isopolity.accounts import actions
from isopolity.accounts.actions.invitations import open_invitation
from isopolity.accounts.forms import InvitationForm
from isopolity.accounts.models import NoticeKind, Person
from isopolity.accounts.notices import unseal
from isopolity.core.principal import acting
from isopolity.core.web import attempt

JOB = "job:invitation"


@login_not_required
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Open the account that the letter was written for. Works once."""
    found = open_invitation(secret)
    if found is None:
        return render(request, "accounts/invitation_over.html", status=410)
    first = {"name": found.person.name, "language": found.person.language}
    form = InvitationForm(request.POST or None, initial=first)
    if request.method == "POST":
        person = attempt(form, lambda: _accept(secret, form))
        if person is not None:
            messages.success(request, _("Your account is open. Welcome!"))
            return perform_login(request, Login(user=person, redirect_url="/", email=person.email))
    return render(request, "accounts/invitation.html", {"form": form, "invitation": found})


def _accept(secret: str, form: InvitationForm) -> Person:
    given = form.cleaned_data
    with acting(JOB):
        return actions.accept_invitation(
            by=JOB, secret=secret, password=given["password"], name=given["name"], language=given["language"]
        )


@login_not_required
@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed word is the permission
def unsubscribe(request: HttpRequest, word: str) -> HttpResponse:
    """No more mail of the kinds in the signed link: at once on POST, after asking on GET."""
    found = unseal(word)
    if found is None:
        return render(request, "accounts/unsubscribe.html", {"kinds": []}, status=404)
    person, kinds = found
    if request.method == "POST":
        with acting("job:unsubscribe"):
            actions.unsubscribe(by="job:unsubscribe", person=person, kinds=kinds)
    names = [NoticeKind(kind).label for kind in kinds]
    return render(request, "accounts/unsubscribe.html", {"kinds": names, "done": request.method == "POST"})


@login_not_required
def by_invitation(request: HttpRequest) -> HttpResponse:
    """Instead of a registration page."""
    return render(request, "accounts/by_invitation.html", status=404)


def by_operator(request: HttpRequest) -> HttpResponse:
    """Instead of a page to change one's address: invitations are bound to it."""
    return render(request, "accounts/by_operator.html")


@login_not_required
def nothing_to_confirm(request: HttpRequest, key: str = "") -> HttpResponse:
    """Instead of pages to confirm an address: the invitation that arrived there confirmed it."""
    return render(request, "accounts/nothing_to_confirm.html", status=404)


@login_not_required
def single_sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    """allauth's page, which forgets that the other site may not answer, or not tell where to sign in."""
    try:
        return openid_connect_login(request, provider_id)
    except (RequestException, KeyError):
        return render(request, "socialaccount/authentication_error.html", status=401)
