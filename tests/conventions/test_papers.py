# SPDX-License-Identifier: EUPL-1.2
"""The papers of the repository are complete: settings, links, publiccode.yml."""

import re
from pathlib import Path

import yaml

from tests.conventions.source import ROOT, modules

NOT_SETTINGS = {"ISOPOLITY_APPS"}


def settings_used() -> set[str]:
    text = "".join(module.path.read_text() for module in modules("config", "isopolity"))
    return set(re.findall(r"""["'](ISOPOLITY_[A-Z0-9_]+)["']""", text)) - NOT_SETTINGS


def test_every_setting_is_in_the_sample_and_explained():
    sample, table = (ROOT / ".env.sample").read_text(), (ROOT / "docs/operating/settings.md").read_text()
    assert not {name for name in settings_used() if f"{name}=" not in sample}
    assert not {name for name in settings_used() if f"`{name}`" not in table}
    assert not set(re.findall(r"ISOPOLITY_[A-Z0-9_]+", sample + table)) - settings_used()


def test_links_between_papers_lead_somewhere():
    found = []
    for paper in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", paper.read_text()):
            if not target.startswith(("http://", "https://", "mailto:")) and not (paper.parent / target).exists():
                found.append(f"{paper.relative_to(ROOT)} → {target}")
    assert not found


def test_publiccode_has_what_the_standard_asks():
    found = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    for key in ("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description",
                "legal", "maintenance", "localisation"):  # fmt: skip
        assert key in found, key
    english = found["description"]["en"]
    assert len(english["shortDescription"]) <= 150
    assert 150 <= len(english["longDescription"]) <= 10_000
    assert english["features"]
    assert found["legal"]["license"] == "EUPL-1.2"
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version is not None
    assert found["softwareVersion"] == version[1]


def test_no_paper_names_a_path_of_somebodys_machine():
    papers = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), Path(ROOT / "Makefile"), ROOT / ".ci/run"]
    assert not [paper.name for paper in papers if re.search(r"/home/|/root/", paper.read_text())]
