"""The walkers of ``adjudge label`` on hostile bytes: a plan or a clean error, never a crash, a hang or a file in memory."""

from __future__ import annotations

import os
import resource
import shutil
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import footage
import oddlabels as odd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.lib.errors import AdjudgeError, ReadError
from adjudge.plugins.media.containers.recognition import recognise
from adjudge.plugins.media.containers.window import MediaWindow, OpenedMedia
from adjudge.plugins.media.labelling.planning import identify
from adjudge.plugins.media.labelling.splicing import Untouched
from adjudge.plugins.media.labelling.writing import write_label
from adjudge.plugins.media.reading.tags import labels_of

pytestmark = pytest.mark.slow  # an encoder makes what is changed

LABEL = odd.OLD
NAMES = [
    "plain.wav", "wide.wav", "piped.wav", "v23.mp3", "ape.mp3", "rich.flac", "plain.ogg", "big.opus", "rich.m4a", "fast.mp4",
    "fragments.mp4", "fast.mov", "rich.mkv", "front.mkv", "live.webm", "plain.avi", "tight.avi", "keys.flv",
]  # fmt: skip
SECONDS = 20
"""Far more than any of them takes; a walk that does not end takes for ever."""
MEBIBYTES = 400


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The bytes of a labelled file, made when it is first asked for."""
    folder = tmp_path_factory.mktemp("footage")

    def make(name: str) -> bytes:
        if not (folder / name).exists():
            write_label(str(footage.make(name, folder)), LABEL)
        return (folder / name).read_bytes()

    return make


@contextmanager
def window(data: bytes) -> Iterator[MediaWindow]:
    """Give bytes as a file."""
    descriptor = os.memfd_create("media")
    try:
        os.write(descriptor, data)
        yield MediaWindow(OpenedMedia(descriptor))
    finally:
        os.close(descriptor)


def spliced(data: bytes) -> bytes | None:
    """Give what a plan makes of bytes; None where they are refused, with words and a place."""
    with window(data) as file:
        try:
            plan = identify(file).plan(file, LABEL)
            pieces = [
                file.peek(piece.offset, piece.size) if isinstance(piece, Untouched) else piece
                for piece in plan.pieces(file.size)
            ]
        except ReadError as error:
            assert error.message
            assert error.hint
            return None
        return b"".join(pieces)


def labelled_or_refused(data: bytes) -> None:
    """See that bytes are refused, or get a label that is read, or refused when the copy is read."""
    began = time.monotonic()
    new = spliced(data)
    if new is not None:
        with window(new) as file, suppress(ReadError):  # then the copy is not read back, and nobody gets it
            assert LABEL in {label.value for label in labels_of(file, recognise(file))}
    assert time.monotonic() - began < SECONDS


@pytest.mark.parametrize("name", NAMES)
@given(changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6), share=st.floats(0, 1))
def test_changed_bytes_are_labelled_or_refused(
    name: str, changes: list[tuple[float, int]], share: float, base: Callable[[str], bytes]
) -> None:
    data = bytearray(base(name))
    near = min(len(data), 2_000) if share < 0.7 else len(data)  # the head is where it matters
    for place, byte in changes:
        data[min(int(place * near), len(data) - 1)] = byte
    labelled_or_refused(bytes(data))


@pytest.mark.parametrize("name", NAMES)
@given(size=st.floats(0, 1))
def test_a_truncated_file_is_labelled_or_refused(name: str, size: float, base: Callable[[str], bytes]) -> None:
    data = base(name)
    labelled_or_refused(data[: int(size * len(data))])


@pytest.mark.parametrize("name", NAMES)
@given(
    place=st.floats(0, 1),
    number=st.sampled_from([0, 1, 7, 8, 0x7F, 0xFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF]),
    little=st.booleans(),
)
def test_a_size_that_lies_is_refused_or_harmless(
    name: str, place: float, number: int, little: bool, base: Callable[[str], bytes]
) -> None:
    data = bytearray(base(name))
    at = int(place * min(len(data) - 4, 3_000))
    data[at : at + 4] = struct.pack("<I" if little else ">I", number)
    labelled_or_refused(bytes(data))


@pytest.mark.parametrize("name", NAMES)
@given(start=st.floats(0, 1), size=st.integers(1, 64), to=st.floats(0, 1))
def test_parts_that_are_moved_about_are_labelled_or_refused(
    name: str, start: float, size: int, to: float, base: Callable[[str], bytes]
) -> None:
    data = base(name)
    head = min(len(data), 3_000)
    at, place = int(start * head), int(to * head)
    part, rest = data[at : at + size], data[:at] + data[at + size :]
    labelled_or_refused(rest[:place] + part + rest[place:])


@given(data=st.binary(max_size=400), magic=st.sampled_from([
    b"RIFF\xff\xff\xff\xffWAVE", b"RIFF\0\0\0\0AVI ", b"RF64\xff\xff\xff\xffWAVEds64", b"ID3\4\0\0", b"ID3\3\0\x80", b"ID3\2\0\0", b"fLaC",
    b"OggS\0\2", b"\0\0\0\x18ftypM4A ", b"\0\0\0\1moov", b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska\x18\x53\x80\x67",
    b"FLV\1\5\0\0\0\x09\0\0\0\0\x12",
    b"\xff\xfb\x90\x64", b"",
]))  # fmt: skip
def test_anything_behind_a_magic_number_is_labelled_or_refused(data: bytes, magic: bytes) -> None:
    labelled_or_refused(magic + data)


def _nested(wrap: Callable[[bytes], bytes], times: int) -> bytes:
    """Give a part in a part in a part."""
    inner = b""
    for _ in range(times):
        inner = wrap(inner)
    return inner


HOSTILE = {
    "chunks of nothing": odd.riff(b"RIFF\0\0\0\0WAVE" + (b"abcd" + bytes(4)) * 100_000),
    "zeros in a RIFF": odd.riff(b"RIFF\0\0\0\0WAVE" + bytes(1 << 20)),
    "boxes in boxes": b"\0\0\0\x08ftyp" + _nested(partial(odd.box, b"moov"), 5_000),
    "boxes of nothing": odd.box(b"ftyp") + odd.box(b"moov", odd.box(b"free") * 600_000),
    "free boxes": odd.box(b"ftyp") + odd.box(b"free") * 200_000,
    "keys that are not there": odd.box(b"ftyp")
    + odd.box(b"moov", odd.box(b"udta", odd.meta(b"mdta", odd.box(b"keys", bytes(4), b"\xff" * 4)))),
    "chunks that are not there": odd.box(b"ftyp")
    + odd.box(
        b"moov",
        *[odd.box(kind, b"") for kind in (b"udta",)],
        odd.box(b"trak", odd.box(b"mdia", odd.box(b"minf", odd.box(b"stbl", odd.box(b"stco", bytes(4), b"\xff" * 4))))),
    )
    + odd.box(b"mdat", b"x"),
    "texts in texts": b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska"
    + odd.element(
        0x18538067,
        odd.element(
            0x1254C367,
            odd.element(0x7373, _nested(partial(odd.element, 0x67C8), 2_000)),
        ),
    ),
    "objects in objects": b"FLV\1\5\0\0\0\x09\0\0\0\0\x12"
    + (60_014).to_bytes(3, "big")
    + bytes(7)
    + b"\2\0\x0aonMetaData\3"
    + b"\0\1a\3" * 15_000
    + bytes(4),
    "comments that are not there": b"fLaC\0\0\0\x22" + bytes(34) + b"\x84\0\0\x08" + bytes(4) + b"\xff" * 4,
    "a tag that says it is large": b"ID3\4\0\0\x7f\x7f\x7f\x7f" + bytes(1 << 16),
    "tags without end": b"ID3\4\0\0\0\0\0\0" * 20_000,
    "an APE tag of items without names": b"\xff\xfb\x90\x64"
    + bytes(413)
    + b"\xff\xfb\x90\x64"
    + bytes(413)
    + b"APETAGEX"
    + struct.pack("<IIII", 2000, 200, 9_999, 0)
    + bytes(8),
    "labels in XMP without end": odd.riff(b"RIFF\0\0\0\0WAVE" + odd.chunk(b"_PMX", b"<AIGC >" * 200_000)),
    "names in XMP without end": odd.riff(
        b"RIFF\0\0\0\0WAVE" + odd.chunk(b"_PMX", b"<" + b"a" * (1 << 20) + b" AIGC" * 100_000)
    ),
    "a head that goes on behind the end": b"FLV\1\5\x00\xff\xff\xff" + bytes(64),
    "a WAV behind a tag": odd.tag(odd.text())
    + odd.riff(b"RIFF\0\0\0\0WAVE" + odd.chunk(b"data", b"\xff\xfb\x90\x64" * 99)),
    "half a page": b"OggS\0\2" + bytes(20) + b"\xff" + b"\xff" * 200,
}
"""What bytes can do to a walker."""


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_bytes_cost_bounded_time_and_memory(case: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    labelled_or_refused(HOSTILE[case])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEBIBYTES << 10


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"RIFF\xff\xff\xff\xffWAVE",
        b"\0\0\0\0ftyp",
        b"\0\0\0\x08ftyp\0\0\0\1moov\0\0\0\1\0\0\0\0",
        b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff",
    ],
)
def test_four_sparse_gigabytes_are_refused_at_once(head: bytes, tmp_path: Path) -> None:
    file = tmp_path / "sparse.wav"
    with file.open("wb") as stream:
        stream.write(head)
        stream.truncate(4 << 30)
    began = time.monotonic()
    with pytest.raises(AdjudgeError):
        write_label(str(file), LABEL)
    assert time.monotonic() - began < SECONDS
    assert [each.name for each in tmp_path.iterdir()] == ["sparse.wav"]


def test_a_large_file_costs_megabytes(base: Callable[[str], bytes], tmp_path: Path) -> None:
    """Of what is copied, nothing is held; a file of a hundred megabytes shows it as well as one of four gigabytes."""
    data = base("plain.wav")
    at = data.index(b"data")
    file = tmp_path / "large.wav"
    with file.open("wb") as stream:
        size = 100 << 20
        stream.write(data[:4] + struct.pack("<I", at + size) + data[8:at] + b"data" + struct.pack("<I", size))
        stream.truncate(at + 8 + size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert write_label(str(file), LABEL).is_new
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 << 10
    shutil.rmtree(tmp_path)
