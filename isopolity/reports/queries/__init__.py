# SPDX-License-Identifier: EUPL-1.2
"""What pages read about findings and reports."""

from isopolity.reports.queries.usability import NOTHING, is_usable, state_code, usable

__all__ = ["NOTHING", "is_usable", "state_code", "usable"]
