"""Provenance: where the training data of a model come from, and how they were annotated."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Artifact, Domain, Json, Kind, Reference, hookimpl
from adjudge.lib.words import say

CORPUS = "provenance.corpus"
ANNOTATION = "provenance.annotation"
CONSENT = "dubbing.consent"
_GROUNDS = ("licence", "collection_record", "contract", "authorisation")
_CONSENTS = ("record", "separate_consent")


@hookimpl
def adjudge_domains() -> Iterator[Domain]:
    """Return the domain ``provenance``."""
    yield Domain(
        name="provenance",
        title=say("listing.domain.provenance"),
        kinds=(_kind(CORPUS), _kind(ANNOTATION)),
        policies="adjudge.policies",
        schemas="adjudge.schemas",
        exports=("params",),
    )


@hookimpl
def adjudge_instruments() -> str:
    """Return the laws and standards that the first-party domains cite."""
    return "adjudge.policies.instruments"


@hookimpl
def adjudge_relates(artifact: Artifact) -> Iterator[Reference]:
    """Return what a corpus or an annotation names: records, which are evidence, and documents, which are judged first."""
    if artifact.kind == CORPUS:
        yield from _records(artifact.document)
    elif artifact.kind == ANNOTATION:
        if "rule_book" in artifact.document:
            yield Reference(pointer="/rule_book/file", path=artifact.document["rule_book"]["file"])
        if "corpus" in artifact.document:
            yield Reference(pointer="/corpus", path=artifact.document["corpus"], kind=CORPUS)


def _kind(name: str) -> Kind:
    suffix = name.partition(".")[2]
    return Kind(name=name, files=tuple(f"*.{suffix}.{form}" for form in ("yaml", "yml", "json")))


def _records(corpus: Json) -> Iterator[Reference]:
    for i, source in enumerate(corpus["sources"]):
        for ground in _GROUNDS:
            if ground in source:
                yield Reference(pointer=f"/sources/{i}/{ground}/file", path=source[ground]["file"])
        personal = source["personal_information"]
        for consent in _CONSENTS:
            if consent in personal:
                pointer = f"/sources/{i}/personal_information/{consent}/file"
                yield Reference(pointer=pointer, path=personal[consent]["file"])
        for j, path in enumerate(personal.get("consents", ())):
            pointer = f"/sources/{i}/personal_information/consents/{j}"
            yield Reference(pointer=pointer, path=path, kind=CONSENT)
    own = (corpus["base_model"] or {}).get("made_by_provider")
    if own is not None:
        yield Reference(pointer="/base_model/made_by_provider/file", path=own["file"])
