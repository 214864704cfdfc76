# SPDX-License-Identifier: EUPL-1.2
"""What may differ from the house rules, each with its reason. Short lists, on purpose."""

# Modules besides actions that write rows.
WRITERS = {
    "isopolity/api/middleware.py": "bookkeeping of requests: when a token was used, answers kept for a day",
    "isopolity/accounts/notices.py": "one line for tomorrow's mail, told by actions and jobs",
}

# Functions of actions that write without asking `require`: `app.module.function`.
UNGUARDED = {
    "accounts.actions.invitations.accept_invitation": "the secret of the invitation is the permission",
    "accounts.actions.invitations.arrive": "the identity provider vouches for the address that was invited",
    "accounts.actions.invitations.person_at": "called by actions that hand out roles and have asked",
    "accounts.actions.invitations.write_invitation": "called by the job that sends the letter an action asked for",
    "accounts.actions.settings.unsubscribe": "the signed link in the mail is the permission",
    "assessments.actions.whole.make_assessment": "called by the action that starts a review and has asked",
    "benchmarks.actions.versions.make_prompts": "called by actions that import or add an item and have asked",
    "plans.actions.endorsements.endorse_by_link": "the signed link in the letter is the permission",
    "plans.actions.endorsements.decline_by_link": "the signed link in the letter is the permission",
    "groups.actions.invitations.reply_by_letter": "the signed link in the letter is the permission",
    "groups.actions.invitations.tell_change": "called by actions that changed a meeting and have asked",
    "surveys.actions.respondents.new_link": "called by the action that has asked, and by the job that writes letters",
    "surveys.actions.waves.ask_by_role": "called by actions that have asked, and by the clock",
    "surveys.actions.waves.end_wave": "called by the action that has asked, and by the clock",
    "surveys.actions.waves.forget_contacts": "called by the clock; the database lets only that job delete the history",
    "surveys.actions.waves.remind_silent": "called by actions that have asked, and by the clock",
    "surveys.actions.waves.start_wave": "called by the action that has asked, and by the clock",
    "visits.actions.identities.purge_identities": "called by a job; the database lets only that job see the rows",
    "places.actions.cities.keep_city": "called by actions that have asked",
}

# Templates that print ready HTML.
SAFE_TEMPLATES: dict[str, str] = {
    "templates/django/forms/field.html": "labels and help texts come from our forms, as in Django's own template",
}

# Files over 400 lines: they may only shrink.
LONG_FILES = {}
