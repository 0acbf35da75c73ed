"""Where a media file says it comes from: its Content Credentials (C2PA), as the fact ``provenance``.

c2pa-python reads them, in a process of its own (:mod:`.credentials`), since the file is anybody's. Nothing is ever fetched.
It is the extra ``adjudge[c2pa]``: without it there is no such fact, unless ``c2pa_trust`` asks for one.
"""

from __future__ import annotations

import json
import posixpath
import threading
import weakref
from importlib.util import find_spec

from adjudge import Artifact, Json, ReadError
from adjudge.lib.contained import Contained, Failed
from adjudge.lib.pieces import Pieces
from adjudge.lib.words import say

CARRIERS = ("wav", "mp3", "flac", "m4a", "mp4", "mov", "avi")
"""Containers that can carry Content Credentials."""

TRUST = "c2pa_trust"
_SECONDS = 120
"""To hash 4 GB on a machine that does other things as well."""
_MEBIBYTES = 512
"""The library takes 70, whatever the size of the file; its credentials are read as a whole."""
_THREAD = threading.local()
"""A process serves one thread at a time, and the next file of the same run: it takes longer to start than to answer."""


def provenance_facts(artifact: Artifact) -> dict[str, Json]:
    """Return ``provenance`` as ``media_facts.json`` describes it; nothing where the extra is not installed.

    Raises ReadError where the file cannot be read, where the trust list is none, and where parameters name one and the
    extra is not installed.
    """
    named = artifact.params[TRUST]
    if not _is_installed():
        if named is None:
            return {}
        raise ReadError(say("credentials.no_library", name=TRUST), file=artifact.file)
    if artifact.document["container"] not in CARRIERS:
        return {"provenance": {"state": "not_applicable"}}
    file = artifact.evidence.pieces(posixpath.basename(artifact.file))
    if file is None:
        raise ReadError(say("read.changed"), file=artifact.file)
    trust = None if named is None else _trust(artifact, named)
    return {"provenance": _asked(artifact, file, trust)}


def _is_installed() -> bool:
    """Return whether the extra is there, without the time that importing it takes."""
    try:
        return find_spec("c2pa") is not None
    except ValueError:  # a module without a specification: it was blocked
        return False


def _trust(artifact: Artifact, named: str) -> str:
    data = artifact.evidence.parameter(named)
    if data is None:
        raise ReadError(say("credentials.no_list", name=TRUST), file=named)
    return data.decode(errors="replace")


def _asked(artifact: Artifact, file: Pieces, trust: str | None) -> Json:
    asked = {
        "path": str(file.real),
        "state": file.state,
        "given": file.content is not None,
        "as_of": artifact.as_of.isoformat(),
        "trust": trust,
    }
    file.check()
    said = _process().ask(json.dumps(asked).encode() + b"\n" + (file.content or b""))
    file.check()  # whatever became of it, another file is not what was judged
    if isinstance(said, Failed):
        raise ReadError(say("credentials.failed", why=said.words), file=artifact.file)
    answer = json.loads(said)
    if "untrusted" in answer:
        number = answer["untrusted"]
        words = say("credentials.bad_certificate", number=number) if number else say("credentials.no_certificate")
        raise ReadError(words, file=artifact.params[TRUST])
    if "changed" in answer:
        raise ReadError(say("read.changed"), file=artifact.file)
    return answer["provenance"]


def _process() -> Contained:
    held: _Credentials | None = getattr(_THREAD, "held", None)
    if held is None:
        held = _THREAD.held = _Credentials()
    return held.process


class _Credentials:
    """A process that ends with the thread that asks it, or with this program."""

    def __init__(self) -> None:
        target = "adjudge.plugins.media.credentials:make"
        self.process = Contained(target, seconds=_SECONDS, mebibytes=_MEBIBYTES, told=_ignore)
        weakref.finalize(self, self.process.close)


def _ignore(_line: str) -> None:
    """Take what the library says beside its answer for what it is: its answer says it all."""
