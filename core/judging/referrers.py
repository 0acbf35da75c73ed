"""Which artifacts a change touches besides those that changed: what refers to them, or needs them as evidence.

Found by asking every other artifact what it names and opens, without judging it. A commit hook is given only the files
that changed; a consent that changed must have its projects judged again.
"""

from __future__ import annotations

from collections.abc import Iterable

from adjudge.lib.cycles import reached
from adjudge.lib.documents import EvidenceFile
from adjudge.lib.errors import AdjudgeError
from adjudge.lib.files import Candidate, locate
from adjudge.lib.formats import RECORD_SUFFIXES, typer
from adjudge.lib.schema import Validator

from .pipeline import Pipeline
from .reading import META, Item


def referring(pipeline: Pipeline, candidates: Iterable[Candidate], changed: Iterable[str]) -> list[Candidate]:
    """Return those of ``candidates`` that need a changed file, however many references lead to it."""
    touched = set(changed)
    needs = {
        candidate.path: (candidate, _needs(pipeline, candidate.path))
        for candidate in candidates
        if candidate.error is None and candidate.path not in touched
    }
    files = {path: needed for path, (_, needed) in needs.items()}
    return [needs[path][0] for path in reached(files, touched)]


def _needs(pipeline: Pipeline, path: str) -> frozenset[str]:
    """Return the files that a file's artifacts name or open. What cannot be read needs nothing that it would tell."""
    found: set[str] = set()
    if path.lower().endswith(tuple(RECORD_SUFFIXES)):
        found.add(f"{path}{META}")
    if _says_what_it_needs(pipeline, path):
        for item in pipeline.reading.items(path):
            if isinstance(item, Item):
                found |= _named_and_opened(pipeline, item)
    return frozenset(found)


def _says_what_it_needs(pipeline: Pipeline, path: str) -> bool:
    """Return whether some hook could say what a file's artifacts need: registers of millions need nothing."""
    registry = pipeline.reading.registry
    for kind in pipeline.reading.identifier.by_path(path) or registry.kinds:
        hooks = registry.owner(kind).hooks
        if "adjudge_relates" in hooks:
            return True
        try:
            if "adjudge_facts" in hooks and pipeline.compiler.catalogue.contract(kind).facts is not None:
                return True
        except AdjudgeError:
            return True
    return False


def _named_and_opened(pipeline: Pipeline, item: Item) -> set[str]:
    """Return the files that an artifact names or opens, as far as it comes."""
    found: set[str] = set()
    opened: dict[str, EvidenceFile] = {}
    registry = pipeline.reading.registry
    try:
        contract = pipeline.compiler.catalogue.contract(item.kind)
        value = typer(contract.schema)(item.document.value) if item.document.cells else item.document.value
        if not Validator(contract.schema, item.kind).is_valid(value):
            return found
        opener, artifact = pipeline.artifact(item._replace(value=value), contract.params)
        opened = opener.opened
        for reference in registry.relates(artifact):
            target = locate(pipeline.reading.sources.tree, artifact.file, reference.path)
            found |= {target} if target is not None else set()
        if contract.facts is not None:
            registry.facts(artifact)
    except AdjudgeError:
        pass  # judging it will tell; what it had opened by then is known
    return found | set(opened)
