# SPDX-License-Identifier: EUPL-1.2
"""Pages of findings, report, reply and publication."""
