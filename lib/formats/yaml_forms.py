"""Forms that libyaml reads otherwise than YAML 1.2 and the parsers that keep to it, or that those refuse.

Nobody can tell which reading a document's writer had in mind, or what its next reader will see, so they are refused. A
text is looked through at the speed of a regular expression for anything that might be such a form; only where
something might, its events are walked a second time and each form is judged at its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, NamedTuple

from ..words import Texts, say
from .limits import Refusal, quoted
from .text import Text

_PLAIN = r"[^\n\"'\[{]*+"
_CLOSED = r"""(?:"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|\[[^\[\]{}"'\n]*+\]|\{[^\[\]{}"'\n]*+\})"""
_MIGHT = re.compile(
    r"""["'\[\]{},|>+\-0-9:?]\#"""  # a comment right behind something
    r"|[&*][\w-]+[^\s\w-]"  # a name that goes on
    r"|(?<![^\s\[{,:])\?\S"  # a question mark that might be an indicator
    r"|^---[^\s]"
    r"|^[ ]*\t"
    r"|[|>][-+0-9]*[ \t]*+(?:\#[^\n]*+)?\r?\n(?:[ ]*\r?\n|\#)"  # a block of text that begins with blank lines, or with none
    r"|^[ ]*(?:[&!]\S*[ ]+)*[|>&!*]"  # a value that stands alone on its line
    rf"|^(?![ \t]*\#){_PLAIN}(?:{_CLOSED}{_PLAIN})*+[\"'\[{{]"  # something opens that isn't closed on its line
    rf"|^(?![ \t]*\#){_PLAIN}[^\s\"'\[{{,:&!]['\"]",  # a quote inside a word hides what opens behind it
    re.MULTILINE,
)
_BLOCK = re.compile(r"[|>][-+0-9]*")
PROPERTIES = re.compile(r"(?:[&!]\S*+\s++(?:#[^\n]*+\s++)*+)*+")
"""What stands before a node: its anchor and its tag."""
_NAME = re.compile(r"(?:!\S*+\s++(?:#[^\n]*+\s++)*+)?[&*][\w-]++", re.ASCII)
_COMMENT = re.compile(r"(?:^|\s)#")
_LATE_COMMENT = re.compile(r"""["'\[\]{},:?]#""")
_BREAK = re.compile(r"\r\n|\n|\r")


class _Box(NamedTuple):
    """An open collection: the column that its content must stand behind, and whether it is written in brackets."""

    indent: int
    flow: bool
    mapping: bool


def check_forms(text: Text) -> None:
    """Raise AmbiguousError for the first form in a valid YAML text that parsers do not read alike."""
    may_end_in_block = text.text[-1:] not in ("\n", "\r", "") and _BLOCK.search(text.text) is not None
    if may_end_in_block or _MIGHT.search(text.text):
        _Layout(text).check()


class _Layout:
    """The walk through the events of one text."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.raw = text.text
        self.boxes: list[_Box] = []
        self.key_next: list[bool] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.last = self.last_line = 0
        self.written = len(self.raw.rstrip(" "))
        self.found: list[tuple[int, Texts]] = []

    def check(self) -> None:
        from yaml import events
        from yaml._yaml import CParser

        take: Callable[[], Any] = CParser(self.raw.encode()).get_event
        while not self.found:
            event: Any = take()
            if event is None:
                break
            end: Any = event.end_mark
            if isinstance(event, events.NodeEvent):
                is_key = bool(self.key_next) and self.key_next[-1]
                if self.boxes and self.boxes[-1].mapping:
                    self.key_next[-1] = not is_key
                if type(event) is events.ScalarEvent and self._is_simple(event, is_key):
                    begin: Any = event.start_mark
                    self.starts.append(begin.index)
                    self.ends.append(end.index)
                    self.last, self.last_line = end.index, end.line
                    continue
                self._node(event, is_key, isinstance(event, events.CollectionStartEvent))
                if isinstance(event, events.ScalarEvent):
                    self._scalar(event, is_key)
                elif isinstance(event, events.CollectionStartEvent):
                    self._open(event, isinstance(event, events.MappingStartEvent))
            elif isinstance(event, events.CollectionEndEvent):
                box = self.boxes.pop()
                self.key_next.pop()
                if box.flow:
                    self._between(end.index - 1, box.indent)
            self.last, self.last_line = end.index, end.line
        self._comments(len(self.raw) if not self.found else self.found[0][0])
        if self.found:
            at, words = min(self.found, key=lambda each: each[0])
            raise self.text.error(at, Refusal(words, ambiguous=True))

    def _is_simple(self, event: Any, is_key: bool) -> bool:
        """Return whether nothing can be wrong with a scalar: all but a few are, and looking closer takes most of the time."""
        start, box = event.start_mark, self.boxes[-1] if self.boxes else None
        return (
            event.anchor is None
            and event.tag is None
            and event.style not in ("|", ">")
            and start.line == event.end_mark.line
            and box is not None
            and (start.line == self.last_line or (is_key and start.column == box.indent and not box.flow))
            and (start.column > 0 or not self.raw.startswith("---", start.index))
            and not (box.flow and self.raw[start.index - 1] == "?")
        )

    def _refuse(self, at: int, words: Texts) -> None:
        self.found.append((at, words))

    def _node(self, event: Any, is_key: bool, is_collection: bool) -> None:
        mark, raw = event.start_mark, self.raw
        flow = bool(self.boxes) and self.boxes[-1].flow
        if event.anchor is not None:
            name = _NAME.match(raw, mark.index)
            behind = raw[name.end() : name.end() + 1] if name else ""
            if name and behind.strip() and not (flow and behind in ",]}"):
                self._refuse(mark.index, say("read.yaml_name", name=quoted(f"{event.anchor}{behind}")))
        if flow and raw[mark.index - 1 : mark.index] == "?":
            self._refuse(mark.index - 1, say("read.yaml_question"))
        if not self.boxes or (is_collection and not event.flow_style and event.anchor is None and event.tag is None):
            return
        is_block = getattr(event, "style", None) in ("|", ">")
        if flow:
            self._between(mark.index, self.boxes[-1].indent)
        elif event.start_mark.index < event.end_mark.index or is_collection:
            self._indented(mark, self.boxes[-1].indent - (is_key and not is_block))

    def _open(self, event: Any, is_mapping: bool) -> None:
        outer = self.boxes[-1].indent if self.boxes else -1
        indent = outer
        if not event.flow_style:
            end = event.end_mark
            behind_dash = not is_mapping and self.raw[end.index : end.index + 1] != "-"
            indent = end.column - behind_dash
        self.boxes.append(_Box(indent, bool(event.flow_style), is_mapping))
        self.key_next.append(is_mapping)

    def _scalar(self, event: Any, is_key: bool) -> None:
        start, end, raw = event.start_mark, event.end_mark, self.raw
        content = PROPERTIES.match(raw, start.index).end()  # type: ignore[union-attr]  # it matches the empty text, too
        self.starts.append(content)
        self.ends.append(end.index)
        indent = self.boxes[-1].indent if self.boxes else -1
        begin = raw.rfind("\n", 0, content) + 1
        if start.index < begin and content < end.index and not is_key and not raw[begin:content].strip():
            self._line(begin, indent, content + 1)
        if event.style in ("|", ">"):
            self._block(event, content, indent)
        elif start.line != end.line:
            for found in _BREAK.finditer(raw, content, end.index):
                self._line(found.end(), indent, end.index)
        if not event.style and event.value.startswith("---") and start.column == 0:
            self._refuse(content, say("read.yaml_plain", text=quoted(event.value)))

    def _block(self, event: Any, content: int, indent: int) -> None:
        header = _BLOCK.match(self.raw, content)
        if header is None:
            return
        if self.raw[header.end() : header.end() + 1] == "#":
            self._refuse(header.end(), say("read.yaml_comment"))
        lines = _BREAK.split(self.raw[header.end() : event.end_mark.index])[1:]
        if (
            self.raw[-1:] not in ("\n", "\r")
            and not self.raw[event.end_mark.index :].strip(" ")
            and "-" not in header[0]
        ):
            self._refuse(content, say("read.yaml_last_line"))
        blank = [len(line) for line in _leading_blank(lines)]
        first = next((line for line in lines if line.strip(" ")), None)
        behind = self._to_the_break(event.end_mark.index) if first is None else first
        deepest = len(behind) - len(behind.lstrip(" ")) if behind.strip(" ") else max(blank, default=0)
        explicit = any(character.isdigit() for character in header[0])
        if not explicit and max(blank, default=0) > deepest:
            self._refuse(content, say("read.yaml_blank"))
        if indent < 0 and not event.value.strip() and behind.startswith("#"):
            self._refuse(content, say("read.yaml_blank"))

    def _between(self, end: int, indent: int) -> None:
        """Note a line between brackets, from the last event to ``end``, that does not stand behind ``indent``."""
        for found in _BREAK.finditer(self.raw, self.last, end):
            if not self.raw[found.end() : end + 1].lstrip(" \t").startswith("#"):
                self._line(found.end(), indent, end + 1)

    def _indented(self, mark: Any, indent: int) -> None:
        """Note that what begins a line does not stand behind ``indent``."""
        begin = mark.index - mark.column
        if not self.raw[begin : mark.index].strip():
            self._line(begin, indent, mark.index + 1)

    def _line(self, begin: int, indent: int, end: int) -> None:
        """Note that the line at ``begin``, up to ``end``, is indented by ``indent`` spaces at most, or by tabs."""
        line = self._to_the_break(begin)
        shown = line.lstrip(" \t")
        at = begin + len(line) - len(shown)
        spaces = len(line) - len(line.lstrip(" "))
        if not shown or at >= end or spaces > indent:
            return
        closing = spaces == indent and at == begin + spaces and shown[0] in "]}" and at == end - 1
        if not closing:
            self._refuse(at, say("read.yaml_indent") if at == begin + spaces else say("read.yaml_tabs"))

    def _to_the_break(self, begin: int) -> str:
        end = self.raw.find("\n", begin)
        return self.raw[begin : len(self.raw) if end < 0 else end].removesuffix("\r")

    def _comments(self, end: int) -> None:
        """Note the first comment, before ``end``, that stands right behind something."""
        for found in _LATE_COMMENT.finditer(self.raw, 0, end):
            at = found.end() - 1
            index = bisect_right(self.starts, at) - 1
            begin = 0
            if index >= 0:
                begin = self.ends[index]
                if at < begin:
                    continue
            line = max(begin, self.raw.rfind("\n", 0, at) + 1, self.raw.rfind("\r", 0, at) + 1)
            if not _COMMENT.search(self.raw, line, at):
                self._refuse(at, say("read.yaml_comment"))
                return


def _leading_blank(lines: list[str]) -> list[str]:
    blank = []
    for line in lines:
        if line.strip(" "):
            break
        blank.append(line)
    return blank
