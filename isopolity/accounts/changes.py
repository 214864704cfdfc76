# SPDX-License-Identifier: EUPL-1.2
"""What can change about how an account is opened, and the sentence with which its person is told at once, by mail."""

from django.utils.translation import gettext_lazy as _

# By the last part of the name that allauth gives its letters; ``recovery_code_used`` is ours.
CHANGES = {
    "password_changed": _("Your password was changed"),
    "password_reset": _("Your password was reset: a new one was chosen through a link in a mail"),
    "password_set": _("Your account has a password now"),
    "totp_activated": _("An app that shows codes was added to your sign-in"),
    "totp_deactivated": _("The app that shows codes was removed from your sign-in"),
    "webauthn_added": _("A passkey was added to your sign-in"),
    "webauthn_removed": _("A passkey was removed from your sign-in"),
    "recovery_codes_generated": _("New recovery codes were made, the earlier ones do not work any more"),
    "recovery_code_used": _("One of your recovery codes was used"),
    "account_connected": _("Single sign-on opens your account now"),
    "account_disconnected": _("Single sign-on does not open your account any more"),
}
