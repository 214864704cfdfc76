# SPDX-License-Identifier: EUPL-1.2
"""What interviewees are told before they speak (pure)."""

from django.utils.translation import gettext


def standard_text() -> str:
    """The text that every visit begins with; the team may change it."""
    return "\n\n".join(
        [
            gettext(
                "Thank you for talking with us. We are officers of other cities. We visit your city as critical friends"
                " and learn how it includes people who arrive."
            ),
            gettext("Taking part is your choice. You can leave a question out, or stop at any time, without a reason."),
            gettext(
                "We write down what you say. Only our team reads these notes. The city that we visit does not see them."
                " Nobody outside the team learns who said what."
            ),
            gettext(
                "Our report speaks of groups, such as “staff” or “partner organisations”. It never names you, and we do"
                " not quote you in a way that points at you."
            ),
            gettext(
                "Your name and contact are kept apart from what you said. They are deleted on a fixed date some months"
                " after the visit."
            ),
            gettext(
                "You can ask us afterwards to take back something you said, as long as the report is not published."
            ),
        ]
    )
