# SPDX-License-Identifier: EUPL-1.2
"""The commands of ``isopolity`` that belong to no part of the method."""
