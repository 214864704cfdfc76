# SPDX-License-Identifier: EUPL-1.2
"""Cities: by search from the bundled list, by hand, from a file; and who works for them."""

import pytest

from isopolity.accounts.models import Person
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.places import actions, queries
from isopolity.places.actions.imports import FaultyFile
from isopolity.places.city_csv import COLUMNS, decode, read, template
from isopolity.places.facts import countries, search_name
from isopolity.places.gazetteer import other_names
from isopolity.places.models import City, GazetteerPlace
from tests.cast import person

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def operator():
    return person("Site operator", is_operator=True)


@pytest.fixture
def listed():
    rows = [
        (1, "Łódź", "lodz", "|lodsch", "PL", 690000),
        (2, "Lund", "lund", "", "SE", 91000),
        (3, "Brussels", "brussels", "|brussel|bruxelles", "BE", 1019022),
        (4, "Sint-Niklaas", "sint niklaas", "", "BE", 69010),
    ]
    for number, name, plain, others, country, people in rows:
        GazetteerPlace.objects.create(
            geoname_id=number, name=name, search_name=plain, other_names=others, country=country, population=people,
            latitude=50, longitude=5, timezone="Europe/Warsaw",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Łódź", "lodz"),
        ("Sint-Niklaas", "sint niklaas"),
        ("Århus", "arhus"),
        ("Gießen", "giessen"),
        ("L’Aquila", "laquila"),
    ],
)
def test_names_are_searched_without_accents(name, plain):
    assert search_name(name) == plain


@pytest.mark.parametrize(
    ("words", "found"),
    [("Łód", ["Łódź"]), ("lod", ["Łódź"]), ("BRUXELLES", ["Brussels"]), ("sint-nik", ["Sint-Niklaas"]), ("l", []),
     ("l%", []), ("", []), ("lu", ["Lund"]), ("und", [])],
)  # fmt: skip
def test_the_list_is_searched_by_the_beginning_of_a_name(listed, words, found):
    assert [place.name for place in queries.listed_places(words)] == found


def test_other_names_keep_what_europeans_type():
    assert other_names("Tampere", ["Tammerfors", "Tampere", "Тампере", "坦佩雷", ""]) == "|tammerfors|тампере"


def test_a_listed_city_is_added_with_its_source(operator, listed, client):
    client.force_login(operator)
    assert "Łódź" in client.get("/cities/add/?q=lodz").content.decode()
    answer = client.post("/cities/add/?q=lodz", {"place": "1"})
    city = City.objects.get()
    assert answer.headers["Location"] == f"/cities/{city.pk}/"
    assert (city.name, city.population, city.country, city.source) == ("Łódź", 690000, "PL", "GeoNames (CC BY 4.0)")
    assert city.languages == []
    client.post("/cities/add/?q=lodz", {"place": "1"})
    client.post("/cities/add/", {"place": "²"})
    client.post("/cities/add/", {"place": "999"})
    assert City.objects.count() == 1


def test_a_city_is_added_by_hand_and_changed(operator, client):
    client.force_login(operator)
    given = {"name": "Nordhavn", "country": "DK", "languages": "da, en", "timezone": "Europe/Copenhagen"}
    client.post("/cities/add/by-hand/", given)
    city = City.objects.get()
    assert city.languages == ["da", "en"]
    assert city.population is None
    assert client.post(f"/cities/{city.pk}/change/", given | {"population": "5000"}).status_code == 303
    city.refresh_from_db()
    assert city.population == 5000
    page = client.get(f"/cities/{city.pk}/").content.decode()
    assert "Denmark" in page
    assert "Danish" in page


@pytest.mark.parametrize(
    "facts",
    [{"country": "XX"}, {"country": ""}, {"languages": ["klingonish"]}, {"timezone": "Mars/Base"}, {"latitude": 50.0},
     {"nuts3_code": "DE111"}, {"latitude": 91.0, "longitude": 0.0}, {"name": ""}, {"name": "x" * 121},
     {"urbanisation": 4}, {"population": -1}, {"geoname": 1}],
)  # fmt: skip
def test_impossible_facts_are_refused(operator, facts):
    with acting(operator), pytest.raises(Refused) as refused:
        actions.add_city(by=operator, **({"name": "Nordhavn", "country": "DK"} | facts))
    assert refused.value.fields
    assert not City.objects.exists()


def test_greek_and_british_codes_follow_eurostat(operator):
    with acting(operator):
        assert (
            actions.add_city(by=operator, name="Thessaloniki", country="gr", nuts3_code="el522").nuts3_code == "EL522"
        )


def test_the_same_city_is_not_added_twice(operator):
    with acting(operator):
        actions.add_city(by=operator, name="Newport", country="GB", lau_code="W06")
        actions.add_city(by=operator, name="Newport", country="GB", lau_code="E07")
        actions.add_city(by=operator, name="Newport", country="FR")
        with pytest.raises(Refused):
            actions.add_city(by=operator, name="néwport", country="FR")


def test_only_some_may_add_change_and_import(operator, client):
    outsider = person("Officer of nowhere")
    with acting(operator):
        city = actions.add_city(by=operator, name="Nordhavn", country="DK")
    with acting(outsider):
        with pytest.raises(NotAllowed):
            actions.add_city(by=outsider, name="A", country="DK")
        with pytest.raises(NotAllowed):
            actions.change_city(by=outsider, city=city, name="A")
        with pytest.raises(NotAllowed):
            actions.import_cities(by=outsider, text=template())
    client.force_login(outsider)
    for path in ("/cities/add/", "/cities/add/by-hand/", "/cities/import/", f"/cities/{city.pk}/change/"):
        assert client.get(path).status_code == 404
    assert client.post(f"/cities/{city.pk}/", {"email": "x@example.org", "kind": "officer"}).status_code == 404


def test_somebody_is_added_to_a_city_by_e_mail(operator, client, run_jobs, mailoutbox):
    with acting(operator):
        city = actions.add_city(by=operator, name="Nordhavn", country="DK")
    client.force_login(operator)
    client.post(f"/cities/{city.pk}/", {"email": "New@example.org", "name": "Coordinator", "kind": "coordinator"})
    role = city.roles.get()
    assert role.person.email == "new@example.org"
    run_jobs()
    assert mailoutbox[0].to == ["new@example.org"]
    coordinator = role.person
    Person.objects.filter(pk=coordinator.pk).update(joined_at="2026-01-01T00:00Z")
    client.force_login(coordinator)
    assert "Who works for this city" in client.get(f"/cities/{city.pk}/").content.decode()
    client.post(f"/cities/{city.pk}/", {"email": "officer@example.org", "kind": "officer"})
    officer = city.roles.get(kind="officer")
    client.post(f"/cities/{city.pk}/people/{officer.pk}/remove/")
    assert list(city.roles.all()) == [role]
    client.force_login(person("Officer of nowhere"))
    assert "Who works for this city" not in client.get(f"/cities/{city.pk}/").content.decode()
    assert client.post(f"/cities/{city.pk}/people/{role.pk}/remove/").status_code == 404


def test_lists_take_the_same_queries_at_one_and_three_rows(operator, client, queries_of):
    client.force_login(operator)

    def add(name):
        with acting(operator):
            actions.add_city(by=operator, name=name, country="DK", languages=["da"])
            body = actions.add_organisation(by=operator, name=name, kind="expert", country="DK")
            actions.invite_to_organisation(by=operator, organisation=body, email=f"{name}@example.org")

    add("One")
    before = queries_of("/cities/"), queries_of("/organisations/")
    add("Two")
    add("Three")
    assert (queries_of("/cities/"), queries_of("/organisations/")) == before
    assert "One" not in client.get("/cities/?q=thr").content.decode().split('id="cities"')[1]


def test_organisations_are_added_changed_and_peopled(operator, client):
    client.force_login(operator)
    client.post("/organisations/add/", {"name": "Towns’ association", "kind": "association", "country": "IT"})
    (body,) = queries.organisations()
    client.post(f"/organisations/{body.pk}/change/", {"name": "Association of Towns", "kind": "association"})
    assert "Association of Towns" in client.get("/organisations/").content.decode()
    client.post(f"/organisations/{body.pk}/", {"email": "officer@example.org"})
    (role,) = queries.people_at(body)
    client.post(f"/organisations/{body.pk}/people/{role.pk}/remove/")
    assert not queries.people_at(body)
    assert client.post("/organisations/add/", {"name": "Association of Towns", "kind": "expert"}).status_code == 200


# --- The file -------------------------------------------------------------------------------------------------------
HEAD = ",".join(COLUMNS)


def test_the_template_can_be_imported(operator):
    with acting(operator):
        (change,) = actions.import_cities(by=operator, text=template())
    assert change.is_new
    city = City.objects.get()
    assert (city.population, city.nuts3_code, city.urbanisation, city.languages) == (120000, "FI1B1", 1, ["fi", "sv"])


def test_a_file_fills_in_what_it_gives_and_keeps_the_rest(operator):
    with acting(operator):
        actions.add_city(by=operator, name="Århus", country="DK", population=5, languages=["da"])
        (change,) = actions.import_cities(by=operator, text="name;country;population;lau_code\naarhus;DK;;\n") or [None]
    assert change.is_new  # "aa" is another spelling: only accents are forgiven
    with acting(operator):
        (change,) = actions.import_cities(by=operator, text="name;country;population;lau_code\nArhus;dk;300 000;751\n")
    assert change.changes == [("population", 5, 300000), ("lau_code", "", "751")]
    city = City.objects.get(lau_code="751")
    assert (city.name, city.languages) == ("Århus", ["da"])


@pytest.mark.parametrize(
    ("line", "column"),
    [("A,XX,,,,,,,,,", "country"), ("A,,,,,,,,,,", "country"), (",FI,,,,,,,,,", "name"),
     ("A,FI,many,,,,,,,,", "population"),
     ("A,FI,²,,,,,,,,", "population"), ("A,FI,,,,9,,,,,", "urbanisation"), ("A,FI,,,XX111,,,,,,", "nuts3_code"),
     ("A,FI,,,,,zzzz,,,,", "languages"), ("A,FI,,,,,,95,10,,", "latitude"), ("A,FI,,,,,,nan,10,,", "latitude"),
     ("A,FI,,,,,,60,,,", "longitude"), ("A,FI,,,,,,,,Mars/Base,", "timezone"), ("=1+1,FI,,,,,,,,,", "name"),
     ("A,FI,,,,,,,,,,,x", ""), (f"{'x' * 200},FI,,,,,,,,,", "name")],
)  # fmt: skip
def test_faults_are_listed_by_line_and_nothing_is_imported(operator, line, column):
    text = f"{HEAD}\nGood,FI,,,,,,,,,\n{line}\n"
    with acting(operator), pytest.raises(FaultyFile) as faulty:
        actions.import_cities(by=operator, text=text)
    assert [(fault.line, fault.column) for fault in faulty.value.faults] == [(3, column)]
    assert not City.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a,b\n",
        "name\nA",
        "name,country,colour\nA,FI,red",
        "name,name,country\nA,A,FI",
        "name,country\n\0,FI",
        'name,country\n"A,FI',
    ],
)
def test_a_broken_file_is_told(text):
    assert read(text).faults


def test_a_city_twice_in_the_file_is_a_fault():
    (fault,) = read("name,country\nA,FI\na,fi\n").faults
    assert fault.line == 3


def test_only_utf_8_and_marked_utf_16_are_read():
    assert decode("Łódź".encode()) == "Łódź"
    assert decode("\ufeffŁódź".encode()) == "Łódź"
    assert decode("Łódź".encode("utf-16")) == "Łódź"
    assert decode("Århus".encode("latin-1")) is None


def test_the_page_shows_what_a_file_does_before_doing_it(operator, client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(operator)
    assert client.get("/cities/import/template.csv").content.decode("utf-8-sig").startswith("name,country")
    page = client.post("/cities/import/", {"file": SimpleUploadedFile("c.csv", template().encode())})
    assert "Example city" in page.content.decode()
    assert not City.objects.exists()
    assert client.post("/cities/import/", {"text": template(), "import": "1"}).status_code == 303
    assert City.objects.count() == 1
    page = client.post("/cities/import/", {"file": SimpleUploadedFile("c.csv", b"name,country\nA,ZZ\n")})
    assert "Line 2" in page.content.decode()
    for data in (b"", b"\xff\xff\xff", b"PK\x03\x04\0\0"):
        page = client.post("/cities/import/", {"file": SimpleUploadedFile("c.csv", data)})
        assert page.status_code == 200
        assert "error-summary" in page.content.decode()


def test_every_country_has_a_name():
    assert ("FI", "Finland") in countries("en")
    assert ("FI", "Finnland") in countries("de")
    assert len(countries("fr")) > 200


def test_the_whole_list_loads_once(db):
    from django.core.management import call_command

    call_command("load_gazetteer", verbosity=0)
    count = GazetteerPlace.objects.count()
    assert count > 15000
    assert queries.listed_places("tampere")[0].country == "FI"
    assert queries.listed_places("tammerf")[0].name == "Tampere"
    call_command("load_gazetteer", verbosity=0)
    assert GazetteerPlace.objects.count() == count
