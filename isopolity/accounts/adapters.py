# SPDX-License-Identifier: EUPL-1.2
"""How allauth behaves here: nobody registers without an invitation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from isopolity.accounts.actions import arrive
from isopolity.accounts.browsers import known_browser
from isopolity.accounts.sign_in import REFUSALS, SINGLE_SIGN_ON_REFUSALS
from isopolity.core import jobs
from isopolity.core.principal import acting


class AccountAdapter(DefaultAccountAdapter):
    """E-mail accounts: by invitation only."""

    error_messages = DefaultAccountAdapter.error_messages | REFUSALS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """An invited person comes in by the letter, or by single sign-on; a password reset is no way around it."""
        if user.is_invited:
            if "sociallogin" not in (kwargs.get("signal_kwargs") or {}):
                return render(request, "accounts/open_letter_first.html", status=403)
            with acting("job:sign-in"):
                arrive(by="job:sign-in", person=user)
        return super().pre_login(request, user, **kwargs)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """The job makes the link itself: its arguments can be read, so they carry no secret."""
        jobs.later("password-reset", person=user.pk)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """The way into the account changed: a letter of ours, in the person's language, by a job that tries again."""
        what = template_prefix.rpartition("/")[2]
        browser = known_browser(self.get_http_user_agent(self.request))
        jobs.later("account-changed", person=user.pk, what=what, moment=timezone.now().isoformat(), browser=browser)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on: for people who have an account here already, or an invitation to the address it vouches for."""

    error_messages = DefaultSocialAccountAdapter.error_messages | SINGLE_SIGN_ON_REFUSALS

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
