# SPDX-License-Identifier: EUPL-1.2
"""What logs must not tell."""

import re
from collections.abc import MutableMapping
from typing import Any

_SECRETS = re.compile(
    r"/(invitations|unsubscribe|password/reset/key|confirm-email|group-reply|endorse|answer)/[^/\s?]+"
)


def without_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: addresses lose the part that opens an account or changes a choice."""
    for name, value in event.items():
        if isinstance(value, str) and "/" in value:
            event[name] = _SECRETS.sub(r"/\1/…", value)
    return event
