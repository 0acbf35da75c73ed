"""Follow what an artifact names: where a reference leads, what related files give to the policy input, evidence."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from adjudge.lib.documents import EvidenceFile, Json, Place, Steps
from adjudge.lib.errors import PluginError, ReadError
from adjudge.lib.files import Tree

from ..model import Finding, Reference, VerdictName


class Related(NamedTuple):
    """One related artifact or plain file, as policies see it, without the pointer that names it.

    ``document`` is None unless it satisfies its schema; ``verdict`` is None for plain evidence; ``sha256`` is None for
    a missing file.
    """

    path: str
    kind: str | None
    sha256: str | None
    size: int | None
    verdict: VerdictName | None = None
    document: Json = None

    def as_input(self, pointer: str) -> dict[str, Json]:
        """Give the entry of ``input.related``."""
        return {
            "pointer": pointer,
            "path": self.path,
            "kind": self.kind,
            "sha256": self.sha256,
            "size": self.size,
            "verdict": self.verdict,
            "document": self.document,
        }


def pointer_steps(pointer: str, document: Json) -> Steps:
    """Give the steps of a JSON Pointer (RFC 6901). Raises PluginError for one that is malformed."""
    if pointer and not pointer.startswith("/"):
        raise PluginError(f"{pointer!r} is no JSON Pointer", hint="Write it as in RFC 6901: /voices/0/consent.")
    steps: list[str | int] = []
    value = document
    for raw in pointer.split("/")[1:]:
        step = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and step.isdecimal():
            steps.append(int(step))
            value = value[int(step)] if int(step) < len(value) else None
        else:
            steps.append(step)
            value = value.get(step) if isinstance(value, dict) else None
    return tuple(steps)


def locate(tree: Tree, file: str, path: str) -> str | None:
    """Give the path, relative to the root, of what ``path`` in ``file`` names; None when it leaves the root."""
    if path.startswith("/") or "\0" in path:
        return None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    if joined == ".." or joined.startswith("../") or tree.resolve(joined) is None:
        return None
    return joined


def refused(kind: str, reference: Reference, *, path: Steps, place: Place, why: Mapping[str, str]) -> Finding:
    """Make the finding of a reference that cannot be followed; ``why`` goes on after the reference's path."""
    return Finding(
        rule=f"{kind}.reference",
        severity="critical",
        path=path,
        place=place,
        message={language: f"{reference.path} {words}" for language, words in why.items()},
        details={"reference": reference.path},
    )


@dataclass(kw_only=True, eq=False, repr=False)
class EvidenceOpener:
    """What a facts hook may open on behalf of one artifact. Implements :class:`adjudge.model.Evidence`.

    ``parameters_at`` gives the folder to which a file that a parameter names is relative: the configuration's, or the
    gate's. A plugin may name a file of its own package, by its absolute path.
    """

    tree: Tree
    file: str
    parameters_at: Callable[[str], Path]
    read: Callable[[str], Any]
    opened: dict[str, EvidenceFile] = field(default_factory=dict)

    def open(self, path: str) -> bytes | None:
        """Give the bytes of a file beside the artifact; see :class:`adjudge.model.Evidence`."""
        target = locate(self.tree, self.file, path)
        if target is None:
            raise ReadError(f"the evidence {path} is outside the root", file=self.file, hint="Keep it beside the file.")
        return self._take(target)

    def parameter(self, path: str) -> bytes | None:
        """Give the bytes of a file that a parameter names; see :class:`adjudge.model.Evidence`."""
        folder = self.parameters_at(path)
        try:
            real = Path(os.path.realpath(folder / path))
        except ValueError as error:
            raise ReadError(f"a parameter names the file {path!r}, which is no path", hint="Correct it.") from error
        if real.is_relative_to(self.tree.root):
            return self._take(real.relative_to(self.tree.root).as_posix())
        if not real.is_relative_to(folder.resolve()) and not Path(path).is_absolute():
            raise ReadError(f"the file {path} is outside the configuration's folder", file=path)
        return self._take_outside(path, real)

    def _take(self, target: str) -> bytes | None:
        if not self.tree.exists(target):
            self.opened[target] = EvidenceFile(path=target, sha256=None)
            return None
        self.opened[target] = EvidenceFile(path=target, sha256=None)  # it was asked for, whatever reading it gives
        source = self.read(target)
        self.opened[target] = EvidenceFile(path=target, sha256=source.sha256)
        data: bytes = source.data
        return data

    def _take_outside(self, path: str, real: Path) -> bytes | None:
        import hashlib

        if not real.is_file():
            self.opened[path] = EvidenceFile(path=path, sha256=None, outside=True)
            return None
        try:
            data = real.read_bytes()
        except OSError as error:
            raise ReadError(f"the file cannot be read: {error.strerror}", file=path) from error
        self.opened[path] = EvidenceFile(path=path, sha256=hashlib.sha256(data).hexdigest(), outside=True)
        return data

    def files(self) -> tuple[EvidenceFile, ...]:
        """Give what was opened, by path."""
        return tuple(self.opened[path] for path in sorted(self.opened))
