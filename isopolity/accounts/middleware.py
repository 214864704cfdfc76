# SPDX-License-Identifier: EUPL-1.2
"""Pages speak the language that the signed-in person chose; others get the cookie's or the browser's."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from isopolity.accounts.languages import nearest_language


class OwnLanguage:
    """After LocaleMiddleware and sign-in. The person's appearance is read by the base template from ``user.theme``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            translation.activate(nearest_language(request.user.language))
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)
