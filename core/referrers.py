"""Which artifacts a change touches besides those that changed: what refers to them, or needs them as evidence.

Found by asking every other artifact what it names and opens, without judging it. A commit hook is given only the files
that changed; a consent that changed must have its projects judged again.
"""

from __future__ import annotations

from collections.abc import Iterable

from adjudge.collect import Candidate
from adjudge.errors import AdjudgeError
from adjudge.model import EvidenceFile
from adjudge.pipeline import Pipeline, Traveller
from adjudge.relate import locate


def referring(pipeline: Pipeline, candidates: Iterable[Candidate], changed: Iterable[str]) -> list[Candidate]:
    """Give those of ``candidates`` that need a changed file, however many references lead to it."""
    touched = set(changed)
    needs = {
        candidate.path: (candidate, _needs(pipeline, candidate.path))
        for candidate in candidates
        if candidate.error is None and candidate.path not in touched
    }
    found: list[Candidate] = []
    more = True
    while more:
        more = False
        for path, (candidate, needed) in needs.items():
            if path not in touched and needed & touched:
                touched.add(path)
                found.append(candidate)
                more = True
    return found


def _needs(pipeline: Pipeline, path: str) -> frozenset[str]:
    """Give the files that a file's artifacts name or open. What cannot be read needs nothing that it would tell."""
    found: set[str] = set()
    if _says_what_it_needs(pipeline, path):
        for traveller in pipeline.travellers(path):
            if not isinstance(traveller, AdjudgeError) and traveller.kind is not None:
                found |= _named_and_opened(pipeline, traveller)
    return frozenset(found)


def _says_what_it_needs(pipeline: Pipeline, path: str) -> bool:
    """Tell whether some hook could say what a file's artifacts need: registers of millions need nothing."""
    kinds = pipeline.identifier.by_path(path) or pipeline.registry.kinds
    hooks = (pipeline.registry.owner(kind).hooks for kind in kinds)
    return any("adjudge_relates" in own or "adjudge_facts" in own for own in hooks)


def _named_and_opened(pipeline: Pipeline, traveller: Traveller) -> set[str]:
    """Give the files that an artifact names or opens, as far as it comes."""
    document = traveller.document
    assert document is not None
    assert traveller.kind is not None
    found = {file.path for file in document.beside}
    opened: dict[str, EvidenceFile] = {}
    try:
        desk = pipeline.desks.get(traveller.kind)
        traveller = traveller._replace(value=pipeline.value(traveller), schema=desk.schema)
        if not desk.validator.is_valid(traveller.value):
            return found
        room, artifact = pipeline.artifact(traveller, desk, document)
        opened = room.opened
        for reference in pipeline.registry.relates(artifact):
            target = locate(pipeline.shelf.tree, artifact.file, reference.path)
            found |= {target} if target is not None else set()
        pipeline.registry.facts(artifact)
    except AdjudgeError:
        pass  # judging it will tell; what it had opened by then is known
    return found | set(opened)
