"""Files that are in memory, as who opens an importable package finds them: what was hashed is then what is read."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class HeldEntry:
    """A file or folder in memory, or the name of what is not there; a Traversable of importlib.resources."""

    def __init__(self, name: str, content: bytes | Mapping[str, HeldEntry] | None = None) -> None:
        self.name, self._content = name, content

    def is_file(self) -> bool:
        """Return whether it is a file."""
        return isinstance(self._content, bytes)

    def is_dir(self) -> bool:
        """Return whether it is a folder."""
        return isinstance(self._content, Mapping)

    def iterdir(self) -> Iterator[HeldEntry]:
        """Yield what lies in a folder."""
        if not isinstance(self._content, Mapping):
            raise NotADirectoryError(self.name)
        yield from self._content.values()

    def joinpath(self, *steps: str) -> HeldEntry:
        """Return what lies at a path below it, there or not."""
        found = self
        for step in (part for path in steps for part in path.split("/")):
            below = found._content if isinstance(found._content, Mapping) else {}
            found = below.get(step) or HeldEntry(step)
        return found

    def __truediv__(self, step: str) -> HeldEntry:
        return self.joinpath(step)

    def open(self, mode: str = "r", *_arguments: Any, encoding: str = "utf-8", **_options: Any) -> IO[Any]:
        """Open a file for reading."""
        return io.BytesIO(self.read_bytes()) if "b" in mode else io.StringIO(self.read_text(encoding))

    def read_bytes(self) -> bytes:
        """Return what a file holds. Raises FileNotFoundError for anything else."""
        if not isinstance(self._content, bytes):
            raise FileNotFoundError(self.name)
        return self._content

    def read_text(self, encoding: str | None = None) -> str:
        """Return the text of a file. Raises UnicodeDecodeError, and as :meth:`read_bytes`."""
        return self.read_bytes().decode(encoding or "utf-8")


class HeldPackage(str):
    """The name of a package that nobody can import, since its files are in memory; ``root`` is its folder."""

    __slots__ = ("root",)
    root: Traversable


def held_package(name: str, files: Mapping[str, bytes]) -> HeldPackage:
    """Return a package of files by their paths, with ``/``; the name must be of these files, since texts are remembered by it."""
    package = HeldPackage(name)
    package.root = cast("Traversable", _folder("", files))
    return package


def _folder(name: str, files: Mapping[str, bytes]) -> HeldEntry:
    below: dict[str, dict[str, bytes]] = {}
    for path, data in sorted(files.items()):
        step, _, rest = path.partition("/")
        below.setdefault(step, {})[rest] = data
    return HeldEntry(
        name, {step: HeldEntry(step, of[""]) if "" in of else _folder(step, of) for step, of in below.items()}
    )
