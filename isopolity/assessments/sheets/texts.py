# SPDX-License-Identifier: EUPL-1.2
"""A background text in a cell: paragraphs with an empty line between, ``# `` headings, ``- `` and ``1. `` lists, ``> ``
quotations, ``**bold**`` and ``*italic*``. Pure."""

import re
from html import escape
from html.parser import HTMLParser
from itertools import groupby

HEADINGS = {"h3": "# ", "h4": "## "}
INLINE = {"strong": "**", "em": "*"}
_KINDS = [("ul", re.compile(r"[-•] +")), ("ol", re.compile(r"\d{1,3}[.)] +")), ("blockquote", re.compile(r"> ?"))]

_STARS = re.compile(r"\*\*([^\s*]|[^\s*][^*]*[^\s*])\*\*|(?<!\*)\*([^\s*]|[^\s*][^*]*[^\s*])\*(?!\*)")


class _Richer(Exception):
    """The text has something that a cell cannot hold."""


def to_text(html: str) -> str | None:
    """What a cell shows for this clean HTML; None when writing it back would lose something (a table, a link)."""
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except _Richer:
        return None
    text = "\n\n".join(block for block in reader.blocks if block)
    return text if to_html(text) == _canonical(html) else None


def to_html(text: str) -> str:
    """The HTML of what was typed in a cell."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(_block(block) for block in blocks if block.strip())


def _canonical(html: str) -> str:
    """The same HTML as ``to_html`` would write it: no room between elements, no paragraph inside a line of a list."""
    html = re.sub(r">\s*\n\s*<", "><", html.strip()).replace("&nbsp;", "\u00a0")
    html = re.sub(r"<li>\s*<p>(.*?)</p>\s*</li>", r"<li>\1</li>", html, flags=re.DOTALL)
    html = re.sub(r"\s+(</(?:p|li|h3|h4)>|<br>)", r"\1", html)
    html = re.sub(r"(<(?:p|li|h3|h4|br)>)\s+", r"\1", html)
    return html.replace("<p></p>", "")


class _Reader(HTMLParser):
    """Blocks of text from flat HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.open: list[str] = []
        self.lines: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.text += "\n"
        elif tag in INLINE:
            self.text += INLINE[tag]
        elif tag == "p" and self.open[-1:] in ([], ["li"], ["blockquote"]):
            self.open.append(tag)
        elif tag in ("ul", "ol", "blockquote", *HEADINGS) and not self.open:
            self.open.append(tag)
            self.lines = []
        elif tag == "li" and self.open[-1:] in (["ul"], ["ol"]):
            self.open.append(tag)
        else:
            raise _Richer(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in INLINE:
            self.text += INLINE[tag]
            return
        if not self.open or self.open.pop() != tag:
            raise _Richer(tag)
        self.text = "\n".join(line.strip() for line in self.text.split("\n"))
        if tag == "p" and not self.open:
            self._end(self.text)
        elif tag in HEADINGS:
            self._end(HEADINGS[tag] + self.text)
        elif tag == "li" or (tag == "p" and self.open == ["blockquote"]):
            self._line()
        elif tag in ("ul", "ol", "blockquote"):
            self._end("\n".join(self.lines))

    def handle_data(self, data: str) -> None:
        if not self.open and data.strip():
            raise _Richer("text outside a paragraph")
        if self.open and self.open[-1] in ("p", "li", *HEADINGS):
            self.text += data

    def _line(self) -> None:
        starts = {"ul": "- ", "ol": f"{len(self.lines) + 1}. ", "blockquote": "> "}
        self.lines.append(starts[self.open[0]] + self.text)
        self.text = ""

    def _end(self, block: str) -> None:
        self.blocks.append(block)
        self.text = ""


def _block(block: str) -> str:
    """Neighbouring lines of one kind belong together."""
    lines = [line.strip() for line in block.strip().split("\n")]
    return "".join(_element(kind, list(some)) for kind, some in groupby(lines, key=_kind))


def _kind(line: str) -> str:
    if line.startswith("## "):
        return "h4"
    if line.startswith("# "):
        return "h3"
    return next((kind for kind, mark in _KINDS if mark.match(line)), "p")


def _element(kind: str, lines: list[str]) -> str:
    if kind in HEADINGS:
        return "".join(f"<{kind}>{_inline(line[len(HEADINGS[kind]) :])}</{kind}>" for line in lines)
    if kind == "p":
        return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"
    mark = dict(_KINDS)[kind]
    texts = [_inline(mark.sub("", line, count=1)) for line in lines]
    if kind == "blockquote":
        return "<blockquote>" + "".join(f"<p>{text}</p>" for text in texts) + "</blockquote>"
    return f"<{kind}>" + "".join(f"<li>{text}</li>" for text in texts) + f"</{kind}>"


def _inline(text: str) -> str:
    """Bold and italic do not cross: stars inside stars stay stars."""
    return _STARS.sub(_star, escape(text.strip(), quote=False))


def _star(found: re.Match[str]) -> str:
    return f"<strong>{found[1]}</strong>" if found[1] else f"<em>{found[2]}</em>"
