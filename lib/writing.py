"""Write a file whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from .errors import UsageError
from .system import reason
from .temporary import Temporary
from .words import say


def _part_of(file: Path) -> Temporary:
    """Return what lies beside ``file`` and is written until it is whole. Raises OSError."""
    return Temporary(f".{file.name}.", ".part", parent=file.parent, is_folder=False)


def replace_file(file: Path, content: str | bytes) -> None:
    """Write a file whole or not at all; a link stays one, and so does a device. Raises UsageError when it cannot be written."""
    data = content.encode() if isinstance(content, str) else content
    part = None
    try:
        part = _place(file)
        if part is None:
            file.write_bytes(data)
            return
        part.path.write_bytes(data)
        part.keep_as(Path(os.path.realpath(file)))
    except BaseException as error:
        if part is not None:
            part.remove()
        if not isinstance(error, OSError):
            raise
        raise UsageError(say("file.unwritable", why=reason(error)), file=str(file)) from error


class Output:
    """A stream on its way to a file, which it becomes when it is whole, or to a stream that is there already."""

    def __init__(self, file: Path | None, there: IO[Any], *, binary: bool) -> None:
        """Open the file, beside its place; without one, write to what is ``there``. Raises OSError."""
        self.file, self.stream, self._part = file, there, None if file is None else _place(file)
        if file is not None:
            self.file = file if self._part is None else Path(os.path.realpath(file))  # a link stays what it is
            target = file if self._part is None else self._part.path
            try:
                self.stream = target.open("wb") if binary else target.open("w", encoding="utf-8", newline="\n")
            except BaseException:
                if self._part is not None:
                    self._part.remove()
                raise

    def finish(self) -> None:
        """Give the file its name. Raises OSError."""
        if self.file is None:
            self.stream.flush()
            return
        self.stream.close()
        if self._part is not None:
            self._part.keep_as(self.file)

    def discard(self) -> None:
        """Leave nothing that is not whole."""
        if self.file is not None:
            with suppress(OSError, ValueError):
                self.stream.close()
            if self._part is not None:
                self._part.remove()


def _place(file: Path) -> Temporary | None:
    """Return where a file is written until it is whole; None for a device, which is written in place. Raises OSError."""
    if not file.exists() or (file.is_file() and Path("/dev") not in file.absolute().parents):
        return _part_of(Path(os.path.realpath(file)))
    return None
