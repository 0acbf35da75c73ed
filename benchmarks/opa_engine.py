"""The OPA engine: adjudge's one connection with batches, over eight connections with one record a query."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import corpus
from bench import Bench, Row, at_least
from conftest_side import tool
from measure import Command, compare
from records import HERE, export

MODULE = "github.com/open-policy-agent/opa@v1.22.2"


def measure(bench: Bench) -> Iterator[Row]:
    """Compare the records a second."""
    count, opa = bench.records, tool("opa", MODULE)
    target = bench.record_folder(
        f"records-{count}-jsonl", "all.account.jsonl", lambda file: corpus.write_jsonl(file, count)
    )
    folder = export(bench, target)
    bare = Command(
        name="bare opa",
        arguments=[sys.executable, str(HERE / "bare_opa.py"), opa, str(folder)],
        folder=folder,
        env=bench.env,
        clock=folder / "seconds",
    )
    pair = compare(bench.check(target, "--engine", "opa", "--opa", opa), bare, bench.long)
    yield at_least(
        f"{count:,} account records on OPA, start included, over bare HTTP queries on 8 connections",
        pair,
        0.75,
        count=count,
    )
