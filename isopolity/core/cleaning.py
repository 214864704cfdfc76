# SPDX-License-Identifier: EUPL-1.2
"""Text from outside: rich text keeps only harmless elements, plain text loses control characters and outer space."""

import re
import unicodedata

import nh3

from isopolity.core.errors import Refused

_TAGS = {"p", "br", "strong", "em", "u", "h3", "h4", "ul", "ol", "li", "blockquote", "a"}
_TABLE = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LONGEST = 60_000


def rich(html: str) -> str:
    """Clean HTML: structure and links stay, everything that acts or styles goes."""
    check_length(html)
    return nh3.clean(
        html, tags=_TAGS | _TABLE, attributes=_ATTRIBUTES, url_schemes={"https", "http", "mailto"}, link_rel="noopener"
    ).strip()


def plain(text: str) -> str:
    """Text without control characters (line breaks and tabs stay, direction marks too), in composed form."""
    check_length(text)
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text)).strip()


def check_length(text: str) -> None:
    """Refuse a text that nobody could have typed."""
    if len(text) > LONGEST:
        raise Refused(f"This text has {len(text):,} characters; {LONGEST:,} are possible. Shorten it or attach a file.")
