"""The capsule of a run: what it takes to judge again without the files, and to see that the same comes out.

It has the policy input of every artifact (document, related documents, facts, digests, clock), the parameters, the
digests of policies and schemas, and of the JSON report. What evidence said is in the facts, so no hook is called again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

from adjudge.control.selection import Fails
from adjudge.decision import Totals
from adjudge.engine import Engine
from adjudge.judging.compiled import CompiledKind, Compiler
from adjudge.judging.pipeline import Item, jurisdictions_of
from adjudge.judging.suppress import Suppressions
from adjudge.lib.documents import EvidenceFile, Json, Place, Source, Steps
from adjudge.lib.errors import JudgeError, ReadError
from adjudge.lib.fingerprint import Fingerprints
from adjudge.lib.formats import read_core
from adjudge.lib.installed import package_root
from adjudge.loading.catalogue import Catalogue
from adjudge.model import Finding, Outcome, Suppression, Verdict
from adjudge.plugins.reports.json import JsonWriter
from adjudge.report import Context
from adjudge.summary import Summary

from .refusal import VerificationFailure, refuse
from .statement import judged_by

SCHEMA_VERSION = "1"


@dataclass(kw_only=True)
class Capsule:
    """A capsule in the making: told of each policy input, then of each verdict."""

    context: Context
    artifacts: list[Json] = field(default_factory=list)
    closing: list[Json] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._inputs: dict[str, str] = {}
        self._fingerprints = Fingerprints()
        self._report = StringIO()
        self._writer = JsonWriter(self._report, self.context)

    def hear(self, path: str, question: str) -> None:
        """Keep the policy input of an artifact until its verdict comes."""
        self._inputs[path] = question

    def take(self, verdict: Verdict) -> None:
        """Take a verdict; one without policy input is on what is no artifact, and kept as it is."""
        self._writer.verdict(verdict._replace(decision=None))  # an OPA that is asked again decides anew
        head = {name: getattr(verdict, name) for name in ("path", "file", "kind", "sha256", "size", "line")}
        if verdict.path not in self._inputs:
            self.closing.append({**head, "verdict": verdict.verdict, "outcomes": list(map(_outcome, verdict.outcomes))})
            return
        placed = {finding.path: finding.place for outcome in verdict.outcomes for finding in outcome.findings}
        self.artifacts.append(
            {
                **head,
                "input": json.loads(self._inputs.pop(verdict.path)),
                "evidence": [_given(file._asdict()) for file in verdict.evidence],
                "places": [[list(path), place.line, place.column] for path, place in placed.items()],
                "excused": list(self._excused(verdict)),
                "outcomes": {outcome.rule: outcome.outcome for outcome in verdict.outcomes},
            }
        )

    def text(self, compiler: Compiler, fails: Fails, summary: Summary) -> str:
        """Give the capsule as JSON, an artifact a line. Equal runs as of the same time give equal texts."""
        self._writer.finish(summary)
        policies, _ = judged_by(compiler)
        head = {
            "schema_version": SCHEMA_VERSION,
            "adjudge": self.context.version,
            "engine": self.context.engine,
            "as_of": self.context.as_of,
            "gate": dict(self.context.gate or {}),
            "fails": fails._asdict(),
            "policies": policies,
            "parameters": _parameters(compiler),
            "unclaimed": list(summary.unclaimed),
            "report": {"sha256": _digest(self._report.getvalue())},
            "closing": self.closing,
        }
        members = "".join(f"{json.dumps(name)}: {_encode(value)},\n" for name, value in head.items())
        return f'{{\n{members}"artifacts": [\n' + ",\n".join(map(_encode, self.artifacts)) + "\n]\n}\n"

    def _excused(self, verdict: Verdict) -> Iterator[Json]:
        for outcome, prints in zip(verdict.outcomes, self._fingerprints.of(verdict), strict=True):
            for finding, fingerprint in zip(outcome.findings, prints, strict=True):
                if finding.suppression is not None:
                    suppression = _given(finding.suppression._asdict())
                    yield {"rule": outcome.rule, "fingerprint": str(fingerprint), "excuse": suppression}


def read_capsule(file: Path) -> dict[str, Any]:
    """Read a capsule. Raises ReadError for what is none, JudgeError when it cannot be read."""
    from adjudge.lib.schema import Validator

    try:
        data = file.read_bytes()
    except OSError as error:
        raise JudgeError(f"the capsule cannot be read: {error.strerror}", file=str(file)) from error
    (document,) = read_core(Source(path=file.name, real=file, data=data, sha256=""), ".json")
    if isinstance(document, ReadError):
        raise document
    text = (package_root("adjudge.schemas") / "adjudge" / "capsule.json").read_text(encoding="utf-8")
    validator = Validator(json.loads(text), "adjudge/capsule.json")
    if not validator.is_valid(document.value):
        raise ReadError(validator.errors(document.value)[0].message["en"], file=file.name)
    capsule: dict[str, Any] = document.value
    return capsule


@dataclass(kw_only=True)
class Replay:
    """Judges again what is in a capsule, with the policies that are installed. ``report`` is the JSON report of it."""

    capsule: Mapping[str, Any]
    catalogue: Catalogue
    report: str = ""

    def refusals(self, engine: Engine) -> list[VerificationFailure]:
        """Judge, and give what is not as it was; where other policies are installed, that alone. Raises JudgeError."""
        as_of = datetime.fromisoformat(self.capsule["as_of"])
        self.compiler = Compiler(catalogue=self.catalogue, engine=engine, as_of=as_of)
        kinds = [artifact["kind"] for artifact in self.capsule["artifacts"]]
        unknown = sorted(set(kinds) - set(self.catalogue.registry.kinds))
        if unknown:
            return [refuse("policies", f"there is no kind {kind}") for kind in unknown]
        self.compiler.prepare(kinds)
        for problem in (*self.compiler.problems, *self.catalogue.problems()):
            raise JudgeError(f"the policies cannot be loaded: {problem.message}", hint="Mend the plugin.")
        other = list(self._other_policies())
        return other or list(self._judge())

    def _other_policies(self) -> Iterator[VerificationFailure]:
        found, _ = judged_by(self.compiler)
        then, now = ({each["kind"]: each for each in policies} for policies in (self.capsule["policies"], found))
        for kind in sorted(then.keys() | now.keys()):
            if then.get(kind) != now.get(kind):
                yield refuse("policies", f"of {kind}")
        if _parameters(self.compiler) != self.capsule["parameters"]:
            yield refuse("policies", "the parameters come out otherwise")

    def _judge(self) -> Iterator[VerificationFailure]:
        said = self.capsule
        stream = StringIO()
        context = Context(
            version=said["adjudge"],
            engine=said["engine"],
            as_of=said["as_of"],
            language="en",
            verbosity=0,
            colour=False,
            rule=self.catalogue.rule,
            instruments=self.catalogue.instruments,
            line=lambda _file, _number: None,
            gate=said["gate"] or None,
        )
        writer = JsonWriter(stream, context)
        fails = Fails(
            **{name: tuple(said["fails"][name]) for name in ("denials", "warnings")}, budgets=said["fails"]["budgets"]
        )
        totals = Totals(rule=self.catalogue.rule, fails=fails)
        for artifact in said["artifacts"]:
            verdict = self._verdict(artifact)
            writer.verdict(totals.count(verdict))
            again = {outcome.rule: outcome.outcome for outcome in verdict.outcomes}
            for rule in sorted(set(again) | set(artifact["outcomes"])):
                then, now = artifact["outcomes"].get(rule), again.get(rule)
                if then != now:
                    yield refuse("outcomes", f"{rule} was {then}, is {now}", artifact["path"])
        for entry in said["closing"]:
            writer.verdict(totals.count(_closing(entry)))
        writer.finish(totals.summary((), tuple(said["unclaimed"])))
        self.report = stream.getvalue()
        if _digest(self.report) != said["report"]["sha256"]:
            yield refuse("report")

    def _verdict(self, said: Mapping[str, Any]) -> Verdict:
        compiled: CompiledKind = self.compiler.get(said["kind"])
        assert compiled.session is not None
        (answer,) = compiled.session.ask(said["kind"], [_encode(said["input"])])()
        document = said["input"]["document"]
        places = {tuple(path): Place(line, column) for path, line, column in said["places"]}

        def locate(steps: Steps) -> Place:
            return places.get(steps, Place(said["line"], 1))

        outcomes = compiled.outcomes_of.outcomes(answer, locate, jurisdictions_of(compiled, document))
        item = Item(
            path=said["path"],
            file=said["file"],
            kind=said["kind"],
            sha256=said["sha256"],
            size=said["size"],
            line=said["line"],
            value=document,
            schema=compiled.schema,
        )
        verdict = item.verdict(outcomes, evidence=tuple(EvidenceFile(**file) for file in said["evidence"]))
        return Suppressions([_Recorded(said["excused"])], self.catalogue.rule).apply(verdict)


class _Recorded:
    """Excuses what was excused then."""

    def __init__(self, excused: list[Mapping[str, Any]]) -> None:
        self._excused = {(each["rule"], each["fingerprint"]): Suppression(**each["excuse"]) for each in excused}

    files: tuple[Path, ...] = ()

    def at(self, as_of: datetime) -> _Recorded:  # noqa: ARG002
        """Give the same: what was excused then does not depend on the day."""
        return self

    def see(self, verdict: Verdict) -> None:
        """Note nothing: whether a waiver was of use was decided then."""

    def suppression(
        self, _verdict: Verdict, finding: Finding, fingerprint: str, _names: frozenset[str]
    ) -> Suppression | None:
        """Give the excuse that the finding had."""
        return self._excused.get((finding.rule, fingerprint))


def _parameters(compiler: Compiler) -> dict[str, Json]:
    """Give the parameters in force, by domain."""
    found: dict[str, Json] = {}
    for compiled in compiler.opened():
        program = compiler.catalogue.program(compiled.kind.name, list(compiled.rules))
        found |= {name: part["params"] for name, part in program.data.items() if part.get("params")}
    return dict(sorted(found.items()))


def _outcome(outcome: Outcome) -> Json:
    return {
        "rule": outcome.rule,
        "outcome": outcome.outcome,
        "note": outcome.note,
        "findings": [
            {
                **{name: value for name, value in finding._asdict().items() if name != "suppression"},
                "place": list(finding.place[:2]),
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
                        "place": Place(*found["place"]),
                        "path": tuple(found["path"]),
                    }
                )
                for found in each["findings"]
            ),
        )
        for each in said["outcomes"]
    )
    return Verdict(**{**said, "outcomes": outcomes})


def _given(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _encode(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
