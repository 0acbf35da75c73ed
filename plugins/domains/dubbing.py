"""Dubbing: the manifest of a job, and the consents of the voices that are heard in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from adjudge import Artifact, Domain, Json, Kind, Reference, hookimpl
from adjudge.lib.media import MEDIA_SUFFIXES, is_media
from adjudge.lib.words import say

PROJECT = "dubbing.project"
CONSENT = "dubbing.consent"
MEDIA = "dubbing.media"
FACTS = "adjudge.plugins.media.facts"
"""Where the facts of media, and of a project about its media, come from: what they need is an extra."""
RECORDS = {"provider": "filing.provider", "service": "identity.service"}
"""Kinds of the records that a project names, by their keys in it."""


@hookimpl
def adjudge_domains() -> Iterator[Domain]:
    """Return the domain ``dubbing``."""
    yield Domain(
        name="dubbing",
        title=say("listing.domain.dubbing"),
        kinds=(
            _kind(PROJECT),
            _kind(CONSENT),
            Kind(name=MEDIA, files=tuple(f"*{end}" for end in MEDIA_SUFFIXES), named=True),
        ),
        policies="adjudge.policies",
        schemas="adjudge.schemas",
        exports=("params", "lib.labels", "lib.synthesis"),
    )


@hookimpl
def adjudge_instruments() -> str:
    """Return the first-party instruments; each first-party plugin brings them, so that blocking one takes none away."""
    return "adjudge.policies.instruments"


@hookimpl
def adjudge_relates(artifact: Artifact) -> Iterator[Reference]:
    """Return the files that a manifest or a consent names: consents and deliverables are judged first, all else is evidence.

    A recording that is evidence, such as that of a performer who consents, need not be labelled, and is not judged.
    """
    if artifact.kind == MEDIA:
        return
    if artifact.kind == PROJECT:
        yield from _consents(artifact.document)
        yield from _records(artifact.document)
    yield from _digested(artifact.document)


@hookimpl
def adjudge_facts(artifact: Artifact) -> Mapping[str, Json]:
    """Return what the battery of media finds in a media file, and in those that a project names."""
    if artifact.kind not in (MEDIA, PROJECT):
        return {}
    battery = import_module(FACTS)
    facts: Mapping[str, Json] = (battery.media_facts if artifact.kind == MEDIA else battery.project_facts)(artifact)
    return facts


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


def _expected(at: str, file: str) -> str | None:
    """Return what a file must be: media where it is delivered, evidence where it is media and is not."""
    if not is_media(file):
        return None
    return MEDIA if at.startswith("/deliverables/") and at.count("/") == 2 else ""  # of the item itself


def _digested(value: Json, at: str = "") -> Iterator[Reference]:
    """Return every file whose digest is stated beside its name, wherever it stands; no key needs escaping."""
    if isinstance(value, dict):
        if "file" in value and "sha256" in value:
            yield Reference(pointer=f"{at}/file", path=value["file"], kind=_expected(at, value["file"]))
        for key, member in value.items():
            yield from _digested(member, f"{at}/{key}")
    elif isinstance(value, list):
        for i, member in enumerate(value):
            yield from _digested(member, f"{at}/{i}")
