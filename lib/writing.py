"""Write a file whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from .errors import UsageError
from .system import reason
from .words import say


def _part_of(file: Path) -> Path:
    """Return the name beside ``file`` under which it is written until it is whole."""
    return file.with_name(f".{file.name}.{os.getpid()}.part")


def replace_file(file: Path, content: str | bytes) -> None:
    """Write a file whole or not at all; a link stays one. Raises UsageError when it cannot be written."""
    real = Path(os.path.realpath(file))
    part = _part_of(real)
    try:
        part.write_bytes(content.encode() if isinstance(content, str) else content)
        part.replace(real)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(say("file.unwritable", why=reason(error)), file=str(file)) from error


class Output:
    """A stream on its way to a file, which it becomes when it is whole, or to a stream that is there already."""

    def __init__(self, file: Path | None, there: IO[Any], *, binary: bool) -> None:
        """Open the file, beside its place; without one, write to what is ``there``. Raises OSError."""
        self.file, self.stream, self._part = file, there, None if file is None else _place(file)
        if file is not None:
            self.file = file if self._part is None else Path(os.path.realpath(file))  # a link stays what it is
            target = self._part or file
            self.stream = target.open("wb") if binary else target.open("w", encoding="utf-8", newline="\n")

    def finish(self) -> None:
        """Give the file its name. Raises OSError."""
        if self.file is None:
            self.stream.flush()
            return
        self.stream.close()
        if self._part is not None:
            self._part.replace(self.file)

    def discard(self) -> None:
        """Leave nothing that is not whole."""
        if self.file is not None:
            with suppress(OSError):
                self.stream.close()
            if self._part is not None:
                self._part.unlink(missing_ok=True)


def _place(file: Path) -> Path | None:
    """Return where a file is written until it is whole; None for a device, which is written in place."""
    if not file.exists() or (file.is_file() and Path("/dev") not in file.absolute().parents):
        return _part_of(Path(os.path.realpath(file)))
    return None
