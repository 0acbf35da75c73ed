"""What a started OPA writes: why it ended, and what policies print."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import IO

from adjudge.lib.rego.printed import MOST_LINES, Printed, left_out

_END = 64 * 1024
_MOST = 4 * 1024 * 1024


class ServerLog:
    """The log of a server, in a file; ``prints`` says that policies may write into it."""

    def __init__(self, *, prints: bool) -> None:
        self.prints = prints
        self._path: Path | None = None
        self._reader: IO[bytes] | None = None

    def begun(self, path: Path) -> IO[bytes]:
        """Begin it anew, and return where the server writes."""
        self.close()
        self._path = path
        written = path.open("wb")
        self._reader = path.open("rb")
        return written

    def close(self) -> None:
        """Read no more."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def all(self) -> str:
        """Return all of it."""
        return self._path.read_text("utf-8", "replace") if self._path is not None else ""

    def end(self) -> str:
        """Return its end, in which a server that dies says why."""
        with suppress(OSError):  # it goes with the folder of a server that is stopped
            if self._path is not None:
                with self._path.open("rb") as log:
                    log.seek(max(0, self._path.stat().st_size - _END))
                    return log.read().decode("utf-8", "replace")
        return ""

    def printed(self) -> list[Printed]:
        """Return what was printed since this was asked before; nothing of it twice."""
        if not self.prints or self._reader is None:
            return []
        lines = self._reader.read(_MOST).decode("utf-8", "replace").splitlines()
        self._reader.seek(0, 2)
        found = [each for line in lines if (each := _printed(line)) is not None]
        more = len(found) - MOST_LINES
        return found if more <= 0 else [*found[:MOST_LINES], left_out(more)]


def _printed(line: str) -> Printed | None:
    """Return what a line of the log says that a policy printed; None for all others."""
    with suppress(ValueError, TypeError, AttributeError):
        said = json.loads(line)
        place = said.get("line")
        if isinstance(place, str) and isinstance(said.get("msg"), str):
            file, _, number = place.rpartition(":")
            return Printed(text=said["msg"], file=file, line=int(number))
    return None
