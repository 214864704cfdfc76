# SPDX-License-Identifier: EUPL-1.2
"""The web application for WSGI servers."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# What is loaded now stays for good: no collection of garbage walks over it again, and pages leave little of it.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
