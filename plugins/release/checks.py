"""Verdicts on what is no artifact: parameters beyond the law, required artifacts, files that nothing accounts for."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from adjudge.decision import Totals
from adjudge.lib.documents import Json, Place, Steps
from adjudge.model import Finding, Outcome, Verdict

if TYPE_CHECKING:
    from adjudge.control.gate import Gate, Named

UNACCOUNTED = "adjudge.release.unaccounted"
REQUIRED = "adjudge.gate.artifacts"
NAMED = "adjudge.release.named"


class Required(NamedTuple):
    """Denies a run in which artifacts that the gate requires were not judged."""

    gate: Gate

    def verdicts(self, totals: Totals) -> Iterator[Verdict]:
        """Give the verdict on the gate."""
        yield from _required(self.gate, totals)


class Unaccounted(NamedTuple):
    """Denies each file of a release that nothing accounts for."""

    paths: Callable[[], tuple[str, ...]]
    exempt: Callable[[str], bool]

    def verdicts(self, totals: Totals) -> Iterator[Verdict]:
        """Give the verdicts on those files."""
        yield from _unaccounted(self.paths(), self.exempt, totals)


def _required(gate: Gate, totals: Totals) -> Iterator[Verdict]:
    findings = []
    for number, wanted in enumerate(gate.artifacts):
        found = sum(
            count
            for (kind, file), count in totals.judged.items()
            if kind == wanted.kind and (wanted.path is None or gate.matches(wanted.path, file))
        )
        if found < wanted.at_least:
            where = "" if wanted.path is None else f" ({wanted.said})"
            findings.append(
                _finding(
                    REQUIRED,
                    gate.place(("artifacts", number)),
                    ("artifacts", number),
                    code="missing",
                    en=f"{wanted.kind}{where}: {found} judged, at least {wanted.at_least} required",
                    zh=f"{wanted.kind}{where}：已评定 {found} 个，至少需要 {wanted.at_least} 个",
                )
            )
    if findings:
        yield _denied(gate.file.name, "adjudge.gate", tuple(findings))


def _unaccounted(paths: Iterable[str], exempt: Callable[[str], bool], totals: Totals) -> Iterator[Verdict]:
    """Deny each file of a release that is no judged artifact, no evidence of one, and not exempted by the gate."""
    for path in paths:
        if path not in totals.files and path not in totals.evidence and not exempt(path):
            finding = _finding(
                UNACCOUNTED,
                Place(1, 1),
                (),
                code=None,
                en="no judged artifact and no evidence of one",
                zh="既不是已评定的对象，也不是其证据",
            )
            yield _denied(path, None, (finding,))


class Naming:
    """Denies each file of a release that a field must name by the gate's word, and that none of that kind names there."""

    def __init__(self, gate: Gate, paths: Callable[[], tuple[str, ...]]) -> None:
        self._gate = gate
        self._paths = paths
        self._wanted: Sequence[Named] = gate.named
        self._found: list[set[str]] = [set() for _ in gate.named]

    def question(self, path: str, text: str) -> None:
        """Do nothing: only verdicts are looked at."""

    def verdict(self, verdict: Verdict) -> None:
        """Note what an artifact names in the fields that are asked for."""
        for wanted, found in zip(self._wanted, self._found, strict=True):
            if verdict.kind == wanted.kind:
                folder = posixpath.dirname(verdict.file)
                found.update(
                    posixpath.normpath(posixpath.join(folder, path)) for path in _texts(verdict.document, wanted.field)
                )

    def verdicts(self, _totals: Totals) -> Iterator[Verdict]:
        """Give the verdicts on the files that are not named where they must be."""
        for path in self._paths():
            unnamed = {
                (wanted.kind, wanted.said): None
                for wanted, found in zip(self._wanted, self._found, strict=True)
                if self._gate.matches(wanted.path, path) and path not in found and not self._gate.exempts(path)
            }
            findings = tuple(
                _finding(
                    NAMED,
                    Place(1, 1),
                    (),
                    code=None,
                    en=f"no {kind} names it in {field}",
                    zh=f"没有 {kind} 在 {field} 中列出它",
                )
                for kind, field in unnamed
            )
            if findings:
                yield _denied(path, None, findings)


def _texts(value: Json, field: Sequence[str]) -> Iterator[str]:
    """Give the texts that a field has; ``*`` is each entry of a list or object."""
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


def _finding(rule: str, place: Place, path: Steps, *, code: str | None, en: str, zh: str) -> Finding:
    return Finding(rule=rule, severity="critical", place=place, path=path, code=code, message={"en": en, "zh": zh})


def _denied(file: str, kind: str | None, findings: tuple[Finding, ...]) -> Verdict:
    outcome = Outcome(rule=findings[0].rule, outcome="denied", findings=findings)
    return Verdict(path=file, file=file, kind=kind, sha256=None, size=None, verdict="deny", outcomes=(outcome,))
