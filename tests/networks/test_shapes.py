# SPDX-License-Identifier: EUPL-1.2
"""What a kind of project brings, and what a secretariat does with it afterwards."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.networks import actions
from isopolity.networks.deadlines import due_day, edges, months_after
from isopolity.networks.models import DocumentKind, DueFrom, LineKind, PartnerRole, Project, ProjectKind, StepScope
from isopolity.networks.shapes import SHAPES
from isopolity.reviews import stages


def made(cast, kind: str, **facts: object) -> Project:
    with acting(cast.secretariat):
        return actions.create_project(
            by=cast.secretariat, network=cast.project.network, name=f"A {kind}", kind=kind, **facts
        )


# --- The shapes themselves ------------------------------------------------------------------------------------------
def test_every_kind_has_a_shape_of_known_parts():
    assert set(SHAPES) == set(ProjectKind.values)
    for shape in SHAPES.values():
        assert set(shape.roles) <= set(PartnerRole.values)
        assert {line.kind for line in shape.budget} <= set(LineKind.values)
        for phase in shape.phases:
            assert phase.first < phase.last
            assert {step.scope for step in phase.steps} <= set(StepScope.values)
            assert {step.since for step in phase.steps} <= set(DueFrom.values)
            assert {one.kind for one in phase.requests} <= set(DocumentKind.values)
            assert {one.from_role for one in phase.requests} <= set(PartnerRole.values)
            assert {one.since for one in phase.requests} <= set(DueFrom.values)


def test_a_peer_review_has_its_seven_steps():
    steps = [step for phase in SHAPES["peer_review"].phases for step in phase.steps]
    assert [step.key for step in steps] == [row.code for row in stages.STEPS]
    assert [str(step.name) for step in steps] == [str(row.name) for row in stages.STEPS]


def test_a_mentoring_learns_connects_and_capitalises():
    shape = SHAPES["mentoring"]
    assert [phase.key for phase in shape.phases] == ["learn", "connect", "capitalise"]
    assert (shape.clocks["mentee_visits"], shape.clocks["mentor_visits"]) == (2, 1)


def test_an_action_planning_network_keeps_money_and_asks_again():
    shape = SHAPES["action_planning"]
    assert [phase.key for phase in shape.phases] == ["preparatory", "operational"]
    assert len(shape.phases[0].objectives) == 5
    groups, authorities = shape.budget
    assert (groups.minimum, groups.is_ring_fenced) == (Decimal(70_000), True)
    assert (authorities.ceiling, authorities.financed_percent) == (Decimal(40_000), Decimal(100))
    assert shape.clocks["survey_waves"] == [4, 6, 12, 24]


# --- Bringing one ---------------------------------------------------------------------------------------------------
def test_a_project_made_with_a_kind_gets_its_shape(cast):
    project = made(cast, "action_planning", starts=date(2027, 1, 31))
    first, second = project.phases.all()
    assert (first.starts, first.ends) == (date(2027, 1, 31), date(2027, 7, 30))
    assert (second.ends, project.ends) == (date(2029, 7, 30), date(2029, 7, 30))
    assert project.steps.count() == 11
    assert next(str(one) for one in project.objectives.all()) == "Extend the partnership"
    assert project.budget_lines.count() == 2
    assert project.survey_waves == [4, 6, 12, 24]
    mapping = project.document_requests.select_related("project", "phase").get(kind="mapping_report")
    assert mapping.due == date(2027, 5, 31)
    survey = project.steps.select_related("project", "phase").get(key="survey_24")
    assert survey.due == date(2031, 7, 30)


def test_without_a_kind_nothing_is_brought(cast):
    assert not cast.project.phases.exists()
    assert cast.project.kind == "peer_review"
    assert cast.mentoring.steps.filter(key="study_visits", scope="pair").exists()


def test_a_shape_is_brought_once(cast, client):
    client.force_login(cast.secretariat)
    client.post(f"/projects/{cast.project.pk}/shape/")
    assert cast.project.phases.count() == 3
    client.post(f"/projects/{cast.project.pk}/shape/")
    assert cast.project.phases.count() == 3
    with acting(cast.secretariat), pytest.raises(Refused):
        actions.bring_shape(by=cast.secretariat, project=cast.project)
    with acting(cast.host), pytest.raises(NotAllowed):
        actions.bring_shape(by=cast.host, project=cast.project)


def test_names_of_the_shape_are_read_in_the_readers_language_until_changed(cast):
    phase = cast.mentoring.phases.select_related("project").first()
    with acting(cast.secretariat):
        actions.change_phase(by=cast.secretariat, phase=phase, name="Learn")
        assert phase.name == ""
        actions.change_phase(by=cast.secretariat, phase=phase, name="Learn first")
    assert (phase.name, phase.key, str(phase)) == ("Learn first", "learn", "Learn first")
    with override("de"):
        assert str(phase) == "Learn first"


def test_choosing_a_kind_shows_what_it_brings(cast, client):
    client.force_login(cast.secretariat)
    path = f"/networks/{cast.project.network_id}/projects/add/"
    page = client.get(path).content.decode()
    assert "Learn" in page
    assert "?kind=mentoring" in page
    form = client.get(f"{path}?kind=mentoring").content.decode()
    assert "mentee_visits" in form
    assert "initial_report_weeks" not in form
    assert client.get(f"{path}?kind=king").status_code == 200
    facts = {"kind": "mentoring", "name": "By form", "working_language": "en", "mentee_visits": 2, "mentor_visits": 1,
             "survey_waves": "6,12"}  # fmt: skip
    answer = client.post(path, facts)
    assert answer.status_code == 303, answer.context["form"].errors
    project = Project.objects.get(name="By form")
    assert (project.kind, project.phases.count(), project.survey_waves) == ("mentoring", 3, [6, 12])


# --- Steps and documents asked for ----------------------------------------------------------------------------------
def test_the_secretariat_adds_moves_changes_and_removes_steps(cast, client):
    client.force_login(cast.secretariat)
    path = f"/projects/{cast.mentoring.pk}/steps/"
    learn = cast.mentoring.phases.first()
    form = {"name": "Kick-off", "scope": "project", "phase": learn.pk, "due_months": 1, "due_from": "phase_start"}
    assert client.post(path, form).status_code == 303
    own = cast.mentoring.steps.get(name="Kick-off")
    assert not own.is_computed
    assert "ticked by hand" in client.get(path).content.decode()
    place = [step.pk for step in cast.mentoring.steps.all()].index(own.pk)
    client.post(f"{path}{own.pk}/", {"move": "up"})
    assert [step.pk for step in cast.mentoring.steps.all()].index(own.pk) == place - 1
    client.post(f"{path}{own.pk}/", {**form, "due_months": "", "due_on": "2027-05-01"})
    own.refresh_from_db()
    assert (own.due_on, own.due_months) == (date(2027, 5, 1), None)
    client.post(f"{path}{own.pk}/", {"remove": "1"})
    assert not cast.mentoring.steps.filter(pk=own.pk).exists()
    for person in (cast.host, cast.association, cast.authority):
        client.force_login(person)
        assert client.get(path).status_code == 404


def test_a_computed_step_keeps_key_and_scope(cast):
    step = cast.mentoring.steps.select_related("project").get(key="study_visits")
    with acting(cast.secretariat):
        actions.change_step(by=cast.secretariat, step=step, name="Visits", scope="project")
    assert (step.key, step.scope, str(step)) == ("study_visits", "pair", "Visits")


@pytest.mark.parametrize(
    ("field", "change"),
    [("due_on", {"due_months": "2", "due_on": "2027-01-01"}), ("phase", {"due_months": "2"}), ("name", {"name": " "}),
     ("due_months", {"due_months": "999"}), ("scope", {"scope": "king"})],
)  # fmt: skip
def test_impossible_steps_are_refused(cast, client, field, change):
    client.force_login(cast.secretariat)
    form = {"name": "Step", "scope": "city", "due_from": "phase_start", **change}
    answer = client.post(f"/projects/{cast.mentoring.pk}/steps/", form)
    assert field in answer.context["form"].errors


def test_a_phase_of_another_project_is_refused(cast):
    with acting(cast.secretariat):
        phase = actions.add_phase(by=cast.secretariat, project=cast.project, name="Elsewhere")
        with pytest.raises(Refused, match="another project"):
            actions.add_step(by=cast.secretariat, project=cast.mentoring, name="Step", phase=phase)


def test_documents_are_asked_for_changed_and_withdrawn(cast, client):
    client.force_login(cast.secretariat)
    path = f"/projects/{cast.project.pk}/asked/"
    form = {"kind": "guide", "from_role": "city", "due_from": "phase_start", "due_on": "2027-02-01", "note": "Short."}
    assert client.post(path, form).status_code == 303
    asked = cast.project.document_requests.get()
    client.post(f"{path}{asked.pk}/", {**form, "kind": "minutes"})
    asked.refresh_from_db()
    assert (asked.kind, asked.note) == ("minutes", "Short.")
    assert "minutes" in client.get(path).content.decode()
    client.post(f"{path}{asked.pk}/", {"remove": "1"})
    assert not cast.project.document_requests.exists()


# --- Days -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "months", "then"),
    [(date(2027, 1, 31), 1, date(2027, 2, 28)), (date(2027, 12, 1), 1, date(2028, 1, 1)),
     (date(2027, 3, 31), -1, date(2027, 2, 28)), (date(2028, 2, 29), 12, date(2029, 2, 28))],
)  # fmt: skip
def test_months_are_counted_to_the_same_day_or_the_last(day, months, then):
    assert months_after(day, months) == then


def test_a_day_nobody_knows_yet_is_none():
    days = edges((date(2027, 1, 1), None))
    assert due_day(None, 2, "project_start", days) == date(2027, 3, 1)
    assert due_day(None, 2, "project_end", days) is None
    assert due_day(None, 2, "phase_start", days) is None
    assert due_day(date(2027, 9, 9), None, "phase_start", days) == date(2027, 9, 9)
