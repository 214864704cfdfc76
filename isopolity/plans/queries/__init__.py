# SPDX-License-Identifier: EUPL-1.2
"""What pages read of action plans."""
