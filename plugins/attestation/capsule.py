"""The capsule of a run: what it takes to judge again without the files, and to see that the same comes out.

It has the policy input of every artifact (document, related documents, facts, digests, clock), the parameters, the
digests of policies and schemas, and of the JSON report. What evidence said is in the facts, so no hook is called again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adjudge import Fails, Finding, Outcome, Recorded, Suppression, Suppressor, Totals, Verdict, Watcher
from adjudge.lib.documents import EvidenceFile, Json, Place, Source, Steps
from adjudge.lib.errors import EngineError, JudgeError, ReadError
from adjudge.lib.fingerprint import Fingerprints
from adjudge.lib.formats import read_core
from adjudge.lib.json_text import given
from adjudge.lib.opening import read_regular
from adjudge.lib.rego.findings import shortened
from adjudge.lib.system import reason
from adjudge.lib.words import ENGLISH, Said, said, say
from adjudge.report import Context, ReportWriter

from .refusal import VerificationFailure, refuse
from .statement import judged_by

MAX_BYTES = 256 << 20
"""Bytes that a capsule may have: more is neither written nor read."""

if TYPE_CHECKING:
    from adjudge import InputSession, JudgedKind, Registry, Settings, Summary
    from adjudge.engine import JudgedBy

SCHEMA_VERSION = "1"


@dataclass(kw_only=True, eq=False, repr=False)
class Capsule(Watcher):
    """A capsule in the making: hears each policy input, then each verdict, once it was told of which session."""

    artifacts: list[Json] = field(default_factory=list)
    closing: list[Json] = field(default_factory=list)

    def begin(self, context: Context, registry: Registry) -> None:
        """Learn of which session this is, before anything is judged."""
        self._context = context
        self._inputs: dict[str, str] = {}
        self._fingerprints = Fingerprints()
        self._report = StringIO()
        self._writer = _json_report(registry, self._report, context)

    def question(self, path: str, text: str) -> None:
        """Keep the policy input of an artifact until its verdict comes."""
        self._inputs[path] = text

    def verdict(self, verdict: Verdict) -> None:
        """Take a verdict; one without policy input is on what is no artifact, and kept as it is."""
        self._writer.verdict(verdict._replace(decision=None))  # an OPA that is asked again decides anew
        head = {name: getattr(verdict, name) for name in ("path", "file", "kind", "sha256", "size", "line")}
        if verdict.path not in self._inputs:
            head |= {"known_as": verdict.known_as} if verdict.known_as else {}
            self.closing.append({**head, "verdict": verdict.verdict, "outcomes": list(map(_outcome, verdict.outcomes))})
            return
        findings = [finding for outcome in verdict.outcomes for finding in outcome.findings]
        placed = {finding.path: finding.place for finding in findings}
        placed |= {other.path: other.place for each in findings for other in each.related if other.artifact is None}
        beside = {(o.artifact, o.path): o.place for each in findings for o in each.related if o.artifact is not None}
        self.artifacts.append(
            {
                **head,
                "input": json.loads(self._inputs.pop(verdict.path)),
                "evidence": [given(file._asdict()) for file in verdict.evidence],
                **({"known_as": verdict.known_as} if verdict.known_as else {}),
                "places": [[list(path), *_spot(place)] for path, place in placed.items()],
                **({"second_places": [_second(*each) for each in beside.items()]} if beside else {}),
                "excused": list(self._suppressed(verdict)),
                "outcomes": {outcome.rule: outcome.outcome for outcome in verdict.outcomes},
            }
        )

    def text(self, kinds: Iterable[JudgedKind], fails: Fails, summary: Summary) -> str:
        """Return the capsule as JSON, an artifact a line. Equal runs as of the same time give equal texts."""
        kinds = list(kinds)
        self._writer.finish(summary)
        policies, _ = judged_by(kinds)
        head = {
            "schema_version": SCHEMA_VERSION,
            "adjudge": self._context.version,
            "engine": self._context.engine,
            **({"engines": summary.engines} if summary.engines else {}),
            "as_of": self._context.as_of,
            "gate": dict(self._context.gate or {}),
            "fails": fails._asdict(),
            "policies": policies,
            "parameters": _parameters(kinds),
            "unclaimed": list(summary.unclaimed),
            "report": {"sha256": _digest(self._report.getvalue())},
            "closing": self.closing,
        }
        members = "".join(f"{json.dumps(name)}: {_encode(value)},\n" for name, value in head.items())
        return f'{{\n{members}"artifacts": [\n' + ",\n".join(map(_encode, self.artifacts)) + "\n]\n}\n"

    def _suppressed(self, verdict: Verdict) -> Iterator[Json]:
        for outcome, prints in zip(verdict.outcomes, self._fingerprints.of(verdict), strict=True):
            for finding, fingerprint in zip(outcome.findings, prints, strict=True):
                if finding.suppression is not None:
                    suppression = given(finding.suppression._asdict())
                    yield {"rule": outcome.rule, "fingerprint": str(fingerprint), "excuse": suppression}


def read_capsule(file: Path) -> dict[str, Any]:
    """Read a capsule. Raises ReadError for what is none, JudgeError when it cannot be read."""
    from adjudge.lib.schema.own import own_validator

    try:
        data = read_regular(file, MAX_BYTES)
    except OSError as error:
        raise JudgeError(say("capsule.unreadable", why=reason(error)), file=str(file)) from error
    (document,) = read_core(Source(path=file.name, real=file, data=data, sha256=""), ".json")
    if isinstance(document, ReadError):
        raise document
    validator = own_validator("capsule")
    if not validator.is_valid(document.value):
        raise ReadError(validator.errors(document.value)[0].message, file=file.name)
    capsule: dict[str, Any] = document.value
    return capsule


def judged_then(capsule: Mapping[str, Any]) -> JudgedBy:
    """Return which engines judged, as a capsule says it; empty where its engine judged itself."""
    judged: Mapping[str, Mapping[str, list[str]]] = capsule.get("engines", {})
    return {kind: {domain: tuple(names) for domain, names in by_domain.items()} for kind, by_domain in judged.items()}


@dataclass(kw_only=True, eq=False, repr=False)
class Replay:
    """Judges again what is in a capsule, with the policies that are installed. ``report`` is the JSON report of it.

    ``settings`` have the parameters of the capsule.
    """

    capsule: Mapping[str, Any]
    settings: Settings
    report: str = ""

    @property
    def as_of(self) -> datetime:
        """The clock of then."""
        return datetime.fromisoformat(self.capsule["as_of"])

    def refusals(self, session: InputSession) -> list[VerificationFailure]:
        """Judge, and return what is not as it was; where other policies are installed, that alone. Raises JudgeError."""
        kinds = [artifact["kind"] for artifact in self.capsule["artifacts"]]
        unknown = sorted(set(kinds) - set(self.settings.registry.kinds))
        if unknown:
            return [refuse("policies", say("capsule.no_kind", kind=kind)) for kind in unknown]
        for problem in session.prepare(kinds):
            raise JudgeError(say("capsule.policies", why=problem.words))
        other = list(self._other_policies(session.judged_kinds()))
        return other or list(self._judge(session))

    def _other_policies(self, kinds: list[JudgedKind]) -> Iterator[VerificationFailure]:
        found, _ = judged_by(kinds)
        then, now = ({each["kind"]: each for each in policies} for policies in (self.capsule["policies"], found))
        for kind in sorted(then.keys() | now.keys()):
            if then.get(kind) != now.get(kind):
                yield refuse("policies", say("capsule.other_policies", kind=kind))
        if _parameters(kinds) != self.capsule["parameters"]:
            yield refuse("policies", say("capsule.other_parameters"))

    def _judge(self, session: InputSession) -> Iterator[VerificationFailure]:
        said = self.capsule
        stream = StringIO()
        writer = _json_report(self.settings.registry, stream, self._context())
        fails = Fails(
            **{name: tuple(said["fails"][name]) for name in ("denials", "warnings")}, budgets=said["fails"]["budgets"]
        )
        totals = Totals(rule=self.settings.catalogue.rule, fails=fails)
        for artifact in said["artifacts"]:
            verdict = session.verdict(_recorded(artifact), _SuppressedThen(artifact["excused"]))
            writer.verdict(totals.count(verdict))
            again = {outcome.rule: outcome.outcome for outcome in verdict.outcomes}
            for rule in sorted(set(again) | set(artifact["outcomes"])):
                then, now = artifact["outcomes"].get(rule), again.get(rule)
                if then != now:
                    yield refuse("outcomes", _changed(rule, then, now), artifact["path"])
        for entry in said["closing"]:
            writer.verdict(totals.count(_closing(entry)))
        summary = totals.summary((), tuple(said["unclaimed"]))
        writer.finish(summary._replace(engines=judged_then(said)))
        self.report = stream.getvalue()
        if _digest(self.report) != said["report"]["sha256"]:
            yield refuse("report")

    def _context(self) -> Context:
        said = self.capsule
        return Context(
            version=said["adjudge"],
            engine=said["engine"],
            as_of=said["as_of"],
            language="en",
            verbosity=0,
            colour=False,
            rule=self.settings.catalogue.rule,
            modules=self.settings.catalogue.modules,
            instruments=self.settings.catalogue.instruments,
            line=lambda _file, _number: None,
            gate=said["gate"] or None,
        )


class _SuppressedThen(Suppressor):
    """Suppresses what was suppressed then."""

    def __init__(self, suppressed: list[Mapping[str, Any]]) -> None:
        self._known = {(each["rule"], each["fingerprint"]): Suppression(**each["excuse"]) for each in suppressed}

    def at(self, as_of: datetime) -> _SuppressedThen:  # noqa: ARG002  # what was suppressed then depends on no day
        """Return the same."""
        return self

    def suppression(
        self, _verdict: Verdict, finding: Finding, fingerprint: str, _names: frozenset[str]
    ) -> Suppression | None:
        """Return what the finding had."""
        return self._known.get((finding.rule, fingerprint))


def _second(key: tuple[str, Steps], place: Place) -> Json:
    return [key[0], list(key[1]), place.file, *_spot(place)]


def _spot(place: Place) -> list[Json]:
    """Return where a place is: line and column, and in bytes the offset and its box."""
    return [place.line, place.column, *([place.offset, place.box] if place.offset is not None else ())]


def _place(file: str | None, line: int, column: int, offset: int | None = None, box: str | None = None) -> Place:
    return Place(line, column, file, offset, box)


def _recorded(said: Mapping[str, Any]) -> Recorded:
    places = {tuple(path): _place(None, *spot) for path, *spot in said["places"]}
    beside = {
        (artifact, tuple(path)): _place(file, *spot) for artifact, path, file, *spot in said.get("second_places", ())
    }

    def locate(steps: Steps, artifact: str | None = None) -> Place:
        if artifact is None:
            return places.get(steps, Place(said["line"], 1))
        if not any(entry["path"] == artifact for entry in said["input"]["related"]):
            raise EngineError(say("finding.related_unknown", path=shortened(artifact)))
        return beside.get((artifact, steps), Place(1, 1, artifact))

    return Recorded(
        **{name: said[name] for name in ("path", "file", "kind", "sha256", "size", "line")},
        text=_encode(said["input"]),
        document=said["input"]["document"],
        locate=locate,
        evidence=tuple(EvidenceFile(**{"sha256": None, **file}) for file in said["evidence"]),
        related=tuple(said["input"]["related"]),
        known_as=said.get("known_as", ""),
    )


def _changed(rule: str, then: str | None, now: str | None) -> Said:
    if then is None:
        return say("capsule.outcome_new", rule=rule, now=now)
    if now is None:
        return say("capsule.outcome_gone", rule=rule, then=then)
    return say("capsule.outcome", rule=rule, then=then, now=now)


def _json_report(registry: Registry, stream: StringIO, context: Context) -> ReportWriter:
    writer: ReportWriter = registry.reporter("json")(stream, context)
    return writer


def _parameters(kinds: Iterable[JudgedKind]) -> dict[str, Json]:
    """Return the parameters in force, by domain."""
    found: dict[str, Json] = {}
    for each in kinds:
        found |= {name: part["params"] for name, part in each.program.data.items() if part.get("params")}
    return dict(sorted(found.items()))


_NOT_KEPT = frozenset({"suppression", "depends_on", "related", "since"})
"""What findings of a check have none of."""


def _outcome(outcome: Outcome) -> Json:
    return {
        "rule": outcome.rule,
        "outcome": outcome.outcome,
        "note": said(outcome.note, ENGLISH) if outcome.note is not None else None,
        "findings": [
            {
                **{name: value for name, value in finding._asdict().items() if name not in _NOT_KEPT},
                "message": dict(finding.message),
                "place": _spot(finding.place),
                "path": list(finding.path),
                "excuse": None,
            }
            for finding in outcome.findings
        ],
    }


def _closing(said: Mapping[str, Any]) -> Verdict:
    outcomes = tuple(
        Outcome(
            rule=each["rule"],
            outcome=each["outcome"],
            note=each["note"],
            findings=tuple(
                Finding(
                    **{
                        **{name: value for name, value in found.items() if name != "excuse"},
                        "place": _place(None, *found["place"]),
                        "path": tuple(found["path"]),
                    }
                )
                for found in each["findings"]
            ),
        )
        for each in said["outcomes"]
    )
    return Verdict(**{**said, "outcomes": outcomes})


def _encode(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
