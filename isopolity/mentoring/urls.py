# SPDX-License-Identifier: EUPL-1.2
"""Addresses of mentoring."""

from django.urls import URLPattern, URLResolver, path

from isopolity.mentoring.views import board, doing, matching, pairs, plan, profiles

MENTORING = "projects/<int:pk>/mentoring/"
CITY = MENTORING + "cities/<int:city>/"
PAIR = "pairs/<int:pk>/"
VISIT = PAIR + "visits/<int:visit>/"
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
    path(PAIR, pairs.pair, name="pair"),
    path(PAIR + "do/", matching.pair_do, name="pair_do"),
    path(PAIR + "agreement/", pairs.agreement, name="agreement"),
    path(PAIR + "agreement/write/", pairs.agreement_write, name="agreement_write"),
    path(PAIR + "agreement/do/", pairs.agreement_do, name="agreement_do"),
    path(PAIR + "needs/", pairs.needs, name="needs"),
    path(PAIR + "needs/do/", pairs.needs_do, name="needs_do"),
    path(PAIR + "needs/<str:what>/<int:row>/", pairs.need_save, name="need_save"),
    path(PAIR + "visits/", doing.pair_visits, name="pair_visits"),
    path(VISIT, doing.pair_visit, name="pair_visit"),
    path(VISIT + "calendar.ics", doing.pair_visit_calendar, name="pair_visit_calendar"),
    path(VISIT + "<str:part>/new/", doing.part_edit, name="visit_part_new"),
    path(VISIT + "<str:part>/<int:row>/", doing.part_edit, name="visit_part_change"),
    path(PAIR + "learning/", doing.learning_log, name="learning_log"),
    path(PAIR + "learning/<int:entry>/pass-on/", doing.lesson_pass_on, name="lesson_pass_on"),
    path(PAIR + "steps/<int:step>/", doing.pair_tick, name="pair_tick"),
    path(PAIR + "plan/", plan.pair_plan, name="pair_plan"),
    path(PAIR + "history/", pairs.pair_history, name="pair_history"),
    path(PAIR + "results/", doing.pair_results, name="pair_results"),
    path(PAIR + "results/<int:product>/file/", doing.product_file, name="product_file"),
    path(PAIR + "parts/<str:part>/new/", doing.part_edit, name="part_new"),
    path(PAIR + "parts/<str:part>/<int:row>/", doing.part_edit, name="part_change"),
]
