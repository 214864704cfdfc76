# SPDX-License-Identifier: EUPL-1.2
"""A Django template as a tagged PDF (PDF/UA): language, title, bookmarks, pictures with a text for the ear.

WeasyPrint is loaded only here and late: it needs Pango, all else runs without.
"""

import base64
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

SHEET = Path(__file__).parent / "files" / "print.css"
FACES = {"Source Sans 3": "source-sans-3", "Source Serif 4": "source-serif-4"}


class Outside(ValueError):
    """A document asks for something that is not in it."""


@cache
def _fetcher() -> Any:
    """Only what the document carries itself, and our fonts: nothing is loaded from elsewhere."""
    from weasyprint.urls import URLFetcher

    class Inside(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:") and url not in _font_files():
                raise Outside(url)
            return super().fetch(url, headers)

    return Inside(allowed_protocols=["data", "file"], allow_redirects=False)


@cache
def _font_files() -> dict[str, str]:
    """address of a font file → its family; empty when the front end is not built."""
    folder = Path(settings.STATIC_SOURCE) / "dist" / "fonts"
    return {
        path.resolve().as_uri(): family
        for family, start in FACES.items()
        for path in sorted(folder.glob(f"{start}-*.woff2"))
    }


def _faces() -> str:
    ranges = {"latin-ext": "U+0100-02FF, U+1E00-1EFF, U+2020, U+20A0-20C0", "latin": "U+0000-00FF, U+2000-206F, U+20AC"}
    rules = []
    for url, family in _font_files().items():
        covers = ranges["latin-ext"] if "latin-ext" in url else ranges["latin"]
        rules.append(f"@font-face {{ font-family: '{family}'; src: url('{url}'); unicode-range: {covers} }}")
    return "\n".join(rules)


@cache
def _sheets() -> tuple[Any, Any]:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    return CSS(string=_faces() + SHEET.read_text(), font_config=fonts, url_fetcher=_fetcher()), fonts


def pdf(template: str, context: dict[str, Any], *, title: str, footer: str = "") -> bytes:
    """The template as PDF in the active language."""
    from weasyprint import HTML

    sheet, fonts = _sheets()
    language = translation.get_language() or "en"
    known = {"document_title": title, "document_footer": footer, "language": language}
    html = render_to_string(template, {**context, **known, "rtl": translation.get_language_bidi()})
    made = HTML(string=html, url_fetcher=_fetcher()).write_pdf(
        stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True, cache={}
    )
    return bytes(made or b"")


def picture(svg: str, alt: str, css: str = "") -> SafeString:
    """An SVG as an image with a text for those who do not see it."""
    data = base64.b64encode(svg.encode()).decode()
    return format_html('<img class="{}" src="data:image/svg+xml;base64,{}" alt="{}">', css, data, alt)
