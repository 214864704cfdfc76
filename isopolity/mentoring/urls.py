# SPDX-License-Identifier: EUPL-1.2
"""Addresses of mentoring."""

from django.urls import URLPattern, URLResolver, path

from isopolity.mentoring.views import board, matching, profiles

MENTORING = "projects/<int:pk>/mentoring/"
CITY = MENTORING + "cities/<int:city>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(MENTORING, board.mentoring, name="mentoring"),
    path(CITY, profiles.profile, name="profile"),
    path(CITY + "facts/", profiles.profile_facts, name="profile_facts"),
    path(CITY + "items/", profiles.profile_items, name="profile_items"),
    path(CITY + "do/", profiles.profile_do, name="profile_do"),
    path(CITY + "veto/", profiles.veto, name="veto"),
    path(MENTORING + "vetoes/<int:veto>/withdraw/", profiles.veto_withdraw, name="veto_withdraw"),
    path(MENTORING + "matching/", matching.matching, name="matching"),
    path(MENTORING + "matching/rules/", matching.match_rules, name="match_rules"),
    path(MENTORING + "matching/<int:run>/", matching.match_run, name="match_run"),
    path(MENTORING + "matching/<int:run>/problem.json", matching.match_problem, name="match_problem"),
    path(MENTORING + "pairs/new/", matching.pair_new, name="pair_new"),
    path("pairs/<int:pk>/do/", matching.pair_do, name="pair_do"),
]
