# SPDX-License-Identifier: EUPL-1.2
"""What the team holds about each item, and the headline findings that rest on it."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.reviews import review_of
from isopolity.api.shapes import (
    Code,
    Direction,
    FieldIn,
    Id,
    Ids,
    Input,
    OptionalReason,
    SavedOut,
    chosen,
    inner,
    me,
    paged,
    saved,
)  # fmt: skip
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import item_rows
from isopolity.core.autosave import digest
from isopolity.core.policy import may
from isopolity.reports import actions
from isopolity.reports.models import Balance, Finding, Headline, Report
from isopolity.reports.queries.findings import Row, rows_of, voices_on
from isopolity.reviews.models import Review

router = Router()
AUTOSAVED = ("level", "text", "barriers", "checked_note")


class FindingOut(Schema):
    """An item with what the team holds. ``state`` is computed; ``pointed`` is the level the evidence points to. Without
    ``id`` nothing is held yet. ``digests``: for ``seen``, by field."""

    id: int | None
    item_id: int
    code: str
    state: str
    pointed: str
    is_usable: bool
    city_level: str
    level: str = ""
    text: str = ""
    barriers: str = ""
    checked_note: str = ""
    is_practice: bool = False
    not_examined: str = ""
    override_reason: str = ""
    withdrawn_reason: str = ""
    checked_at: datetime | None = None
    digests: dict[str, str]


class VoiceOut(Schema):
    """What one of the voices says about an item. ``who``: city, peer or team."""

    who: str
    name: str
    level: str | None
    text: str


class Flag(Input):
    """Yes or no."""

    value: bool


class HeadlineOut(Schema):
    """A headline finding; ``items`` (codes under it) and ``digest`` are told to the team only."""

    id: int
    balance: str
    text: str
    items: list[str] = []
    digest: str = ""


class HeadlineIn(Input):
    """A headline finding, resting on usable findings (ids)."""

    text: Annotated[str, Field(max_length=20_000)]
    balance: Balance
    findings: Ids
    seen: Code | None = None


def findings_of(review: Review, ids: list[int]) -> list[Finding]:
    """Findings of the review by id."""
    return chosen(Finding.objects.filter(review=review).select_related("item"), ids, "findings")


def _told(row: Row) -> dict[str, Any]:
    held = row.finding
    names = [*AUTOSAVED, "is_practice", "not_examined", "override_reason", "withdrawn_reason", "checked_at"]
    own = {name: getattr(held, name) for name in names} if held else {}
    return {
        "id": held.pk if held else None, "item_id": row.item.pk, "code": row.item.code, "state": str(row.state),
        "pointed": str(row.pointed), "is_usable": row.is_usable, "city_level": row.city_level, **own,
        "digests": {name: digest(own.get(name, "")) for name in AUTOSAVED},
    }  # fmt: skip


def _row(review: Review, item: int) -> Row:
    found = next((row for row in rows_of(review) if row.item.pk == item), None)
    if found is None:
        raise Http404
    return found


def _item(review: Review, pk: int) -> Item:
    return inner(item_rows(review.adoption.version, review.adoption), pk=pk)


@router.get("/reviews/{int:pk}/findings", response=list[FindingOut])
@paged
def list_findings(request: HttpRequest, pk: Id, *, usable: bool | None = None) -> list[dict[str, Any]]:
    """Every item with what the team holds about it (team)."""
    rows = rows_of(review_of(request, pk, "finding.read"))
    return [_told(row) for row in rows if usable is None or row.is_usable == usable]


@router.get("/reviews/{int:pk}/findings/{int:item}", response=FindingOut)
def get_finding(request: HttpRequest, pk: Id, item: Id) -> dict[str, Any]:
    """One item with what the team holds about it."""
    return _told(_row(review_of(request, pk, "finding.read"), item))


@router.get("/reviews/{int:pk}/findings/{int:item}/voices", response=list[VoiceOut])
def list_voices(request: HttpRequest, pk: Id, item: Id) -> list[Any]:
    """City, peers and team on one item, side by side."""
    review = review_of(request, pk, "finding.read")
    return [
        {"who": str(one.who), "name": str(one.name), "level": one.level, "text": one.text}
        for one in voices_on(review, _row(review, item))
    ]


@router.patch("/reviews/{int:pk}/findings/{int:item}", response=SavedOut)
def save_finding(request: HttpRequest, pk: Id, item: Id, data: FieldIn) -> dict[str, str]:
    """Save one field: level, text, barriers or checked_note."""
    review = review_of(request, pk, "finding.write")
    row = actions.save_finding(by=me(request), review=review, item=_item(review, item), **data.dict())
    return saved(row, data.field)


@router.put("/reviews/{int:pk}/findings/{int:item}/practice", response=FindingOut)
def mark_practice(request: HttpRequest, pk: Id, item: Id, data: Flag) -> dict[str, Any]:
    """What was found here is worth passing on to other cities, or not."""
    review = review_of(request, pk, "finding.write")
    actions.mark_practice(by=me(request), review=review, item=_item(review, item), is_practice=data.value)
    return _told(_row(review, item))


@router.put("/reviews/{int:pk}/findings/{int:item}/compared", response=FindingOut)
def compare_finding(request: HttpRequest, pk: Id, item: Id, data: Flag) -> dict[str, Any]:
    """The evidence on this item was compared with the initial report, or not."""
    review = review_of(request, pk, "finding.write")
    actions.compare(by=me(request), review=review, item=_item(review, item), is_checked=data.value)
    return _told(_row(review, item))


@router.put("/reviews/{int:pk}/findings/{int:item}/left-out", response=FindingOut)
def leave_out_finding(request: HttpRequest, pk: Id, item: Id, data: OptionalReason) -> dict[str, Any]:
    """Declare the item not examined, with a reason; an empty reason takes it back."""
    review = review_of(request, pk, "finding.write")
    actions.leave_out(by=me(request), review=review, item=_item(review, item), reason=data.reason)
    return _told(_row(review, item))


def _held(review: Review, item: int) -> Finding:
    rows = Finding.objects.select_related("review__city", "review__project", "review__adoption__version", "item")
    return inner(rows, review=review, item=item)


@router.put("/reviews/{int:pk}/findings/{int:item}/withdrawn", response=FindingOut)
def withdraw_finding(request: HttpRequest, pk: Id, item: Id, data: OptionalReason) -> dict[str, Any]:
    """The team no longer holds this, for this reason; an empty reason takes it back."""
    review = review_of(request, pk, "finding.write")
    actions.withdraw_finding(by=me(request), finding=_held(review, item), reason=data.reason)
    return _told(_row(review, item))


@router.put("/reviews/{int:pk}/findings/{int:item}/override", response=FindingOut)
def override_finding(request: HttpRequest, pk: Id, item: Id, data: OptionalReason) -> dict[str, Any]:
    """The facilitator makes an uncorroborated finding usable; the report prints the reason. Empty takes it back."""
    review = review_of(request, pk, "finding.override")
    actions.override(by=me(request), finding=_held(review, item), reason=data.reason)
    return _told(_row(review, item))


# --- Headline findings ----------------------------------------------------------------------------------------------
@router.get("/reviews/{int:pk}/headlines", response=list[HeadlineOut])
@paged
def list_headlines(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """The headline findings: the team always, the host once they were presented."""
    review = inner(Review.objects.for_pages(), pk=pk)
    inside = may(request.user, "finding.read", review)
    report = Report.objects.filter(review=review).select_related("review__city", "review__project").first()
    if not inside and not (report and may(request.user, "headline.read", report)):
        raise Http404
    rows = Headline.objects.filter(review=review).prefetch_related("findings__item")
    return [_headline(row, inside=inside) for row in rows]


def _headline(row: Headline, *, inside: bool = True) -> dict[str, Any]:
    own = {"id": row.pk, "balance": row.balance, "text": row.text}
    if not inside:
        return own
    return own | {"items": [finding.item.code for finding in row.findings.all()], "digest": digest(row.text)}


@router.post("/reviews/{int:pk}/headlines", response={201: HeadlineOut})
def write_headline(request: HttpRequest, pk: Id, data: HeadlineIn) -> Status:
    """A new headline finding. The team agrees anew."""
    return Status(201, _headline(_write(request, pk, data, None)))


@router.put("/reviews/{int:pk}/headlines/{int:headline}", response=HeadlineOut)
def change_headline(request: HttpRequest, pk: Id, headline: Id, data: HeadlineIn) -> dict[str, Any]:
    """Change a headline finding. The team agrees anew."""
    return _headline(_write(request, pk, data, headline))


def _write(request: HttpRequest, pk: int, data: HeadlineIn, headline: int | None) -> Headline:
    review = review_of(request, pk, "finding.write")
    row = _own(review, headline) if headline else None
    return actions.write_headline(
        by=me(request), review=review, headline=row, text=data.text, balance=data.balance, seen=data.seen,
        findings=findings_of(review, data.findings),
    )  # fmt: skip


def _own(review: Review, pk: int) -> Headline:
    return inner(Headline.objects.select_related("review__city", "review__project").filter(review=review), pk=pk)


@router.post("/reviews/{int:pk}/headlines/{int:headline}/move", response=HeadlineOut)
def move_headline(request: HttpRequest, pk: Id, headline: Id, data: Direction) -> dict[str, Any]:
    """One place up or down."""
    row = _own(review_of(request, pk, "finding.write"), headline)
    return _headline(actions.move_headline(by=me(request), headline=row, up=data.up))


@router.delete("/reviews/{int:pk}/headlines/{int:headline}", response={204: None})
def delete_headline(request: HttpRequest, pk: Id, headline: Id) -> Status:
    """Take a headline finding off the list, before it is presented."""
    actions.delete_headline(by=me(request), headline=_own(review_of(request, pk, "finding.write"), headline))
    return Status(204, None)
