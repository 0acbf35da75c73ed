"""Folders below each other: they cost as much as the same number beside each other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import corpus
from bench import Bench, Row, at_most
from measure import compare

from adjudge.lib.descent import Descent, remove_tree


def measure(bench: Bench) -> Iterator[Row]:
    """Compare a chain of folders, with a file in each, with as many beside each other."""
    count = 100 if bench.quick else 1_000
    nested, flat = (bench.folder / f"{count}-{name}" for name in ("nested", "flat"))
    try:
        for folder in (nested, flat):
            _write(folder, count, is_nested=folder is nested)
        pair = compare(bench.check(nested), bench.check(flat), bench.long)
        yield at_most(f"{count:,} folders below each other, over as many beside each other", pair, 2, count=count)
    finally:
        if nested.exists():
            remove_tree(str(nested))  # too deep for the standard library


def _write(folder: Path, count: int, *, is_nested: bool) -> None:
    folder.mkdir()
    text = corpus.as_yaml(corpus.manifest(1)).encode()
    top = os.open(folder, os.O_RDONLY)
    with Descent(top) as way:
        for number in range(count):
            way.enter("d" if is_nested else f"d{number}", make=True)
            with os.fdopen(os.open("one.manifest.yaml", os.O_WRONLY | os.O_CREAT, dir_fd=way.at), "wb") as stream:
                stream.write(text)
            if not is_nested:
                way.leave()
    os.close(top)
