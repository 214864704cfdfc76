# SPDX-License-Identifier: EUPL-1.2
"""Addresses of many rows, written without reversing each."""

import pytest
from django.urls import reverse

from isopolity.core.links import link, links


@pytest.mark.parametrize("number", [0, 5, 10, 100, 2026, 5005])
def test_many_addresses_are_those_of_each_row(number):
    assert links("review")(number) == reverse("review", args=[number])
    assert links("item_history", 100)(number) == reverse("item_history", args=[100, number])
    assert links("item_history", 10)(number) == link("item_history", 10, number)


def test_a_page_that_is_not_installed_has_no_address():
    assert link("no_such_page", 1) == ""
    assert links("no_such_page")(1) == ""
