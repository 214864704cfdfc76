# SPDX-License-Identifier: EUPL-1.2
"""What happens by the clock: interviewees' identities are forgotten when the project's date has come."""

import structlog

from isopolity.core.jobs import job
from isopolity.visits.actions import purge_identities
from isopolity.visits.queries.people import reviews_to_forget


@job("purge_identities", cron="17 2 * * *")
def forget_identities() -> int:
    """Delete the identities of every review whose date has passed; the number of people forgotten."""
    forgotten = sum(purge_identities(review=review) for review in reviews_to_forget())
    structlog.get_logger(__name__).info("identities_purged", people=forgotten)
    return forgotten
