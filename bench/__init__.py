# SPDX-License-Identifier: EUPL-1.2
"""Reproducible measurements: ``make bench``. Ratios of one run mean something; seconds of a busy machine do not."""
