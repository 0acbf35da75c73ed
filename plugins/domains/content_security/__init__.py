"""Content security: scripts and their reviews, and what a filing is assessed by, keywords, questions and results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from adjudge import Artifact, Document, Domain, Kind, Reader, Reference, Source, hookimpl
from adjudge.lib.words import say

SCRIPT = "content_security.script"
EVALUATION = "content_security.evaluation"
_SCRIPTS = (
    *("*.srt", "*.vtt", "*.ass", "*.ssa", "*.ttml", "*.dfxp", "*.itt"),
    *("*.script.txt", "*.script.docx", "*.script.xlsx"),
)
_FORMS = ("yaml", "yml", "json")
_LIST_FORMS = (*_FORMS, "csv", "jsonl")


@hookimpl
def adjudge_domains() -> Iterable[Domain]:
    """Return the domain ``content_security``."""
    yield Domain(
        name="content_security",
        title=say("listing.domain.content_security"),
        kinds=(
            Kind(name=SCRIPT, files=_SCRIPTS),
            _kind("keyword_library", _LIST_FORMS),
            _kind("test_bank", _LIST_FORMS),
            _kind("refusal_bank", _LIST_FORMS),
            _kind("non_refusal_bank", _LIST_FORMS),
            _kind("evaluation", _FORMS),
            Kind(name="content_security.review_log", files=("*.review_log.jsonl",), shape="records"),
        ),
        policies="adjudge.policies",
        schemas="adjudge.schemas",
        exports=("params",),
    )


@hookimpl
def adjudge_instruments() -> str:
    """Return the laws and standards that the first-party domains cite."""
    return "adjudge.policies.instruments"


@hookimpl
def adjudge_readers() -> Iterable[Reader]:
    """Return the readers of subtitles and of scripts without times."""
    yield Reader(name="srt", suffixes=(".srt",), read=_read_srt)
    comments = "adjudge.plugins.domains.content_security.subtitles:webvtt_comments"
    yield Reader(name="webvtt", suffixes=(".vtt",), read=_read_webvtt, comments=comments)
    remarks = "adjudge.plugins.domains.content_security.ass:ass_comments"
    yield Reader(name="ass", suffixes=(".ass", ".ssa"), read=_read_ass, comments=remarks)
    yield Reader(name="ttml", suffixes=(".ttml", ".dfxp", ".itt"), read=_read_ttml)
    yield Reader(name="script_text", files=("*.script.txt",), read=_read_plain)
    yield Reader(name="script_docx", files=("*.script.docx",), read=_read_docx)
    yield Reader(name="script_xlsx", files=("*.script.xlsx",), read=_read_xlsx)


@hookimpl
def adjudge_relates(artifact: Artifact) -> Iterator[Reference]:
    """Return the library and the banks that an evaluation used, and the files that its conclusions rest on."""
    if artifact.kind != EVALUATION:
        return
    for bank, named in artifact.document.get("banks", {}).items():
        yield Reference(pointer=f"/banks/{bank}/file", path=named["file"], kind=f"content_security.{bank}")
    for i, clause in enumerate(artifact.document["report"]["clauses"]):
        for j, named in enumerate(clause.get("evidence", ())):
            if not isinstance(named, str):
                yield Reference(pointer=f"/report/clauses/{i}/evidence/{j}/file", path=named["file"])


@hookimpl
def adjudge_facts(artifact: Artifact) -> Mapping[str, Any]:
    """Search a script for the keywords of the library, and join what was found with its review."""
    from .facts import script_facts

    return script_facts(artifact) if artifact.kind == SCRIPT else {}


def _kind(name: str, forms: Iterable[str]) -> Kind:
    return Kind(name=f"content_security.{name}", files=tuple(f"*.{name}.{form}" for form in forms))


def _read_srt(source: Source) -> Iterator[Document]:
    from .subtitles import read_srt

    return read_srt(source)


def _read_webvtt(source: Source) -> Iterator[Document]:
    from .subtitles import read_webvtt

    return read_webvtt(source)


def _read_ass(source: Source) -> Iterator[Document]:
    from .ass import read_ass

    return read_ass(source)


def _read_ttml(source: Source) -> Iterator[Document]:
    from .ttml import read_ttml

    return read_ttml(source)


def _read_plain(source: Source) -> Iterator[Document]:
    from .plain import read_plain

    return read_plain(source)


def _read_docx(source: Source) -> Iterator[Document]:
    from .docx import read_docx

    return read_docx(source)


def _read_xlsx(source: Source) -> Iterator[Document]:
    from .xlsx import read_xlsx

    return read_xlsx(source)
