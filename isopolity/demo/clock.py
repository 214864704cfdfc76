# SPDX-License-Identifier: EUPL-1.2
"""The demo's clock: what is played stands on another day than today."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def on_day(days: int) -> Iterator[None]:
    """So many days from today, or before it, as the actions see it."""
    then = timezone.now() + timedelta(days=days)
    with patch.object(timezone, "now", lambda: then):
        yield
