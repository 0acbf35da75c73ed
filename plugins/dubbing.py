"""Dubbing: the manifest of a job, and the consents of the voices that are heard in it."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Artifact, Domain, Json, Kind, Reference, hookimpl

PROJECT = "dubbing.project"
CONSENT = "dubbing.consent"


@hookimpl
def adjudge_domains() -> Iterator[Domain]:
    """Give the domain ``dubbing``."""
    yield Domain(
        name="dubbing",
        title={"en": "Dubbing", "zh": "配音"},
        kinds=(_kind(PROJECT), _kind(CONSENT)),
        policies="adjudge.policies",
        schemas="adjudge.schemas",
    )


@hookimpl
def adjudge_instruments() -> str:
    """Give the first-party instruments; each first-party plugin brings them, so that blocking one takes none away."""
    return "adjudge.policies.instruments"


@hookimpl
def adjudge_relates(artifact: Artifact) -> Iterator[Reference]:
    """Give the files that a manifest or a consent names: consents are judged first, all else is evidence."""
    if artifact.kind == CONSENT:
        yield from _digested(artifact.document)
    elif artifact.kind == PROJECT:
        yield from _consents(artifact.document)
        yield from _evidence(artifact.document)


def _kind(name: str) -> Kind:
    suffix = name.partition(".")[2]
    return Kind(name=name, files=tuple(f"*.{suffix}.{form}" for form in ("yaml", "yml", "json")))


def _consents(project: Json) -> Iterator[Reference]:
    for i, voice in enumerate(project["voices"]):
        if "consent" in voice:
            yield Reference(pointer=f"/voices/{i}/consent", path=voice["consent"], kind=CONSENT)


def _digested(value: Json, at: str = "") -> Iterator[Reference]:
    """Give every file whose digest a consent states, wherever it stands; the keys of its schema need no escaping."""
    if isinstance(value, dict):
        if "file" in value:
            yield Reference(pointer=f"{at}/file", path=value["file"])
        for key, member in value.items():
            yield from _digested(member, f"{at}/{key}")
    elif isinstance(value, list):
        for i, member in enumerate(value):
            yield from _digested(member, f"{at}/{i}")


def _evidence(project: Json) -> Iterator[Reference]:
    """Give what ``dubbing.project.file_integrity`` expects, consents aside."""
    for i, deliverable in enumerate(project["deliverables"]):
        yield Reference(pointer=f"/deliverables/{i}/file", path=deliverable["file"])
    for i, evidence in enumerate(project.get("evidence", ())):
        yield Reference(pointer=f"/evidence/{i}/file", path=evidence["file"])
    if "licence" in project["work"]["rights"]:
        yield Reference(pointer="/work/rights/licence/file", path=project["work"]["rights"]["licence"]["file"])
    for i, review in enumerate(project["reviews"]["input"]):
        if "script" in review:
            yield Reference(pointer=f"/reviews/input/{i}/script/file", path=review["script"]["file"])
    for i, supply in enumerate(project.get("unlabelled_supply", ())):
        yield Reference(pointer=f"/unlabelled_supply/{i}/agreement/file", path=supply["agreement"]["file"])
