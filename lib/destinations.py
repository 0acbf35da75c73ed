"""Where outputs go: ``NAME`` to standard output, ``NAME=FILE`` to a file, and no two to one place."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from .errors import UsageError
from .words import Texts, say


def destinations(texts: Iterable[str], *, default: str, read: Iterable[Path]) -> list[tuple[str, Path | None]]:
    """Return names with their files, None for standard output, where ``default`` goes unless another output claims it.

    Raises UsageError for two that would go to the same place, and for one over a file that is ``read``.
    """
    asked = [text.partition("=")[::2] for text in texts]
    on_stdout = [name for name, file in asked if not file]
    if len(on_stdout) > 1:
        both: str | Texts = on_stdout[0]
        for name in on_stdout[1:]:
            both = say("output.and", one=both, other=name)
        raise UsageError(say("output.stdout", both=both))
    if not on_stdout:
        asked.append((default, ""))
    files = [os.path.realpath(file) for _, file in asked if file]
    for name, file in asked:
        if file and files.count(os.path.realpath(file)) > 1 and not Path(file).is_char_device():
            raise UsageError(say("output.twice", file=file, name=name))
    taken = {os.path.realpath(file) for file in read}
    for _, file in asked:
        if file and os.path.realpath(file) in taken:
            raise UsageError(say("output.over_read", file=file))
    return [(name, Path(file) if file else None) for name, file in asked]
