"""The way of one artifact: read → identify → validate → relate → facts → evaluate → judge.

:meth:`Pipeline.evaluate` is that way, top to bottom. Which artifacts are judged, in which order and company, is the concern
of :mod:`adjudge.judging.run`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from adjudge.lib.clock import format_as_of
from adjudge.lib.dependence import dependent
from adjudge.lib.documents import Document, EvidenceFile, Json, Place
from adjudge.lib.errors import JudgeError, KindError, PluginError, ReadError
from adjudge.lib.evidence import EvidenceOpener
from adjudge.lib.files import locate
from adjudge.lib.jurisdictions import jurisdictions_of
from adjudge.lib.misplaced import misplaced
from adjudge.lib.noticing import noticing
from adjudge.lib.pointer import pointer_steps
from adjudge.lib.words import say

from ..engine import Answer
from ..model import Artifact, Finding, Outcome, Verdict
from .compiled import CompiledKind, Compiler
from .elsewhere import Elsewhere
from .outcomes import applied
from .reading import Item, Reading
from .references import Related, refused

if TYPE_CHECKING:
    from pathlib import Path

_encode = json.JSONEncoder(allow_nan=False, ensure_ascii=False).encode


class Wanted(NamedTuple):
    """What an evaluation asks for on its way: the entries of a file that the artifact names, judged before it.

    ``kind`` is what the reference expects, ``place`` where it stands. The answer is a list of :class:`Related`, empty for a
    plain file.
    """

    path: str
    kind: str | None
    place: Place


class Question(NamedTuple):
    """What an evaluation asks for last: the engine's answer to its policy input, as JSON text."""

    compiled: CompiledKind
    text: str


Evaluation: TypeAlias = "Generator[Wanted | Question, Any, Verdict]"
"""An evaluation yields what it wants, is sent the answer to each, and returns the verdict. It never calls back."""


@dataclass(kw_only=True, eq=False, repr=False)
class Pipeline:
    """What every evaluation needs. ``parameters_at`` gives the folder to which a file that a parameter names is relative,
    ``timed`` collects the artifacts whose hooks ask for the time, by path."""

    reading: Reading
    compiler: Compiler
    as_of: datetime
    parameters_at: Callable[[str], Path]
    timed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.registry, self.sources = self.reading.registry, self.reading.sources
        self._clock = format_as_of(self.as_of)
        self._elsewhere = Elsewhere(self.reading)

    def at(self, as_of: datetime) -> Pipeline:
        """Return the same at another time: what was read, opened and loaded is shared."""
        return replace(self, compiler=self.compiler.at(as_of), as_of=as_of)

    def evaluate(self, item: Item) -> Evaluation:
        """Take one artifact from its document to its verdict."""
        compiled = self.compiler.get(item.kind)
        item = item._replace(value=self.value(item), schema=compiled.schema)

        broken = self._schema_outcomes(compiled, item)
        if broken:
            return item.verdict(broken, evidence=item.document.beside)

        opener, artifact = self.artifact(item, compiled.params)
        text = self._json(item.value, compiled)  # before any hook has it in its hands
        jurisdictions = jurisdictions_of(compiled.kind.jurisdictions, item.value)

        related, not_followed = yield from self._relate(artifact, item.document, opener)
        facts = self._facts(compiled, artifact)

        question = self._question(compiled, artifact, text, related, facts)
        answer: Answer = (yield Question(compiled, question)) if compiled.session is not None else Answer(rules={})

        where, reads = self._elsewhere.locate(item.document, related), self.compiler.catalogue.reads
        outcomes = compiled.outcomes_of.outcomes(answer, where, jurisdictions)
        outcomes = dependent(outcomes, related, item.value, where, reads) + not_followed
        if compiled.missing:
            return item.failed(compiled.missing[0], outcomes)
        if not applied(outcomes):
            return item.failed(_nothing_applies(compiled), outcomes)
        return item.verdict(outcomes, evidence=opener.files())._replace(related=tuple(related))

    def artifact(self, item: Item, params: Mapping[str, Json]) -> tuple[EvidenceOpener, Artifact]:
        """Return the artifact as hooks see it, and what opens its evidence."""
        opener = EvidenceOpener(
            tree=self.sources.tree,
            file=item.file,
            parameters_at=self.parameters_at,
            read=self.sources.take,
            read_pieces=self.sources.pieces,
            opened={file.path: file for file in item.document.beside},
        )
        artifact = Artifact(
            path=item.path,
            file=item.file,
            kind=item.kind,
            sha256=item.document.sha256,
            size=item.document.size,
            document=item.value,
            params=params,
            as_of=self.as_of,
            evidence=opener,
        )
        return opener, noticing(artifact, "as_of", lambda: self.timed.add(item.path))

    def value(self, item: Item) -> Json:
        """Return a document's value; cells get the types of their kind's schema."""
        document = item.document
        return self.compiler.get(item.kind).typed(document.value) if document.cells else document.value

    def _schema_outcomes(self, compiled: CompiledKind, item: Item) -> tuple[Outcome, ...]:
        errors = compiled.validator.errors(item.value)
        if not errors:
            return ()
        rule = f"{compiled.kind.name}.schema"
        findings = tuple(
            Finding(
                rule=rule,
                severity="high",
                code=error.keyword,
                path=error.steps,
                place=item.document.locate(error.steps),
                message=error.message,
            )
            for error in errors
        )
        silent = tuple(Outcome(rule=rule.id, outcome="not_evaluated") for rule in compiled.rules)
        return (Outcome(rule=rule, outcome="denied", findings=findings), *silent)

    def _relate(
        self, artifact: Artifact, document: Document, opener: EvidenceOpener
    ) -> Generator[Wanted | Question, Any, tuple[list[dict[str, Json]], tuple[Outcome, ...]]]:
        """Return ``input.related`` and the outcome of references that could not be followed."""
        related: list[dict[str, Json]] = []
        findings: list[Finding] = []
        for reference in self.registry.relates(artifact):
            steps = pointer_steps(reference.pointer, artifact.document)
            place = document.locate(steps)
            target = locate(self.sources.tree, artifact.file, reference.path)
            if target is None:
                why, target = misplaced(self.sources.tree, artifact.file, reference.path)
                findings.append(refused(artifact.kind, reference, path=steps, place=place, why=why))
            if target is None:
                continue
            try:
                found = yield from self._entries(target, reference.kind, opener, place)
            except ReadError as error:
                raise JudgeError(
                    say("relate.unreadable", path=reference.path, why=error.words),
                    file=artifact.file,
                    line=place.line,
                    column=place.column,
                    hint=error.next if error.hint else None,
                ) from error
            for entry in found:
                if entry.kind is not None and reference.kind not in (None, entry.kind):
                    why = say("relate.other_kind", path=reference.path, kind=entry.kind, wanted=reference.kind)
                    findings.append(refused(artifact.kind, reference, path=steps, place=place, why=why))
                related.append(entry.as_input(reference.pointer))
        if not findings:
            return related, ()
        outcome = Outcome(rule=f"{artifact.kind}.reference", outcome="denied", findings=tuple(findings))
        return related, (outcome,)

    def _entries(
        self, target: str, kind: str | None, opener: EvidenceOpener, place: Place
    ) -> Generator[Wanted | Question, Any, list[Related]]:
        """Return the entries of a file that exists as artifacts, else as plain evidence."""
        if not self.sources.tree.exists(target):
            opener.opened[target] = EvidenceFile(path=target, sha256=None)
            return [Related(path=target, kind=None, sha256=None, size=None)]
        artifacts: list[Related] = [] if kind == "" else (yield Wanted(target, kind, place))
        if artifacts:
            return artifacts
        sha256, size = self.sources.digest(target)
        opener.opened[target] = EvidenceFile(path=target, sha256=sha256)
        return [Related(path=target, kind=None, sha256=sha256, size=size)]

    def _facts(self, compiled: CompiledKind, artifact: Artifact) -> Json:
        facts = self.registry.facts(artifact)
        if compiled.facts is None:
            if facts:
                words = say("judge.no_facts_schema", kind=artifact.kind, file=artifact.kind.replace(".", "/"))
                raise PluginError(words, plugin=self.registry.owner(artifact.kind).name)
            return {}
        facts = dict(facts)
        plugin = self.registry.owner(artifact.kind)
        try:
            errors = compiled.facts.errors(facts)
        except JudgeError as error:
            raise error.at(plugin=plugin.name) from None
        if errors:
            place = "/".join(str(step) for step in errors[0].steps)
            words = say("judge.facts_broken", kind=artifact.kind, place=place, why=errors[0].message)
            raise PluginError(words, plugin=plugin.name, hint=plugin.report())
        return facts

    def _question(
        self, compiled: CompiledKind, artifact: Artifact, document: str, related: list[dict[str, Json]], facts: Json
    ) -> str:
        """Write the policy input as JSON text; ``document`` is written already. Raises PluginError."""
        head = {"path": artifact.path, "kind": artifact.kind, "sha256": artifact.sha256, "size": artifact.size}
        rest = {"related": related, "facts": facts, "as_of": self._clock}
        return f'{{"artifact": {self._json(head, compiled)}, "document": {document}, {self._json(rest, compiled)[1:]}'

    def _json(self, value: Json, compiled: CompiledKind) -> str:
        """Write a part of the policy input. Raises PluginError for what is no JSON, or no text that can be sent."""
        try:
            text = _encode(value)
            text.encode()
        except (TypeError, ValueError, RecursionError) as error:
            plugin = self.registry.owner(compiled.kind.name)
            words = say("judge.not_json", why=str(error))
            raise PluginError(words, plugin=plugin.name, hint=plugin.report()) from error
        return text


def _nothing_applies(compiled: CompiledKind) -> KindError:
    kind, rules = compiled.kind.name, compiled.outcomes_of.rules
    return KindError(
        say("judge.nothing_applies", number=len(rules), kind=kind) if rules else say("judge.no_rules", kind=kind)
    )
