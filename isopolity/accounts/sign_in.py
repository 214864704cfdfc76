# SPDX-License-Identifier: EUPL-1.2
"""Signing in and passwords: allauth's forms and refusals in the words of this site."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _("At least 12 characters. Three or four words that belong together only for you work well.")
REFUSALS = {
    "account_inactive": _("This account is closed. Ask your site operator."),
    "email_password_mismatch": _("The address or the password is not right."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_password": _("This is not your password."),
    "invalid_password_reset": _("This link does not work any more. Ask for a new one."),
    "too_many_login_attempts": _("Too many attempts to sign in. Wait some minutes, then try again."),
    "rate_limited": _("Too much was asked in a short time. Wait some minutes, then try again."),
}
SINGLE_SIGN_ON_REFUSALS = {
    "email_taken": _("There is an account with this address. Sign in to it first, then add %s there."),
    "no_password": _("Choose a password first. Without it, nothing would open your account any more."),
    "no_verified_email": _("Your address is not confirmed. Ask your site operator."),
    "disconnect_last": _("This is the only thing that opens your account. Choose a password first."),
    "connected_other": _("This opens another account on this site already."),
}


class _Words(forms.Form):
    """Labels of ours, and none of the grey words inside the fields that vanish when one types."""

    words: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.words.get(name, field.label)
            field.help_text = self.helps.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)


class SignIn(_Words, LoginForm):
    words = {"login": _("E-mail address"), "password": _("Password"), "remember": _("Stay signed in on this device")}


class PasswordOnceMore(_Words, ReauthenticateForm):
    words = {"password": _("Password")}


class ForgottenPassword(_Words, ResetPasswordForm):
    words = {"email": _("E-mail address")}
    helps = {"email": _("The address with which you sign in.")}


class _TwoPasswords(_Words):
    words = {"password1": _("New password"), "password2": _("The same password again")}
    helps = {"password1": PASSWORD_HELP}

    def clean(self) -> dict[str, Any] | None:
        """Both are the same, told in the words of the invitation's form."""
        given = super().clean()
        if "password2" in self.errors and self.cleaned_data.get("password1"):
            self.errors["password2"] = self.error_class([str(_("The two passwords differ."))])
        return given


class ChangePassword(_TwoPasswords, ChangePasswordForm):
    words = {"oldpassword": _("Your present password")} | _TwoPasswords.words


class FirstPassword(_TwoPasswords, SetPasswordForm):
    pass


class NewPassword(_TwoPasswords, ResetPasswordKeyForm):
    pass
