# SPDX-License-Identifier: EUPL-1.2
"""Loaded with ``-p`` before Django's settings are read: sets the test mode and starts the embedded database.

With xdist only the controller starts and stops it; its workers inherit the environment.
"""

import atexit
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Generator
from types import FrameType

import pytest


def _folder_for_files() -> None:
    """Uploads and mail of tests go to a folder of their own that is deleted afterwards."""
    if "ISOPOLITY_FILES_DIR" not in os.environ:
        folder = tempfile.mkdtemp(prefix="isopolity-test-")
        os.environ["ISOPOLITY_FILES_DIR"] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)  # lets atexit stop the database


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    os.environ.setdefault("ISOPOLITY_MODE", "test")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _folder_for_files()
        if not os.environ.get("ISOPOLITY_DATABASE_URL"):
            from isopolity.core import embedded

            signal.signal(signal.SIGTERM, _end)
            embedded.start()
            atexit.register(embedded.stop)
    return (yield)
