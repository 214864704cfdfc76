# SPDX-License-Identifier: EUPL-1.2
"""The API, version 1: the same actions and the same policy as the pages."""

from isopolity.api import problems
from isopolity.api.auth import Token
from isopolity.api.openapi import Api
from isopolity.api.parser import CarefulParser
from isopolity.api.routers import (
    accounts,
    adoptions,
    answers,
    assessments,
    benchmarks,
    contributions,
    desk,
    evidence,
    findings,
    group_facets,
    group_meetings,
    groups,
    interviewees,
    meetings,
    mentoring,
    mentoring_pairs,
    mentoring_plans,
    networks,
    organisations,
    overviews,
    partners,
    people,
    places,
    plan_actions,
    plan_endorsements,
    plan_money,
    plan_rounds,
    plan_sheets,
    plans,
    prints,
    project_money,
    project_public,
    project_shelf,
    project_steps,
    questionnaires,
    questions,
    replies,
    report_texts,
    reports,
    reviews,
    sheets,
    survey_answers,
    survey_bodies,
    survey_lessons,
    survey_results,
    surveys,
    teams,
    trainings,
    visits,
)

SUBJECTS = {
    "account": [accounts],
    "overviews": [overviews],
    "people": [people],
    "places": [places, organisations],
    "networks": [networks, partners],
    "projects": [project_steps, project_money, project_shelf, project_public],
    "benchmarks": [benchmarks, adoptions],
    "assessments": [assessments, answers, contributions, sheets],
    "reviews": [reviews, teams, trainings, desk],
    "visits": [visits, interviewees, meetings],
    "evidence": [evidence],
    "findings": [findings],
    "reports": [reports, report_texts, replies],
    "groups": [groups, group_facets, group_meetings],
    "plans": [plans, plan_actions, plan_money, plan_endorsements, plan_rounds, plan_sheets],
    "mentoring": [mentoring, mentoring_pairs, mentoring_plans],
    "surveys": [questionnaires, questions, surveys, survey_bodies, survey_answers, survey_results, survey_lessons],
    "documents": [prints],
}
api = Api(
    title="Isopolity",
    version="1",
    description="Everything a page can do. Make a token on your account page; it acts as you and sees what you see.",
    openapi_url="openapi.json",
    docs_url=None,
    auth=Token(),
    urls_namespace="api-1",
    parser=CarefulParser(),
)
problems.register(api)
for subject, modules in SUBJECTS.items():
    for module in modules:
        api.add_router("", module.router, tags=[subject])
