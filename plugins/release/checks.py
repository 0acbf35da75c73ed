"""Verdicts on what is no artifact: required artifacts, files that nothing accounts for, files to be named."""

from __future__ import annotations

import posixpath
import stat
from collections.abc import Callable, Iterator, Sequence, Set
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from adjudge import Check, Finding, Verdict, Watcher
from adjudge.lib.documents import Json, Place, Steps
from adjudge.lib.words import Texts, say

from .conditions import Requirement, named
from .conditions import wanted as required
from .mentions import Mentions, Waiting

if TYPE_CHECKING:
    from adjudge import Gate, Totals

UNACCOUNTED = "adjudge.release.unaccounted"
REQUIRED = "adjudge.gate.artifacts"
NAMED = "adjudge.release.named"


class Required(Check):
    """Denies a run in which artifacts that the gate requires were not judged."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._wanted = tuple(required(gate))

    def at(self, as_of: datetime) -> Required:  # noqa: ARG002  # it knows no days
        """Return itself: it remembers nothing."""
        return self

    def verdicts(self, totals: Totals) -> Iterator[Verdict]:
        """Return the verdict on the gate."""
        findings = tuple(_missing(self._gate, self._wanted, totals))
        if findings:
            yield self.denied(self._gate.file.name, "adjudge.gate", findings)


class Unaccounted(Watcher, Check):
    """Denies each file of a release that is no judged artifact, no evidence of one, and not exempted by the gate.

    Of a file that holds artifacts, each document and record must be one: being evidence as well accounts for none of them.
    An artifact of a kind that is ``named`` accounts for itself only where one that is accounted for names it.
    """

    def __init__(
        self, root: Path, paths: Callable[[], tuple[str, ...]], gate: Gate | None, named: Set[str] = frozenset()
    ) -> None:
        self._root = root
        self._paths = paths
        self._gate = gate
        self._named = named
        self._mentions = Mentions()

    def at(self, as_of: datetime) -> Unaccounted:  # noqa: ARG002  # it knows no days
        """Return the same with nothing seen yet."""
        return Unaccounted(self._root, self._paths, self._gate, self._named)

    def verdict(self, verdict: Verdict) -> None:
        """Note what an artifact names, and whether it has to be named itself."""
        self._mentions.note(verdict, must_be_named=verdict.kind in self._named)

    def verdicts(self, totals: Totals) -> Iterator[Verdict]:
        """Return the verdicts on those files."""
        unnamed = self._mentions.unnamed()
        for path in self._paths():
            findings = (*self._findings(path, totals), *map(_unnamed, unnamed.get(path, ())))
            if findings and not self._is_exempt(path):
                yield self.denied(path, None, findings)

    def _findings(self, path: str, totals: Totals) -> Iterator[Finding]:
        if path in totals.files:
            words = say("release.unaccounted_part")
            for line in totals.unclaimed.get(path, {}).values():
                yield _finding(UNACCOUNTED, Place(line, 1), (), words)
        elif path not in totals.evidence:
            yield _finding(UNACCOUNTED, Place(1, 1), (), say("release.unaccounted"))

    def _is_exempt(self, path: str) -> bool:
        """Return whether the gate exempts a file; never a link, a pipe or a device: who knows what it leads to."""
        if self._gate is None or not self._gate.exempts(path):
            return False
        try:
            return stat.S_ISREG((self._root / path).lstat().st_mode)
        except OSError:
            return False


def _unnamed(artifact: Waiting) -> Finding:
    return _finding(UNACCOUNTED, Place(artifact.line, 1), (), say("release.unaccounted_bytes", kind=artifact.kind))


def _missing(gate: Gate, asked: Sequence[Requirement], totals: Totals) -> Iterator[Finding]:
    for number, wanted in enumerate(asked):
        found = sum(
            count
            for (kind, file), count in totals.judged.items()
            if kind == wanted.kind and (wanted.path is None or gate.matches(wanted.path, file))
        )
        if found < wanted.at_least:
            amount = {"kind": wanted.kind, "found": found, "least": wanted.at_least}
            yield _finding(
                REQUIRED,
                gate.place(("artifacts", number)),
                ("artifacts", number),
                say("release.missing", **amount)
                if wanted.path is None
                else say("release.missing_below", path=wanted.said, **amount),
                code="missing",
            )


class Naming(Watcher, Check):
    """Denies each file of a release that a field must name by the gate's word, and that none of that kind names there."""

    def __init__(self, gate: Gate, paths: Callable[[], tuple[str, ...]]) -> None:
        self._gate = gate
        self._paths = paths
        self._wanted = tuple(named(gate))
        self._found: list[set[str]] = [set() for _ in self._wanted]

    def at(self, as_of: datetime) -> Naming:  # noqa: ARG002  # it knows no days
        """Return the same with nothing seen yet."""
        return Naming(self._gate, self._paths)

    def verdict(self, verdict: Verdict) -> None:
        """Note what an artifact names in the fields that are asked for."""
        for wanted, found in zip(self._wanted, self._found, strict=True):
            if verdict.kind == wanted.kind:
                folder = posixpath.dirname(verdict.file)
                found.update(
                    posixpath.normpath(posixpath.join(folder, path)) for path in _texts(verdict.document, wanted.field)
                )

    def verdicts(self, totals: Totals) -> Iterator[Verdict]:  # noqa: ARG002  # it has seen the documents itself
        """Return the verdicts on the files that are not named where they must be."""
        for path in self._paths():
            unnamed = {
                (wanted.kind, wanted.said): None
                for wanted, found in zip(self._wanted, self._found, strict=True)
                if any(self._gate.matches(each, path) for each in wanted.paths) and path not in found
            }
            findings = tuple(
                _finding(
                    NAMED,
                    Place(1, 1),
                    (),
                    say("release.unnamed", kind=kind, field=field),
                )
                for kind, field in unnamed
            )
            if findings:
                yield self.denied(path, None, findings)


def _texts(value: Json, field: Sequence[str]) -> Iterator[str]:
    """Return the texts that a field has; ``*`` is each entry of a list or object."""
    if not field:
        if isinstance(value, str):
            yield value
        return
    step, *rest = field
    if isinstance(value, list):
        entries = value if step == "*" else [value[int(step)]] if step.isdecimal() and int(step) < len(value) else []
    elif isinstance(value, dict):
        entries = list(value.values()) if step == "*" else [value[step]] if step in value else []
    else:
        entries = []
    for entry in entries:
        yield from _texts(entry, rest)


def _finding(rule: str, place: Place, path: Steps, message: Texts, code: str | None = None) -> Finding:
    return Finding(rule=rule, severity="critical", place=place, path=path, code=code, message=message)
