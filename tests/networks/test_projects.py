# SPDX-License-Identifier: EUPL-1.2
"""Networks, projects with their clocks and rules, partners, phases, secretariat, accent."""

import pytest
from django.db import IntegrityError, transaction

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.networks import actions
from isopolity.networks.accent import DARK_PAPER, PAPER, contrast, dark_twin, is_legible
from isopolity.networks.models import Network, Partner, Project
from isopolity.networks.rules import association_of, authority_of, takes_part


def facts(project: Project, **changed: object) -> dict[str, object]:
    names = ["kind", "name", "working_language", "initial_report_weeks", "desk_review_weeks", "report_months",
             "reply_months", "progress_months", "survey_months", "purge_months", "interviews_needed",
             "small_group"]  # fmt: skip
    return {name: getattr(project, name) for name in names} | changed


def test_an_operator_creates_a_network_and_its_first_project(cast, client):
    client.force_login(cast.operator)
    client.post("/networks/add/", {"name": "Second network", "about": "Towns by the sea"})
    network = Network.objects.get(name="Second network")
    answer = client.post(f"/networks/{network.pk}/projects/add/", facts(cast.project, name="First", accent="#123456"))
    project = network.projects.get()
    assert answer.headers["Location"] == f"/projects/{project.pk}/partners/"
    assert project.roles.get().person == cast.operator
    client.post(f"/networks/{network.pk}/change/", {"name": "Sea network"})
    assert "Sea network" in client.get("/networks/").content.decode()
    assert "First" in client.get(f"/networks/{network.pk}/").content.decode()
    assert client.post("/networks/add/", {"name": "Sea network"}).status_code == 200


def test_the_secretariat_changes_clocks_and_rules(cast, client):
    client.force_login(cast.secretariat)
    path = f"/projects/{cast.project.pk}/change/"
    given = facts(cast.project, interviews_needed=3, initial_report_weeks=6, starts="2026-01-01", ends="2028-01-01")
    assert client.post(path, given).status_code == 303
    cast.project.refresh_from_db()
    assert (cast.project.interviews_needed, cast.project.initial_report_weeks) == (3, 6)
    assert 'value="2026-01-01"' in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("field", "change"),
    [("initial_report_weeks", {"initial_report_weeks": 1}), ("ends", {"starts": "2026-02-01", "ends": "2026-01-01"}),
     ("interviews_needed", {"interviews_needed": 0}), ("interviews_needed", {"interviews_needed": 6}),
     ("accent", {"accent": "#ffff00"}), ("accent", {"accent": "red"}), ("name", {"name": ""}),
     ("purge_months", {"purge_months": 0})],
)  # fmt: skip
def test_impossible_rules_are_refused(cast, client, field, change):
    client.force_login(cast.secretariat)
    answer = client.post(f"/projects/{cast.project.pk}/change/", facts(cast.project, **change))
    assert answer.status_code == 200
    assert field in answer.context["form"].errors


def test_only_the_secretariat_changes_a_project(cast, client):
    for person in (cast.operator, cast.host, cast.peer, cast.outsider):
        with acting(person):
            if person != cast.operator:  # who made the project and is its secretariat too
                with pytest.raises(NotAllowed):
                    actions.change_project(by=person, project=cast.project, name="Mine")
    client.force_login(cast.host)
    for part in ("change", "partners", "phases", "people"):
        assert client.get(f"/projects/{cast.project.pk}/{part}/").status_code == 404


def test_an_unknown_field_is_refused(cast):
    with acting(cast.secretariat), pytest.raises(Refused):
        actions.change_project(by=cast.secretariat, project=cast.project, network_id=99)


def test_partners_come_change_and_go(cast, client):
    client.force_login(cast.secretariat)
    path = f"/projects/{cast.project.pk}/partners/"
    with acting(cast.secretariat):
        from isopolity.places.actions import add_city

        city = add_city(by=cast.secretariat, name="Novi Grad", country="HR")
    client.post(path, {"city": city.pk, "roles": ["city", "host"]})
    partner = cast.project.partners.get(city=city)
    assert "host of a review" in client.get(path).content.decode()
    client.post(f"{path}{partner.pk}/", {"roles": ["peer"]})
    partner.refresh_from_db()
    assert partner.roles == ["peer"]
    assert client.post(path, {"roles": ["peer"]}).status_code == 200
    assert client.post(path, {"city": city.pk, "roles": ["king"]}).status_code == 200
    client.post(f"{path}{partner.pk}/", {"remove": "1"})
    assert not cast.project.partners.filter(city=city).exists()


# --- Beside a city --------------------------------------------------------------------------------------------------
def partner_of(project: Project, name: str) -> Partner:
    rows = project.partners.select_related("city", "organisation", "project")
    return next(row for row in rows if str(row) == name)


def test_an_organisation_stands_beside_a_city_of_the_same_project(cast, client):
    client.force_login(cast.secretariat)
    region = partner_of(cast.mentoring, "Region of Levanto")
    path = f"/projects/{cast.mentoring.pk}/partners/"
    assert "beside Levanto" in client.get(path).content.decode()
    form = {"roles": ["authority"], "website": "https://region.example.org"}
    assert client.post(f"{path}{region.pk}/", form).status_code == 303
    region.refresh_from_db()
    assert (region.beside, region.website) == (None, "https://region.example.org")
    mentor = partner_of(cast.mentoring, "Nordhavn")
    assert client.post(f"{path}{region.pk}/", {**form, "beside": mentor.pk}).status_code == 303
    elsewhere = cast.project.partners.get(city=cast.cities["Levanto"])
    refused = client.post(f"{path}{region.pk}/", {**form, "beside": elsewhere.pk})
    assert "beside" in refused.context["form"].errors
    assert client.post(f"{path}{region.pk}/", {**form, "website": "javascript:alert(1)"}).status_code == 200


@pytest.mark.parametrize(("who", "beside"), [("Nordhavn", "Levanto"), ("Region of Levanto", "Association of Towns")])
def test_only_an_organisation_stands_beside_and_only_a_city(cast, who, beside):
    one, other = partner_of(cast.mentoring, who), partner_of(cast.mentoring, beside)
    with acting(cast.secretariat), pytest.raises(Refused, match="city"):
        actions.change_partner(by=cast.secretariat, partner=one, roles=one.roles, beside=other)


def test_the_database_knows_what_stands_beside_what(cast):
    region = partner_of(cast.mentoring, "Region of Levanto")
    elsewhere = cast.project.partners.get(city=cast.cities["Nordhavn"])
    body = partner_of(cast.mentoring, "Association of Towns")
    for wrong in (elsewhere, body):
        with acting(cast.secretariat), pytest.raises(IntegrityError), transaction.atomic():
            Partner.objects.filter(pk=region.pk).update(beside=wrong)
    with acting(cast.secretariat), pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.filter(pk=elsewhere.pk).update(beside=cast.project.partners.get(city=cast.cities["Levanto"]))


def test_a_city_leaves_after_those_beside_it(cast):
    mentee = partner_of(cast.mentoring, "Levanto")
    with acting(cast.secretariat), pytest.raises(Refused, match="Region of Levanto stands beside"):
        actions.remove_partner(by=cast.secretariat, partner=mentee)


def test_who_accompanies_which_city(cast):
    city, other = cast.cities["Levanto"], cast.cities["Nordhavn"]
    with acting(cast.authority):
        assert authority_of(cast.authority, city, cast.mentoring)
        assert not authority_of(cast.authority, other, cast.mentoring)
        assert not authority_of(cast.authority, city, cast.project)
        assert not association_of(cast.authority, city, cast.mentoring)
        assert takes_part(cast.authority, cast.mentoring)
        assert not takes_part(cast.authority, cast.project)
    with acting(cast.association):
        assert association_of(cast.association, city, cast.mentoring)
        assert association_of(cast.association, other, cast.mentoring)
        assert not association_of(cast.association, cast.cities["Tramonto"], cast.mentoring)  # no partner of it
        assert not association_of(cast.association, city, cast.project)  # where the association is no partner
        assert not authority_of(cast.association, city, cast.mentoring)
    with acting(cast.host):
        assert not association_of(cast.host, city, cast.mentoring)
        assert not authority_of(cast.host, city, cast.mentoring)


def test_a_city_under_review_stays_a_partner(cast):
    partner = cast.project.partners.get(city=cast.cities["Levanto"])
    with acting(cast.secretariat), pytest.raises(Refused):
        actions.remove_partner(by=cast.secretariat, partner=partner)


def test_phases_are_listed_changed_and_removed(cast, client):
    client.force_login(cast.secretariat)
    path = f"/projects/{cast.project.pk}/phases/"
    client.post(path, {"name": "Preparation", "starts": "2026-01-01", "ends": "2026-06-01"})
    phase = cast.project.phases.get()
    assert (
        client.post(f"{path}{phase.pk}/", {"name": "Before", "starts": "2026-02-01", "ends": "2026-01-01"}).status_code
        == 200
    )
    client.post(f"{path}{phase.pk}/", {"name": "Before"})
    assert "Before" in client.get(path).content.decode()
    client.post(f"{path}{phase.pk}/", {"remove": "1"})
    assert not cast.project.phases.exists()


def test_somebody_always_runs_the_project(cast, client, run_jobs, mailoutbox):
    client.force_login(cast.secretariat)
    path = f"/projects/{cast.project.pk}/people/"
    client.post(path, {"email": "second@example.org", "name": "Second officer"})
    run_jobs()
    assert [sent.to for sent in mailoutbox] == [["second@example.org"]]
    for role in cast.project.roles.exclude(person=cast.secretariat):
        client.post(f"{path}{role.pk}/remove/")
    last = cast.project.roles.get()
    client.post(f"{path}{last.pk}/remove/")
    assert cast.project.roles.get() == last


# --- Accent ---------------------------------------------------------------------------------------------------------
def test_contrast_is_counted_as_wcag_does():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize(
    ("colour", "legible"), [("#6b1d4a", True), ("#000000", True), ("#ffff00", False), (PAPER, False)]
)
def test_an_accent_can_be_read_on_paper(colour, legible):
    assert is_legible(colour) is legible


@pytest.mark.parametrize("colour", ["#000000", "#6b1d4a", "#004488", "#1b1916"])
def test_the_dark_twin_can_be_read_on_the_dark_page(colour):
    assert contrast(dark_twin(colour), DARK_PAPER) >= 4.5


def test_the_accent_is_a_style_sheet_of_its_own(cast, client):
    with acting(cast.secretariat):
        actions.change_project(by=cast.secretariat, project=cast.project, accent="#004488")
    client.force_login(cast.host)
    answer = client.get(f"/projects/{cast.project.pk}/accent.css")
    assert answer.headers["Content-Type"].startswith("text/css")
    assert "--accent:#004488" in answer.content.decode()
    assert f"/projects/{cast.project.pk}/accent.css" in client.get(f"/projects/{cast.project.pk}/").content.decode()
