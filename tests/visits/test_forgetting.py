# SPDX-License-Identifier: EUPL-1.2
"""A name typed anywhere around interviewees: after the day it stands nowhere but where the papers say so."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import models

from isopolity.core.principal import acting
from isopolity.reviews.models import DeskNote
from isopolity.visits.jobs import forget_identities
from tests.conventions.source import ROOT
from tests.wall.test_database import filled  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "Zora Plantedname"
NO_WORDS = {"initials", "interpreter_language", "touched"}  # chosen from a list, or made by the site
TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"


def typed_fields(model: Any) -> "Iterator[models.Field[Any, Any]]":
    """Fields in which somebody can type what they like."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in NO_WORDS:
            yield field


def around_interviewees() -> list[Any]:
    """Every model in which team and host write about the people they meet."""
    found = [model for app in ("visits", "evidence") for model in apps.get_app_config(app).get_models()]
    return [model for model in found if not hasattr(model, "pgh_tracked_model")] + [DeskNote]


def plant(model: Any) -> list[str]:
    """Type the name into each field of one row, then something else; the columns, named as in the papers."""
    row = model.objects.order_by("pk").first()
    fields = list(typed_fields(model))
    for word in (NAME, f"{NAME} again", "", NAME) if fields else ():
        for field in fields:
            value = word.replace(" ", ".") + "@example.org" if isinstance(field, models.EmailField) else word
            model.objects.filter(pk=row.pk).update(**{field.name: value or "–"})
    return [f"{model._meta.db_table}.{field.column}" for field in fields]


def columns_with_the_name(owner_sql: Any) -> set[str]:
    """``table.column`` of the whole database; a history counts as its table."""
    found = set()
    for (table,) in owner_sql(TABLES):
        cells = f"(SELECT to_jsonb(t) FROM {table} t) r(whole), jsonb_each_text(r.whole) AS cell(place, content)"
        like = f"SELECT DISTINCT place FROM {cells} WHERE content ILIKE '%plantedname%'"
        found |= {f"{table.removesuffix('event')}.{column}" for (column,) in owner_sql(like)}
    return found


def kept_by_the_papers() -> set[str]:
    paper = (ROOT / "docs/operating/data-protection.md").read_text()
    kept = paper.partition("## What is kept")[2].partition("## Elsewhere")[0]
    return set(re.findall(r"`(\w+\.\w+)`", kept))


def test_a_planted_name_is_found_only_where_the_papers_say_so(filled, owner_sql):  # noqa: F811
    with acting(filled.cast.peer):
        planted = {column for model in around_interviewees() for column in plant(model)}
    assert len(planted) > 15
    generated = {"evidence_evidence.search"}
    assert columns_with_the_name(owner_sql) == planted | generated
    with time_machine.travel("2027-09-13 12:00Z", tick=False):
        forget_identities.run()
        left = columns_with_the_name(owner_sql)
        assert left == kept_by_the_papers()
        assert forget_identities.run() == 0  # nothing is left to do, and it stays so
    with acting(filled.cast.peer):
        assert all(model.objects.exists() for model in around_interviewees() if model.__name__ != "Identity")
