# SPDX-License-Identifier: EUPL-1.2
"""Invented content with which an uploaded Word template is tried."""

from typing import Any

_WORDS = ("headlines", "advice", "judgement", "by_item", "item", "measured", "team", "overridden", "left_out", "heard")
SAMPLE: dict[str, Any] = {
    "kind": "Peer review of Levanto",
    "title": "Levanto, read by its peers",
    "city": "Levanto",
    "benchmark": "A benchmark",
    "project": "A project",
    "visit": "Visit: 9 March 2027 to 12 March 2027",
    "peers": "Peers from: Nordhavn",
    "published": "Not published.",
    "language": "en",
    "words": {name: name for name in _WORDS},
    "headlines": [{"balance": "praise", "text": "One door for all."}],
    "parts": [{"title": "Strengths", "paragraphs": [{"text": "A text.", "codes": "GG/A/1"}]}],
    "advice": [
        {
            "title": "Recommendation 1",
            "text": "A text.",
            "to": "Mayor",
            "answer": "Accepted.",
            "commitments": ["A desk"],
        }
    ],
    "pillars": [{"name": "Governance", "rows": [{"code": "GG/A/1", "title": "t", "city": "meets", "team": "meets"}]}],
    "overridden": [{"item": "GG/A/1", "reason": "A reason."}],
    "left_out": [{"item": "GG/A/2", "reason": "A reason."}],
    "heard": "Held: 28 interviews.",
    "sources": ["staff: 12"],
}
