"""Read SubRip (.srt) and WebVTT (.vtt) with the place of every line, as no library gives it.

The document of either format is ``{"format", "cues": [{"id"?, "line", "start", "end", "text": [...]}]}``: times are
milliseconds, ``line`` is that of the cue's first line of text, and text stays as it was written, markup included.
What players read in different ways (a missing blank line, text outside a cue, a time with two digits of
milliseconds) is refused: a viewer must not see text that was not judged.

SubRip has no standard; WebVTT is https://www.w3.org/TR/webvtt1/, sections 4 and 6.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from adjudge import Document, Place, ReadError, Source
from adjudge.lib.documents import Steps
from adjudge.lib.formats.comments import Comment
from adjudge.lib.formats.limits import decode, quoted
from adjudge.lib.words import Texts, say

ARROW = "-->"
# Not str.splitlines: it also breaks at U+2028, U+0085 and others, which players show inside a line.
_LINE_END = re.compile(r"\r\n|\n|\r")
_SETTINGS = r"(?:[ \t]+[^\s:]+:\S+)*[ \t]*"
# A style that shows nothing, wholly or in part.
_HIDES = re.compile(
    r"(?:font-size|opacity)[ \t\r\n]*:[ \t\r\n]*0*\.?0+(?![0-9.])|hidden|none|transparent|rgba|hsla|#[0-9a-f]{8}|#[0-9a-f]{4}\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)[A-Za-z][^<>]*>")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Grammar:
    """In what the two formats differ."""

    name: str
    time: str
    example: str
    identifier: re.Pattern[str]
    blank: re.Pattern[str]

    @property
    def loose(self) -> str:
        """Return what looks like a time, however it is written."""
        # Full-width signs are what people type.
        return r"[0-9]{1,4}(?:[:：][0-9]{1,2}){1,2}(?:[,.，．][0-9]{1,3})?"

    @property
    def timing(self) -> re.Pattern[str]:
        return re.compile(rf"[ \t]*{self.time}[ \t]*{ARROW}[ \t]*{self.time}{_SETTINGS}")


_SRT = _Grammar(
    name="srt",
    time=r"([0-9]{1,4}):([0-5][0-9]):([0-5][0-9])[,.]([0-9]{3})",
    example="00:00:01,000 --> 00:00:02,500",
    identifier=re.compile(r"[ \t]*[0-9]{1,9}[ \t]*"),
    blank=re.compile(r"[ \t]*"),
)
_WEBVTT = _Grammar(
    name="webvtt",
    time=r"(?:([0-9]{2,4}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})",
    example="00:00:01.000 --> 00:00:02.500",
    identifier=re.compile(r".*"),
    blank=re.compile(r""),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Block:
    """Lines without a blank one among them; ``line`` is the number of the first."""

    line: int
    lines: Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class _CuePlace:
    """Where the parts of one cue stand."""

    block: int
    timing: int
    start: int
    end: int


def read_srt(source: Source) -> Iterator[Document]:
    """Yield the one document of a SubRip file. Raises ReadError with the line that is wrong."""
    text = decode(source.path, source.data)
    if text.startswith("WEBVTT"):
        raise _wrong(source, 1, say("domain.webvtt_named_srt"))
    yield _document(source, _SRT, list(_blocks(_LINE_END.split(text), _SRT)))


def read_webvtt(source: Source) -> Iterator[Document]:
    """Yield the one document of a WebVTT file. Raises ReadError with the line that is wrong."""
    lines = _LINE_END.split(decode(source.path, source.data))
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        raise _wrong(source, 1, say("domain.no_webvtt"))
    header, *blocks = _blocks(lines, _WEBVTT)
    _no_arrow(source, header, say("domain.arrow_in_header"))
    document = _document(source, _WEBVTT, list(_cue_blocks(source, blocks)))
    if any(_HIDES.search("\n".join(block.lines)) for block in blocks if block.lines[0].strip() == "STYLE"):
        for cue in document.value["cues"]:
            if asides := _styled(cue["text"]):
                cue["asides"] = asides
    yield document


def webvtt_comments(source: Source) -> Iterator[Comment]:
    """Yield the lines of NOTE blocks, which no player shows; each is about the cue that comes next. SubRip has none."""
    _, *blocks = _blocks(_LINE_END.split(decode(source.path, source.data)), _WEBVTT)
    cues = {cue.line: cue for cue in _cue_blocks(source, blocks)}
    cue: _Block | None = None
    for block in reversed(blocks):
        cue = cues.get(block.line, cue)
        if re.match(r"NOTE(?:[ \t]|$)", block.lines[0]):
            about = cue or block
            for number, line in enumerate(block.lines, block.line):
                text = line.removeprefix("NOTE") if number == block.line else line
                yield Comment(number, text, about.line, about.line + len(about.lines) - 1)


def _blocks(lines: Sequence[str], grammar: _Grammar) -> Iterator[_Block]:
    begin = None
    for index, line in enumerate([*lines, ""]):
        if not grammar.blank.fullmatch(line):
            begin = index if begin is None else begin
        elif begin is not None:
            if any(each.strip() for each in lines[begin:index]):  # white space shows nothing to anybody
                yield _Block(line=begin + 1, lines=lines[begin:index])
            begin = None


def _cue_blocks(source: Source, blocks: Sequence[_Block]) -> Iterator[_Block]:
    """Leave comments, styles and regions out, unless a player could show what is in them."""
    seen_cue = False
    for block in blocks:
        first = block.lines[0]
        if re.match(r"NOTE(?:[ \t]|$)", first):
            _no_arrow(source, block, say("domain.arrow_in_comment"))
        elif re.fullmatch(r"(?:STYLE|REGION)[ \t]*", first) and not seen_cue:
            _no_arrow(source, block, say("domain.arrow_in_block", block=first.strip()))
        else:
            seen_cue = True
            yield block


def _no_arrow(source: Source, block: _Block, words: Texts) -> None:
    for number, line in enumerate(block.lines, block.line):
        if ARROW in line:
            raise _wrong(source, number, words)


def _styled(text: Sequence[str]) -> list[list[int]]:
    """Return what stands inside tags: a style sheet may hide it."""
    asides, depth = [], 0
    for number, line in enumerate(text):
        begin = 0
        for tag in [*_TAG.finditer(line), None]:
            end = len(line) if tag is None else tag.start()
            if depth and end > begin:
                asides.append([number, begin, end])
            if tag is not None:
                depth = max(depth - 1, 0) if tag[1] else depth + 1
                begin = tag.end()
    return asides


def _document(source: Source, grammar: _Grammar, blocks: Sequence[_Block]) -> Document:
    timing = grammar.timing
    cues, spots = [], []
    for block in blocks:
        cue, spot = _cue(source, grammar, timing, block)
        cues.append(cue)
        spots.append(spot)
    value = {"format": grammar.name, "cues": cues}
    return Document(value=value, locate=_locator(value, spots), sha256=source.sha256, size=source.size)


def _cue(source: Source, grammar: _Grammar, timing: re.Pattern[str], block: _Block) -> tuple[dict[str, Any], _CuePlace]:
    arrow = next((index for index, line in enumerate(block.lines[:2]) if ARROW in line), None)
    if arrow is None or (arrow == 1 and not grammar.identifier.fullmatch(block.lines[0])):
        raise _no_cue(source, grammar, block)
    at = block.line + arrow
    match = timing.fullmatch(block.lines[arrow])
    if not match:
        raise _wrong(source, at, _no_times(grammar, block.lines[arrow]))
    start, end = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:])
    if end < start:
        raise _wrong(source, at, say("domain.cue_order"))
    text = list(block.lines[arrow + 1 :])
    for number, line in enumerate(text, at + 1):
        if ARROW in line:
            raise _wrong(source, number, say("domain.arrow_in_cue"))
    cue: dict[str, Any] = {"id": block.lines[0].strip()} if arrow and block.lines[0].strip() else {}
    cue |= {"line": at + 1, "start": start, "end": end, "text": text}
    spot = _CuePlace(
        block=block.line, timing=at, start=match.start(1 if match[1] else 2), end=match.start(5 if match[5] else 6)
    )
    return cue, spot


def _no_cue(source: Source, grammar: _Grammar, block: _Block) -> ReadError:
    """Return why a block is no cue: its times, where they have another arrow, else that there are none."""
    times = re.compile(rf"[ \t]*{grammar.loose}[ \t]*(?!{ARROW})([^\s0-9]{{1,4}})[ \t]*{grammar.loose}(?:[ \t].*)?")
    for number, line in enumerate(block.lines[:2], block.line):
        if found := times.fullmatch(line):
            return _wrong(source, number, say("domain.arrow", written=found[1]))
    return _wrong(source, block.line, say("domain.no_cue", example=grammar.example))


def _no_times(grammar: _Grammar, line: str) -> Texts:
    """Return what is wrong with a line of times: what stands behind them, else the times."""
    behind = re.fullmatch(rf"[ \t]*{grammar.time}[ \t]*{ARROW}[ \t]*{grammar.time}[ \t]+(.*\S)[ \t]*", line)
    if behind:
        return say("domain.cue_settings", text=quoted(behind[behind.lastindex or 0]))
    return say("domain.times", example=grammar.example)


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, milliseconds = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds


def _locator(value: Any, spots: Sequence[_CuePlace]) -> Callable[[Steps], Place]:
    """Find the place of a value; one step further than a line of text is the offset of a character in it."""

    def locate(steps: Steps) -> Place:
        match steps:
            case ("cues", int(index), *rest) if 0 <= index < len(spots):
                return _place(value["cues"][index], spots[index], rest)
            case ("cues", *_) if spots:
                return Place(line=spots[0].block, column=1)
        return Place(line=1, column=1)

    return locate


def _place(cue: Any, spot: _CuePlace, rest: Sequence[str | int]) -> Place:
    text = cue["text"]
    match rest:
        case ["start", *_]:
            return Place(line=spot.timing, column=spot.start + 1)
        case ["end", *_]:
            return Place(line=spot.timing, column=spot.end + 1)
        case ["text", int(line), *offset] if 0 <= line < len(text):
            known = len(offset) == 1 and isinstance(offset[0], int) and 0 <= offset[0] < len(text[line])
            return Place(line=cue["line"] + line, column=int(offset[0]) + 1 if known else 1)
        case ["text", *_] if text:
            return Place(line=cue["line"], column=1)
    return Place(line=spot.block, column=1)


def _wrong(source: Source, line: int, words: Texts) -> ReadError:
    return ReadError(words, file=source.path, line=line)
