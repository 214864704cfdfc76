# SPDX-License-Identifier: EUPL-1.2
"""What a pair does: agreement and signatures, needs analysis, visits, lessons, results; who reads and writes it."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from isopolity.benchmarks.models import ItemFlag
from isopolity.core.autosave import digest
from isopolity.core.duties import duties
from isopolity.core.errors import NotAllowed, Refused, Stale
from isopolity.core.policy import forget
from isopolity.core.principal import acting
from isopolity.mentoring import actions
from isopolity.mentoring.models import (
    Agreement,
    Goal,
    LearningEntry,
    NeedsText,
    Pair,
    Product,
    Signature,
    StudyVisit,
    VisitGuest,
    VisitSession,
)
from isopolity.mentoring.queries.steps import Facts, steps_of
from isopolity.networks import actions as networks
from tests.mentoring.stage import agreed_pair, all_handed_in

pytestmark = pytest.mark.django_db
SECRET = "Quittengelee"
PAGES = ("", "agreement/", "needs/", "visits/", "learning/", "results/")


def proposed_pair(cast):
    made = all_handed_in(cast)
    with acting(made.secretariat):
        return made, actions.propose_pair(
            by=made.secretariat, project=made.project, mentee=made.city("Levanto"), mentor=made.city("Nordhavn")
        )


def fresh(pair):
    return Pair.objects.select_related("project", "mentee", "mentor", "needs").get(pk=pair.pk)


def write(by, pair, text="We meet three times.", **more):
    with acting(by):
        return actions.write_agreement(by=by, pair=pair, text=text, **more)


def sign(by, pair, text="We meet three times."):
    with acting(by):
        forget()
        return actions.sign_agreement(by=by, pair=pair, seen=digest(text))


def part(by, pair, which, at=None, **facts):
    with acting(by):
        return actions.add_part(by=by, pair=pair, part=which, facts=facts, visit=at)


def steps(pair):
    return {step.key: step for step in steps_of(pair, Facts(pair.project, [pair]))}


def test_both_cities_and_associations_sign_and_the_pair_is_agreed(cast):
    made, pair = proposed_pair(cast)
    write(made.mentee, pair)
    assert sign(made.mentee, pair).signed_at is None
    with pytest.raises(Refused, match="signed already"):
        sign(made.mentee, pair)
    assert sign(made.mentor, pair).signed_at is None
    done = sign(cast.association, pair)
    assert done.signed_at
    assert fresh(pair).state == "agreed"
    assert set(Signature.objects.values_list("side", flat=True)) == {
        "mentee", "mentor", "mentee_association", "mentor_association"}  # fmt: skip
    for who in (made.secretariat, made.other, cast.authority):
        with pytest.raises(NotAllowed):
            sign(who, pair)


def test_one_signs_the_text_that_one_has_read(cast):
    made, pair = proposed_pair(cast)
    write(made.mentee, pair, SECRET)
    with pytest.raises(Refused, match="has changed"):
        sign(made.mentor, pair, "another text")


def test_a_changed_text_voids_the_signatures_and_one_has_to_say_so(cast):
    made, pair = proposed_pair(cast)
    write(made.mentee, pair)
    sign(made.mentee, pair)
    assert Agreement.objects.get().frozen_at
    with pytest.raises(Refused, match="signed already"):
        write(made.mentor, pair, "We meet twice.")
    row = write(made.mentor, pair, "We meet twice.", voids_signatures=True)
    assert row.frozen_at is None
    assert not Signature.objects.filter(voided_at=None).exists()
    assert Signature.objects.count() == 1
    with pytest.raises(Stale):
        write(made.mentee, pair, "We meet four times.", seen=digest("We meet three times."))
    with acting(made.mentor):
        actions.sign_agreement(by=made.mentor, pair=pair, seen=digest("We meet twice."))
        actions.withdraw_signature(by=made.mentor, pair=pair)
    assert Agreement.objects.get().frozen_at is None


def test_the_needs_analysis_is_the_mentees_until_it_is_submitted(cast, client):
    made, pair = agreed_pair(cast)
    url = f"/pairs/{pair.pk}/needs/"
    with acting(made.mentee), pytest.raises(Refused, match="at least one goal"):
        actions.submit_needs(by=made.mentee, pair=pair)
    goal = part(made.mentee, pair, "goal", item=cast.items[0], text="Better")
    with acting(made.mentee), pytest.raises(Refused, match="still empty"):
        actions.submit_needs(by=made.mentee, pair=pair)
    client.force_login(made.mentee)
    page = client.get(url).text
    assert "How?" in page
    assert "Law" in page
    answer = client.post(f"{url}goal/{goal.pk}/", {"field": "body", "value": SECRET, "seen": digest("")})
    assert answer.status_code == 200
    assert NeedsText.objects.get().body == SECRET
    assert client.post(f"{url}goal/{goal.pk}/", {"value": "x", "seen": digest("")}).status_code == 409
    for who in (made.mentor, cast.association, made.secretariat):
        client.force_login(who)
        assert SECRET not in client.get(url).text
    with acting(made.mentor), pytest.raises(NotAllowed):
        actions.comment_needs(by=made.mentor, pair=fresh(pair), text="Good")
    with acting(made.mentee):
        actions.submit_needs(by=made.mentee, pair=pair)
        with pytest.raises(Refused, match="is submitted"):
            actions.save_need(by=made.mentee, pair=pair, goal=goal, value="other")
    for who in (made.mentor, cast.association, made.secretariat):
        client.force_login(who)
        assert SECRET in client.get(url).text
    client.force_login(made.mentor)
    assert client.post(f"{url}do/", {"do": "comment", "text": "Begin small", "goal": goal.pk}).status_code == 303
    client.force_login(made.mentee)
    assert "Begin small" in client.get(url).text
    assert client.post(f"{url}do/", {"do": "comment", "text": "x"}).status_code == 404


def test_only_the_two_cities_and_the_secretariat_write(cast):
    made, pair = agreed_pair(cast)
    for who in (cast.association, made.other, cast.authority, cast.outsider):
        with pytest.raises(NotAllowed):
            part(who, pair, "goal", item=cast.items[0], text="Better")
    for who, number in ((made.mentee, 0), (made.mentor, 1), (made.secretariat, 2)):
        part(who, pair, "goal", item=cast.items[number], text="Better")
    with acting(made.secretariat):
        actions.end_pair(by=made.secretariat, pair=pair)
    with pytest.raises(NotAllowed):
        part(made.mentee, fresh(pair), "goal", item=cast.items[3], text="Better")


def test_others_see_the_board_without_texts_and_no_page_of_the_pair(cast, client):
    made, pair = agreed_pair(cast)
    write(made.mentee, pair, SECRET)
    part(made.mentee, pair, "goal", item=cast.items[0], text=SECRET)
    part(made.mentee, pair, "learning", tried=SECRET, item=cast.items[0])
    board = f"/projects/{made.project.pk}/mentoring/"
    for who in (made.other, cast.authority):
        client.force_login(who)
        page = client.get(board)
        assert page.status_code == 200
        assert SECRET not in page.text
        assert "Levanto – Nordhavn" in page.text
        assert [client.get(f"/pairs/{pair.pk}/{path}").status_code for path in PAGES] == [404] * len(PAGES)
    for who in (made.mentee, made.mentor, cast.association, made.secretariat):
        client.force_login(who)
        assert [client.get(f"/pairs/{pair.pk}/{path}").status_code for path in PAGES] == [200] * len(PAGES)
    client.force_login(cast.outsider)
    assert client.get(board).status_code == 404


def test_a_visit_has_a_programme_participants_and_a_calendar_file(cast, client):
    made, pair = agreed_pair(cast)
    facts = {"kind": "study", "host": "mentor", "title": "Come and see", "starts_on": date(2027, 5, 3)}
    visit = part(made.mentor, pair, "visit", **facts, ends_on=date(2027, 5, 4))
    with pytest.raises(Refused):
        part(made.mentor, pair, "visit", **facts, ends_on=date(2027, 5, 1))
    nine = datetime(2027, 5, 3, 9, tzinfo=UTC)
    part(made.mentor, pair, "session", visit, starts=nine, ends=nine.replace(hour=10), title="Walk", room="Gate 4")
    with pytest.raises(Refused):
        part(made.mentor, pair, "session", visit, starts=nine, ends=nine, title="Walk")
    guest = part(made.mentor, pair, "guest", visit, function="Head of schools", comes_from="mentee")
    client.force_login(made.mentee)
    url = f"/pairs/{pair.pk}/visits/{visit.pk}/"
    page = client.get(url).text
    assert "11:00–12:00" in page
    assert "Gate 4" in page
    assert "Head of schools" in page
    file = client.get(f"{url}calendar.ics").text
    assert "SUMMARY:Walk" in file
    assert "DTSTART:20270503T090000Z" in file
    sent = {"function": "Head", "comes_from": "mentor", "came": "on"}
    assert client.post(f"{url}guest/{guest.pk}/", sent).status_code == 303
    assert VisitGuest.objects.get().came
    sent = {"starts": "2027-05-04T09:00", "ends": "2027-05-04T10:00", "title": "Talk"}
    assert client.post(f"{url}session/new/", sent).status_code == 303
    assert VisitSession.objects.get(title="Talk").starts.astimezone(UTC).hour == 7
    assert client.post(f"/pairs/{pair.pk}/parts/session/new/", sent).status_code == 404
    assert client.post(f"/pairs/{pair.pk}/parts/visit/{visit.pk}/", {"remove": "1"}).status_code == 303
    assert not StudyVisit.objects.exists()


def test_a_lesson_flows_to_the_flags_of_its_item_once(cast):
    made, pair = agreed_pair(cast)
    entry = part(made.mentor, pair, "learning", tried="Evenings", failed=SECRET, item=cast.items[1])
    other = part(made.mentor, pair, "learning", tried="Mornings")
    with acting(made.mentor):
        actions.pass_on_lesson(by=made.mentor, entry=entry)
        with pytest.raises(Refused, match="already"):
            actions.pass_on_lesson(by=made.mentor, entry=entry)
        with pytest.raises(Refused, match="item first"):
            actions.pass_on_lesson(by=made.mentor, entry=other)
    flag = ItemFlag.objects.get()
    assert (flag.item, flag.project, flag.person) == (cast.items[1], made.project, made.mentor)
    assert SECRET in flag.comment
    assert LearningEntry.objects.get(flag=flag).author == made.mentor


def test_a_product_has_a_link_or_a_file_that_is_handed_out(cast, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made, pair = agreed_pair(cast)
    with pytest.raises(Refused, match="link or a file"):
        part(made.mentor, pair, "product", kind="guide", title="Guide")
    with pytest.raises(Refused):
        part(made.mentor, pair, "product", kind="guide", title="Guide", link="javascript:alert(1)")
    client.force_login(made.mentor)
    sent = {"kind": "guide", "title": "Guide", "file": SimpleUploadedFile("a.txt", b"Words")}
    assert client.post(f"/pairs/{pair.pk}/parts/product/new/", sent).status_code == 303
    row = Product.objects.get()
    url = f"/pairs/{pair.pk}/results/{row.pk}/file/"
    assert b"".join(client.get(url).streaming_content) == b"Words"
    client.force_login(made.other)
    assert client.get(url).status_code == 404


def test_a_part_of_another_pair_is_not_changed(cast, client):
    made, pair = agreed_pair(cast)
    goal = part(made.mentee, pair, "goal", item=cast.items[0], text="Better")
    other = Pair.objects.create(
        project=made.project, mentee=made.city("Sudmark"), mentor=made.city("Nordhavn"), state="agreed"
    )
    with acting(made.mentor), pytest.raises(Refused, match="another pair"):
        actions.change_part(by=made.mentor, pair=other, part="goal", row=goal, facts={"text": "Mine"})
    client.force_login(made.mentor)
    assert client.get(f"/pairs/{other.pk}/parts/goal/{goal.pk}/").status_code == 404
    assert client.get(f"/pairs/{pair.pk}/parts/nonsense/new/").status_code == 404
    assert Goal.objects.get().text == "Better"


def test_steps_are_computed_and_own_steps_are_ticked_by_hand(cast, client):
    made, pair = agreed_pair(cast)
    with acting(made.secretariat):
        own = networks.add_step(by=made.secretariat, project=made.project, name="Photo for the web", scope="pair")
    assert not any(steps(pair)[key].is_done for key in ("agreement", "goals", "study_visits", "academy"))
    for host in ("mentee", "mentee", "mentor"):
        part(made.mentee, pair, "visit", kind="study", host=host, title="Visit", is_held=True)
    part(made.mentor, pair, "academy", title="Academy", participants=40)
    found = steps(pair)
    assert found["study_visits"].is_done
    assert found["academy"].is_done
    assert found["support_network"].count == "2 members"  # the cast has a network in Levanto
    client.force_login(made.mentor)
    assert client.post(f"/pairs/{pair.pk}/steps/{own.pk}/", {"done": "1"}).status_code == 303
    assert steps(pair)[""].is_done
    assert "Photo for the web" in client.get(f"/projects/{made.project.pk}/mentoring/").text
    assert client.post(f"/pairs/{pair.pk}/steps/{own.pk}/", {"done": "0"}).status_code == 303
    assert not steps(pair)[""].is_done


def test_duties_say_whose_turn_it_is(cast):
    made, pair = proposed_pair(cast)

    def told(who):
        with acting(who):
            mine = [duty for duty in duties(who) if duty.page in ("agreement", "needs", "profile")]
            return {(duty.page, duty.waits_for) for duty in mine}

    assert told(made.mentee) == {("agreement", "")}
    write(made.mentee, pair)
    assert told(made.mentor) == {("agreement", "")}
    assert told(cast.association) == {("agreement", "")}
    for who in (made.mentee, made.mentor, cast.association):
        sign(who, pair)
    assert told(made.mentee) == {("needs", "")}
    assert told(made.mentor) == {("needs", "Levanto")}


def test_queries_of_a_pair_do_not_grow(cast, client, queries_of):
    made, pair = agreed_pair(cast)

    def fill(number):
        by = made.mentee
        part(by, pair, "goal", item=cast.items[number], text="Better")
        visit = part(by, pair, "visit", kind="study", host="mentee", title="Visit", is_held=True)
        nine = datetime(2027, 5, 3, 9, tzinfo=UTC)
        part(by, pair, "session", visit, starts=nine, ends=nine.replace(hour=10), title="Walk")
        part(by, pair, "learning", tried="Evenings", item=cast.items[number], visit=visit)
        part(by, pair, "academy", title="Academy")
        part(by, pair, "dissemination", what="Talk", audience="Mayors")
        return visit

    visit = fill(0)
    write(made.mentee, pair)
    client.force_login(made.mentee)
    paths = [f"/pairs/{pair.pk}/{path}" for path in (*PAGES, f"visits/{visit.pk}/")]
    paths += [f"/projects/{made.project.pk}/mentoring/", "/"]
    before = [queries_of(path) for path in paths]
    fill(1)
    fill(2)
    sign(made.mentee, pair)
    after = [queries_of(path) for path in paths]
    assert all(now <= then for now, then in zip(after, before, strict=True)), (before, after)
    assert max(after[:-2]) <= 28
