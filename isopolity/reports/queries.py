# SPDX-License-Identifier: EUPL-1.2
"""What pages read about findings and reports."""

from collections.abc import Iterable

from isopolity.evidence.corroboration import Corroboration, State
from isopolity.reports.models import Finding

NOTHING = Corroboration(State.NO_EVIDENCE, None, 0)


def is_usable(finding: Finding, state: Corroboration) -> bool:
    """Corroborated, or overridden by the facilitator; never when withdrawn or not examined (§4.4)."""
    if finding.withdrawn_reason or finding.not_examined:
        return False
    return state.state == State.CORROBORATED or bool(finding.override_reason)


def usable(findings: Iterable[Finding], states: dict[int, Corroboration]) -> list[Finding]:
    """Those that may carry a statement of the report."""
    return [finding for finding in findings if is_usable(finding, states.get(finding.item_id, NOTHING))]
