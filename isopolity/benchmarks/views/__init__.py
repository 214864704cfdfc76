# SPDX-License-Identifier: EUPL-1.2
"""Pages about benchmarks: reading them, managing versions, a project's adoption, flags."""
