# SPDX-License-Identifier: EUPL-1.2
"""What pages read about reviews."""

from isopolity.reviews.queries.frame import review_context
from isopolity.reviews.queries.times import deadlines_of, today_in

__all__ = ["deadlines_of", "review_context", "today_in"]
