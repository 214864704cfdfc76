# SPDX-License-Identifier: EUPL-1.2
"""Letters that ask for an endorsement."""

from django.urls import reverse

from isopolity.accounts.letters import address_of, send_to
from isopolity.core.jobs import job
from isopolity.plans.letters import seal
from isopolity.plans.models import Endorsement, EndorsementState


@job("plan-endorsement")
def ask_to_endorse(endorsement: int) -> int:
    """One letter with a personal link; none when the question was taken back meanwhile."""
    rows = Endorsement.objects.select_related("plan__city", "plan__project").filter(state=EndorsementState.ASKED)
    row = rows.filter(pk=endorsement).exclude(email="").first()
    if row is None:
        return 0
    plan = row.plan
    language = plan.project.working_language if plan.project else "en"
    link = address_of(reverse("endorse", args=[seal(row)]))
    send_to(row.email, language, "plan_endorsement", {"plan": plan, "name": row.name, "link": link})
    return 1
