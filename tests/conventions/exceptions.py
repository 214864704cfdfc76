# SPDX-License-Identifier: EUPL-1.2
"""What may differ from the house rules, each with its reason. Short lists, on purpose."""

# Modules besides actions that write rows.
WRITERS = {
    "isopolity/accounts/adapters.py": "allauth hands us a new account to save",
}

# Actions without `by` or without `require`: `app.module.function`.
UNGUARDED: dict[str, str] = {}

# Templates that print ready HTML.
SAFE_TEMPLATES: dict[str, str] = {
    "templates/django/forms/field.html": "labels and help texts come from our forms, as in Django's own template",
}

# Files over 400 lines: they may only shrink.
LONG_FILES: dict[str, int] = {}
