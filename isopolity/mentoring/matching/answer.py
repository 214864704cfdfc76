# SPDX-License-Identifier: EUPL-1.2
"""A matching as the file that others read."""

from typing import Any

from isopolity.mentoring.matching.solving import Matching

FORMAT = "isopolity/matching@1"


def as_json(matching: Matching) -> dict[str, Any]:
    """Ready for ``json.dump``; distances are rounded to nine decimals, which hides how machines add."""
    return {
        "format": FORMAT,
        "status": "optimal",
        "pairs": [
            {
                "mentee": pair.mentee,
                "mentor": pair.mentor,
                "gain": pair.gain,
                "distance": round(pair.distance, 9),
                "items": list(pair.items),
            }
            for pair in matching.pairs
        ],
        "unpaired": [{"mentee": mentee, "reason": str(reason)} for mentee, reason in matching.unpaired.items()],
    }
