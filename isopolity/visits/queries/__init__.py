# SPDX-License-Identifier: EUPL-1.2
"""What pages read about a visit. Row security hides from the host whom the team proposed."""
