"""Put a label into a file: a copy is made beside it, read back, compared, and moved into its place; or nothing happens."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from adjudge.lib.errors import JudgeError, ReadError, UsageError
from adjudge.lib.system import reason
from adjudge.lib.temporary import Temporary
from adjudge.lib.words import say

from ..containers.recognition import recognise
from ..containers.window import MediaWindow, OpenedMedia, opened_media
from ..reading.entries import TagEntry
from ..reading.label import parse
from ..reading.tags import labels_of
from .planning import MediaContainer, identify
from .signed import credentials_at
from .splicing import SplicePlan, Untouched

_BLOCK = 1 << 20
_NAME = 60
"""Characters of a file's name that its copy has in its own."""
_NO_RANGES = frozenset((errno.EXDEV, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EPERM, errno.EBADF))


class Labelled(NamedTuple):
    """The container of a file, where its label is, and whether it had to be written."""

    container: str
    box: str
    is_new: bool
    breaks: bool = False
    """Whether Content Credentials in the file fit it no more."""


def write_label(real: str, label: str, *, container: MediaContainer | None = None, may_break: bool = False) -> Labelled:
    """Leave one label in a file, at a real path. ``may_break`` says that its Content Credentials need not fit any more.

    Raises ReadError for a file that cannot have one, UsageError for one that cannot be written, and JudgeError where the
    copy does not say what it should. The file is then as it was.
    """
    with opened_media(real) as file:
        before = os.fstat(file.descriptor)
        try:
            window = MediaWindow(file)
            container = container or identify(window)
            plan = container.plan(window, label)
            old = _old_labels(window.anew())
            if [(each.box, each.value) for each in old] == [(plan.box, label)]:
                return Labelled(container.name, plan.box, is_new=False)
            signed = credentials_at(file)
            if signed is not None and not may_break:
                raise UsageError(say("labelling.signed", offset=signed))
            if not before.st_mode & 0o222 or not os.access(real, os.W_OK):
                raise UsageError(say("labelling.read_only"))
            _replace(Path(real), file, before, label=label, plan=plan, old=old)
        except OSError as error:
            raise UsageError(say("labelling.unwritable", why=reason(error))) from error
        return Labelled(container.name, plan.box, is_new=True, breaks=signed is not None)


def see_whole(real: str, label: str, *, may_break: bool) -> tuple[str, bool]:
    """Return the container of a file, and whether it has Content Credentials.

    Raises UsageError where these may not break, ReadError for a file that is not whole.
    """
    with opened_media(real) as file:
        window = MediaWindow(file)
        container, signed = identify(window), credentials_at(file)
        container.plan(window, label)
    if signed is not None and not may_break:
        raise UsageError(say("labelling.signed", offset=signed))
    return container.name, signed is not None


def label_in(real: str) -> TagEntry:
    """Return the one label of a file. Raises ReadError where the file, or that, cannot be read, JudgeError for others."""
    with opened_media(real) as file:
        found = list(_labels(MediaWindow(file)))
    if len(found) != 1:
        raise JudgeError(say("labelling.not_only"))
    return found[0]


def _replace(
    real: Path, file: OpenedMedia, before: os.stat_result, *, label: str, plan: SplicePlan, old: list[TagEntry]
) -> None:
    """Write the copy, and give it the name of the file, which had the ``old`` labels. Raises OSError, JudgeError."""
    part = Temporary(f".{real.name[:_NAME]}.", ".part", parent=real.parent, is_folder=False)
    try:
        copy = os.open(part.path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            for piece in plan.pieces(file.size):
                _write(file, copy, piece)
            _keep(file, copy, before)
            os.fsync(copy)
            made = OpenedMedia(copy)
            _see_same(file, made, plan)
            _see_labelled(MediaWindow(made), label, old)
        finally:
            os.close(copy)
        _see_unchanged(real, before)
        part.keep_as(real)
    except BaseException:
        part.remove()
        raise
    with suppress(OSError):  # a folder that cannot be opened: the name is given all the same
        folder = os.open(real.parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _write(file: OpenedMedia, copy: int, piece: Untouched | bytes) -> None:
    """Write a piece at the end of the copy. Raises OSError."""
    if isinstance(piece, bytes):
        view = memoryview(piece)
        while view:
            view = view[os.write(copy, view) :]
        return
    at, end = piece.offset, piece.offset + piece.size
    try:
        while at < end and (done := os.copy_file_range(file.descriptor, copy, end - at, at)):
            at += done
    except AttributeError:  # a system without it
        pass
    except OSError as error:
        if error.errno not in _NO_RANGES:
            raise
    while at < end:
        block = file.read(at, min(_BLOCK, end - at))
        if not block:
            raise ReadError(say("labelling.changed"))
        _write(file, copy, block)
        at += len(block)


def _keep(file: OpenedMedia, copy: int, before: os.stat_result) -> None:
    """Give the copy what the file has beside its content, as far as this user may. The time is that of the change."""
    with suppress(OSError):
        os.fchown(copy, before.st_uid, before.st_gid)
    os.fchmod(copy, stat.S_IMODE(before.st_mode))
    with suppress(OSError, AttributeError):
        for name in os.listxattr(file.descriptor):
            with suppress(OSError):
                os.setxattr(copy, name, os.getxattr(file.descriptor, name))


def _see_same(file: OpenedMedia, copy: OpenedMedia, plan: SplicePlan) -> None:
    """Raise JudgeError where the copy is not made of what it should be, byte by byte."""
    at = 0
    for piece in plan.pieces(file.size):
        size = len(piece) if isinstance(piece, bytes) else piece.size
        for place in range(0, size, _BLOCK):
            count = min(_BLOCK, size - place)
            wanted = (
                file.read(piece.offset + place, count) if isinstance(piece, Untouched) else piece[place : place + count]
            )
            if copy.read(at + place, count) != wanted:
                raise JudgeError(say("labelling.not_read_back", offset=at + place))
        at += size
    if at != copy.size:
        raise JudgeError(say("labelling.not_read_back", offset=at))


def _old_labels(window: MediaWindow) -> list[TagEntry]:
    """Return the labels of a file; none where they cannot be read, since that may be what is written anew."""
    try:
        return list(_labels(window))
    except ReadError:  # the copy has to be read
        return []


def _labels(window: MediaWindow) -> Iterator[TagEntry]:
    """Yield the labels of a file as who judges it reads them. Raises ReadError."""
    return labels_of(window, recognise(window))


def _see_labelled(copy: MediaWindow, label: str, old: list[TagEntry]) -> None:
    """Raise JudgeError where whoever judges the copy would not find exactly the label in it."""
    try:
        found = sorted(_labels(copy), key=lambda entry: (entry.value != label, entry.offset))
    except ReadError as error:
        raise JudgeError(say("labelling.not_whole", why=error.words)) from error
    for other in found[1:] if found and found[0].value == label else found:
        places = [each.offset for each in old if (each.box, each.value) == (other.box, other.value)]
        raise JudgeError(say("labelling.other", box=other.box, offset=(places or [other.offset])[-1]))
    if not found or parse(label).form != "object":
        raise JudgeError(say("labelling.not_only"))


def _see_unchanged(real: Path, before: os.stat_result) -> None:
    """Raise ReadError where the file is not the one that was read. Raises OSError."""
    now = os.lstat(real)
    if any(
        getattr(now, name) != getattr(before, name)
        for name in ("st_ino", "st_dev", "st_size", "st_mtime_ns", "st_ctime_ns")
    ):
        raise ReadError(say("labelling.changed"))
