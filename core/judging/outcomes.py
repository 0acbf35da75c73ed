"""Judge: from what the rules said to outcomes and the verdict. Nothing here is specific to a domain."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, TypeAlias

from adjudge.lib.documents import LANGUAGES, Json, Place, Steps
from adjudge.lib.errors import AdjudgeError, EngineError, PolicyError
from adjudge.lib.rego.rule import Rule

from ..engine import Answer, Heads
from ..model import Finding, Outcome, OutcomeName, Problem, Verdict, VerdictName

Locate: TypeAlias = Callable[[Steps], Place]
Level: TypeAlias = Literal["deny", "warn"]
Standing: TypeAlias = Literal["in_force", "pending", "ended"]
_HOLE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_APPLIED: frozenset[OutcomeName] = frozenset({"passed", "denied", "warned", "pending", "waived", "error"})
_CLEAN_ANSWERS = 4096
_STEP_TYPES = {str, int}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def problem_of(error: AdjudgeError) -> Problem:
    """Give an error as data."""
    return Problem(
        message=error.message,
        file=error.file,
        line=error.line,
        column=error.column,
        rule=error.rule,
        plugin=error.plugin,
        hint=error.hint,
    )


def standing(rule: Rule, as_of: datetime, zone_of: Callable[[str], str]) -> Standing:
    """Tell whether a rule is in force at ``as_of``.

    A date without a time is a whole day in the zone of the rule's first instrument; ``zone_of`` gives it by the
    instrument's id and is asked only within a day of the date, where it matters.
    """
    effective = rule.effective
    if effective.since and as_of < _instant(effective.since, rule, as_of, zone_of):
        return "pending"
    if effective.to and as_of >= _instant(effective.to, rule, as_of, zone_of, end=True):
        return "ended"
    return "in_force"


def _instant(text: str, rule: Rule, as_of: datetime, zone_of: Callable[[str], str], *, end: bool = False) -> datetime:
    if len(text) > len("2026-01-31"):
        return datetime.fromisoformat(text)
    day = date.fromisoformat(text)
    if end and day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    day += timedelta(days=1 if end else 0)
    midnight = datetime.combine(day, time(), tzinfo=UTC)
    if abs(midnight - as_of) > timedelta(hours=36) or not rule.basis:
        return midnight
    from zoneinfo import ZoneInfo

    zone = zone_of(rule.basis[0].partition("#")[0])
    try:
        return datetime.combine(day, time(), tzinfo=ZoneInfo(zone))
    except (KeyError, ValueError, OSError) as error:
        raise PolicyError(
            f"there is no time zone {zone}, in which the days of {rule.basis[0]} are whole",
            file=rule.file,
            rule=rule.id,
            plugin=rule.plugin,
            hint="Mend the instrument, or install tzdata.",
        ) from error


def _templates(rule: Rule) -> dict[str, dict[str, str]]:
    """Give the rule's messages by code and language, ready for the % operator.

    The message without a code stands in for a code that a language lacks, English for a language.
    """
    messages = {
        language: {code: _HOLE.sub(r"%(\1)s", text.replace("%", "%%")) for code, text in words.messages.items()}
        for language, words in rule.words.items()
    }
    templates: dict[str, dict[str, str]] = {}
    for code in {code for texts in messages.values() for code in texts}:
        said = {language: texts.get(code, texts.get("")) for language, texts in messages.items()}
        english = said.get("en")
        if english is not None:
            templates[code] = {language: said.get(language) or english for language in LANGUAGES}
    return templates


@dataclass(kw_only=True, eq=False, repr=False)
class Outcomes:
    """Judges artifacts of one kind: its rules, where they stand at ``as_of``, and their messages.

    ``broken`` are rules that could not be loaded, with why; they are errors on every artifact.
    """

    rules: Sequence[Rule]
    as_of: datetime
    zone_of: Callable[[str], str]
    broken: Mapping[str, EngineError | AdjudgeError] = field(default_factory=dict)
    _clean: dict[tuple[Answer, frozenset[str]], tuple[Outcome, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._standing: dict[str, Standing] = {}
        for rule in self.rules:
            try:
                self._standing[rule.id] = standing(rule, self.as_of, self.zone_of)
            except AdjudgeError as error:  # its instrument is broken: the rule's own trouble
                self.broken = {**self.broken, rule.id: error}
        self._templates = {rule.id: _templates(rule) for rule in self.rules}

    def at(self, as_of: datetime) -> Outcomes:
        """Give the same bench at another time."""
        return Outcomes(rules=self.rules, as_of=as_of, zone_of=self.zone_of, broken=self.broken)

    def outcomes(self, answer: Answer, locate: Locate, jurisdictions: frozenset[str]) -> tuple[Outcome, ...]:
        """Give each rule's outcome, by rule id. An empty ``jurisdictions`` means all."""
        key = (answer, jurisdictions)
        known = self._clean.get(key)
        if known is not None:
            return known
        outcomes = tuple(self._outcome(rule, answer, locate, jurisdictions) for rule in self.rules)
        if not any(outcome.findings for outcome in outcomes) and len(self._clean) < _CLEAN_ANSWERS:
            self._clean[key] = outcomes
        return outcomes

    def _outcome(self, rule: Rule, answer: Answer, locate: Locate, jurisdictions: frozenset[str]) -> Outcome:
        if rule.id in self.broken:
            return Outcome(rule=rule.id, outcome="error", note=str(self.broken[rule.id]))
        said = answer.rules.get(rule.id)
        try:
            if said is None:
                raise EngineError("the engine gave no answer for this rule")
            if isinstance(said, AdjudgeError):
                raise said
            if not self._applies(rule, said, jurisdictions):
                return Outcome(rule=rule.id, outcome="not_applicable")
            denied = self._findings(rule, said, "deny", locate)
            warned = self._findings(rule, said, "warn", locate)
        except EngineError as error:
            return Outcome(rule=rule.id, outcome="error", note=str(error))
        if self._standing[rule.id] == "pending":
            return Outcome(rule=rule.id, outcome="pending", findings=(*denied, *warned), note=rule.effective.since)
        name: OutcomeName = "denied" if denied else "warned" if warned else "passed"
        return Outcome(rule=rule.id, outcome=name, findings=(*denied, *warned))

    def _applies(self, rule: Rule, said: Heads, jurisdictions: frozenset[str]) -> bool:
        if self._standing[rule.id] == "ended":
            return False
        if rule.jurisdictions and jurisdictions and jurisdictions.isdisjoint(rule.jurisdictions):
            return False
        if "applies" not in rule.heads:
            return True
        applies = said.get("applies")
        if applies is None or len(applies) > 1 or not all(isinstance(value, bool) for value in applies):
            raise EngineError(f"`applies` is no boolean: {_shorten(applies)}")
        return applies == [True]

    def _findings(self, rule: Rule, said: Heads, head: Level, locate: Locate) -> tuple[Finding, ...]:
        if head not in rule.heads:
            return ()
        values = said.get(head)
        if values is None or len(values) != 1 or not isinstance(values[0], list):
            raise EngineError(
                f"`{head}` is undefined or no set", hint=f"Write `{head} contains {{…}} if {{…}}`, and nothing else."
            )
        findings = [self._finding(rule, value, head, locate) for value in values[0]]
        return tuple(sorted(findings, key=_order))

    def _finding(self, rule: Rule, value: Json, level: Level, locate: Locate) -> Finding:
        if isinstance(value, str):
            value = {"msg": value}
        if not isinstance(value, dict):
            raise EngineError(f"a finding is an object or a string, not {_shorten(value)}")
        steps = value.get("path", [])
        if not isinstance(steps, list) or not _STEP_TYPES.issuperset(map(type, steps)):
            raise EngineError(
                f"`path` of a finding is an array of strings and integers, not {_shorten(steps)}",
                hint='Write it as in ["dishes", 0, "name"].',
            )
        if not isinstance(value.get("code", ""), str):
            raise EngineError(
                f"`code` of a finding is a string, not {_shorten(value['code'])}",
                hint="Name one of the codes under custom.message.",
            )
        path: Steps = tuple(steps)
        details = {key: detail for key, detail in value.items() if key not in ("path", "code", "msg")}
        return Finding(
            rule=rule.id,
            level=level,
            severity=rule.severity,
            code=value.get("code"),
            path=path,
            place=locate(path),
            message=self._message(rule, value, details),
            details=details,
        )

    def _message(self, rule: Rule, value: Mapping[str, Json], details: Mapping[str, Json]) -> dict[str, str]:
        if "msg" in value:
            if not isinstance(value["msg"], str):
                raise EngineError(f"`msg` of a finding is a string, not {_shorten(value['msg'])}")
            return dict.fromkeys(LANGUAGES, value["msg"])
        code = value.get("code", "")
        templates = self._templates[rule.id]
        chosen = templates.get(code) or templates.get("")
        if chosen is None and not code:
            raise EngineError(
                "METADATA has no message for a finding without code",
                hint="Write custom.message, or give the finding a `msg`, or a code that has a message.",
            )
        if chosen is None:
            raise EngineError(
                f"the finding has the code {_shorten(value.get('code'))}, for which METADATA has no message",
                hint="Add it under custom.message.",
            )
        texts = {key: _text(detail) for key, detail in details.items()}
        try:
            return {language: template % texts for language, template in chosen.items()}
        except KeyError as error:
            raise EngineError(
                f"the message {code or 'of the rule'} needs {error}, which a finding lacks",
                hint="Put it into the finding, or take it out of custom.message.",
            ) from error


class _Late:
    """Details in a sort key: written down only where everything before them is equal."""

    __slots__ = ("details",)

    def __init__(self, details: Mapping[str, Json]) -> None:
        self.details = details

    def __lt__(self, other: _Late) -> bool:
        return _text(self.details) < _text(other.details)


def _order(finding: Finding) -> tuple[Any, ...]:
    file_line_column = (finding.place.file or "", finding.place.line, finding.place.column)
    return (*file_line_column, finding.code or "", finding.message["en"], _Late(finding.details))


def _text(value: Json) -> str:
    """Give a value as a message shows it: strings as they are, the rest as compact JSON."""
    if type(value) is int:
        return str(value)
    return value if isinstance(value, str) else _encode(value)


def _shorten(value: Json) -> str:
    text = _text(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def verdict_of(outcomes: Iterable[Outcome]) -> VerdictName:
    """Give the verdict that outcomes amount to."""
    worst: VerdictName = "pass"
    for outcome in outcomes:
        if outcome.outcome == "error":
            return "error"
        if outcome.outcome == "denied":
            worst = "deny"
        elif worst == "pass" and (outcome.outcome == "warned" or (outcome.outcome == "pending" and outcome.findings)):
            worst = "warn"
    return worst


def applied(outcomes: Iterable[Outcome]) -> bool:
    """Tell whether any rule applied."""
    return any(outcome.outcome in _APPLIED for outcome in outcomes)


def without(verdict: Verdict, left_out: frozenset[str]) -> Verdict:
    """Give a verdict without the outcomes of some rules, its own verdict following from those that stay."""
    if not left_out:
        return verdict
    outcomes = tuple(outcome for outcome in verdict.outcomes if outcome.rule not in left_out)
    return verdict._replace(outcomes=outcomes, verdict="error" if verdict.problem else verdict_of(outcomes))
