# SPDX-License-Identifier: EUPL-1.2
"""How a benchmark is laid out as a spreadsheet: its sheets and their columns; one column for each language of a text.

Writing and reading both follow this table, so they cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A plain column, or (``is_text``) one for each language: "title (en)", "title (fr)". ``kind``: word, number, flag,
    words (with commas) or facet (one column for each facet)."""

    key: str
    kind: str = "word"
    is_text: bool = False
    width: int = 14


def _texts(*keys: str) -> list[Column]:
    return [Column(key, is_text=True, width=24 if key in {"name", "title"} else 50) for key in keys]


@dataclass(frozen=True)
class Sheet:
    """A sheet with one row for each thing."""

    name: str
    columns: Sequence[Column]

    @property
    def texts(self) -> list[str]:
        return [column.key for column in self.columns if column.is_text]


ABOUT = "About"
ABOUT_WORDS = [
    ("format", ("format",)), ("urn", ("urn",)), ("version", ("version",)), ("item kind", ("item_kind",)),
    ("languages", ("languages",)), ("licence", ("licence",)), ("source title", ("source", "title")),
    ("source publisher", ("source", "publisher")), ("source year", ("source", "year")),
    ("scale kind", ("scale", "kind")),
]  # fmt: skip
ABOUT_TEXTS = [("title", ("title",)), ("summary", ("summary",)), ("source note", ("source", "note"))]

LEVELS = Sheet(
    "Levels", [Column("code"), Column("value", "number"), Column("neutral", "flag"), *_texts("name", "description")]
)
GROUPS = Sheet("Groups", [Column("code"), Column("in"), Column("weight", "number"), *_texts("name", "standard")])
FACETS = Sheet("Facets", [Column("facet"), Column("code"), *_texts("facet name", "name", "description")])
ITEMS = Sheet(
    "Items",
    [
        Column("code"),
        Column("group"),
        Column("facets", "facet"),
        Column("weight", "number"),
        *_texts("title", "text", "rationale", "evidence_hint"),
        Column("source_ref"),
    ],
)
PROMPTS = Sheet("Prompts", [Column("item"), Column("context factor"), Column("depth", "number"), *_texts("text")])
EXAMPLES = Sheet("Examples", [Column("item"), Column("place"), *_texts("text"), Column("source_ref")])
FACTORS = Sheet("Context factors", [Column("code"), *_texts("title", "description")])
BACKGROUND = Sheet("Background", [Column("code"), Column("parts", "words"), *_texts("title", "guidance")])
CROSSWALK = Sheet("Crosswalk", [Column("item"), Column("urn", width=50), Column("code"), Column("relation")])

SHEETS = [LEVELS, GROUPS, FACETS, ITEMS, PROMPTS, EXAMPLES, FACTORS, BACKGROUND, CROSSWALK]
FACET = "facet: "
