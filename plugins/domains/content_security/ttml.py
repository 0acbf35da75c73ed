"""Read TTML (.ttml, .dfxp, .itt) with the place of every character: https://www.w3.org/TR/ttml2/.

A cue is what one ``p`` shows at one time: a ``span`` with times of its own begins another. Its lines end at ``br``. Text
that not every player shows with the rest (ruby, hidden, of a foreign element) is set aside. Pictures of text are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from adjudge import Document, Place, ReadError, Source
from adjudge.lib.formats.hostile_xml import parse, parser
from adjudge.lib.formats.limits import decode, quoted
from adjudge.lib.formats.text import Text
from adjudge.lib.words import Texts, say

from .runs import Runs, document

_SPACE = re.compile(r"http://www\.w3\.org/(?:ns/ttml|20[0-9]{2}/(?:04|10)/ttaf1)")
_CLOCK = re.compile(r"([0-9]{2,4}):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,9})|:([0-9]{2,6})(?:\.([0-9]{1,6}))?)?")
_OFFSET = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,9}))?(h|m|s|ms|f|t)")
_MILLISECONDS = {"h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}
_NOTHING = re.compile(r"(?:0*\.?0+(?:px|em|c|%|rw|rh)?)(?:[ \t]+0*\.?0+(?:px|em|c|%|rw|rh)?)?")
_CLEAR = re.compile(r"transparent|#[0-9A-Fa-f]{6}00|rgba\((?:[^,()]*,){3}[ \t]*0*\.?0+[ \t]*\)")
_LATEST = 2**53


@dataclass(kw_only=True, slots=True, eq=False)
class _Element:
    """An open element: its time, and what it does to text. ``at`` is where the next child of a sequence begins."""

    name: str
    start: int
    end: int | None
    at: int
    sequence: bool = False
    timed: _Element | None = None
    spoken: bool = False
    aside: bool = False


def read_ttml(source: Source) -> Iterator[Document]:
    """Yield the one document of a TTML file. Raises ReadError with the place that is wrong."""
    reading = _TtmlReading(source)
    parse(source.path, reading.data, reading, by=reading.parser)
    reading.flush()
    yield document(source, "ttml", reading.cues, reading.spots)


class _TtmlReading:
    """What expat tells, put together to cues."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.parser = parser("utf-8")
        self.lines = Text(source.path, decode(source.path, source.data))
        self.data = self.lines.text.encode()
        self.cues: list[dict[str, Any]] = []
        self.spots: list[Place] = []
        self._open: list[_Element] = []
        self._hidden: set[str] = set()
        self._frame, self._tick, self._sub = 1000 / 30, 1000.0, 1.0
        self._runs = Runs()
        self._paragraph: tuple[Place, str | None] = (Place(line=1, column=1), None)
        self._owner: _Element | None = None
        self._bytes = self._characters = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        space, _, local = name.rpartition(" ")
        known = _SPACE.match(space) is not None
        if not self._open:
            if not known or local != "tt":
                raise self._wrong(say("domain.no_ttml"))
            self._rates(attributes)
        values = {key.rpartition(" ")[2]: value.strip() for key, value in attributes.items()}
        if local == "image" or "backgroundImage" in values:
            raise self._wrong(say("domain.ttml_picture"))
        if local == "style" and known:
            self._style(values)
        element = self._element(local if known else "", attributes, values)
        self._open.append(element)
        if element.name == "p":
            self.flush()
            self._paragraph = self._place(), values.get("id")
        elif element.name == "br" and element.spoken:
            self._own()
            self._runs.end_line()

    def end(self, _: str) -> None:
        """Take the end of an element."""
        element = self._open.pop()
        if element.name == "p":
            self.flush()
        if self._open and element.end is not None:
            self._open[-1].at = element.end

    def text(self, text: str) -> None:
        """Take characters."""
        if not self._open or any(each.name in {"head", "metadata"} for each in self._open):
            return
        element = self._open[-1]
        if element.spoken:
            self._own()
            place = self._place()
            self._runs.add(text.replace("\n", " "), place.line, place.column, aside=element.aside)
        elif text.strip():
            raise self._wrong(say("domain.ttml_stray", text=quoted(text.strip())))

    def flush(self) -> None:
        """End the cue, if there is one."""
        if self._runs and self._owner is not None:
            spot, name = self._paragraph
            cue = ({} if name is None else {"id": name}) | self._runs.fields(spot.line) | {"start": self._owner.start}
            self.cues.append(cue if self._owner.end is None else cue | {"end": self._owner.end})
            self.spots.append(spot)
        self._runs, self._owner = Runs(), None

    def _own(self) -> None:
        owner = self._open[-1].timed
        if owner is not self._owner:
            self.flush()
            self._owner = owner

    def _element(self, name: str, attributes: dict[str, str], values: dict[str, str]) -> _Element:
        above = self._open[-1] if self._open else _Element(name="", start=0, end=None, at=0)
        # Attributes without a namespace only: {other}begin is no time.
        begin, end, lasts = (self._time(attributes.get(key)) for key in ("begin", "end", "dur"))
        base = above.at if above.sequence else above.start
        start = base + (begin or 0)
        if begin is not None and end is not None and end < begin:
            raise self._wrong(say("domain.cue_order"))
        ends = [base + end] if end is not None else []
        ends += [start + lasts] if lasts is not None else []
        ends += [above.end] if above.end is not None else []
        element = _Element(
            name=name,
            start=start,
            end=max(start, min(ends)) if ends else None,
            at=start,
            sequence=attributes.get("timeContainer") == "seq",
            timed=above.timed,
            spoken=name == "p" or above.spoken,
            aside=above.aside or (above.spoken and not name) or self._is_aside(values),
        )
        if name == "p" or element.timed is None or (begin, end, lasts) != (None, None, None):
            element.timed = element
        return element

    def _is_aside(self, values: dict[str, str]) -> bool:
        return (
            values.get("ruby") in {"text", "textContainer", "delimiter"}
            or _hides(values)
            or any(name in self._hidden for name in values.get("style", "").split())
        )

    def _style(self, values: dict[str, str]) -> None:
        if "id" in values and (_hides(values) or any(each in self._hidden for each in values.get("style", "").split())):
            self._hidden.add(values["id"])

    def _rates(self, attributes: dict[str, str]) -> None:
        """Learn how long frames and ticks are."""
        found = {key.rpartition(" ")[2]: value for key, value in attributes.items() if "#parameter " in key}
        numbers = {key: found.get(key) for key in ("frameRate", "subFrameRate", "tickRate")}
        for value in numbers.values():
            if value is not None and not re.fullmatch(r"[1-9][0-9]{0,8}", value.strip()):
                raise self._wrong(say("domain.ttml_rate", rate=quoted(value)))
        factor = re.fullmatch(
            r"([1-9][0-9]{0,8})[ :]([1-9][0-9]{0,8})", found.get("frameRateMultiplier", "1 1").strip()
        )
        if factor is None:
            raise self._wrong(say("domain.ttml_rate", rate=quoted(found["frameRateMultiplier"])))
        rate = int(numbers["frameRate"] or 30) * int(factor[1]) / int(factor[2])
        self._frame, self._sub = 1000 / rate, float(numbers["subFrameRate"] or 1)
        ticks = int(numbers["tickRate"]) if numbers["tickRate"] else rate * self._sub if numbers["frameRate"] else 1
        self._tick = 1000 / ticks

    def _time(self, written: str | None) -> int | None:
        """Return milliseconds. Raises ReadError where it is no time of TTML, or one that depends on a clock on the wall."""
        if written is None:
            return None
        if found := _CLOCK.fullmatch(written.strip()):
            hours, minutes, seconds = (int(found[number]) for number in (1, 2, 3))
            whole = ((hours * 60 + minutes) * 60 + seconds) * 1000.0
            if found[4]:
                whole += 1000 * float(f"0.{found[4]}")
            elif found[5]:
                whole += (int(found[5]) + int(found[6] or 0) / self._sub) * self._frame
        elif found := _OFFSET.fullmatch(written.strip()):
            unit = {"f": self._frame, "t": self._tick}.get(found[3]) or _MILLISECONDS[found[3]]
            whole = float(f"{found[1]}.{found[2] or 0}") * unit
        else:
            raise self._wrong(say("domain.times", example='begin="00:00:01.000" end="00:00:02.500"'))
        return min(round(whole), _LATEST)

    def _place(self) -> Place:
        """Return where expat is: it counts bytes, and only ever goes on."""
        at = self.parser.CurrentByteIndex
        self._characters += len(self.data[self._bytes : at].decode())
        self._bytes = at
        return self.lines.place(self._characters)

    def _wrong(self, words: Texts) -> ReadError:
        place = self._place()
        return ReadError(words, file=self.source.path, line=place.line, column=place.column)


def _hides(values: dict[str, str]) -> bool:
    return (
        values.get("display") == "none"
        or values.get("visibility") == "hidden"
        or _CLEAR.fullmatch(values.get("color", "")) is not None
        or any(_NOTHING.fullmatch(values.get(name, "")) is not None for name in ("opacity", "fontSize"))
    )
