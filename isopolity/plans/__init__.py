# SPDX-License-Identifier: EUPL-1.2
"""Action plans: problem and evidence, actions, money, endorsements, progress rounds."""
