# SPDX-License-Identifier: EUPL-1.2
"""Pages of the evidence bank and of a meeting that is taken."""
