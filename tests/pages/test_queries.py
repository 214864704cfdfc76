# SPDX-License-Identifier: EUPL-1.2
"""The number of queries of the pages that know many apps does not grow with the rows on them."""

from collections.abc import Callable
from typing import Any

import pytest

from isopolity.core.principal import acting
from isopolity.places import actions as places
from isopolity.reviews import actions as reviews
from tests.visiting import make_visit, note

pytestmark = pytest.mark.django_db


def more_reviews(cast: Any) -> None:
    """Two reviews more in the project, hosted by cities that had none."""
    with acting(cast.secretariat):
        for name in ("Vestergade", "Sudmark"):
            reviews.create_review(
                by=cast.secretariat, project=cast.project, city=cast.cities[name], adoption=cast.adoption
            )
            places.give_city_role(
                by=cast.secretariat, city=cast.cities[name], person=cast.contributor, kind="coordinator"
            )


@pytest.mark.parametrize("path", ["/", "/projects/{project}/", "/projects/"])
def test_home_and_board_with_more_reviews(cast, client, queries_of: Callable[[str], int], path):
    address = path.format(project=cast.project.pk)
    client.force_login(cast.secretariat)
    before = queries_of(address)
    more_reviews(cast)
    assert queries_of(address) == before


@pytest.mark.parametrize(
    "path", ["/reviews/{}/", "/reviews/{}/evidence/", "/reviews/{}/evidence/items/", "/reviews/{}/coverage/"]
)
def test_pages_of_a_review_with_more_evidence(cast, client, queries_of: Callable[[str], int], path):
    made = make_visit(cast)
    note(made, 0)
    address = path.format(cast.review.pk)
    client.force_login(cast.peer)
    before = queries_of(address)
    note(made, 1)
    note(made, 2)
    assert queries_of(address) == before
