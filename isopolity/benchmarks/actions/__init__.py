# SPDX-License-Identifier: EUPL-1.2
"""What changes benchmarks: import and publication, a project's adoption, its overlay and approvals, flags."""

from isopolity.benchmarks.actions.adoptions import (
    add_item,
    adopt,
    approve,
    change_added_item,
    change_overlay,
    remove_added_item,
    restore_item,
    withdraw_approval,
)
from isopolity.benchmarks.actions.flags import flag_item, settle_flag
from isopolity.benchmarks.actions.versions import drop_draft, import_version, publish_version
from isopolity.benchmarks.queries import approving_cities

__all__ = [
    "add_item",
    "adopt",
    "approve",
    "approving_cities",
    "change_added_item",
    "change_overlay",
    "drop_draft",
    "flag_item",
    "import_version",
    "publish_version",
    "remove_added_item",
    "restore_item",
    "settle_flag",
    "withdraw_approval",
]
