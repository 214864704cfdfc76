# SPDX-License-Identifier: EUPL-1.2
"""Measures pages, saving, documents and matching, on the demo data and on 1,000 reviews with 300,000 pieces of
evidence.

Runs on a database of its own (ISOPOLITY_DATA_DIR is a temporary folder), which is forgotten afterwards.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Start a database, fill it, measure, print; the exit code says whether everything could be measured."""
    folder = Path(tempfile.mkdtemp(prefix="isopolity-bench-"))
    folder.chmod(0o755)
    os.environ |= {
        "ISOPOLITY_DATA_DIR": str(folder),
        "ISOPOLITY_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    from isopolity.core import embedded

    try:
        with embedded.running():
            import django

            django.setup()
            from bench.run import run

            run(quick="--quick" in sys.argv)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
