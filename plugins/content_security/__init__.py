"""Content security of scripts: subtitles are read, searched for the keywords of a library, and must be reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from adjudge import Artifact, Document, Domain, Kind, Reader, Source, hookimpl

SCRIPT = "content_security.script"


@hookimpl
def adjudge_domains() -> Iterable[Domain]:
    """Give the domain ``content_security``."""
    yield Domain(
        name="content_security",
        title={"en": "Content security", "zh": "内容安全"},
        kinds=(Kind(name=SCRIPT, files=("*.srt", "*.vtt")),),
        policies="adjudge.policies",
        schemas="adjudge.schemas",
    )


@hookimpl
def adjudge_instruments() -> str:
    """Give the laws and standards that the first-party domains cite."""
    return "adjudge.policies.instruments"


@hookimpl
def adjudge_readers() -> Iterable[Reader]:
    """Give the readers of subtitles."""
    yield Reader(name="srt", suffixes=(".srt",), read=_read_srt)
    yield Reader(name="webvtt", suffixes=(".vtt",), read=_read_webvtt)


@hookimpl
def adjudge_facts(artifact: Artifact) -> Mapping[str, Any]:
    """Search a script for the keywords of the library, and join what was found with its review."""
    from adjudge.plugins.content_security.facts import script_facts

    return script_facts(artifact) if artifact.kind == SCRIPT else {}


def _read_srt(source: Source) -> Iterator[Document]:
    from adjudge.plugins.content_security.subtitles import read_srt

    return read_srt(source)


def _read_webvtt(source: Source) -> Iterator[Document]:
    from adjudge.plugins.content_security.subtitles import read_webvtt

    return read_webvtt(source)
