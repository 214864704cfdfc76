# SPDX-License-Identifier: EUPL-1.2
"""A project adopts a benchmark version, adapts it by an overlay that keeps the codes, and its cities approve."""

import re
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.actions.versions import make_prompts
from isopolity.benchmarks.models import (
    Adoption,
    BenchmarkVersion,
    CityApproval,
    Group,
    Item,
    OverlayChange,
    OverlayItem,
    VersionState,
)
from isopolity.benchmarks.queries import approving_cities, is_answered
from isopolity.core.action import action
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.networks.models import Project
from isopolity.places.models import City

Text = dict[str, str]
_CODE = re.compile(r"\w[\w/.-]{0,29}")


@action
def adopt(*, by: Person, project: Project, version: BenchmarkVersion) -> Adoption:
    """The project measures against this published version."""
    require(by, "project.adopt", project)
    if version.state != VersionState.PUBLISHED:
        raise Refused(_("Only a published version can be adopted. Publish it first."))
    adoption, _made = Adoption.objects.get_or_create(project=project, version=version)
    return adoption


@action
def approve(*, by: Person, adoption: Adoption, city: City) -> CityApproval:
    """The city agrees to the adopted benchmark as it stands."""
    require(by, "adoption.approve", (adoption, city))
    if city not in approving_cities(adoption.project):
        raise Refused(_("This city does not take part in the project, so its approval is not needed."))
    approval, _made = CityApproval.objects.get_or_create(adoption=adoption, city=city, defaults={"approved_by": by})
    return approval


@action
def withdraw_approval(*, by: Person, adoption: Adoption, city: City) -> None:
    """The city takes its approval back, as long as nobody has answered."""
    require(by, "adoption.approve", (adoption, city))
    _refuse_when_answered(adoption)
    adoption.approvals.filter(city=city).delete()


# --- The overlay ----------------------------------------------------------------------------------------------------
def _refuse_when_answered(adoption: Adoption) -> None:
    if is_answered(adoption):
        raise Refused(_("A city has begun to answer these items, so they cannot change any more."))


def _note_change(by: Person, adoption: Adoption, item: Item | str, what: str, reason: str) -> None:
    """The overlay changed: every city is asked again, and told what changed and why."""
    lost, _kinds = adoption.approvals.all().delete()
    code = item if isinstance(item, str) else item.code
    OverlayChange.objects.create(
        adoption=adoption, person=by, code=code, what=what, reason=plain(reason), approvals_lost=lost
    )


def _open(by: Person, adoption: Adoption, item: Item | None = None) -> None:
    """The person may change the overlay, it is open, and the item belongs to it."""
    require(by, "adoption.change", adoption)
    Adoption.objects.select_for_update().get(pk=adoption.pk)
    _refuse_when_answered(adoption)
    if item is not None and (item.version_id != adoption.version_id or item.adoption_id not in (None, adoption.pk)):
        raise Refused(_("This item does not belong to the project's benchmark."))


def _clean(text: Text | None, version: BenchmarkVersion, field: str) -> Text:
    """Only the version's languages, only what says something."""
    known = {tag: plain(words) for tag, words in (text or {}).items() if tag in version.languages}
    limit = 60 if field == "title" else 10_000
    for tag, words in known.items():
        if len(words) > limit:
            told = _("At most %d characters are possible here.") % limit
            raise Refused(told, fields={f"{field}_{tag}": told, field: told})
    return {tag: words for tag, words in known.items() if words}


@action
def change_overlay(
    *,
    by: Person,
    adoption: Adoption,
    item: Item,
    is_hidden: bool = False,
    title: dict[str, str] | None = None,
    text: dict[str, str] | None = None,
    reason: str = "",
) -> OverlayItem:
    """Hide or reword an item for this project. The code stays; the cities approve anew."""
    _open(by, adoption, item)
    title, text = _clean(title, adoption.version, "title"), _clean(text, adoption.version, "text")
    title = {tag: words for tag, words in title.items() if words != item.title.get(tag)}
    text = {tag: words for tag, words in text.items() if words != item.text.get(tag)}
    if not (is_hidden or title or text):
        raise Refused(_("Nothing is different. Change the wording, or hide the item."))
    row = OverlayItem.objects.filter(adoption=adoption, item=item).first() or OverlayItem(adoption=adoption, item=item)
    before = (row.is_hidden, row.title, row.text) if row.pk else None
    if before == (is_hidden, title, text):
        return row
    row.is_hidden, row.title, row.text = is_hidden, title, text
    row.save()
    _note_change(by, adoption, item, "hidden" if is_hidden else "reworded", reason)
    return row


@action
def restore_item(*, by: Person, adoption: Adoption, item: Item, reason: str = "") -> None:
    """The item is shown again, in the benchmark's own words."""
    _open(by, adoption, item)
    gone, _kinds = adoption.overlay.filter(item=item).delete()
    if gone:
        _note_change(by, adoption, item, "restored", reason)


@action
def add_item(
    *,
    by: Person,
    adoption: Adoption,
    group: Group,
    code: str,
    title: dict[str, str],
    text: dict[str, str],
    facets: dict[str, str] | None = None,
    prompts: list[str] | None = None,
    reason: str = "",
) -> Item:
    """An item of the project's own, with a code that the benchmark does not have.

    ``prompts`` are guide questions in the first language of ``text``.
    """
    _open(by, adoption)
    code = _own_code(adoption, code)
    title, text = _worded(adoption, title, text)
    last = Item.objects.filter(version=adoption.version_id).aggregate(last=Max("position"))["last"] or 0
    item = Item.objects.create(
        version=adoption.version,
        adoption=adoption,
        group=_own_group(adoption, group),
        code=code,
        facets=_own_facets(adoption, facets),
        title=title,
        text=text,
        position=last + 1,
    )
    _write_prompts(item, prompts)
    _note_change(by, adoption, item, "added", reason)
    return item


@action
def change_added_item(
    *,
    by: Person,
    item: Item,
    title: dict[str, str],
    text: dict[str, str],
    prompts: list[str] | None = None,
    reason: str = "",
) -> Item:
    """New words for an item that the project added; its code, group and labels stay. ``prompts`` None: they stay."""
    adoption = _added(by, item)
    item.title, item.text = _worded(adoption, title, text)
    item.save(update_fields=["title", "text"])
    if prompts is not None:
        item.prompts.all().delete()
        _write_prompts(item, prompts)
    _note_change(by, adoption, item, "reworded", reason)
    return item


@action
def remove_added_item(*, by: Person, item: Item, reason: str = "") -> None:
    """An item that the project added goes again."""
    adoption = _added(by, item)
    code = item.code
    item.delete()
    _note_change(by, adoption, code, "removed", reason)


def _added(by: Person, item: Item) -> Adoption:
    if item.adoption is None:
        require(by, "benchmark.read", item.version)
        raise Refused(_("Only an item that the project added can be changed here. Reword or hide the others."))
    _open(by, item.adoption, item)
    return item.adoption


def _worded(adoption: Adoption, title: Text, text: Text) -> tuple[Text, Text]:
    title, text = _clean(title, adoption.version, "title"), _clean(text, adoption.version, "text")
    first = adoption.version.languages[0]
    for field, words in (("title", title), ("text", text)):
        if not words:
            told = _("Write this in one language at least.")
            raise Refused(told, fields={field: told, f"{field}_{first}": told})
    return title, text


def _write_prompts(item: Item, prompts: list[str] | None) -> None:
    language = next(iter(item.text))
    rows: list[dict[str, Any]] = [{"text": {language: words}} for line in prompts or [] if (words := plain(line))]
    make_prompts([({"item": item}, rows)])


def _own_code(adoption: Adoption, code: str) -> str:
    code = plain(code)
    if not _CODE.fullmatch(code):
        told = _("Write a code of at most 30 letters, digits, “/”, “.”, “-” or “_”, such as GG/A/7.")
        raise Refused(told, fields={"code": told})
    if Item.objects.filter(version=adoption.version_id, code=code, adoption__in=[adoption.pk]).exists() or (
        Item.objects.filter(version=adoption.version_id, code=code, adoption=None).exists()
    ):
        told = _("The code %s is taken. Choose another.") % code
        raise Refused(told, fields={"code": told})
    return code


def _own_group(adoption: Adoption, group: Group) -> Group:
    if group.version_id != adoption.version_id:
        raise Refused(_("This group belongs to another benchmark."), fields={"group": _("Choose a group of the list.")})
    return group


def _own_facets(adoption: Adoption, facets: dict[str, str] | None) -> dict[str, str]:
    """One value of each facet, as every item of the benchmark has it."""
    known: dict[str, set[str]] = {}
    for facet, value in adoption.version.facets.values_list("facet", "code"):
        known.setdefault(facet, set()).add(value)
    given = {facet: value for facet, value in (facets or {}).items() if value}
    for facet, value in given.items():
        if value not in known.get(facet, set()):
            told = _("Choose a value of the list.")
            raise Refused(told, fields={f"facet_{facet}": told, "facets": told})
    return given
