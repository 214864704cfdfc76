# SPDX-License-Identifier: EUPL-1.2
"""What may differ from the house rules, each with its reason. Short lists, on purpose."""

# Modules besides actions that write rows.
WRITERS = {
    "isopolity/accounts/adapters.py": "allauth hands us a new account to save",
}

# Functions of actions that write without asking `require`: `app.module.function`.
UNGUARDED = {
    "accounts.actions.accept_invitation": "the secret of the invitation is the permission",
    "accounts.actions.person_at": "called by actions that hand out roles and have asked",
    "accounts.actions.write_invitation": "called by actions that hand out roles and have asked",
    "assessments.actions.make_assessment": "called by the action that starts a review and has asked",
    "visits.actions.purge_identities": "called by a job; the database lets only that job see the rows",
}

# Templates that print ready HTML.
SAFE_TEMPLATES: dict[str, str] = {
    "templates/django/forms/field.html": "labels and help texts come from our forms, as in Django's own template",
}

# Files over 400 lines: they may only shrink.
LONG_FILES = {
}
