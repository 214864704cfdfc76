# SPDX-License-Identifier: EUPL-1.2
"""What pages and the API read about support groups."""
