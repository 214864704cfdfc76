# SPDX-License-Identifier: EUPL-1.2
"""The site's picture in the browser's tab."""

from django.test import Client


def test_browsers_find_the_icon_where_they_look_for_it(db: None, client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/dist/img/logo.svg")
