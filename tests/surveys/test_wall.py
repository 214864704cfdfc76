# SPDX-License-Identifier: EUPL-1.2
"""The wall around answers, with raw SQL as each of the cast, as nobody, and as a link."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from isopolity.core.principal import acting
from isopolity.networks.actions import take_project_role
from isopolity.surveys import actions
from isopolity.surveys.models import PersonalLink, Respondent, Wave

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

TABLES = ["surveys_response", "surveys_responsefile", "surveys_contact"]
WITH_HISTORY = [name for table in TABLES for name in (table, f"{table}event")]
SECRET = "quincunx"
OUTSIDE = ["operator", "facilitator", "contributor", "peer", "other_peer", "outsider", "removed_peer"]


@pytest.fixture
def filled(cast, wave):
    """Levanto and Nordhavn have begun; Levanto handed in. Planted words in every field that somebody writes."""
    Wave.objects.filter(pk=wave.pk).update(is_confidential=True)
    with acting(cast.secretariat):
        own = cast.mentoring.roles.get(person=cast.operator)  # whoever makes a project is its secretariat at first
        take_project_role(by=cast.secretariat, role=own)
        wave.refresh_from_db()
        actions.open_wave(by=cast.secretariat, wave=wave)
        bodies = {
            str(body): body
            for body in Respondent.objects.select_related("wave__project", "wave__questionnaire", "partner")
        }
        for body in bodies.values():
            actions.save_contact(by=cast.secretariat, respondent=body, name=SECRET, email=f"{SECRET}@example.org")
    for name, person in {"Levanto": cast.host, "Nordhavn": cast.hosting_peer}.items():
        with acting(person):
            changes = {"goes_on": "no", "why": f"{SECRET} {name}"}
            actions.save_answers(by=person, respondent=bodies[name], changes=changes)
            file = SimpleUploadedFile(f"{SECRET}.txt", b"A plain text.")
            actions.attach_file(by=person, respondent=bodies[name], key="proof", file=file)
    with acting(cast.host):
        actions.submit_response(by=cast.host, respondent=bodies["Levanto"])
    return bodies


@pytest.fixture
def sees(as_person):
    def count(who, table):
        with as_person(who) as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            return int(cursor.fetchone()[0])

    return count


def test_answers_and_contacts_are_closed_by_force(filled, owner_sql):
    rows = owner_sql("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    assert set(WITH_HISTORY) <= {row[0] for row in rows}


def test_nobody_and_outsiders_see_no_row(cast, filled, sees):
    for who in (None, "anyone", "job:other", *[getattr(cast, role) for role in OUTSIDE]):
        assert {table: sees(who, table) for table in WITH_HISTORY} == dict.fromkeys(WITH_HISTORY, 0), who


def test_the_secretariat_sees_all_and_a_body_its_own(cast, filled, sees):
    assert [sees(cast.secretariat, table) for table in TABLES] == [2, 2, 4]
    for person in (cast.host, cast.hosting_peer):
        assert [sees(person, table) for table in TABLES] == [1, 1, 0]
        assert sees(person, "surveys_contactevent") == 0
    for person in (cast.authority, cast.association):
        assert [sees(person, table) for table in TABLES] == [0, 0, 0]


def test_an_interviewer_sees_the_bodies_it_rings_up(cast, filled, sees):
    with acting(cast.secretariat):
        actions.name_interviewer(by=cast.secretariat, respondent=filled["Nordhavn"], person=cast.outsider)
    assert [sees(cast.outsider, table) for table in TABLES] == [1, 1, 1]


def test_partners_share_what_was_handed_in_unless_it_is_confidential(cast, filled, sees):
    assert sees(cast.authority, "surveys_response") == 0
    Wave.objects.update(is_confidential=False)
    assert sees(cast.authority, "surveys_response") == 1
    assert [sees(cast.authority, table) for table in ("surveys_responseevent", *TABLES[1:])] == [0, 0, 0]
    assert sees(cast.outsider, "surveys_response") == 0


def test_a_link_sees_its_own_body_while_the_wave_is_open(cast, filled, sees):
    with acting(cast.secretariat):
        actions.make_link(by=cast.secretariat, respondent=filled["Nordhavn"])
    link = f"link:{PersonalLink.objects.get().pk}"
    assert [sees(link, table) for table in TABLES] == [1, 1, 0]
    assert sees("link:999999", "surveys_response") == sees("link:1x", "surveys_response") == 0
    PersonalLink.objects.update(revoked_at="2026-11-22T00:00Z")
    assert sees(link, "surveys_response") == 0
    PersonalLink.objects.update(revoked_at=None)
    Wave.objects.update(state="closed")
    assert sees(link, "surveys_response") == 0


def test_planted_words_stay_behind_the_wall(cast, filled, client):
    wave = Wave.objects.get()
    pages = [f"/surveys/{wave.pk}/", f"/projects/{wave.project_id}/surveys/",
             *[f"/respondents/{body.pk}/answers/print/" for body in filled.values()],
             *[f"/respondents/{body.pk}/answers/" for body in filled.values()],
             *[f"/respondents/{body.pk}/" for body in filled.values()]]  # fmt: skip
    for person in (cast.authority, cast.association, cast.outsider, cast.operator, cast.peer):
        client.force_login(person)
        assert not [url for url in pages if SECRET in client.get(url).content.decode()], person
    client.force_login(cast.hosting_peer)
    own = f"/respondents/{filled['Nordhavn'].pk}/"
    assert [url for url in pages if SECRET in client.get(url).content.decode()] == [f"{own}answers/print/"]


def test_a_coder_reads_what_was_handed_in_and_marks_alone(cast, filled, sees):
    body, tables = filled["Levanto"], ("surveys_coding", "surveys_codingevent")
    with acting(cast.secretariat):
        wave = Wave.objects.get()
        factor = actions.add_factor(by=cast.secretariat, wave=wave, name="Money")
        actions.name_coders(by=cast.secretariat, wave=wave, people=[cast.outsider])
    for coder in (cast.secretariat, cast.outsider):
        with acting(coder):
            actions.code_answer(by=coder, respondent=body, key="why", factors=[factor])
    assert [sees(cast.outsider, table) for table in (*TABLES, *tables)] == [1, 0, 0, 1, 1]
    assert [sees(cast.secretariat, table) for table in tables] == [2, 2]
    others = [None, "anyone", *[getattr(cast, role) for role in OUTSIDE if role != "outsider"]]
    for who in (*others, cast.host, cast.hosting_peer, cast.authority, cast.association):
        assert [sees(who, table) for table in tables] == [0, 0], who
    with acting(cast.secretariat):
        actions.name_coders(by=cast.secretariat, wave=wave, people=[])
    assert sees(cast.outsider, "surveys_response") == 0
