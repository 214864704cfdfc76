# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from isopolity.plans.views import actions, endorsements, lists, money, plan

PLAN, ACTION, FUNDING = "plans/<int:pk>/", "plan-actions/<int:pk>/", "funding/<int:pk>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<int:pk>/plans/", lists.plans, name="plans"),
    path("projects/<int:pk>/plans/new/", lists.plan_new, name="plan_new"),
    path("plans/", lists.plans_all, name="plans_all"),
    path("plans/new/", lists.plan_new_own, name="plan_new_own"),
    path(PLAN, plan.plan, name="plan"),
    path(PLAN + "text/", plan.plan_text, name="plan_text"),
    path(PLAN + "settings/", plan.plan_change, name="plan_change"),
    path(PLAN + "show/", plan.plan_show, name="plan_show"),
    path(PLAN + "remove/", plan.plan_remove, name="plan_remove"),
    path(PLAN + "history/", plan.plan_history, name="plan_history"),
    path(PLAN + "public/", plan.plan_public, name="plan_public"),
    path(PLAN + "evidence/new/", plan.plan_evidence_new, name="plan_evidence_new"),
    path(PLAN + "evidence/headline/", plan.plan_headline, name="plan_headline"),
    path("plan-evidence/<int:pk>/", plan.plan_evidence, name="plan_evidence"),
    path(PLAN + "schedule/", actions.plan_schedule, name="plan_schedule"),
    path(PLAN + "commitments/", actions.plan_commitments, name="plan_commitments"),
    path("plan-commitments/<int:pk>/release/", actions.commitment_release, name="commitment_release"),
    path(PLAN + "actions/new/", actions.plan_action_new, name="plan_action_new"),
    path(ACTION, actions.plan_action, name="plan_action"),
    path(ACTION + "change/", actions.plan_action_change, name="plan_action_change"),
    path(ACTION + "text/", actions.plan_action_text, name="plan_action_text"),
    path(ACTION + "do/", actions.plan_action_do, name="plan_action_do"),
    path(ACTION + "milestones/new/", actions.milestone_new, name="milestone_new"),
    path("milestones/<int:pk>/", actions.milestone, name="milestone"),
    path(ACTION + "risks/new/", actions.risk_new, name="risk_new"),
    path("risks/<int:pk>/", actions.risk, name="risk"),
    path(ACTION + "needs/", actions.need_add, name="need_add"),
    path("plan-needs/<int:pk>/remove/", actions.need_remove, name="need_remove"),
    path(PLAN + "endorsements/", endorsements.plan_endorsements, name="plan_endorsements"),
    path(PLAN + "endorsements/record/", endorsements.endorsement_record, name="endorsement_record"),
    path(PLAN + "versions/<int:number>/", endorsements.plan_version, name="plan_version"),
    path("endorsements/<int:pk>/", endorsements.endorsement, name="endorsement"),
    path("endorsements/<int:pk>/do/", endorsements.endorsement_do, name="endorsement_do"),
    path("endorsements/<int:pk>/file/", endorsements.endorsement_file, name="endorsement_file"),
    path("endorse/<str:word>/", endorsements.endorse, name="endorse"),
    path(PLAN + "money/", money.plan_money, name="plan_money"),
    path(ACTION + "funding/new/", money.funding_new, name="funding_new"),
    path(FUNDING, money.funding, name="funding"),
    path(FUNDING + "change/", money.funding_change, name="funding_change"),
    path(FUNDING + "do/", money.funding_do, name="funding_do"),
    path(PLAN + "contacts/new/", money.contact_new, name="contact_new"),
    path("authority-contacts/<int:pk>/remove/", money.contact_remove, name="contact_remove"),
    path(PLAN + "indications/", money.plan_indicate, name="plan_indicate"),
]
