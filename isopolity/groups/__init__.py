# SPDX-License-Identifier: EUPL-1.2
"""Support groups of a city: who belongs, how they work together, and what becomes of them."""
