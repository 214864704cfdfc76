# SPDX-License-Identifier: EUPL-1.2
"""``isopolity match-mentors``: an answer and 0, or lines and 2; never half an answer, never a database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from isopolity.core.cli import main
from tests.conventions.source import ROOT
from tests.mentoring.problems import example


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(example()))
    return path


def test_the_answer_is_written_and_summed_up(problem, tmp_path, capsys):
    target = tmp_path / "matching.json"
    target.write_text("old")
    assert main(["match-mentors", str(problem), "--output", str(target)]) == 0
    assert json.loads(target.read_text())["status"] == "optimal"
    assert capsys.readouterr().out == f"{target}: pairs 1, gain 6, distance 1.000000, proven the best.\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["matching.json", "problem.json"]


def test_it_needs_no_database_and_no_setting(problem, tmp_path):
    known = {key: value for key, value in os.environ.items() if not key.startswith(("ISOPOLITY_", "DJANGO_"))}
    target = tmp_path / "matching.json"
    words = [sys.executable, "-m", "isopolity.core.cli", "match-mentors", str(problem), "--output", str(target)]
    unreachable = {"ISOPOLITY_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "HOME": str(tmp_path / "home")}
    done = subprocess.run(words, cwd=ROOT, env=known | unreachable, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert target.exists()
    assert not (tmp_path / "home").exists()


def test_other_commands_do_not_load_the_solver():
    code = (
        "import sys; from isopolity.core.cli import parser; parser();"
        "print([name for name in ('ortools', 'numpy', 'psycopg') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.replace("'", '"')) == []


def refused(*words: object, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["match-mentors", *map(str, words)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    return told.err.splitlines()


def test_each_fault_is_a_line_and_nothing_is_written(problem, tmp_path, capsys):
    raw = example()
    raw["mentees"][0]["needs"]["GG/A/1"] = 5
    raw["fixed"] = [["levanto", "x"]]
    problem.write_text(json.dumps(raw))
    target = tmp_path / "matching.json"
    target.write_text("old")
    assert refused(problem, "--output", target, capsys=capsys) == [
        f'{problem}: mentees[0].needs["GG/A/1"]: must be 1, 2 or 3, not 5',
        f'{problem}: fixed[0][1]: "x" is no mentor of this problem',
    ]
    assert target.read_text() == "old"


def test_files_that_cannot_be_read_or_written_are_a_line(problem, tmp_path, capsys):
    gone, folder, target = tmp_path / "gone.json", tmp_path / "folder", tmp_path / "matching.json"
    folder.mkdir()
    assert refused(gone, "--output", target, capsys=capsys) == [f"{gone}: No such file or directory"]
    assert refused(folder, "--output", target, capsys=capsys) == [f"{folder}: Is a directory"]
    assert refused(problem, "--output", folder, capsys=capsys) == [f"{folder}: Is a directory"]
    nowhere = folder / "none" / "matching.json"
    assert refused(problem, "--output", nowhere, capsys=capsys) == [f"{nowhere}: No such file or directory"]
    assert refused(problem, "--output", problem, capsys=capsys) == [
        f"{problem}: is the problem itself; give the answer another name"
    ]
    assert json.loads(problem.read_text()) == example()
    assert not target.exists()


def test_a_full_disk_leaves_the_old_answer(problem, tmp_path, capsys, monkeypatch):
    target = tmp_path / "matching.json"
    target.write_text("old")

    def full(path: Path, text: str, **_how: str) -> int:
        path.write_bytes(text[:10].encode())
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    assert refused(problem, "--output", target, capsys=capsys) == [f"{target}: No space left on device"]
    assert target.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["matching.json", "problem.json"]


def test_the_answer_may_go_into_a_pipe(problem):
    words = [sys.executable, "-m", "isopolity.core.cli", "match-mentors", str(problem), "--output", "/dev/stderr"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert json.loads(done.stderr)["pairs"]


def test_without_a_target_the_command_says_how_it_is_used(problem, capsys):
    with pytest.raises(SystemExit) as left:
        main(["match-mentors", str(problem)])
    assert left.value.code == 2
    assert "--output" in capsys.readouterr().err
