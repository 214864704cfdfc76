# SPDX-License-Identifier: EUPL-1.2
"""Addresses that take a form which no page of the demo shows just now; written as in tests/browser/pages.py."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from isopolity.accounts.models import Person
from isopolity.core.principal import acting
from tests.browser.pages import FIND
from tests.demodata import Demo

# More pages with forms than those of tests/browser/pages.py.
MORE: dict[str, str] = {
    "peer/desk_review": " account_change_password usersessions_list",
}

UNSEEN: dict[str, str] = {
    "secretariat/desk_review": """
        member_lead:member adoption_approve:adoption training_remove:training
        review_move:review headlines_show:review report_publish:review questionnaire_version:asked
        survey_do:wave""",
    "secretariat/follow_up": "report_publish:review report_step:review",
    "host/initial_report": """
        assessment_accept:assessment assessment_return:assessment assessment_reopen:assessment adoption_approve:adoption
        contribution_return:contribution contribution_accept:contribution context_note:assessment,item
        assessment_sheet_preview:assessment""",
    "leader/visit": """
        evidence_restore:piece interviews_for_all:review meeting_hold:waiting report_start:review
        meeting_consent:meeting timetable_pattern:review meeting_reopen:meeting""",
    "leader/feedback": "headline_do:review,headline headlines_show:review finding_decide:review,item",
    "host/follow_up": "reply_step:review reply:review fact_check:review report_publish:review",
    "host/feedback": """
        fact_check:review reply:review group_remove:group group_member_leave:group,group_member
        group_member_do:group,gone group_attendance:held plan_remove:plan need_add:plan_action
        plan_headline:plan plan_round_remove:plan,plan_round""",
    "group_authority/feedback": "plan_indicate:plan",
    "group_member/feedback": "group_diversity_own:group group_task:group_task",
    "peer/desk_review": "place_confirm:review desk_review:review",
    "operator/desk_review": "person:person benchmark_flags:version",
}
# What such a form may carry, all at once.
SAID = {"text", "answer", "reason", "comment", "title", "questions", "value"}
BLIND = {
    **dict.fromkeys(SAID, ""), "do": "", "id": "1", "what": "section", "recommendation": "1", "paragraph": "1",
    "city": "1", "project": "1", "field": "body", "seen": "", "state": "", "decision": "take",
}  # fmt: skip

# Nothing is sent there, or it is tried in another test.
ELSEWHERE: dict[str, str] = {
    "veto_withdraw": "tests/mentoring/test_pairing.py",
    "match_problem": "a download",
    "pair_visit_calendar": "a calendar file",
    "product_file": "a download",
    "answer_map": "a part of a page, read only",
    "assessment_document": "a download",
    "assessment_document_remove": "tests/assessments/test_documents.py",
    "assessment_xlsx": "a download",
    "benchmark_xlsx": "a download",
    "benchmark_yaml": "a download",
    "city_import_template": "a download",
    "flag_settle": "tests/benchmarks/test_pages.py",
    "invitation": "tests/accounts/test_invitations.py",
    "meeting_feed": "JSON, read only",
    "print_file": "a download",
    "print_wait": "read only",
    "endorsement_file": "a download",
    "plan_xlsx": "a download",
    "plan_sheet_preview": "tests/plans/test_sheets.py",
    "commitment_release": "tests/plans/test_actions.py",
    "group_calendar": "a calendar file",
    "group_meeting_calendar": "a calendar file",
    "group_advice_again": "tests/groups/test_pages.py",
    "project_accent": "a style sheet",
    "questionnaire_import_preview": "tests/surveys/test_pages.py",
    "questionnaire_xlsform": "a download",
    "response_file": "a download",
    "survey_matrix": "read only",
    "survey_comparison": "read only",
    "survey_drafts": "a download",
    "survey_matrix_xlsx": "a download",
    "response_print": "read only",
    "survey_answer_print": "read only",
    "shelf_document": "a download",
    "project_shape": "tests/networks/test_shapes.py",
    "token_revoke": "tests/accounts/test_pages.py",
    "favicon": "a picture",
    "training_calendar": "a calendar file",
    "training_material": "a download",
    "training_material_remove": "tests/reviews/test_training.py",
    "trainings_calendar": "a calendar file",
    "unsubscribe": "tests/accounts/test_notices.py",
    "visit_calendar": "a download",
    "word_template_file": "a download",
    "account_confirm_email": "needs a letter; addresses are confirmed by the invitation",
    "account_confirm_login_code": "switched off",
    "account_reset_password_from_key": "needs a letter; the form of account_change_password",
    "account_email": "allauth's name for address_closed",
    "account_email_verification_sent": "allauth's name for confirmation_closed",
    "account_signup": "allauth's name for registration_closed",
    "socialaccount_signup": "allauth's name for single_sign_on_closed",
    "mfa_authenticate": "test_no_form_breaks_halfway_through_a_sign_in",
    "mfa_reauthenticate_webauthn": "needs a real passkey; tests/browser/test_second_factor.py",
    "mfa_download_recovery_codes": "a download",
    "openid_connect_login": "allauth's name for single_sign_on",
    "openid_connect_callback": "comes from another site",
}
# Samples for looking at, never part of a production site.
NOT_OURS = {"gallery", "gallery_save", "gallery_feed", "gallery_move", "health", "None"}


def patterns(resolver: Any = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site, but the API's."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, route)
        elif pattern.name and not route.startswith("api/v1/"):
            yield route, pattern


def somebody(demo: Demo, who: str) -> Person | None:
    """The person of a role at a stage; None: nobody is signed in."""
    role, stage = who.split("/")
    if role == "anonymous":
        return None
    if role == "association":
        return Person.objects.get(name__startswith="Officer of the", name__contains="association")
    found = getattr(demo, role)
    return found if isinstance(found, Person) else found(stage)


def addresses(demo: Demo, who: str, words: str) -> list[tuple[str, str]]:
    """(name, address) of each of these pages, with what the review of this stage has."""
    stage = who.split("/")[1]
    review = demo.reviews[stage]
    with acting(demo.leader(stage)):
        split = [word.partition("?")[0].partition(":") for word in words.split()]
        return [
            (name, reverse(name, args=[FIND[one](demo, review) for one in given.split(",") if one]))
            for name, _, given in split
        ]
