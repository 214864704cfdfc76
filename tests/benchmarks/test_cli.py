# SPDX-License-Identifier: EUPL-1.2
"""``isopolity benchmark validate|import|export``."""

import pytest

from isopolity.benchmarks.fileformat import canonical, read_file, write_yaml
from isopolity.core.cli import parser
from tests.benchmarks.made import LIBRARY, operator
from tests.cast import small_benchmark

pytestmark = pytest.mark.django_db


def run(*words) -> int:
    arguments = parser().parse_args(["benchmark", *map(str, words)])
    return arguments.run(arguments)


def test_what_ships_is_valid(capsys):
    for path in LIBRARY:
        assert run("validate", path) == 0
    assert "73 items" in capsys.readouterr().out


def test_each_fault_is_one_line_on_standard_error(tmp_path, capsys):
    path = tmp_path / "small.yaml"
    path.write_text(write_yaml(canonical(small_benchmark())).replace("group: WP", "group: XX"))
    assert run("validate", path) == 2
    assert run("import", path) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith(f"{path}:")
    assert lines[0].endswith("items WP/A/1, group: There is no group “XX”.")
    assert run("validate", tmp_path / "none.yaml") == 2


def test_in_and_out_again(tmp_path, capsys):
    operator()
    for path in LIBRARY:
        assert run("import", path, "--publish") == 0
        content = read_file(path.read_bytes(), path.name)
        for ending in ("yaml", "xlsx"):
            out = tmp_path / f"out.{ending}"
            assert run("export", content["urn"], out) == 0
            assert read_file(out.read_bytes(), out.name) == content
    assert run("import", LIBRARY[0]) == 2
    assert "is published and cannot change" in capsys.readouterr().err
    assert run("export", "urn:no:such", tmp_path / "a.yaml") == 2
    assert run("export", content["urn"], tmp_path / "a.doc") == 2


def test_without_an_operator_nobody_imports(capsys):
    assert run("import", LIBRARY[0]) == 2
    assert "No such active site operator" in capsys.readouterr().err
