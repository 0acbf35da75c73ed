"""A pack of documents of which one is changed at a time, judged in this process by one engine that stays.

tests/conftest.py makes this file importable; ``tests/vacuity_gate.py`` uses it too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import yaml

from adjudge import Options, Session
from adjudge.engine import Answer, EngineSession, Pending
from adjudge.judging.compiled import CompiledKind
from adjudge.lib.files import Tree
from adjudge.lib.installed import package_root
from adjudge.lib.schema import Validator
from adjudge.lib.sources import Sources
from adjudge.plugins.authoring.vacuity.mutants import Mutant, mutants
from adjudge.plugins.authoring.vacuity.reasons import Indifference, read_reasons

ROOT = Path(__file__).resolve().parents[2]
REASONS = ROOT / "tests" / "data" / "vacuity.yaml"
LAUNCH, AS_OF = ROOT / "examples" / "launch", "2026-04-01"

WHOLE = (".yaml", ".json")
RECORDS = ".jsonl"
BESIDE = {
    ".review.yaml": "content_security.review",
    **{
        f".{bank}.csv.meta.yaml": f"content_security.{bank}"
        for bank in ("keyword_library", "test_bank", "refusal_bank", "non_refusal_bank")
    },
}
"""Files that are no artifacts but part of one, by how their names end, with the kind by whose schema they are held."""
KEPT = 512
"""How many answers of an engine are kept of each kind: the first ones, which are about the documents as they stand."""
PARTS = ".meta.yaml"
"""Of those, the ends of names of which alone the schema says nothing: they are a member or two of a document."""


def reasons() -> list[Indifference]:
    """Give the reasons that are written down."""
    return read_reasons(yaml.safe_load(REASONS.read_text("utf-8")))


class Pack:
    """The artifacts below a folder. Use it in a ``with`` block."""

    def __init__(self, root: Path, as_of: str) -> None:
        self.root = root
        self.session = Session(root, options=Options(root=root, as_of=as_of))
        kinds = self.session._pipeline.compiler._kinds
        for kind, compiled in kinds.items():
            if isinstance(compiled, CompiledKind) and compiled.session is not None:
                kinds[kind] = compiled._replace(session=_Once(compiled.session))

    def __enter__(self) -> Pack:
        return self

    def __exit__(self, *_error: object) -> None:
        self.session.close()

    @cached_property
    def documents(self) -> dict[str, list[tuple[str, Any]]]:
        """The kind and the value of each document that can be written anew, by file."""
        found: dict[str, list[tuple[str, Any]]] = {}
        for file in self.session.files:
            name = file.lower()
            if not name.endswith((*WHOLE, RECORDS)):
                continue
            kind = next((kind for end, kind in BESIDE.items() if name.endswith(end)), None)
            if kind is not None:
                found[file] = [(kind, yaml.load((self.root / file).read_text("utf-8"), _Plain))]
            elif self.session.claimed(file) == {True}:
                asked = map(json.loads, self.session.questions(file))
                found[file] = [(each["artifact"]["kind"], each["document"]) for each in asked]
        return found

    @cached_property
    def readers(self) -> Mapping[str, frozenset[str]]:
        """The files whose verdict can depend on a file, itself included."""
        uses: dict[str, set[str]] = {}
        for verdict in self.session.verdicts():
            assert verdict.verdict == "pass", f"{verdict.path} does not pass as it stands"
            named = {str(each["path"]).partition("#")[0] for each in verdict.related}
            uses.setdefault(verdict.file, set()).update(named, (each.path for each in verdict.evidence))
        found = {}
        for file in {*uses, *(each for used in uses.values() for each in used)}:
            known, wanted = set(), {file}
            while wanted:
                known |= wanted
                wanted = {user for user, used in uses.items() if used & wanted} - known
            found[file] = frozenset(known & set(uses))
        return found

    def mutants(self) -> Iterator[Mutant]:
        """Yield all mutants of all documents."""
        for file, documents in self.documents.items():
            for number, (kind, document) in enumerate(documents):
                yield from mutants(document, self.schema(kind), kind=kind, file=file, number=number)

    def schema(self, kind: str) -> Mapping[str, Any]:
        """Return the schema of a kind."""
        domain, _, name = kind.partition(".")
        schemas = self.session.settings.catalogue.open(domain).schemas
        if name in schemas:
            return schemas[name]
        found: Mapping[str, Any] = json.loads(
            (package_root("adjudge.schemas") / domain / f"{name}.json").read_text("utf-8")
        )
        return found

    def fits(self, mutant: Mutant) -> bool:
        """Return whether a mutant keeps to its schema."""
        if mutant.file.endswith(PARTS):
            return True
        if mutant.kind not in self._validators:
            self._validators[mutant.kind] = Validator(self.schema(mutant.kind), mutant.kind)
        return self._validators[mutant.kind].is_valid(mutant.document)

    @cached_property
    def _validators(self) -> dict[str, Validator]:
        return {}

    def passes(self, mutant: Mutant) -> bool:
        """Return whether a mutant, and all that names it, is judged without a finding."""
        files = self.readers.get(mutant.file, frozenset((mutant.file,)))
        moved = self._with(mutant.file, self._content(mutant))
        return all(
            verdict.verdict == "pass" and not any(outcome.findings for outcome in verdict.outcomes)
            for verdict in moved.verdicts(sorted(files & set(moved.files)))
        )

    def _content(self, mutant: Mutant) -> bytes:
        if not mutant.file.lower().endswith(RECORDS):
            return json.dumps(mutant.document).encode()
        lines = [json.dumps(document) for _, document in self.documents[mutant.file]]
        lines[mutant.number] = json.dumps(mutant.document)
        return "\n".join(lines).encode()

    def _with(self, file: str, content: bytes) -> Session:
        """Return the session with other content in the place of a file; its engine and rules are shared."""
        session = self.session.at(self.session.as_of)
        tree: Tree = session.tree.with_given(file, content)
        pipeline = session._pipeline
        reading = replace(pipeline.reading, sources=Sources(tree=tree))
        session.tree, session._pipeline = tree, replace(pipeline, reading=reading)
        return session


class _Once:
    """An engine's session that is asked once only about documents as they stand: a change leaves most as they were."""

    def __init__(self, session: EngineSession) -> None:
        self.batch = session.batch
        self._session = session
        self._known: dict[tuple[str, str], Answer] = {}

    def ask(self, kind: str, inputs: Sequence[str]) -> Pending:
        new = [text for text in dict.fromkeys(inputs) if (kind, text) not in self._known]
        said = dict(zip(new, self._session.ask(kind, new)(), strict=True)) if new else {}
        answers = [said[text] if text in said else self._known[kind, text] for text in inputs]
        if len(self._known) < KEPT:
            self._known.update(((kind, text), answer) for text, answer in said.items())
        return lambda: answers


class _Plain(yaml.SafeLoader):
    """YAML in which an instant stays a text, as adjudge reads it."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [each for each in known if each[0] != "tag:yaml.org,2002:timestamp"]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
