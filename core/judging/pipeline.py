"""The way of one artifact: read → identify → validate → relate → facts → evaluate → judge.

:meth:`Pipeline.trip` is that way, top to bottom. Which artifacts travel, in which order and company, is the concern of
:mod:`adjudge.judging.run`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from adjudge.lib.clock import format_as_of
from adjudge.lib.documents import NOTHING, Document, EvidenceFile, Json, Place, Source
from adjudge.lib.errors import AdjudgeError, AmbiguousError, JudgeError, KindError, PluginError, ReadError
from adjudge.lib.formats import CORE_SUFFIXES, RECORD_SUFFIXES, entries, plain, read_core
from adjudge.lib.sources import Sources

from ..engine import Answer
from ..loading.loader import said_by
from ..loading.registry import Registry
from ..model import Artifact, Finding, Outcome, Verdict
from .compiled import CompiledKind, Compiler
from .identify import Identifier, agree
from .outcomes import applied, problem_of, verdict_of
from .references import EvidenceOpener, Related, locate, pointer_steps, refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_OWN_KIND = re.compile(rb"""(?:^|[{,])\s*["']?kind["']?\s*:\s*["']?[a-z][a-z0-9_]*\.[a-z]""", re.MULTILINE)
_COUNTRY = re.compile(r"[A-Z]{2}")
MAX_DOCUMENT = 64 << 20
MAX_RECORDS = 1 << 30
META = ".meta.yaml"
"""What the file beside a table of records is called, in which the other fields of the document stand."""
_encode = json.JSONEncoder(allow_nan=False, ensure_ascii=False).encode

Query: TypeAlias = "tuple[CompiledKind, str]"
Evaluation: TypeAlias = "Generator[Query, Answer, Verdict]"
"""A trip yields once, the question for the engine, is sent the answer, and returns the verdict."""

Follow: TypeAlias = Callable[[str, "str | None", Place], "list[Related]"]
"""How a trip gets the verdicts of a file that it names: path, expected kind and the place of the reference to entries,
none for plain files."""


class Item(NamedTuple):
    """An artifact before it is judged: what a verdict says of it even when all else fails.

    ``value`` and ``schema`` are set on the way: the document with its types, and what it was held to.
    """

    path: str
    file: str
    kind: str | None = None
    sha256: str | None = None
    size: int | None = None
    line: int = 1
    document: Document | None = None
    value: Json = None
    schema: Mapping[str, Json] = NOTHING

    def verdict(self, outcomes: tuple[Outcome, ...], *, evidence: tuple[EvidenceFile, ...] = ()) -> Verdict:
        """Give the verdict that the outcomes amount to."""
        return Verdict(
            path=self.path,
            file=self.file,
            kind=self.kind,
            sha256=self.sha256,
            size=self.size,
            line=self.line,
            verdict=verdict_of(outcomes),
            outcomes=outcomes,
            evidence=evidence,
            document=self.value,
            schema=self.schema,
        )

    def failed(self, error: AdjudgeError, outcomes: tuple[Outcome, ...] = ()) -> Verdict:
        """Give the verdict of an artifact that could not be judged as a whole."""
        problem = problem_of(error)
        if problem.file is None:
            problem = problem._replace(file=self.file, line=problem.line or self.line)
        return self.verdict(outcomes)._replace(verdict="error", problem=problem)


@dataclass(kw_only=True, eq=False, repr=False)
class Pipeline:
    """What every trip needs. ``follow`` judges what an artifact names before the artifact itself.

    ``parameters_at`` gives the folder to which a file that a parameter names is relative.
    """

    registry: Registry
    compiler: Compiler
    sources: Sources
    identifier: Identifier
    as_of: datetime
    parameters_at: Callable[[str], Path]
    follow: Follow

    def __post_init__(self) -> None:
        self._clock = format_as_of(self.as_of)

    def items(self, path: str, expected: str | None = None) -> Iterator[Item | AdjudgeError]:
        """Read a file and give its artifacts, each with its kind (None: nobody claims it).

        An error instead of a traveller stands for a record, or the whole file, that cannot be read or identified.
        """
        said: dict[str, str] = {}
        try:
            said = self.identifier.by_path(path, expected)
            suffix = _suffix(path)
            if suffix not in CORE_SUFFIXES and suffix not in self.registry.readers:
                yield self._unreadable(path, said)
                return
            source = self._source(path, suffix)
            for document in self._documents(source, suffix, agree(said)):
                if isinstance(document, ReadError):
                    yield document.at(file=path, hint="Mend it.")
                else:
                    yield self._identified(source, document, said)
        except AmbiguousError as error:
            yield error.at(file=path) if said or self._names_a_kind(path) else Item(path=path, file=path)
        except ReadError as error:
            if not said:
                error.hint = f"{error.hint or 'Mend it.'} If it is no artifact, `exclude` it in the configuration."
            yield error.at(file=path, hint="Mend it.")
        except AdjudgeError as error:
            yield error.at(file=path)

    def evaluate(self, item: Item) -> Evaluation:
        """Take one artifact from its document to its verdict."""
        document = item.document
        assert document is not None
        assert item.kind is not None
        compiled = self.compiler.get(item.kind)
        value = self.value(item)
        item = item._replace(value=value, schema=compiled.schema)

        broken = self._schema_outcomes(compiled, value, document)
        if broken:
            return item.verdict(broken, evidence=document.beside)

        opener, artifact = self.artifact(item, document, compiled.params)
        text = self._json(value, compiled)  # before any hook has it in its hands
        jurisdictions = jurisdictions_of(compiled, value)

        related, not_followed = self._relate(artifact, document, opener)
        facts = self._facts(compiled, artifact)

        question = self._question(compiled, artifact, text, related, facts)
        answer = (yield compiled, question) if compiled.session is not None else Answer(rules={})

        outcomes = compiled.outcomes_of.outcomes(answer, document.locate, jurisdictions) + not_followed
        if compiled.missing:
            return item.failed(compiled.missing[0], outcomes)
        if not applied(outcomes):
            return item.failed(_nothing_applies(compiled), outcomes)
        return item.verdict(outcomes, evidence=opener.files())

    def artifact(self, item: Item, document: Document, params: Mapping[str, Json]) -> tuple[EvidenceOpener, Artifact]:
        """Give the artifact as hooks see it, and the room of its evidence."""
        assert item.kind is not None
        opener = EvidenceOpener(
            tree=self.sources.tree,
            file=item.file,
            parameters_at=self.parameters_at,
            read=self.sources.take,
            opened={file.path: file for file in document.beside},
        )
        return opener, Artifact(
            path=item.path,
            file=item.file,
            kind=item.kind,
            sha256=document.sha256,
            size=document.size,
            document=item.value,
            params=params,
            as_of=self.as_of,
            evidence=opener,
        )

    def value(self, item: Item) -> Json:
        """Give a document's value; cells get the types of their kind's schema."""
        document = item.document
        assert document is not None
        if not document.cells or item.kind is None:
            return document.value
        return self.compiler.get(item.kind).typed(document.value)

    def _source(self, path: str, suffix: str) -> Source:
        limit = MAX_RECORDS if suffix in RECORD_SUFFIXES else MAX_DOCUMENT
        real = self.sources.tree.resolve(path)
        if real is not None and real.is_file() and real.stat().st_size > limit:
            raise ReadError(f"the file is larger than {limit >> 20} MiB", file=path)
        return self.sources.take(path)

    def _names_a_kind(self, path: str) -> bool:
        """Tell whether a text that cannot be read as one meaning might still say that it is an artifact."""
        by_content = any(kind.match is not None for kind in self.identifier.kinds.values())
        return by_content or _OWN_KIND.search(self.sources.take(path).data) is not None

    def _unreadable(self, path: str, said: dict[str, str]) -> Item | AdjudgeError:
        if not said:
            return Item(path=path, file=path)
        return KindError(
            f"no reader knows {_suffix(path) or 'a file without suffix'}, but its kind is {agree(said)} by "
            f"{', '.join(said.values())}",
            file=path,
            hint="Give the file the suffix of its format, or install a plugin that reads it.",
        )

    def _documents(self, source: Source, suffix: str, kind: str | None) -> Iterable[Document | ReadError]:
        """Read a file's documents; records of a document-shaped kind are one document, ``{"entries": […]}``."""
        reader = self.registry.readers.get(suffix)
        documents = read_core(source, suffix) if reader is None else self._foreign(source, suffix)
        if kind is None or suffix not in RECORD_SUFFIXES or self.identifier.kinds[kind].shape == "records":
            return documents
        records = list(documents)
        for record in records:
            if isinstance(record, ReadError):
                raise record
        return [entries(source, records, self._meta(source.path))]

    def _foreign(self, source: Source, suffix: str) -> list[Document]:
        """Read with a plugin's reader. Raises PluginError for whatever it raises but ReadError."""
        reader, plugin = self.registry.readers[suffix]
        report = f"Report this to the authors of {plugin.distribution}."
        try:
            documents = list(reader.read(source))
        except AdjudgeError as error:
            raise error.at(plugin=plugin.name) from error.__cause__
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a plugin may raise anything; it costs this file its verdict, not the run
            raise PluginError(
                f"the reader {reader.name} raised {said_by(error)}", plugin=plugin.name, hint=report
            ) from error
        for document in documents:
            if not isinstance(document, Document):
                raise PluginError(
                    f"the reader {reader.name} gave a {type(document).__name__}, not a Document",
                    plugin=plugin.name,
                    hint=report,
                )
        if not documents:
            raise PluginError(f"the reader {reader.name} gave no document", plugin=plugin.name, hint=report)
        try:
            return [replace(document, value=plain(document.value)) for document in documents]
        except (TypeError, ValueError, RecursionError) as error:
            raise PluginError(
                f"the reader {reader.name} gave a document that is no JSON: {error}", plugin=plugin.name, hint=report
            ) from error

    def _meta(self, path: str) -> tuple[str, Document] | None:
        """Give the sibling with the scalar fields of a document whose entries are records, if there is one."""
        meta = f"{path}{META}"
        if not self.sources.tree.exists(meta):
            return None
        documents = list(read_core(self.sources.take(meta), ".yaml"))
        if len(documents) != 1 or isinstance(documents[0], ReadError) or not isinstance(documents[0].value, dict):
            raise ReadError("a .meta.yaml is one mapping", file=meta)
        return meta, documents[0]

    def _identified(self, source: Source, document: Document, said: dict[str, str]) -> Item | AdjudgeError:
        path = source.path if document.number is None else f"{source.path}#{document.number}"
        try:
            kind = agree(said, self.identifier.by_document(document.value))
        except KindError as error:
            return error.at(file=source.path, line=document.line)
        return Item(
            path=path,
            file=source.path,
            kind=kind,
            sha256=document.sha256,
            size=document.size,
            line=document.line,
            document=document,
        )

    def _schema_outcomes(self, compiled: CompiledKind, value: Json, document: Document) -> tuple[Outcome, ...]:
        if compiled.validator.is_valid(value):
            return ()
        rule = f"{compiled.kind.name}.schema"
        findings = tuple(
            Finding(
                rule=rule,
                severity="high",
                code=error.keyword,
                path=error.steps,
                place=document.locate(error.steps),
                message=error.message,
            )
            for error in compiled.validator.errors(value)
        )
        silent = tuple(Outcome(rule=rule.id, outcome="not_evaluated") for rule in compiled.rules)
        return (Outcome(rule=rule, outcome="denied", findings=findings), *silent)

    def _relate(
        self, artifact: Artifact, document: Document, opener: EvidenceOpener
    ) -> tuple[list[dict[str, Json]], tuple[Outcome, ...]]:
        """Give ``input.related`` and the outcome of references that could not be followed."""
        related: list[dict[str, Json]] = []
        findings: list[Finding] = []
        for reference in self.registry.relates(artifact):
            steps = pointer_steps(reference.pointer, artifact.document)
            place = document.locate(steps)
            target = locate(self.sources.tree, artifact.file, reference.path)
            if target is None:
                why = {"en": "is outside the root", "zh": "位于根目录之外"}
                findings.append(refused(artifact.kind, reference, path=steps, place=place, why=why))
                continue
            try:
                found = self._entries(target, reference.kind, opener, place)
            except ReadError as error:
                raise JudgeError(
                    f"{reference.path} cannot be read: {error.message}",
                    file=artifact.file,
                    line=place.line,
                    column=place.column,
                    hint=error.hint or "Name a file, or mend what is there.",
                ) from error
            for entry in found:
                if entry.kind is not None and reference.kind not in (None, entry.kind):
                    why = {
                        "en": f"is of the kind {entry.kind}, not {reference.kind}",
                        "zh": f"的类别是 {entry.kind}，而不是 {reference.kind}",
                    }
                    findings.append(refused(artifact.kind, reference, path=steps, place=place, why=why))
                related.append(entry.as_input(reference.pointer))
        if not findings:
            return related, ()
        outcome = Outcome(rule=f"{artifact.kind}.reference", outcome="denied", findings=tuple(findings))
        return related, (outcome,)

    def _entries(self, target: str, kind: str | None, opener: EvidenceOpener, place: Place) -> list[Related]:
        """Give the entries of a file that exists as artifacts, else as plain evidence."""
        if not self.sources.tree.exists(target):
            opener.opened[target] = EvidenceFile(path=target, sha256=None)
            return [Related(path=target, kind=None, sha256=None, size=None)]
        artifacts = self.follow(target, kind, place)
        if artifacts:
            return artifacts
        sha256, size = self.sources.digest(target)
        opener.opened[target] = EvidenceFile(path=target, sha256=sha256)
        return [Related(path=target, kind=None, sha256=sha256, size=size)]

    def _facts(self, compiled: CompiledKind, artifact: Artifact) -> Json:
        facts = self.registry.facts(artifact)
        if compiled.facts is None:
            if facts:
                raise PluginError(
                    f"{artifact.kind} has facts but no schema for them",
                    plugin=self.registry.owner(artifact.kind).name,
                    hint=f"Describe them in {artifact.kind.replace('.', '/')}_facts.json.",
                )
            return {}
        facts = dict(facts)
        plugin = self.registry.owner(artifact.kind)
        try:
            errors = compiled.facts.errors(facts)
        except JudgeError as error:
            raise error.at(plugin=plugin.name) from None
        if errors:
            place = "/".join(str(step) for step in errors[0].steps)
            raise PluginError(
                f"the facts of {artifact.kind} break their schema at /{place}: {errors[0].message['en']}",
                plugin=plugin.name,
                hint=f"Report this to the authors of {plugin.distribution}.",
            )
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
            raise PluginError(
                f"the policy input is no JSON: {error}",
                plugin=plugin.name,
                hint=f"Report this to the authors of {plugin.distribution}.",
            ) from error
        return text


def _suffix(path: str) -> str:
    name = path.rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def jurisdictions_of(compiled: CompiledKind, document: Json) -> frozenset[str]:
    """Give the codes of a document's own jurisdictions; none means all."""
    pointer = compiled.kind.jurisdictions
    if pointer is None:
        return frozenset()
    value = document
    for step in pointer_steps(pointer, document):
        value = value.get(step) if isinstance(value, dict) else None
    codes = value if isinstance(value, list) else [value]
    if not all(isinstance(code, str) and _COUNTRY.fullmatch(code) for code in codes):
        return frozenset()  # what is no code could be any place: the law of each holds
    return frozenset(codes)


def _nothing_applies(compiled: CompiledKind) -> KindError:
    if not compiled.outcomes_of.rules:
        return KindError(
            f"no rule judges {compiled.kind.name}",
            hint="Install a plugin that has rules for it, or `exclude` the file.",
        )
    return KindError(
        f"none of the {len(compiled.outcomes_of.rules)} rules of {compiled.kind.name} applies to this document",
        hint="Check its scope fields: what nothing applies to is not known to be fine.",
    )
