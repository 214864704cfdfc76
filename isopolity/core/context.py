# SPDX-License-Identifier: EUPL-1.2
"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Site-wide facts for templates."""
    return {"DEMO": settings.DEMO, "SITE_URL": settings.SITE_URL}
