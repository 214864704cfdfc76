# SPDX-License-Identifier: EUPL-1.2
"""The cast's review with its visit."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.visiting import Visiting, make_visit


@pytest.fixture
def visiting(cast: Cast) -> Visiting:
    """Host and team proposed people; three meetings are placed; nothing is released."""
    return make_visit(cast)


@pytest.fixture
def signed_in(db: None) -> Callable[[Any], Client]:
    """A browser in which this person is signed in."""

    def sign_in(person: Any) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in
