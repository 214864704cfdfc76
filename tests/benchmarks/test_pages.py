# SPDX-License-Identifier: EUPL-1.2
"""Pages of benchmarks: public reading, the library, import, publication, flags, difference."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from isopolity.benchmarks.actions import flag_item
from isopolity.benchmarks.content import content_of
from isopolity.benchmarks.fileformat import canonical, read_file, write_sheets, write_yaml
from isopolity.benchmarks.models import BenchmarkVersion, ItemFlag, VersionState
from isopolity.core.principal import acting
from tests.benchmarks.made import imported, library
from tests.cast import small_benchmark

pytestmark = pytest.mark.django_db


def page(client, name, *args, status=200, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_a_published_benchmark_is_public_and_a_draft_is_not(client, cast):
    draft = imported(small_benchmark(urn="urn:test:draft"))
    item = draft.items.first()
    assert "Small benchmark" in page(client, "benchmark", cast.version.pk)
    page(client, "item", cast.version.pk, cast.items[0].pk)
    for who in (None, cast.host):
        if who:
            client.force_login(who)
        page(client, "benchmark", draft.pk, status=404)
        page(client, "item", draft.pk, item.pk, status=404)
        page(client, "benchmark_yaml", draft.pk, status=404)
        assert str(reverse("benchmark", args=[draft.pk])) not in page(client, "benchmarks")
    client.force_login(cast.secretariat)
    assert "This is a draft." in page(client, "benchmark", draft.pk)


def test_the_page_of_73_items_needs_few_and_always_the_same_queries(client, db, django_assert_max_num_queries):
    small = imported(published=True)
    large = imported(read_file(library("inti-cities"), "a.yaml"), published=True)
    counts = []
    for version in (small, large):
        with django_assert_max_num_queries(16) as seen:
            text = page(client, "benchmark", version.pk)
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert text.count('class="map-square ') == 73


def test_an_item_page_needs_few_queries_for_few_and_for_many_items(client, db, django_assert_max_num_queries):
    large = imported(read_file(library("inti-cities"), "a.yaml"), published=True)
    for version in (imported(published=True), large):
        with django_assert_max_num_queries(12):  # one of them only where another benchmark links here
            page(client, "item", version.pk, version.items.first().pk)


def test_the_library_needs_the_same_queries_for_one_and_three(client, db, django_assert_max_num_queries):
    counts = []
    for number in range(3):
        imported(small_benchmark(urn=f"urn:test:number-{number}"), published=True)
        with django_assert_max_num_queries(9) as seen:
            page(client, "benchmarks")
        counts.append(len(seen))
    assert counts[0] == counts[2]


def test_the_filter_and_the_language_stand_in_the_address(client, cast):
    text = page(client, "benchmark", cast.version.pk, group="WP", facet_value="A", lang="fr")
    assert "1 of 4 items" in text
    assert "WP/A/1 Item WP A (fr)" in text
    assert "GG/L/1 Item" not in text.split('id="items"')[1]
    assert f'href="/benchmarks/{cast.version.pk}/items/{cast.items[2].pk}/?lang=fr"' in text
    assert "No item fits this filter" in page(client, "benchmark", cast.version.pk, q="nothing like it")


def test_an_item_shows_its_questions_neighbours_and_links(client, db):
    first = imported(read_file(library("inti-cities"), "a.yaml"), published=True)
    second = imported(read_file(library("neighbourhood-participation"), "b.yaml"), published=True)
    seven = second.items.get(code="KF7")
    text = page(client, "item", second.pk, seven.pk)
    assert "narrower than" in text
    assert "GG/R/1" in text
    assert "Next: KF8" in text
    assert "Previous: KF6" in text
    assert "Guide questions" in text
    assert "Examples" in text
    back = page(client, "item", first.pk, first.items.get(code="GG/R/1").pk)
    assert "wider than" in back
    assert "KF7" in back


def test_what_a_project_added_is_not_a_page_of_the_benchmark(client, cast):
    from isopolity.benchmarks.actions import add_item

    with acting(cast.secretariat):
        mine = add_item(
            by=cast.secretariat, adoption=cast.adoption, group=cast.version.groups.first(), code="X/1",
            title={"en": "Ours"}, text={"en": "Our own."}, facets={"value": "A"},
        )  # fmt: skip
    page(client, "item", cast.version.pk, mine.pk, status=404)
    assert "Our own." not in page(client, "benchmark", cast.version.pk)


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_a_download_is_the_whole_version(client, cast, kind):
    answer = client.get(reverse(f"benchmark_{kind}", args=[cast.version.pk]))
    assert answer["Content-Disposition"] == f'attachment; filename="small-1.{kind}"'
    assert read_file(answer.content, f"a.{kind}") == content_of(cast.version)


# --- Import and publication -----------------------------------------------------------------------------------------
def send(client, data: bytes, name: str = "benchmark.yaml", **more):
    return client.post(reverse("benchmark_import"), {"file": SimpleUploadedFile(name, data), **more})


def test_a_file_is_imported_read_and_published(client, cast):
    client.force_login(cast.secretariat)
    content = canonical(small_benchmark(version="2"))
    answer = send(client, write_sheets(content), "benchmark.xlsx")
    version = BenchmarkVersion.objects.get(number="2")
    assert answer["Location"] == reverse("benchmark", args=[version.pk])
    assert "cannot change any more" in page(client, "benchmark_publish", version.pk)
    client.post(reverse("benchmark_publish", args=[version.pk]))
    version.refresh_from_db()
    assert version.state == VersionState.PUBLISHED
    assert client.post(reverse("benchmark_publish", args=[version.pk])).status_code == 409
    compared = page(client, "benchmark_compare", version.pk, cast.version.pk)
    assert "All items are the same." in compared


def test_a_faulty_file_is_told_fault_by_fault_and_nothing_is_taken_in(client, cast):
    client.force_login(cast.secretariat)
    before = BenchmarkVersion.objects.count()
    text = write_yaml(canonical(small_benchmark(version="2"))).replace("group: WP", "group: <b>XX</b>")
    answer = send(client, text.encode()).content.decode()
    assert "has 2 faults" in answer
    assert "&lt;b&gt;XX&lt;/b&gt;" in answer
    assert BenchmarkVersion.objects.count() == before
    assert "Nothing was taken in" in answer


def test_a_file_can_only_be_checked(client, cast):
    client.force_login(cast.secretariat)
    content = canonical(small_benchmark(version="2"))
    assert "has no fault" in send(client, write_yaml(content).encode(), check="1").content.decode()
    assert not BenchmarkVersion.objects.filter(number="2").exists()


def test_the_same_version_twice_is_refused_on_the_form(client, cast):
    client.force_login(cast.secretariat)
    answer = send(client, write_yaml(canonical(small_benchmark())).encode()).content.decode()
    assert "is published and cannot change" in answer


@pytest.mark.parametrize("name", ["benchmark_import", "benchmark_publish", "benchmark_drop"])
def test_only_those_who_import_reach_the_managing_pages(client, cast, name):
    args = [] if name == "benchmark_import" else [imported(small_benchmark(version="3")).pk]
    assert client.get(reverse(name, args=args)).status_code == 302
    for role, who in cast.everyone().items():
        client.force_login(who)
        assert client.get(reverse(name, args=args)).status_code == (200 if role in ("operator", "secretariat") else 404)


def test_the_difference_shows_added_removed_and_reworded_items(client, cast):
    content = small_benchmark(version="2")
    content["items"][0]["text"]["en"] = "The city does everything GG A asks."
    content["items"][1]["code"] = "GG/L/2"
    newer = imported(content, published=True)
    text = page(client, "benchmark_compare", newer.pk, cast.version.pk)
    assert "1 added, 1 removed, 1 reworded, 2 unchanged" in text
    assert "<del>what</del>" in text
    assert "<ins>everything</ins>" in text
    assert "what changed" in page(client, "benchmark", newer.pk)
    other = imported(small_benchmark(urn="urn:test:other"), published=True)
    page(client, "benchmark_compare", newer.pk, other.pk, status=404)


# --- Flags ----------------------------------------------------------------------------------------------------------
def test_somebody_says_an_item_is_unclear_and_gets_an_answer(client, cast):
    version, item = cast.version, cast.items[0]
    client.force_login(cast.peer)
    assert "Write what is unclear" not in page(client, "item_flag", version.pk, item.pk)
    client.post(reverse("item_flag", args=[version.pk, item.pk]), {"comment": "What is <i>all</i>?"})
    flag = ItemFlag.objects.get()
    assert "What is &lt;i&gt;all&lt;/i&gt;?" in page(client, "item", version.pk, item.pk)
    assert client.post(reverse("flag_settle", args=[flag.pk]), {"answer": "No"}).status_code == 404
    client.force_login(cast.secretariat)
    assert "is-flagged" in page(client, "benchmark", version.pk)
    assert "What is" in page(client, "benchmark_flags", version.pk)
    client.post(reverse("flag_settle", args=[flag.pk]), {"answer": "Every service."})
    assert "Nothing here" in page(client, "benchmark_flags", version.pk)
    assert "Every service." in page(client, "benchmark_flags", version.pk, state="answered")
    assert "Every service." in page(client, "item", version.pk, item.pk)


def test_flags_are_not_for_the_public(client, cast):
    with acting(cast.peer):
        flag_item(by=cast.peer, item=cast.items[0], comment="Unclear to us")
    assert "Unclear to us" not in page(client, "item", cast.version.pk, cast.items[0].pk)
    assert client.get(reverse("benchmark_flags", args=[cast.version.pk])).status_code == 302


def test_the_page_of_flags_needs_the_same_queries_for_one_and_three(client, cast, django_assert_max_num_queries):
    client.force_login(cast.secretariat)
    counts = []
    for _ in range(3):
        with acting(cast.peer):
            flag_item(by=cast.peer, item=cast.items[0], comment="Unclear")
        with django_assert_max_num_queries(16) as seen:
            page(client, "benchmark_flags", cast.version.pk)
        counts.append(len(seen))
    assert counts[0] == counts[2]
