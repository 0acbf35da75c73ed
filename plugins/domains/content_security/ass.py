r"""Read Advanced SubStation Alpha (.ass) and SubStation Alpha (.ssa) with the place of every character.

Each ``Dialogue`` is a cue; its text is one line as it was written, override tags and ``\N`` included, without what is
drawn (``{\p1}m 0 0 l 10 10{\p0}``). A ``Comment`` is shown by no player, and is held to the same form. What players read
in different ways, an event outside ``[Events]`` or without ``Format``, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from adjudge import Document, Place, ReadError, Source
from adjudge.lib.formats.comments import Comment, line_comments
from adjudge.lib.formats.limits import decode, quoted
from adjudge.lib.words import Texts, say

from .runs import Runs, document

_LINE_END = re.compile(r"\r\n|\n|\r")
_SECTION = re.compile(r"[ \t]*\[([^\]]*)\][ \t]*")
_EVENT = re.compile(r"[ \t]*(Dialogue|Comment|Picture|Sound|Movie|Command)[ \t]*:", re.IGNORECASE)
_FORMAT = re.compile(r"[ \t]*Format[ \t]*:(.*)", re.IGNORECASE)
_STYLE = re.compile(r"[ \t]*Style[ \t]*:(.*)", re.IGNORECASE)
_TIME = re.compile(r"[ \t]*([0-9]{1,3}):([0-5][0-9]):([0-5][0-9])[.:]([0-9]{2})[ \t]*")
_BLOCK = re.compile(r"\{[^}]*\}")
_TAG = re.compile(r"\\(fscx|fscy|fs|alpha|1a|r|p)([^\\}]*)")
# Anything else between {\p1} and {\p0} is text to players that do not draw.
_DRAWING = re.compile(r"[mnlbspcMNLBSPC0-9 .+\-]*")
_NUMBER = r"[ \t]*(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)[ \t]*"
_POSITION = re.compile(rf"\\(?:pos|move)\({_NUMBER},{_NUMBER}")
_ZERO = re.compile(r"\(?[ \t]*0*\.?0+[ \t]*\)?")
_CLEAR = re.compile(r"&?[Hh]?[Ff][Ff]&?")


class _AssEvent(NamedTuple):
    """An event as it stands: the number of its line, the fields before the text, the text and its column."""

    line: int
    kind: str
    fields: dict[str, str]
    text: str
    column: int


@dataclass(kw_only=True, slots=True)
class _File:
    """What is known of a file while its lines are read."""

    source: Source
    events: list[_AssEvent] = field(default_factory=list)
    remarks: list[tuple[int, str, bool]] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    formats: dict[str, list[str]] = field(default_factory=dict)


def read_ass(source: Source) -> Iterator[Document]:
    """Yield the one document of an ASS or SSA file. Raises ReadError with the line that is wrong."""
    file = _read(source)
    cues, spots = [], []
    for event in file.events:
        start, end = (_milliseconds(source, event, name) for name in ("start", "end"))
        if end < start:
            raise _wrong(source, event.line, say("domain.cue_order"))
        if event.kind == "dialogue":
            text = _text(event, file.hidden)
            cues.append({**text.fields(event.line), "start": start, "end": end})
            spots.append(Place(line=event.line, column=1))
    yield document(source, "ass", cues, spots)


def ass_comments(source: Source) -> Iterator[Comment]:
    """Yield the comments, ``;`` lines and ``Comment`` events: each is about the next line that is none."""
    yield from line_comments(_read(source).remarks)


def _read(source: Source) -> _File:
    file, section = _File(source=source), ""
    for number, line in enumerate(_LINE_END.split(decode(source.path, source.data)), 1):
        if not line.strip():
            continue
        if found := _SECTION.fullmatch(line):
            section = found[1].strip().lower()
        elif line.lstrip().startswith((";", "!:")):
            file.remarks.append((number, line.lstrip().removeprefix(";"), True))
        elif section == "events":
            _read_event(file, number, line)
        elif _EVENT.match(line) or not section:
            # Some players take an event wherever it stands.
            raise _wrong(source, number, say("domain.ass_outside"))
        elif "styles" in section:
            _read_style(file, section, line)
    return file


def _read_style(file: _File, section: str, line: str) -> None:
    """Remember a style that shows nothing: text that changes to it stands aside."""
    if found := _FORMAT.fullmatch(line):
        file.formats[section] = _names(found[1])
    elif found := _STYLE.fullmatch(line):
        values = dict(zip(file.formats.get(section, ()), (each.strip() for each in found[1].split(",")), strict=False))
        colour = values.get("primarycolour", "")
        sizes = (values.get(name, "1") for name in ("fontsize", "scalex", "scaley"))
        if any(map(_ZERO.fullmatch, sizes)) or re.fullmatch(r"&?[Hh]?[Ff]{2}[0-9A-Fa-f]{6}&?", colour):
            file.hidden.add(values.get("name", ""))


def _read_event(file: _File, number: int, line: str) -> None:
    if found := _FORMAT.fullmatch(line):
        names = _names(found[1])
        if not {"start", "end", "text"} <= set(names) or names[-1] != "text" or len(set(names)) < len(names):
            raise _wrong(file.source, number, say("domain.ass_format"))
        file.formats["events"] = names
        return
    event = _EVENT.match(line)
    if event is None:
        raise _wrong(file.source, number, say("domain.ass_line", text=quoted(line.strip())))
    formats = file.formats.get("events")
    if formats is None:
        raise _wrong(file.source, number, say("domain.ass_no_format"))
    parts = line[event.end() :].split(",", len(formats) - 1)
    if len(parts) < len(formats):
        raise _wrong(file.source, number, say("domain.ass_fields", fields=len(parts), format=len(formats)))
    kind, text = event[1].lower(), parts[-1]
    if kind == "comment":
        file.remarks.append((number, text, True))
    elif kind != "dialogue":
        return
    column = len(line) - len(text) + 1
    file.events.append(_AssEvent(number, kind, dict(zip(formats, parts, strict=True)), text, column))


def _names(written: str) -> list[str]:
    return [each.strip().lower() for each in written.split(",")]


def _text(event: _AssEvent, hidden: set[str]) -> Runs:
    """Return what is said: without drawings, and with what a tag hides set aside."""
    runs, unseen, drawing, begin = Runs(), set[str](), False, 0
    # As libass has it, what no } closes is text.
    for block in [*_BLOCK.finditer(event.text), None]:
        between = event.text[begin : len(event.text) if block is None else block.start()]
        if not (drawing and _DRAWING.fullmatch(between)):
            runs.add(between, event.line, event.column + begin, aside=bool(unseen))
        if block is not None:
            runs.add(block[0], event.line, event.column + block.start(), aside=bool(unseen))
            drawing = _change(block[0], unseen, hidden, drawing=drawing)
            begin = block.end()
    return runs


def _change(block: str, unseen: set[str], hidden: set[str], *, drawing: bool) -> bool:
    """Follow the tags of a block: what hides the text behind it, and, as the result, whether that is drawn."""
    for name, written in _TAG.findall(block):
        value = written.strip()
        if name == "p":
            if not value[:1].isalpha():  # \pos, \pbo
                drawing = re.fullmatch(r"[1-9][0-9]?", value) is not None
        elif name == "r":
            unseen.clear()
            if value in hidden:
                unseen.add("r")
        elif (_CLEAR if name in {"alpha", "1a"} else _ZERO).fullmatch(value):
            unseen.add(name)
        elif value[:1].isdigit() or not value or value[:1] in "&H":
            unseen.discard(name)
    return drawing


def _milliseconds(source: Source, event: _AssEvent, name: str) -> int:
    found = _TIME.fullmatch(event.fields[name])
    if found is None:
        raise _wrong(source, event.line, say("domain.times", example="0:00:01.00,0:00:02.50"))
    hours, minutes, seconds, hundredths = map(int, found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + hundredths * 10


def screen(text: Sequence[str]) -> tuple[float, float] | None:
    r"""Return where a ``\pos`` or ``\move`` puts a cue, so that what is read first sorts first: from the top, the left."""
    for line in text:
        if found := _POSITION.search(line):
            return float(found[2]), float(found[1])
    return None


def _wrong(source: Source, line: int, words: Texts) -> ReadError:
    return ReadError(words, file=source.path, line=line)
