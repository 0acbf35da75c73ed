"""Documents that break their schema: what it costs to say why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import corpus
from bench import Bench, Row, at_most, more_each
from measure import Command, compare

BREAKS: tuple[dict[str, Any], ...] = (
    {"status": "paused"},
    {"published": "yes"},
    {"verified_at": "yesterday"},
    {"statuz": "active"},
    {"stored": "name"},
)


def measure(bench: Bench) -> Iterator[Row]:
    """Compare records of which each breaks its schema with as many sound ones, and one such manifest with a sound one."""
    count = bench.records // 20
    broken, sound = (_records(bench, count, is_broken=each) for each in (True, False))
    pair = compare(broken, sound, bench.long)
    yield at_most(f"{count:,} account records that break their schema, over sound ones", pair, 1.5, count=count)
    yield more_each("a record that breaks its schema, more than a sound one", pair, 0.3, count=count)
    many, sound = (_lacking(bench, count, is_broken=each) for each in (True, False))
    pair = compare(many, sound, bench.long)
    yield more_each("a record that breaks its schema in seven places, more than a sound one", pair, 0.3, count=count)
    pair = compare(_manifest(bench), bench.check(bench.manifest_folder(1, "yaml")), bench.short)
    yield at_most("a manifest that breaks its schema, cold, over a sound one", pair, 1.1)


def _records(bench: Bench, count: int, *, is_broken: bool) -> Command:
    def write(file: Path) -> None:
        with file.open("w", encoding="utf-8") as stream:
            for number, record in enumerate(corpus.accounts(count)):
                stream.write(json.dumps(record | (BREAKS[number % len(BREAKS)] if is_broken else {})) + "\n")

    name = f"records-{count}-{'schema' if is_broken else 'sound'}"
    return replace(bench.check(bench.record_folder(name, "all.account.jsonl", write)), codes=(0, 1))


def _lacking(bench: Bench, count: int, *, is_broken: bool) -> Command:
    def write(file: Path) -> None:
        with file.open("w", encoding="utf-8") as stream:
            for record in corpus.accounts(count):
                kept = dict(list(record.items())[:-7]) if is_broken else record
                stream.write(json.dumps(kept) + "\n")

    name = f"records-{count}-{'lacking' if is_broken else 'whole'}"
    return replace(bench.check(bench.record_folder(name, "all.account.jsonl", write)), codes=(0, 1))


def _manifest(bench: Bench) -> Command:
    def write(file: Path) -> None:
        file.write_text(corpus.as_yaml(corpus.manifest(1) | {"releese": {}, "tracks": "none"}), encoding="utf-8")

    return replace(bench.check(bench.record_folder("manifest-schema", "one.manifest.yaml", write)), codes=(1,))
