# SPDX-License-Identifier: EUPL-1.2
"""Actions that no endpoint calls, each with its reason: ``app.action``."""

BY_ADDRESS = "people are named by e-mail address: the action that invites does the same"

WITHOUT_ENDPOINT = {
    "accounts.accept_invitation": "whoever accepts has no account yet, so no token; the letter leads to a page",
    "accounts.arrive": "part of signing in by OpenID Connect",
    "accounts.install_operator": "for the command line: whoever holds the machine holds the site",
    "accounts.reset_second_step": "done on the page, signed in; a token, which needs no second step, must not",
    "accounts.reset_second_step_of_address": "for the command line: whoever holds the machine holds the site",
    "accounts.unsubscribe": "the signed link in a mail is the permission; change_me does it for the person",
    "assessments.ask_contribution": BY_ADDRESS,
    "documents.order_public_print": "for the public page; with a token order_print makes public_report",
    "plans.endorse_by_link": "the signed link in a letter is the permission; endorse does it with a token",
    "plans.decline_by_link": "the signed link in a letter is the permission; decline_endorsement does it with a token",
    "groups.reply_by_letter": "the signed link in a letter is the permission; reply_to_invitation does it with a token",
    "networks.give_project_role": BY_ADDRESS,
    "places.give_city_role": BY_ADDRESS,
    "places.give_organisation_role": BY_ADDRESS,
    "reviews.add_member": BY_ADDRESS,
}
