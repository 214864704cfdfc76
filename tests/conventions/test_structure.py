# SPDX-License-Identifier: EUPL-1.2
"""Sizes, imports, signals: what keeps the source readable."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.conventions.exceptions import LONG_FILES
from tests.conventions.source import ROOT, imported, modules

LIMIT = 400
WATCHED = ["isopolity/**/*.py", "config/*.py", "tools/*", "tests/**/*.py", "bench/**/*.py", "static/src/**/*.*s",
           "templates/**/*.html", "isopolity/**/*.html"]  # fmt: skip
PURE = ("evidence/corroboration.py", "reviews/stages.py", "assessments/readiness.py", "benchmarks/scoring.py",
        "groups/composition.py", "groups/counting.py", "groups/doors.py", "groups/stakeholders.py",
        "mentoring/matching/", "networks/shapes.py", "networks/deadlines.py", "networks/budget.py",
        "networks/sketch.py", "plans/smart.py", "plans/schedule.py", "plans/money.py", "plans/gantt.py",
        "plans/versions.py")  # fmt: skip


def sizes() -> dict[str, int]:
    found: dict[str, int] = {}
    for pattern in WATCHED:
        for path in ROOT.glob(pattern):
            if path.is_file() and "migrations" not in path.parts and "node_modules" not in path.parts:
                found[path.relative_to(ROOT).as_posix()] = len(path.read_text(errors="replace").splitlines())
    return found


def test_files_stay_short():
    found = sizes()
    grown = [f"{name} ({lines})" for name, lines in found.items() if lines > LONG_FILES.get(name, LIMIT)]
    assert not grown, f"Over {LIMIT} lines, or longer than before; make a package of the same name: " + ", ".join(grown)
    mended = [name for name in LONG_FILES if found.get(name, 0) <= LIMIT]
    assert not mended, "Short again; take out of LONG_FILES: " + ", ".join(mended)


def test_imports_go_one_way():
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [str(program), "--no-logo"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_pure_modules_know_no_database():
    found = [
        f"{module.name}:{line} {name}"
        for module in modules()
        if module.path.relative_to(ROOT / "isopolity").as_posix().startswith(PURE)
        for line, name in imported(module.tree)
        if name.startswith(("django.db", "django.http", "django.apps")) or ".models" in name or ".queries" in name
    ]
    assert not found, "Pure modules calculate with values they are given: " + "; ".join(found)


def test_there_are_no_signals():
    found = [
        f"{module.name}:{line} {name}"
        for module in modules()
        for line, name in imported(module.tree)
        if name.startswith("django.dispatch") or ".signals" in name
    ]
    found += [path.name for path in (ROOT / "isopolity").rglob("signals.py")]
    assert not found, "An action calls what follows from it, in plain sight: " + "; ".join(found)


def test_each_shape_of_the_api_has_a_name_of_its_own():
    """Two shapes of one name become one in the API's description, and one of them is described wrongly."""
    shapes = [node.name for module in modules("isopolity/api") for node in module.tree.body
              if isinstance(node, ast.ClassDef) and node.bases]  # fmt: skip
    assert not [name for name, number in Counter(shapes).items() if number > 1]


def test_source_files_name_their_licence():
    mark = "SPDX-License-" + "Identifier: EUPL-1.2"
    found = [
        module.name
        for module in modules("isopolity", "config", "tests", "tools")
        if (text := module.path.read_text()) and mark not in text[:200]
    ]
    assert not found, f"First line: # {mark} in " + ", ".join(found)


def test_what_make_makes_is_not_kept():
    """A link named like an ignored folder slips past a pattern that ends in a slash, and then replaces that folder."""
    done = subprocess.run(
        ["git", "ls-files", ".venv", "node_modules", "static/dist", ".stamps"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not done.stdout, "git rm --cached " + done.stdout
