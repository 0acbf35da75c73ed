"""What the system says when it refuses something, in our words where it is one of the usual refusals."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from .words import Texts, say

if TYPE_CHECKING:
    from .errors import AdjudgeError

_USUAL: dict[int, Texts] = {
    errno.ENOENT: say("file.errno.missing"),
    errno.EACCES: say("file.errno.forbidden"),
    errno.EPERM: say("file.errno.not_permitted"),
    errno.EISDIR: say("file.errno.folder"),
    errno.ENOTDIR: say("file.errno.no_folder"),
    errno.EEXIST: say("file.errno.there"),
    errno.ELOOP: say("file.errno.circle"),
    errno.ENAMETOOLONG: say("file.errno.long"),
    errno.ENOSPC: say("file.errno.full"),
    errno.EROFS: say("file.errno.read_only"),
    errno.EIO: say("file.errno.broken"),
    errno.EMFILE: say("file.errno.open"),
    errno.ENFILE: say("file.errno.open"),
    errno.ENOMEM: say("file.errno.memory"),
    errno.EFBIG: say("file.errno.large"),
}


def stopped(error: BaseException, *, is_told: bool = False) -> AdjudgeError | None:
    """Return the error of what the system did not let us do, where that is what it is: no fault of ours.

    Only where it ``is_told`` to who started us it names the file: a report has no path that may be outside the root.
    """
    if not isinstance(error, (OSError, MemoryError)):
        return None
    from .errors import JudgeError

    file = error.filename if is_told and isinstance(error, OSError) else None
    why = say("file.errno.memory") if isinstance(error, MemoryError) else reason(error)
    return JudgeError(say("file.stopped", why=why), file=str(file) if isinstance(file, (str, os.PathLike)) else None)


def reason(error: BaseException) -> Texts:
    """Return what the system said, without the path, which may be outside the root; else the type of the error."""
    words: Texts | None = getattr(error, "words", None) if isinstance(error, OSError) else None  # of lib.opening
    if words is not None:
        return words
    code = getattr(error, "errno", None)
    if isinstance(code, int):
        return _USUAL[code] if code in _USUAL else foreign(os.strerror(code))
    return foreign(type(error).__name__)


def foreign(text: str) -> Texts:
    """Return somebody else's words, which are there in one language only: where that is another, as a quotation."""
    return say("read.foreign", text=text)
