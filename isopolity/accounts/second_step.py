# SPDX-License-Identifier: EUPL-1.2
"""Passkeys, the app that shows codes and recovery codes: allauth's forms in the words of this site."""

from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NEEDS_SCRIPTS = _("A passkey needs JavaScript in your browser. Switch it on, or sign in another way.")
UNKNOWN_PASSKEY = _("This passkey does not open an account here. It may have been removed. Sign in another way.")


class Words(DefaultMFAAdapter):
    """What allauth says when something is refused, and how it names a new passkey."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": _("Add a passkey or an app that shows codes first."),
        "incorrect_code": _(
            "This code is not right. The app shows a new code every 30 seconds, and a recovery code works only once."
        ),
    }

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)


class _Code(forms.Form):
    """A code is typed: from the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code")
        field.help_text = self.help_text
        field.widget.attrs.pop("placeholder", None)

    help_text = _("The code that your app shows now, or one of your recovery codes.")


class _ToldCode(_Code):
    """A recovery code opens the account without the device, so its use is told by mail."""

    def save(self) -> None:
        super().save()  # type: ignore[misc]  # allauth's form stands behind this one
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:  # type: ignore[attr-defined]
            get_account_adapter().send_notification_mail("recovery_code_used", self.user)  # type: ignore[attr-defined]


class CodeAtSignIn(_ToldCode, AuthenticateForm):
    pass


class CodeOnceMore(_ToldCode, ReauthenticateForm):
    pass


class FirstCode(_Code, ActivateTOTPForm):
    help_text = _("The six digits that the app shows now.")


class _Passkey(forms.Form):
    """A passkey is shown; what can go wrong with it is not what can go wrong with a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages["required"] = NEEDS_SCRIPTS

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # allauth's form stands behind this one
        except ValidationError as error:
            if error.code == "incorrect_code":
                raise ValidationError(UNKNOWN_PASSKEY, code=error.code) from error
            raise


class PasskeyInsteadOfPassword(_Passkey, LoginWebAuthnForm):
    pass


class PasskeyAtSignIn(_Passkey, AuthenticateWebAuthnForm):
    pass


class PasskeyOnceMore(_Passkey, ReauthenticateWebAuthnForm):
    pass


class NewPasskey(AddWebAuthnForm):
    """Made to sign in alone; people with an old security key take the tick away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label = _("Name of the passkey")
        name.help_text = _("So that you know later which device it is on, for example “Phone” or “Laptop at work”.")
        alone.label = _("Sign in with this passkey alone, without my password")
        alone.help_text = _(
            "Leave this as it is for a phone or a computer. "
            "Take the tick away for a security key without a PIN: you use it after your password."
        )
        alone.initial = True
        self.fields["credential"].error_messages["required"] = NEEDS_SCRIPTS


class RenamePasskey(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
