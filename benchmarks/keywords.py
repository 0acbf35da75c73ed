"""A keyword library and the subtitle of a feature film: reading the library, building what searches, searching once."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from bench import Bench, Row
from measure import Command, take_turns, typical

SECONDS = 1.2
CUES, LETTERS = 2_000, 60
_UPDATED = b'updated: "2026-10-01T08:00:00Z"\n'


def measure(bench: Bench) -> Iterator[Row]:
    """Measure a library of a hundred thousand keywords, and one of ten thousand as the standard advises."""
    for most, aim in ((100_000, SECONDS), (10_000, None)):
        count = most // 20 if bench.quick else most
        folder = bench.corpus(f"keywords-{count}", lambda folder, count=count: write(folder, count))
        clock = folder / "seconds"
        command = Command(
            name="keywords",
            arguments=[sys.executable, __file__, str(folder), str(clock)],
            folder=folder,
            env=bench.env,
            clock=clock,
        )
        (samples,) = take_turns(command, repeats=bench.short)
        sample = typical(samples)
        yield Row(
            what=f"{count:,} keywords, and a subtitle of {CUES:,} cues and {CUES * LETTERS:,} characters",
            aim="–" if aim is None else f"≤ {aim:g} s",
            measured=f"{sample.wall:.2f} s",
            met=None if aim is None else sample.wall <= aim,
            detail=f"after imports; {sample.megabytes:.0f} MB",
        )


def write(folder: Path, count: int) -> None:
    """Write keywords of three to six characters, and cues of which each fiftieth has a keyword, some of them disguised."""
    chance = random.Random(count)
    letters = [chr(0x4E00 + number) for number in range(3_000)]
    terms = ["".join(chance.choices(letters, k=chance.randint(3, 6))) for _ in range(count)]
    cues = ["".join(chance.choices(letters, k=LETTERS - 1)) + "，" for _ in range(CUES)]
    for number in range(0, CUES, 50):
        term = terms[number % count]
        term = "*".join(term) if number % 100 else term
        cues[number] = (term + cues[number])[:LETTERS]
    folder.mkdir()
    (folder / "keywords.csv").write_text(
        "term,category,risk\n" + "".join(f"{term},I1,A.1.1\n" for term in terms), "utf-8"
    )
    (folder / "cues.txt").write_text("\n".join(cues), "utf-8")


def main() -> None:
    """Search once, and write the seconds that it took into a file."""
    from adjudge.plugins.domains.content_security.library import parse
    from adjudge.plugins.domains.content_security.steps import DEFAULT

    folder, clock = map(Path, sys.argv[1:])
    table = (folder / "keywords.csv").read_bytes()
    cues = [[cue] for cue in (folder / "cues.txt").read_text("utf-8").split("\n")]
    begin = time.perf_counter()
    library = parse("keywords.csv", table, _UPDATED, DEFAULT, sample=False)
    hits = library.find(cues)
    clock.write_text(str(time.perf_counter() - begin), "utf-8")
    if len(hits) < CUES // 50 or library.sha256 != sha256(table).hexdigest():
        raise AssertionError(f"{len(hits)} keywords were found")


if __name__ == "__main__":
    main()
