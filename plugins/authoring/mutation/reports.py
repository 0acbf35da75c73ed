"""What became of changes, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from adjudge.lib.escape import visible
from adjudge.lib.shown import from_here
from adjudge.lib.wording import Wording

from .policy_changes import SORTS
from .results import MutationResults, TriedField, TriedPolicy

_NAMES = ("noticed", "survived", "reviewed", "refused", "timed_out")


def percent(score: float | None) -> str:
    """Return a score with one digit, and never more than it is: 99.96 is not 100."""
    return "–" if score is None else f"{int(score * 10) / 10:.1f}"


def text(found: MutationResults, words: Wording, shown: Callable[[str], str], *, all_: bool) -> str:
    """Return what people read: the survivors, each with its place and what was changed, then the score."""
    lines: list[str] = []
    for each in found.tried if all_ else found.survivors:
        lines += _policy(each, words, shown) if isinstance(each, TriedPolicy) else _field(each, words)
    counts = found.counts
    lines.append(
        words(
            "mutate.score",
            percent=percent(found.score),
            noticed=counts["noticed"] + counts["timed_out"],
            counted=counts["noticed"] + counts["timed_out"] + counts["survived"],
            reviewed=counts["reviewed"],
            refused=counts["refused"],
            timed_out=counts["timed_out"],
        )
    )
    if len(found.tried) < found.whole:
        lines.append(words("mutate.sample", n=len(found.tried), all=found.whole))
    return "".join(f"{line}\n" for line in lines)


def _policy(each: TriedPolicy, words: Wording, shown: Callable[[str], str]) -> Iterator[str]:
    fate = "reviewed" if each.reason is not None else each.fate
    sort = words.bracketed(words.of("mutate", each.change.sort))
    yield f"{words.of('mutate', fate)}{words.colon}{visible(shown(each.change.file))}:{each.change.line}{sort}"
    yield from (f"  {line[0]}{visible(line[1:].expandtabs(4))}" for line in each.change.diff[1:])
    if each.fate == "survived" and not each.noticed.asked and each.reason is None:
        yield f"  {words('mutate.unasked')}"
    if each.reason or (each.fate != "survived" and each.noticed.by):
        yield f"  {visible(each.reason or each.noticed.by)}"


def _field(each: TriedField, words: Wording) -> Iterator[str]:
    fate = "reviewed" if each.reason is not None else each.fate
    first = each.changes[0]
    yield f"{words.of('mutate', fate)}{words.colon}{visible(from_here(first.path))}: {visible(first.pointer)}" + (
        words.bracketed(words("mutate.field"))
    )
    yield f"  {visible(each.reason)}" if each.reason else f"  {words('mutate.unmissed', kind=each.kind)}"


def as_json(found: MutationResults, engine: str, seed: int, shown: Callable[[str], str]) -> str:
    """Return the results as JSON, as schemas/adjudge/mutation.json describes it; equal results are equal bytes."""
    counts = found.counts
    data: dict[str, Any] = {
        "schema_version": "1",
        "engine": engine,
        "seed": seed,
        "changes": [
            {
                "file": shown(each.change.file),
                "policy": each.change.file,
                "line": each.change.line,
                "sort": each.change.sort,
                "diff": list(each.change.diff),
                "before": each.change.before,
                "after": each.change.after,
                "result": each.fate,
                "by": each.noticed.by,
                "reason": each.reason,
            }
            for each in found.policies
        ],
        "fields": [
            {
                "kind": each.kind,
                "field": each.field,
                "examples": [from_here(change.path) for change in each.changes],
                "result": each.fate,
                "reason": each.reason,
            }
            for each in found.fields
        ],
        "idle": [{"line": line, "message": dict(said)} for line, said in found.idle],
        "summary": {
            **{name: counts[name] for name in _NAMES},
            "tried": len(found.tried),
            "all": found.whole,
            "score": None if found.score is None else round(found.score, 2),
            "by_sort": {sort: _of_sort(found, sort) for sort in SORTS},
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _of_sort(found: MutationResults, sort: str) -> dict[str, int]:
    own = [each for each in found.policies if each.change.sort == sort]
    survived = sum(each.fate == "survived" and each.reason is None for each in own)
    return {"tried": len(own), "survived": survived}
