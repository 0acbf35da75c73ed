"""What a lint finds, as verdicts on the files of policies: so every report of ``adjudge check`` tells it as it tells others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from adjudge import Finding, Outcome, Verdict, VerdictName
from adjudge.lib.documents import Place
from adjudge.lib.wording import wording
from adjudge.lib.words import ByLanguage, Said, Texts, said

from .checks import LintCheck, check_of
from .finding import LintFinding

KIND = "authoring.policy"
_ENDS = (".", "?", "!", "。", "？", "！")  # as a sentence ends in the languages of those who write plugins
UNREAD = frozenset(("syntax",))
"""Checks after which a file was not looked at in full: its verdict is an error, whatever else was found."""


class LintedTexts(NamedTuple):
    """What was looked at, and found: the text of each file, and the findings, by paths as reports have them.

    ``checks`` are those that count.
    """

    texts: Mapping[str, str]
    findings: Iterable[LintFinding]
    checks: tuple[LintCheck, ...]


class WithStep(ByLanguage):
    """What is wrong, and what is to be done about it."""

    __slots__ = ("_step", "_words")

    def __init__(self, words: Texts, step: Texts) -> None:
        self._words, self._step = words, step

    def __getitem__(self, language: str) -> str:
        """Return both in a language."""
        text, step, words = said(self._words, language), said(self._step, language), wording(language)
        return f"{text}{words.space}{step}" if step and text.endswith(_ENDS) else words.then(text, step)


def verdicts(looked: LintedTexts) -> Iterator[Verdict]:
    """Yield a verdict on each file, by path: what each check that counts says of it."""
    by_file: dict[str, list[LintFinding]] = {file: [] for file in looked.texts}
    for found in looked.findings:
        by_file.setdefault(found.file, []).append(found)
    for file in sorted(by_file):
        yield _verdict(file, looked.texts.get(file), by_file[file], looked.checks)


def _verdict(file: str, text: str | None, found: list[LintFinding], checks: Iterable[LintCheck]) -> Verdict:
    outcomes: list[Outcome] = []
    for check in checks:
        told = (_finding(each, check) for each in found if check_of(each.code) is check)
        by_place = {(one.place.line, one.place.column, one.message["en"]): one for one in told}  # equal ones are one
        own = [one for _, one in sorted(by_place.items())]
        if own:
            outcomes.append(Outcome(check.id, "denied" if check.level == "deny" else "warned", tuple(own)))
        else:
            outcomes.append(Outcome(check.id, "passed"))
    data = None if text is None else text.encode()
    return Verdict(
        path=file,
        file=file,
        kind=KIND,
        sha256=None if data is None else sha256(data).hexdigest(),
        size=None if data is None else len(data),
        verdict=_worst(outcomes),
        outcomes=tuple(outcomes),
    )


def _worst(outcomes: Iterable[Outcome]) -> VerdictName:
    failing = {each.outcome for each in outcomes}
    if any(each.findings and each.rule.rpartition(".")[2] in UNREAD for each in outcomes):
        return "error"
    return "deny" if "denied" in failing else "warn" if "warned" in failing else "pass"


def _finding(found: LintFinding, check: LintCheck) -> Finding:
    step = found.step or (found.words.next if isinstance(found.words, Said) else None)
    message = WithStep(found.words, step) if step else found.words
    return Finding(
        rule=check.id,
        severity=check.severity,
        place=Place(found.line or 1, found.column or 1),
        message=message,
        level=check.level,
        details={"code": found.code, **({"rule": found.rule} if found.rule is not None else {})},
    )


def lines_of(texts: Mapping[str, str]) -> Callable[[str, int], str | None]:
    """Return what gives a line of a file that was looked at."""
    split: dict[str, list[str]] = {}

    def line(file: str, number: int) -> str | None:
        if file not in split:
            split[file] = texts.get(file, "").split("\n")
        return split[file][number - 1] if 0 < number <= len(split[file]) else None

    return line
