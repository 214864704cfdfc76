# SPDX-License-Identifier: EUPL-1.2
"""Pages about networks and projects. A project's board and its public page are in ``isopolity.pages``."""
