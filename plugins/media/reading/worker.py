"""The other side of :mod:`.streams`: ask MediaInfo about one file after the other."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from adjudge.lib.opening import open_regular
from adjudge.lib.pieces import state_of

_TYPES = {"Audio": "audio", "Video": "video", "Image": "image", "Text": "text", "Other": "other", "Menu": None}
_NUMBERS = {"channels": "Channels", "sample_rate": "SamplingRate", "width": "Width", "height": "Height"}
_LONGEST = 200


def make() -> Callable[[bytes], bytes]:
    """Return what answers a request: a line of JSON, then the content of a file that is none."""
    from pymediainfo import MediaInfo

    MediaInfo.can_parse()  # loads the library

    def answer(request: bytes) -> bytes:
        head, _, content = request.partition(b"\n")
        asked = json.loads(head)
        if asked["given"]:
            return _told(MediaInfo, io.BytesIO(content))
        with os.fdopen(open_regular(asked["path"], follow=False), "rb") as stream:
            if list(state_of(stream.fileno())) != asked["state"]:
                return b'{"changed": true}'
            return _told(MediaInfo, stream)

    return answer


def _told(library: Any, stream: BinaryIO) -> bytes:
    """Return what MediaInfo says of a stream. It gets no name, so that it looks for no files beside it, nor for addresses."""
    text = library.parse(stream, output="JSON", full=True, mediainfo_options={"Internet": "No"}, buffer_size=1 << 16)
    tracks = (json.loads(text).get("media") or {}).get("track") or ()
    general: dict[str, Any] = next((track for track in tracks if track.get("@type") == "General"), {})
    return json.dumps({"duration": _duration(general, tracks), "streams": list(_streams(tracks))}).encode()


def _streams(tracks: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for track in tracks:
        kind = _TYPES.get(track.get("@type", ""))
        if kind is None:
            continue
        stream: dict[str, Any] = {"type": kind, "codec": _text(track.get("Format"))[:_LONGEST]}
        language = _text(track.get("Language"))[:64]
        if language:
            stream["language"] = language
        for name, key in _NUMBERS.items():
            number = _number(track.get(key))
            if number is not None:
                stream[name] = int(number)
        yield stream


def _duration(general: dict[str, Any], tracks: Iterable[dict[str, Any]]) -> int | None:
    """Return the milliseconds of the file, else of its longest stream."""
    own = _number(general.get("Duration"))
    known = [own] if own is not None else [_number(track.get("Duration")) for track in tracks]
    lengths = [round(seconds * 1000) for seconds in known if seconds is not None]
    return max(lengths, default=None)


def _number(value: object) -> float | None:
    try:
        number = float(_text(value))
    except ValueError:
        return None
    return number if 0 <= number < 1 << 53 else None


def _text(value: object) -> str:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
