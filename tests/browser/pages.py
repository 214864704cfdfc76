# SPDX-License-Identifier: EUPL-1.2
"""Every page of the site: who opens it in the demo and with which arguments; or why it is not looked at.

Who: ``role/stage``. A page is written ``name`` or ``name:argument,argument``; the arguments are found by ``FIND``.
A filter behind it (``?…``) keeps a long page short: axe takes seconds for thousands of elements.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount, SocialApp

from isopolity.accounts.actions.invitations import write_invitation
from isopolity.accounts.models import NoticeKind, Person
from isopolity.accounts.notices import seal
from isopolity.assessments import actions as assessments
from isopolity.assessments.models import Assessment
from isopolity.benchmarks import actions as benchmarks
from isopolity.benchmarks.models import BenchmarkVersion
from isopolity.core.principal import acting
from isopolity.documents.models import PrintOrder
from isopolity.groups.letters import seal as group_seal
from isopolity.places.models import Organisation
from isopolity.plans.letters import seal as plan_seal
from isopolity.reviews.models import Review
from tests.browser.demo_surveys import SURVEY_FIND, add_questionnaire
from tests.cast import small_benchmark
from tests.demodata import Demo

PAGES: dict[str, str] = {
    "anonymous/follow_up": """
        home about accessibility glossary api_docs published_reports published_report:report
        public_projects project_about:planning
        published_print:report,docx group_reply:reply plan_public:plan endorse:endorse_word
        survey_answer:link survey_answer_print:link
        account_login account_reset_password account_reset_password_done account_reset_password_from_key_done
        account_reset_password_from_key:nobody,old_key account_inactive
        confirmation_closed confirmation_link_closed:old_key
        socialaccount_login_cancelled socialaccount_login_error single_sign_on:provider
        registration_closed single_sign_on_closed passkey_registration_closed invitation:secret unsubscribe:word""",
    "operator/desk_review": """
        home people person_invite person:person person_second_step:person person_second_step:secured
        networks network:network network_add network_change:network project_add:network
        benchmark_import benchmark:draft benchmark_publish:draft benchmark_drop:draft
        benchmark_compare:second,small item:draft,draft_item address_closed
        account_logout account_change_password account_reauthenticate usersessions_list socialaccount_connections
        mfa_index mfa_activate_totp mfa_list_webauthn mfa_add_webauthn""",
    "facilitator/desk_review": """
        account_set_password mfa_index mfa_reauthenticate mfa_deactivate_totp mfa_view_recovery_codes
        mfa_generate_recovery_codes mfa_list_webauthn mfa_edit_webauthn:passkey mfa_remove_webauthn:passkey""",
    "secretariat/desk_review": """
        home account tokens cities city_add city_add_by_hand city_import city:city city_change:city organisations
        organisation_add organisation:organisation organisation_change:organisation projects project:project
        project_change:project project_partners:project project_partner:project,partner project_phases:project
        project_phase:project,phase project_people:project permissions search
        project:planning project_change:planning project_partner:planning,body project_phases:planning
        project_steps:planning project_step:planning,step project_asked:planning project_asked_one:planning,request
        objectives:planning objective:planning,open_objective objective_tick:planning,open_objective
        objective_tick:planning,done_objective shelf:planning shelf_add:planning shelf_change:planning,document
        money:planning money_line:planning,line money_line_change:planning,line news:planning news_add:planning
        news_change:planning,news project_about:planning project_about_texts:planning
        benchmarks benchmark:version benchmark_flags:version item:version,item adoption:adoption
        adoption_add:adoption adoption_item:adoption,item word_template:project
        questionnaires:project questionnaire_new:project questionnaire_import:project questionnaire:asked
        questionnaire_try:asked questionnaire_change:asked questionnaire_publish:asked questionnaire_drop:asked
        question_add:asked question_change:asked,question
        surveys:planning survey_new:planning survey:wave survey:planned survey_change:wave survey_change:planned
        survey_results:past survey_matrix:past survey_comparison:wave
        survey_lessons:past survey_factor:past,factor
        survey_coding:past outcomes:published outcomes:asked respondent:silent respondent:handed_in response:silent
        response_print:begun
        review_new:project review:review review_dates:review team:review member_add:review member:member
        member_remove:member groups:groups_project group_new:groups_project
        plans:groups_project plan_new:groups_project plan_round_new:groups_project
        review_training:review training_new:project training:training
        training_change:training review_history:review print_wait:order""",
    "host/initial_report": """
        home assessments assessment_start assessment:assessment answer:assessment,item provenance:assessment
        background:assessment,section assessment_read:assessment assessment_compare:assessment contributors:assessment
        assessment_submit:assessment assessment_sheet:assessment contribution_withdraw:contribution
        answer_history:assessment,item item_flag:version,item assessment:own assessment_move_up:own,second""",
    "host/visit": "timetable:review interviewees:review interviewee:proposed identity:proposed",
    "contributor/initial_report": "home assessment:assessment answer:assessment,given contribution_submit:contribution",
    "peer/desk_review": """
        home review:review initial_report:review desk_review:review desk_note:review,item
        desk_compiled:review?state=agree&level=surpasses
        declaration:review place_leave:review""",
    "leader/visit": """
        home search review:review team:review timetable:review visit_setup:review meeting_new:review day_sheets:review
        consent_sheet:review interviewees:review interviewee_new:review interviewee:interviewee identity:interviewee
        meeting:meeting meeting_plan:waiting meeting_cancel:waiting evidence_bank:review evidence_items:review
        evidence_new:review evidence_piece:piece evidence_withdraw:piece evidence_merge:piece evidence_history:piece
        coverage:review
        findings:review finding:review,item item_history:review,item""",
    "coordinator/desk_review": """
        response:begun survey:wave survey_comparison:wave shelf:planning shelf_add:planning
        shelf_change:planning,own_document money:planning""",
    "leader/feedback": """
        review:review findings:review finding:review,item headlines:review headline_new:review headlines_present:review
        headline_edit:review,headline report:review report_title:review section_new:review section_title:review,section
        paragraph_new:review,section paragraph_edit:review,section,paragraph recommendation_new:review
        recommendation_edit:review,recommendation""",
    "host/feedback": """
        report:review headlines:review group:group group_change:group group_life:group group_history:group
        group_members:group group_member_new:group group_member:group,group_member group_member:group,gone
        stakeholder_map:group group_advice:group group_diversity:group group_facet_new:group group_facet:group,facet
        group_facet_count:group,facet group_meetings:group group_meeting_new:group group_meeting:group_meeting
        group_meeting:held group_meeting_change:group_meeting group_meeting_invite:group_meeting
        group_agenda_point:held,point group_minutes:held group_decision:held,decision group_tasks:group
        group_task:group_task plans_all plan_new_own plan:plan plan_change:plan plan_history:plan plan_evidence_new:plan
        plan_evidence:plan_evidence plan_schedule:plan plan_commitments:plan plan_action_new:plan
        plan_action:plan_action plan_action_change:plan_action milestone_new:plan_action milestone:milestone
        risk_new:plan_action risk:risk plan_money:plan funding_new:plan_action funding:funding funding_change:funding
        contact_new:plan plan_endorsements:plan endorsement_record:plan plan_version:plan,plan_version
        plan_progress:plan plan_sheet:plan
        plan_round:plan,plan_round""",
    "group_member/feedback": """
        home plan:plan plan_action:plan_action group:group group_members:group group_diversity:group
        group_meetings:group group_meeting:group_meeting
        group_minutes:held group_tasks:group""",
    "group_authority/feedback": """
        home groups:groups_project group:group group_meeting:group_meeting plans:groups_project plan:plan
        plan_money:plan endorsement:endorsement""",
    "mentoring_office/follow_up": """
        home mentoring:pairs_project matching:pairs_project match_rules:pairs_project match_run:pairs_project,run
        pair_new:pairs_project pair:far profile:pairs_project,mentee_city""",
    "mentee/follow_up": """
        home mentoring:pairs_project profile:pairs_project,mentee_city profile_facts:pairs_project,mentee_city
        profile_items:pairs_project,mentee_city veto:pairs_project,mentee_city pair:far agreement:far
        agreement_write:far needs:far pair_visits:far pair_visit:far,study_visit learning_log:far pair_results:far
        pair_plan:far pair_history:far
        part_new:far,of_goal part_change:far,of_goal,goal part_new:far,of_learning part_new:far,of_product
        part_change:far,of_visit,study_visit visit_part_new:far,study_visit,of_session
        visit_part_change:far,study_visit,of_guest,guest""",
    "near_mentee/follow_up": "home pair:near agreement:near needs:near pair_visits:near learning_log:near",
    "host/follow_up": """
        review:review reply:review commitments:review commitment_new:review,accepted
        commitment_edit:review,commitment""",
}  # fmt: skip

# Pages that say, as pages, that something is closed.
ANSWERS = {
    "socialaccount_login_error": 401,
    "registration_closed": 404,
    "confirmation_closed": 404,
    "confirmation_link_closed": 404,
    "single_sign_on_closed": 404,
    "passkey_registration_closed": 404,
}

# Not looked at, and why. Addresses that answer to POST only are found by themselves.
NO_PAGE: dict[str, str] = {
    "match_problem": "a download",
    "pair_visit_calendar": "a download",
    "product_file": "a download",
    "health": "for machines",
    "favicon": "leads to a picture",
    "project_accent": "a style sheet",
    "shelf_document": "a download",
    "city_import_template": "a download",
    "benchmark_yaml": "a download",
    "benchmark_xlsx": "a download",
    "assessment_xlsx": "a download",
    "plan_xlsx": "a download",
    "assessment_document": "a download",
    "training_material": "a download",
    "visit_calendar": "a download",
    "trainings_calendar": "a download",
    "training_calendar": "a download",
    "print_file": "a download",
    "endorsement_file": "a download",
    "group_calendar": "a download",
    "group_meeting_calendar": "a download",
    "word_template_file": "a download",
    "mfa_download_recovery_codes": "a download",
    "gallery": "tests/browser/test_gallery.py",
    "gallery_feed": "JSON",
    "meeting_feed": "JSON",
    "mfa_login_webauthn": "JSON",
    "answer_map": "a part of the page answer",
    "item_document_add": "a form on the page answer",
    "section_document_add": "a form on the page background",
    "assessment_sheet_preview": "needs an upload; tests/assessments/test_sheets.py",
    "plan_sheet_preview": "needs an upload; tests/plans/test_sheets.py",
    "questionnaire_xlsform": "a download",
    "response_file": "a download",
    "survey_matrix_xlsx": "a download",
    "survey_drafts": "a download",
    "questionnaire_import_preview": "needs an upload; tests/surveys/test_pages.py",
    "assessment_accept": "the same template as assessment_submit, open in another state",
    "assessment_return": "the same template as assessment_submit, open in another state",
    "assessment_reopen": "the same template as assessment_submit, open in another state",
    "contribution_accept": "the same template as contribution_submit, open in another state",
    "contribution_return": "the same template as contribution_submit, open in another state",
    "assessment_document_remove": "asks back with the component of contribution_withdraw",
    "account_signup": "allauth's name for registration_closed",
    "account_email": "allauth's name for address_closed",
    "socialaccount_signup": "allauth's name for single_sign_on_closed",
    "account_confirm_login_code": "switched off",
    "account_confirm_email": "allauth's name for confirmation_link_closed",
    "account_email_verification_sent": "allauth's name for confirmation_closed",
    "mfa_authenticate": "in the midst of a sign-in; tests/browser/test_second_factor.py",
    "mfa_reauthenticate_webauthn": "needs a real passkey; tests/browser/test_second_factor.py",
    "openid_connect_login": "allauth's name for single_sign_on",
    "openid_connect_callback": "comes from another site",
}


def _first(of: str, **facts: Any) -> Callable[[Demo, Review], Any]:
    """The first thing under this dotted name of the review."""

    def find(demo: Demo, review: Review) -> Any:
        thing: Any = review
        for name in of.split("."):
            thing = getattr(thing, name)
        return thing.filter(**facts).order_by("pk")[0].pk

    return find


def _of_planning(of: str, **facts: Any) -> Callable[[Demo, Review], Any]:
    """The first thing of this name in the action-planning network."""
    return lambda demo, review: getattr(demo.planning, of).filter(**facts).order_by("pk")[0].pk


def _small(version: str) -> Callable[[Demo, Review], Any]:
    return lambda demo, review: BenchmarkVersion.objects.get(benchmark__urn="urn:test:small", number=version).pk


def _given(demo: Demo, review: Review) -> Any:
    """An item that the contributor was given."""
    contribution = review.assessment.contributions.order_by("pk")[0]
    given = contribution.items.order_by("pk").first()
    return given.pk if given else FIND["item"](demo, review)


def _section(demo: Demo, review: Review) -> Any:
    """A section of the report that has a paragraph; before there is a report, of the background."""
    if not hasattr(review, "report"):
        return review.assessment.version.background_sections.order_by("pk")[0].pk
    return review.report.sections.exclude(paragraphs=None).order_by("pk")[0].pk


FIND: dict[str, Callable[[Demo, Review], Any]] = {
    **SURVEY_FIND,
    "review": lambda demo, review: review.pk,
    "nobody": lambda demo, review: "0",
    "old_key": lambda demo, review: "a-key-that-is-too-old",
    "provider": lambda demo, review: "oidc",
    "docx": lambda demo, review: "docx",
    "assessment": lambda demo, review: review.assessment_id,
    "project": lambda demo, review: demo.project.pk,
    "network": lambda demo, review: demo.project.network_id,
    "planning": lambda demo, review: demo.planning.pk,
    "body": _of_planning("partners", beside__isnull=False),
    "step": _of_planning("steps"),
    "request": _of_planning("document_requests"),
    "open_objective": _of_planning("objectives", done_on=None),
    "done_objective": _of_planning("objectives", done_on__isnull=False),
    "document": _of_planning("documents"),
    "own_document": _of_planning("documents", partner__city__name="Torrevalle"),
    "line": _of_planning("budget_lines"),
    "spending": lambda demo, review: demo.planning.budget_lines.first().spendings.first().pk,
    "news": _of_planning("news", published_at__isnull=True),
    "adoption": lambda demo, review: demo.adoption.pk,
    "version": lambda demo, review: demo.adoption.version_id,
    "item": lambda demo, review: demo.version().items.get(code="GG/A/1").pk,
    "city": lambda demo, review: review.city_id,
    "person": lambda demo, review: demo.secretariat.pk,
    "secured": lambda demo, review: demo.facilitator("desk_review").pk,
    "organisation": lambda demo, review: Organisation.objects.filter(kind="association").order_by("pk")[0].pk,
    "partner": _first("project.partners"),
    "phase": _first("project.phases"),
    "training": _first("project.trainings"),
    "member": _first("members", kind="peer"),
    "contribution": _first("assessment.contributions"),
    "given": _given,
    "section": _section,
    "meeting": _first("meetings"),
    "waiting": lambda demo, review: review.meetings.order_by("-pk")[0].pk,  # type: ignore[attr-defined]
    "interviewee": _first("interviewees", by_host=False),
    "proposed": _first("interviewees", by_host=True),
    "piece": _first("evidence"),
    "headline": _first("headlines"),
    "report": lambda demo, review: review.report.pk,  # type: ignore[attr-defined]
    "paragraph": lambda demo, review: review.report.sections.exclude(paragraphs=None)  # type: ignore[attr-defined]
    .order_by("pk")[0].paragraphs.order_by("pk")[0].pk,
    "recommendation": _first("report.recommendations"),
    "accepted": _first("report.recommendations", reply__answer="accept"),
    "commitment": lambda demo, review: (
        review.report.recommendations.filter(commitments__isnull=False).order_by("pk")[0].commitments.first().pk  # type: ignore[attr-defined]
    ),
    "small": _small("1"),
    "second": _small("2"),
    "draft": _small("3"),
    "draft_item": lambda demo, review: BenchmarkVersion.objects.get(
        benchmark__urn="urn:test:small", number="3"
    ).items.order_by("pk")[0].pk,
    "secret": lambda demo, review: write_invitation(
        by=demo.operator, person=Person.objects.create(email="late@demo.invalid", name="Late officer")
    )[1],
    "word": lambda demo, review: seal(demo.secretariat, [NoticeKind.values[0]]),
    "order": lambda demo, review: PrintOrder.objects.create(
        person=demo.secretariat, what="timetable", object_id=review.pk, format="pdf", language="en"
    ).pk,
    "passkey": lambda demo, review: Authenticator.objects.get(type="webauthn").pk,
    "endorsement": lambda demo, review: demo.plan().endorsements.get(organisation__isnull=False).pk,
    "endorse_word": lambda demo, review: plan_seal(demo.plan().endorsements.get(organisation__isnull=False)),
    "plan_version": lambda demo, review: demo.plan().versions.get().number,
    "plan_round": lambda demo, review: demo.plan().project.plan_rounds.get().pk,
    "plan": lambda demo, review: demo.plan().pk,
    "plan_action": lambda demo, review: demo.plan().actions.all()[1].pk,
    "plan_evidence": lambda demo, review: demo.plan().evidence.all()[0].pk,
    "milestone": lambda demo, review: demo.plan().actions.all()[1].milestones.all()[0].pk,
    "risk": lambda demo, review: demo.plan().actions.all()[1].risks.all()[0].pk,
    "need": lambda demo, review: demo.plan().actions.all()[1].needs.all()[0].pk,
    "funding": lambda demo, review: demo.plan().actions.all()[1].funding.order_by("pk")[0].pk,
    "contact": lambda demo, review: demo.plan().contacts.get(by_authority=False).pk,
    "pairs_project": lambda demo, review: demo.pair("far").project_id,
    "mentee_city": lambda demo, review: demo.pair("far").mentee_id,
    "run": lambda demo, review: demo.pair("far").run_id,
    "far": lambda demo, review: demo.pair("far").pk,
    "near": lambda demo, review: demo.pair("near").pk,
    "study_visit": lambda demo, review: demo.pair("far").visits.all()[0].pk,
    "guest": lambda demo, review: demo.pair("far").visits.all()[0].guests.all()[0].pk,
    "goal": lambda demo, review: demo.pair("far").goals.all()[0].pk,
    **{f"of_{part}": lambda demo, review, part=part: part for part in ("goal", "learning", "product", "visit",
                                                                        "session", "guest")},
    "groups_project": lambda demo, review: demo.group().project_id,
    "group": lambda demo, review: demo.group().pk,
    "group_member": lambda demo, review: demo.group().members.filter(left_on=None).order_by("pk")[0].pk,
    "gone": lambda demo, review: demo.group().members.exclude(left_on=None).order_by("pk")[0].pk,
    "facet": lambda demo, review: demo.group().facets.order_by("pk")[0].pk,
    "group_meeting": lambda demo, review: demo.group().meetings.order_by("-starts")[0].pk,
    "held": lambda demo, review: demo.group().meetings.order_by("starts")[0].pk,
    "point": lambda demo, review: demo.group().meetings.order_by("starts")[0].agenda.all()[0].pk,
    "decision": lambda demo, review: demo.group().meetings.order_by("starts")[0].decisions.all()[0].pk,
    "group_task": lambda demo, review: demo.group().tasks.order_by("pk")[0].pk,
    "invitee": lambda demo, review: demo.group().meetings.order_by("-starts")[0].invitees.order_by("pk")[0].pk,
    "reply": lambda demo, review: group_seal(demo.group().meetings.order_by("-starts")[0].invitees.order_by("pk")[0]),
    "own": lambda demo, review: Assessment.objects.get(version__benchmark__urn="urn:test:small").pk,
}  # fmt: skip


def add_small_benchmark(demo: Demo) -> None:
    """A benchmark with two published versions and a draft, and an assessment with the first."""
    for number in ("1", "2", "3"):
        with acting(demo.operator):
            made = benchmarks.import_version(by=demo.operator, content=small_benchmark(version=number))
            if number != "3":
                benchmarks.publish_version(by=demo.operator, version=made)
        if number == "1":
            host, city = demo.host("initial_report"), demo.reviews["initial_report"].city
            with acting(host):
                assessments.start_assessment(by=host, city=city, version=made)


def add_second_steps(demo: Demo) -> None:
    """The facilitator can be asked for a second step."""
    give_second_steps(demo.facilitator("desk_review"))


def give_second_steps(person: Person) -> None:
    """An app for codes, spare codes and a passkey."""
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "Key of the office", "credential": {}})


def add_single_sign_on(demo: Demo) -> None:
    """A city's own sign-in, which opens the operator's account."""
    SocialApp.objects.create(
        provider="openid_connect", provider_id="oidc", name="City of Nordhavn", client_id="isopolity",
        secret="of a test", settings={"server_url": "https://id.example.invalid"},
    )  # fmt: skip
    facts = {"name": "Site operator", "email": "operator@city.invalid"}
    SocialAccount.objects.create(user=demo.operator, provider="oidc", uid="operator-at-the-city", extra_data=facts)


def prepare_operator(demo: Demo) -> None:
    """A password, benchmarks to work on, and somebody who has a second step to lose."""
    demo.operator.set_password("correct horse battery staple")
    demo.operator.save()
    add_small_benchmark(demo)
    add_second_steps(demo)
    add_single_sign_on(demo)


# What some of them need besides the demo.
BEFORE: dict[str, Callable[[Demo], None]] = {
    "anonymous/follow_up": add_single_sign_on,
    "operator/desk_review": prepare_operator,
    "secretariat/desk_review": add_questionnaire,
    "host/initial_report": add_small_benchmark,
    "facilitator/desk_review": add_second_steps,
}
