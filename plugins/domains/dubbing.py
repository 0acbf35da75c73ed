"""Dubbing: the manifest of a job, and the consents of the voices that are heard in it."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Artifact, Domain, Json, Kind, Reference, hookimpl
from adjudge.lib.words import say

PROJECT = "dubbing.project"
CONSENT = "dubbing.consent"
MEDIA = "dubbing.media"
RECORDS = {"provider": "filing.provider", "service": "identity.service"}
"""Kinds of the records that a project names, by their keys in it."""
_MEDIA = tuple(
    f"*.{end}" for end in ("wav", "mp3", "flac", "ogg", "opus", "m4a", "mp4", "mov", "mkv", "webm", "avi", "flv", "aac")
)


@hookimpl
def adjudge_domains() -> Iterator[Domain]:
    """Return the domain ``dubbing``."""
    yield Domain(
        name="dubbing",
        title=say("listing.domain.dubbing"),
        kinds=(_kind(PROJECT), _kind(CONSENT), Kind(name=MEDIA, files=_MEDIA)),
        policies="adjudge.policies",
        schemas="adjudge.schemas",
    )


@hookimpl
def adjudge_instruments() -> str:
    """Return the first-party instruments; each first-party plugin brings them, so that blocking one takes none away."""
    return "adjudge.policies.instruments"


@hookimpl
def adjudge_relates(artifact: Artifact) -> Iterator[Reference]:
    """Return the files that a manifest or a consent names: consents are judged first, all else is evidence."""
    if artifact.kind == PROJECT:
        yield from _consents(artifact.document)
        yield from _records(artifact.document)
    yield from _digested(artifact.document)


def _kind(name: str) -> Kind:
    suffix = name.partition(".")[2]
    return Kind(name=name, files=tuple(f"*.{suffix}.{form}" for form in ("yaml", "yml", "json")))


def _consents(project: Json) -> Iterator[Reference]:
    for i, voice in enumerate(project["voices"]):
        if "consent" in voice:
            yield Reference(pointer=f"/voices/{i}/consent", path=voice["consent"], kind=CONSENT)


def _records(project: Json) -> Iterator[Reference]:
    for name, path in project.get("records", {}).items():
        yield Reference(pointer=f"/records/{name}", path=path, kind=RECORDS[name])


def _digested(value: Json, at: str = "") -> Iterator[Reference]:
    """Return every file whose digest is stated beside its name, wherever it stands; no key needs escaping."""
    if isinstance(value, dict):
        if "file" in value and "sha256" in value:
            yield Reference(pointer=f"{at}/file", path=value["file"])
        for key, member in value.items():
            yield from _digested(member, f"{at}/{key}")
    elif isinstance(value, list):
        for i, member in enumerate(value):
            yield from _digested(member, f"{at}/{i}")
