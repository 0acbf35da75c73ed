"""Recordings: what their bytes cost beyond the digest, what a label costs, and a cold check of a folder that has one.

The files are made here, of nothing: silence of fifteen minutes, and four gigabytes of a film that take no room on a disk.
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench import Bench, Row, peak
from measure import Command, Pair, compare, take_turns, typical

MILLISECONDS, MEGABYTES, SPEED = 60, 60, 200
"""Aims: of the bytes, of the memory, and of the megabytes a second that are labelled."""
READINGS = 10
SILENCE = 15 * 60 * 48_000 * 4
"""Bytes of fifteen minutes of two channels of 16 bits."""
FILM = 4 << 30
LABEL = json.dumps({"Label": "1", "ContentProducer": "001191110102MACQD9K64010000", "ProduceID": "bench"})
EXAMPLE = Path(__file__).parents[1] / "examples" / "launch" / "jobs" / "news-brief" / "out" / "brief.zh.wav"


def measure(bench: Bench) -> Iterator[Row]:
    """Measure reading, labelling, and starting with a recording in the folder."""
    folder = bench.corpus("media", lambda folder: write(folder, share=100 if bench.quick else 1))
    for name, what in (("sound.wav", "a WAV of 15 minutes, 173 MB"), ("film.mp4", "a film of 4 GiB")):
        once, often = (_asked(bench, str(count), folder / name) for count in (1, 1 + READINGS))
        pair = compare(often, once, bench.long)
        milliseconds = _more(pair) / READINGS * 1000
        yield Row(
            what=f"labels, tags and streams of {what}, beyond start and digest",
            aim=f"≤ {MILLISECONDS} ms",
            measured=f"{milliseconds:.0f} ms",
            met=milliseconds <= MILLISECONDS,
            detail=f"of processors; start and digest {typical(pair.theirs).cpu:.1f} s",
        )
        yield peak(f"the same: memory of the larger process, {what}", pair.ours, MEGABYTES)
    (samples,) = take_turns(_asked(bench, "label", folder / "sound.wav"), repeats=bench.long)
    sample = typical(samples)
    speed = (folder / "sound.wav").stat().st_size / 1e6 / sample.wall
    yield Row(
        what="labelling that WAV, flushed and compared",
        aim=f"≥ {SPEED} MB/s",
        measured=f"{speed:.0f} MB/s",
        met=speed >= SPEED,
        detail=f"of one processor; {sample.megabytes:.0f} MB of memory",
    )
    yield from _starts(bench)


def _starts(bench: Bench) -> Iterator[Row]:
    """Compare a cold check of a manifest with the same where a recording lies beside it."""
    target = bench.manifest_folder(1, "yaml")
    for seconds, how in ((0, "not listened to"), (10, "listened to")):
        beside = bench.folder / f"beside-{seconds}"
        shutil.copytree(target, beside)
        shutil.copy(EXAMPLE, beside)
        (beside / "adjudge.toml").write_text(f"[params.dubbing]\nrhythm_seconds = {seconds}\n", "utf-8")
        pair = compare(bench.check(beside), bench.check(target), bench.short)
        yield Row(
            what=f"a recording beside one manifest, {how}: cold check, over the manifest alone",
            aim="–",
            measured=f"{_more(pair) * 1000:.0f} ms",
            met=None,
            detail=f"of processors; {typical(pair.ours).cpu * 1000:.0f} ms : {typical(pair.theirs).cpu * 1000:.0f} ms",
        )


def _more(pair: Pair) -> float:
    """Return how many seconds of processors the first takes more: the median of the pairs' differences."""
    return median(our.cpu - their.cpu for our, their in zip(pair.ours, pair.theirs, strict=True))


def _asked(bench: Bench, what: str, file: Path) -> Command:
    clock = file.parent / "seconds"
    return Command(
        name=what,
        arguments=[sys.executable, __file__, what, str(file), str(clock)],
        folder=file.parent,
        env=bench.env,
        clock=clock,
    )


def write(folder: Path, share: int) -> None:
    """Write a WAV and a film; ``share`` makes them so many times smaller."""
    folder.mkdir()
    size = SILENCE // share
    head = b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 2, 48_000, 192_000, 4, 16) + b"data" + struct.pack("<I", size)
    label = b"AIGC" + struct.pack("<I", len(LABEL)) + LABEL.encode() + bytes(len(LABEL) % 2)
    with (folder / "sound.wav").open("wb") as stream:
        stream.write(b"RIFF" + struct.pack("<I", len(head) + size + len(label)) + head)
        for at in range(0, size, 1 << 16):
            stream.write(bytes(min(1 << 16, size - at)))
        stream.write(label)
    with (folder / "film.mp4").open("wb") as stream:
        stream.write(struct.pack(">I", 20) + b"ftypisom" + bytes(4) + b"isom")
        stream.write(struct.pack(">I4sQ", 1, b"mdat", FILM // share))
        stream.seek(20 + FILM // share)
        stream.write(_moov())


def _moov() -> bytes:
    """Return a head without streams, with a label in ``udta``."""

    def box(name: bytes, *parts: bytes) -> bytes:
        inside = b"".join(parts)
        return struct.pack(">I", 8 + len(inside)) + name + inside

    item = box(
        b"----",
        box(b"mean", bytes(4), b"com.apple.iTunes"),
        box(b"name", bytes(4), b"AIGC"),
        box(b"data", struct.pack(">II", 1, 0), LABEL.encode()),
    )
    handler = box(b"hdlr", bytes(8), b"mdirappl", bytes(9))
    return box(
        b"moov",
        box(b"mvhd", bytes(12), struct.pack(">II", 1000, 1000), bytes(80)),
        box(b"udta", box(b"meta", bytes(4), handler, box(b"ilst", item))),
    )


def main() -> None:
    """Label a file once, or read it so many times, and write the seconds of this process into a file."""
    what, file, clock = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    begin = time.process_time()
    if what == "label":
        begin = _label(file)
    else:
        _read(file, int(what))
    clock.write_text(str(time.process_time() - begin), "utf-8")


def _read(file: Path, count: int) -> None:
    from adjudge.lib.files import Tree
    from adjudge.plugins.media.reading.document import read_media

    pieces = Tree(root=file.parent).pieces(file.name)  # the digest
    for _ in range(count):
        (document,) = read_media(pieces)
        if len(document.value["labels"]) != 1:
            raise AssertionError(document.value)


def _label(file: Path) -> float:
    """Label a copy, and return when that began."""
    from adjudge.plugins.media.labelling.writing import write_label

    copy = file.with_name(f"{os.getpid()}.wav")
    shutil.copy(file, copy)
    try:
        begin = time.process_time()
        if not write_label(str(copy), LABEL.replace("bench", "anew")).is_new:
            raise AssertionError(copy)
    finally:
        copy.unlink()
    return begin


if __name__ == "__main__":
    main()
