"""Many records in one file: an export of a user database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import corpus
import rules
from bench import Bench, Row, at_least, peak
from conftest_side import same_findings
from measure import Command, Pair, Sample, run, take_turns

MEGABYTES = 80
FLAT = 1.1
HERE = Path(__file__).parent


def measure(bench: Bench) -> Iterator[Row]:
    """Compare JSONL and CSV with conftest's JSON array and with the bare engine; see whether memory is flat."""
    count = bench.records
    lines, cells, array = (_folder(bench, form, count) for form in ("jsonl", "csv", "json"))
    policies = bench.policies("records", rules.ACCOUNT, rules.ACCOUNT_RULES)
    few = [_folder(bench, form, 1_000) for form in ("jsonl", "csv", "json")]
    for ours in few[:2]:
        assert same_findings(policies, ours, few[2], bench.env) == 1_000 // corpus.FLAWED_ACCOUNTS
    what = f"{count:,} account records, 6 rules"
    commands = [bench.check(lines), bench.check(cells), bench.conftest(policies, array), bare_engine(bench, lines)]
    by_line, by_cell, theirs, bare = take_turns(*commands, repeats=bench.long)
    for form, ours in (("JSONL", by_line), ("CSV", by_cell)):
        pair = Pair(ours=ours, theirs=theirs)
        yield at_least(f"{what}, {form}, over conftest on a JSON array", pair, 10, count=count)
        yield peak(f"{what}, {form}: memory", ours, MEGABYTES)
        yield _flatness(bench, form.lower(), ours)
    pair = Pair(ours=by_line, theirs=bare)
    yield at_least(f"{what}, JSONL, over the bare embedded engine", pair, 0.7, count=count)


def export(bench: Bench, target: Path) -> Path:
    """Write down what adjudge gives to its engine for ``target``: policies and inputs; give the folder."""
    folder = bench.folder / f"export-{target.name}"
    if not folder.exists():
        (file,) = target.iterdir()
        script = [sys.executable, str(HERE / "export.py"), str(file), str(folder)]
        run(Command(name="export", arguments=script, folder=target.parent, env=bench.env))
    return folder


def bare_engine(bench: Bench, target: Path) -> Command:
    """Return the command that asks the embedded engine alone."""
    folder = export(bench, target)
    script = [sys.executable, str(HERE / "bare_embedded.py"), str(folder)]
    return Command(name="bare engine", arguments=script, folder=folder, env=bench.env, clock=folder / "seconds")


def _folder(bench: Bench, form: str, count: int) -> Path:
    write = {"jsonl": corpus.write_jsonl, "csv": corpus.write_csv, "json": corpus.write_array}[form]
    return bench.record_folder(f"records-{count}-{form}", f"all.account.{form}", lambda file: write(file, count))


def _flatness(bench: Bench, form: str, many: tuple[Sample, ...]) -> Row:
    fifth = run(bench.check(_folder(bench, form, bench.records // 5))).megabytes
    most = max(sample.megabytes for sample in many)
    return Row(
        what=f"memory of {bench.records:,} {form.upper()} records over that of {bench.records // 5:,}",
        aim=f"flat, ≤ {FLAT:g}×",
        measured=f"{most / fifth:.2f}×",
        met=most / fifth <= FLAT,
        detail=f"{most:.0f} MB : {fifth:.0f} MB",
    )
