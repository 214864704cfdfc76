# SPDX-License-Identifier: EUPL-1.2
"""A benchmark as a YAML file: read with the line of every fault, written in the content's one form."""

import re
from typing import Any

import yaml
from django.utils.translation import gettext as _
from yaml.constructor import SafeConstructor

from isopolity.benchmarks.fileformat.canonical import Row, canonical
from isopolity.benchmarks.fileformat.checks import check
from isopolity.benchmarks.fileformat.faults import Fault, FaultyFile, Path, faulty

LARGEST = 5 * 1024 * 1024
DEEPEST = 40
MOST_NODES = 300_000
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_NUMBERS = {"tag:yaml.org,2002:int": "construct_yaml_int", "tag:yaml.org,2002:float": "construct_yaml_float"}


def read_yaml(data: bytes) -> Row:
    """The content of a benchmark file in its one form; FaultyFile names every fault with its line."""
    text = _decoded(data)
    builder = _Builder()
    try:
        _limit(text)
        node = yaml.compose(text, Loader=_Loader)
        content = builder.value(node, ()) if node is not None else None
    except yaml.YAMLError as error:
        raise _not_yaml(error) from error
    if builder.faults:
        raise FaultyFile(builder.faults)
    if not isinstance(content, dict):
        raise faulty(_("This is not a benchmark file: it must begin with “format: isopolity/benchmark@1”."), "1")
    found = [Fault(str(builder.line(path)), _named(content, path, words)) for path, words in check(content)]
    if found:
        raise FaultyFile(sorted(found, key=lambda fault: int(fault.place)))
    return canonical(content)


def write_yaml(content: Row) -> str:
    """The file of a content in its one form."""
    text: str = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    return text


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST:
        raise faulty(_("The file is too large: at most %d MiB.") % (LARGEST // 1024 // 1024))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise faulty(_("The file is not in UTF-8. Save it as UTF-8 and try again."), str(line)) from error
    bad = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        raise faulty(_("The character U+%04X is not possible in a text.") % ord(bad.group()), str(line))
    return text


def _limit(text: str) -> None:
    """Refuse what would grow when it is read: aliases, depth, masses of nodes. Reads events only, nothing nests."""
    depth = documents = 0
    events: Any = yaml.parse(text, Loader=_Loader)
    for nodes, event in enumerate(events, start=1):
        line = str(event.start_mark.line + 1)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise faulty(_("Anchors (&) and aliases (*) are not possible here. Write the text out."), line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST or nodes > MOST_NODES or documents > 1:
            words = {
                depth > DEEPEST: _("This is nested too deep."),
                nodes > MOST_NODES: _("The file has too many entries."),
                documents > 1: _("A second document (---) begins here. One file holds one benchmark."),
            }
            raise faulty(words[True], line)


def _not_yaml(error: yaml.YAMLError) -> FaultyFile:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return faulty(_("This is not YAML: %s.") % problem, str(mark.line + 1) if mark else "")


def _named(content: Row, path: Path, words: str) -> str:
    """The fault's words with the place in the content: "items GG/A/1, title: …"."""
    parts: list[str] = []
    value: Any = content
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            value = None
        if isinstance(step, int):
            code = value.get("code") if isinstance(value, dict) else None
            parts[-1:] = [f"{parts[-1] if parts else ''} {code if isinstance(code, str) else step + 1}".strip()]
        else:
            parts.append(str(step))
    return f"{', '.join(parts)}: {words}" if parts else words


class _Builder:
    """Turns YAML nodes into plain values and remembers the line of each path."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {(): 1}
        self.faults: list[Fault] = []
        self._numbers = SafeConstructor()

    def line(self, path: Path) -> int:
        """The line of the path, or of the nearest thing around it."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def value(self, node: yaml.Node, path: Path) -> Any:
        """The plain value of a node."""
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._map(node, path)
        if isinstance(node, yaml.SequenceNode):
            if node.tag != "tag:yaml.org,2002:seq":
                self._fault(node, _("The tag %s is not possible here.") % node.tag)
            return [self.value(inner, (*path, place)) for place, inner in enumerate(node.value)]
        if path[:1] == ("languages",):
            return str(node.value)  # also `no`, which YAML would read as false: it is Norwegian
        return self._scalar(node)

    def _map(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        if node.tag != "tag:yaml.org,2002:map":
            self._fault(node, _("The tag %s is not possible here.") % node.tag)
        found: dict[str, Any] = {}
        for key, inner in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._fault(key, _("A key must be a word."))
                continue
            word = str(key.value)
            if word in found:
                self._fault(key, _("“%s” stands here twice.") % word)
            self.lines[(*path, word)] = key.start_mark.line + 1
            found[word] = self.value(inner, (*path, word))
        return found

    def _scalar(self, node: yaml.Node) -> Any:
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        if node.tag in _NUMBERS:
            try:
                return getattr(self._numbers, _NUMBERS[node.tag])(node)
            except (ValueError, OverflowError):
                self._fault(node, _("This number cannot be read."))
                return None
        if kind == "bool":
            return str(node.value).lower() in {"yes", "true", "on"}
        if kind == "null":
            return None
        if kind not in {"str", "timestamp", "value", "merge"}:
            self._fault(node, _("The tag %s is not possible here.") % node.tag)
        return str(node.value)

    def _fault(self, node: yaml.Node, words: str) -> None:
        self.faults.append(Fault(str(node.start_mark.line + 1), words))
