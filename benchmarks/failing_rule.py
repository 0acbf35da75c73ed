"""A rule that fails on one record: the others keep their verdicts, and the run its speed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import corpus
from bench import Bench, Row, at_most
from conftest_side import UnavailableError, tool
from measure import Command, compare
from opa_engine import MODULE

RECORDS = 2_000


def measure(bench: Bench) -> Iterator[Row]:
    """Compare a file in which one rule fails on one record with the same file without."""
    engines: list[tuple[str, ...]] = [("embedded",)]
    with suppress(UnavailableError):
        engines.append(("opa", "--opa", tool("opa", MODULE)))
    for engine, *options in engines:
        failing, sound = (_check(bench, number, "--engine", engine, *options) for number in (RECORDS // 2, None))
        pair = compare(replace(failing, codes=(3,)), sound, bench.short)
        yield at_most(f"a rule that fails on one record of {RECORDS:,}, {engine}", pair, 2)


def _check(bench: Bench, failing: int | None, *options: str) -> Command:
    def write(file: Path) -> None:
        corpus.write_jsonl(file, RECORDS, failing=failing)

    name = f"records-{RECORDS}-failing-{failing}"
    return bench.check(bench.record_folder(name, "all.account.jsonl", write), *options)
