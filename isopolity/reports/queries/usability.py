# SPDX-License-Identifier: EUPL-1.2
"""Which findings may carry a statement."""

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


def state_code(finding: Finding | None, state: Corroboration) -> str:
    """The state people read: what the team decided, else what the evidence computes."""
    if finding is not None and finding.not_examined:
        return "not_examined"
    if finding is not None and finding.withdrawn_reason:
        return "withdrawn"
    return str(state.state)
