"""Foreign policies by package: what each defines, what it imports, and which of it decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from adjudge.lib.rego.foreign_heads import DECISION
from adjudge.lib.rego.scan import Scan, aliases, scan

from .sources import ForeignFile

ALLOW = "allow"
"""What decides where nothing denies: whatever is not allowed is denied."""
_KEYWORDS = ("rego.", "future.")


class Chunk(NamedTuple):
    """One definition of a rule or a function, with the comments right above it."""

    name: str
    form: str
    text: str
    source: ForeignFile

    @property
    def used(self) -> set[str]:
        """The names that it uses."""
        return {name.text for name in scan(self.text).names}


class ForeignPackage(NamedTuple):
    """The files of one package; ``imports`` are what names mean in each, by file."""

    name: str
    files: tuple[ForeignFile, ...]
    chunks: tuple[Chunk, ...]
    imports: Mapping[str, Mapping[str, str]]

    @property
    def defined(self) -> frozenset[str]:
        """The names of its rules and functions."""
        return frozenset(each.name for each in self.chunks)

    def heads(self) -> dict[str, str]:
        """Return what decides, by name: its suffix, empty where there is none."""
        found = {}
        for each in self.chunks:
            said = DECISION.fullmatch(each.name)
            if said is not None and each.form in ("set", "value", "default", "part"):
                found[each.name] = said["suffix"].strip("_")
        return found

    def files_of(self, names: Iterable[str]) -> list[str]:
        """Return the files in which names are defined."""
        wanted = set(names)
        return sorted({each.source.file for each in self.chunks if each.name in wanted})

    def uses(self, name: str) -> set[str]:
        """Return the names of the package that one of them uses."""
        return {used for each in self.chunks if each.name == name for used in self.used_by(each)}

    def used_by(self, chunk: Chunk) -> set[str]:
        """Return the names of the package that a definition uses, without its own."""
        own = f"data.{self.name}."
        firsts = {used.removeprefix(own).partition(".")[0] for used in chunk.used}
        return {each for each in firsts if each in self.defined and each != chunk.name}

    def closure(self, names: Iterable[str]) -> set[str]:
        """Return names with all that they use."""
        found: set[str] = set()
        wanted = set(names)
        while wanted:
            found |= wanted
            wanted = {used for each in wanted for used in self.uses(each)} - found
        return found


def is_test(file: ForeignFile) -> bool:
    """Return whether a file is tests: by its name, or by what it defines."""
    if file.file.endswith("_test.rego"):
        return True
    names = scan(file.today).defined
    return any(each.startswith("test_") for each in names) and not any(map(DECISION.fullmatch, names))


def packages(files: Iterable[ForeignFile]) -> dict[str, ForeignPackage]:
    """Return packages by name."""
    found: dict[str, list[ForeignFile]] = {}
    for file in files:
        found.setdefault(scan(file.today).package or "", []).append(file)
    return {name: _package(name, each) for name, each in sorted(found.items())}


def _package(name: str, files: list[ForeignFile]) -> ForeignPackage:
    imports = {
        file.file: {
            alias: target for alias, target in aliases(scan(file.today)).items() if not target.startswith(_KEYWORDS)
        }
        for file in files
    }
    found: dict[tuple[object, ...], Chunk] = {}
    for chunk in (chunk for file in files for chunk in _chunks(file)):
        bound = imports[chunk.source.file]
        meant = tuple(
            (first, bound[first]) for first in sorted({each.partition(".")[0] for each in chunk.used} & bound.keys())
        )
        found.setdefault((chunk.text, meant, chunk.source.file if DECISION.fullmatch(chunk.name) else ""), chunk)
    chunks = tuple(found.values())  # helpers that are copied into many folders are one
    return ForeignPackage(name, tuple(files), chunks, imports)


def _chunks(file: ForeignFile) -> Iterator[Chunk]:
    text = file.today
    found: Scan = scan(text)
    starts = [_start(text, each.offset) for each in found.definitions]
    for each, start, end in zip(found.definitions, starts, (*starts[1:], len(text)), strict=True):
        yield Chunk(each.name, each.form, _unannotated(text[start:end]).strip(), file)


def _start(text: str, offset: int) -> int:
    """Return where a definition begins, with the comments right above it."""
    start = text.rfind("\n", 0, offset) + 1
    while start > 0:
        before = text.rfind("\n", 0, start - 1) + 1
        if not text[before:start].startswith("#"):
            break
        start = before
    return start


def _unannotated(chunk: str) -> str:
    """Return a definition without the annotations above it: these are the rule's."""
    lines = chunk.split("\n")
    for place, line in enumerate(lines):
        if not line.startswith("#"):
            break
        if line.rstrip() == "# METADATA":
            rest = next((at for at in range(place, len(lines)) if not lines[at].startswith("#")), len(lines))
            return "\n".join((*lines[:place], *lines[rest:]))
    return chunk
