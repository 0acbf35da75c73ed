"""Put the rhythm label before the sound of a file, and the implicit label into it; or nothing happens.

The sound is encoded anew in a process of its own. What comes of that is labelled, heard by what hears any file, and moved
into the place of the file.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from adjudge.lib.contained import Contained, Failed
from adjudge.lib.errors import JudgeError, ReadError, UsageError
from adjudge.lib.escape import visible
from adjudge.lib.pieces import state_of
from adjudge.lib.system import reason
from adjudge.lib.temporary import Temporary
from adjudge.lib.words import Texts, say

from ..containers.recognition import recognise
from ..containers.riff import chunks
from ..containers.window import MediaWindow, OpenedMedia, opened_media
from .listening import Listening, listen

_SECONDS, _MEBIBYTES = 900, 1024
_SURE = 60
"""Percent from which on the label counts as heard, as of the parameter ``rhythm_confidence`` unless it is set."""
_KINDS = frozenset(("wav", "mp3", "flac", "ogg", "opus", "m4a"))
_CHUNKS = frozenset((b"fmt ", b"data", b"fact", b"LIST", b"AIGC", b"JUNK", b"PAD ", b"FLLR", b"ds64", b"id3 ", b"ID3 "))
"""Chunks of a WAV whose content is written anew, or is nothing; another one would be lost."""
_NAME = 60


class Prepended(NamedTuple):
    """Whether the label was put before the sound; False where one is heard there already."""

    is_new: bool


def prepend_cue(real: str, container: str, label: Callable[[str], object]) -> Prepended:
    """Put the rhythm label before the sound of a file, at a real path; ``label`` writes the implicit one into the copy.

    Raises UsageError for a file that cannot have one, or cannot be written, ReadError for one that cannot be read or changes
    meanwhile, and JudgeError where the label is not heard in the copy. The file is then as it was.
    """
    for module in ("av", "numpy"):
        if find_spec(module) is None:
            raise UsageError(say("cue.extra", module=module))
    if container not in _KINDS:
        raise UsageError(say("cue.no_sound_alone", container=container))
    with opened_media(real) as file:
        before = state_of(file.descriptor)
        if container == "wav":
            _see_chunks(file)
    if _is_heard(Path(real), container):
        return Prepended(is_new=False)
    if not os.access(real, os.W_OK) or not stat.S_IMODE(os.lstat(real).st_mode) & 0o222:
        raise UsageError(say("labelling.read_only"))
    try:
        folder = Temporary(f".{Path(real).name[:_NAME]}.", ".part", parent=Path(real).parent)
        try:
            copy = folder.path / "copy"
            _encode(real, copy, container)
            label(str(copy))
            if not _is_heard(copy, container):
                raise JudgeError(say("cue.not_heard"))
            _keep(real, copy)
            with opened_media(real) as file:
                if state_of(file.descriptor) != before:
                    raise ReadError(say("labelling.changed"))
            copy.replace(real)
        finally:
            folder.remove()
    except OSError as error:
        raise UsageError(say("labelling.unwritable", why=reason(error))) from error
    return Prepended(is_new=True)


def _is_heard(file: Path, container: str) -> bool:
    """Return whether a rhythm label is heard at the start. Raises ReadError where nobody can listen."""
    found = listen(file, Listening(container=container))
    if isinstance(found, Failed):
        raise ReadError(say("cue.unheard", why=found.words))
    return any(each.place == "start" and each.confidence >= _SURE for each in found or ())


def _encode(real: str, copy: Path, container: str) -> None:
    process = Contained(f"{__package__}.encoding:make", seconds=_SECONDS, mebibytes=_MEBIBYTES)
    try:
        answer = process.ask(json.dumps({"path": real, "target": str(copy), "container": container}).encode())
    finally:
        process.close()
    if isinstance(answer, Failed):
        raise ReadError(say("cue.unheard", why=answer.words))
    refused = json.loads(answer)
    if refused is not None:
        raise UsageError(_why(*refused))


def _why(word: str, detail: str) -> Texts:
    match word:
        case "cue_more":
            return say("cue.more")
        case "cue_stereo":
            return say("cue.stereo")
        case "cue_changes":
            return say("cue.changes")
        case "cue_parameters":
            return say("cue.parameters", parameters=visible(detail))
    return say("cue.broken", why=visible(detail))


def _see_chunks(file: OpenedMedia) -> None:
    """Raise UsageError for a WAV with a chunk that would be lost, ReadError for one that cannot be read."""
    window = MediaWindow(file)
    start = recognise(window).start
    for chunk in chunks(window, start + 12, window.size):
        if chunk.name not in _CHUNKS:
            raise UsageError(say("cue.chunk", name=visible(chunk.name.decode("latin-1"))))


def _keep(real: str, copy: Path) -> None:
    """Give the copy the rights and the owner of the file, and see that it is on the disk."""
    there = os.lstat(real)
    with suppress(OSError, AttributeError):
        os.chown(copy, there.st_uid, there.st_gid)
    with suppress(OSError):
        shutil.copystat(real, copy, follow_symlinks=False)
    os.utime(copy)
    copy.chmod(stat.S_IMODE(there.st_mode))
    with copy.open("rb") as file:
        os.fsync(file.fileno())
