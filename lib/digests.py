"""SHA-256 of what judges: a plugin's distribution, the policies of a kind, an executable."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import NoReturn

from .documents import Json
from .errors import UsageError
from .opening import open_regular
from .system import reason
from .words import say

_CHUNK = 1 << 20
_NOTES = frozenset(("INSTALLER", "RECORD", "REQUESTED", "direct_url.json", "uv_cache.json"))
_SCRIPTS = frozenset(("..", "bin", "Scripts"))


def distribution_digest(name: str) -> str:
    """Return the digest of an installed distribution: over the path and the digest of each of its files, by path.

    What lies in its packages counts also where the distribution does not list it: a policy that was added later would
    be read. What an installer writes (its notes, bytecode, scripts) does not count, so that the same wheel has the same
    digest wherever it is installed. Raises UsageError where the files are not known, as in an editable install.
    """
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        listed = [file for file in distribution(name).files or () if file.parts[0] not in _SCRIPTS]
    except PackageNotFoundError:
        listed = []
    found = {file.as_posix(): Path(str(file.locate())) for file in listed if file.name not in _NOTES}
    if not found or any(path.endswith(".pth") for path in found):
        raise UsageError(say("file.no_digest", name=name))
    packages = {Path(path).parent: real.parent for path, real in found.items() if real.name == "__init__.py"}
    for package, real in packages.items():
        for folder, _, names in os.walk(real, onerror=_refuse):
            for file in (Path(folder) / name for name in names):
                if file.is_file():
                    found[(package / file.relative_to(real)).as_posix()] = file
    digest = hashlib.sha256()
    for path, real in sorted(found.items()):
        if not path.endswith(".pyc"):
            digest.update(f"{file_digest(real)}  {path}\n".encode())
    return digest.hexdigest()


def _refuse(error: OSError) -> NoReturn:
    """Raise UsageError: what a folder holds that cannot be listed might judge all the same."""
    raise UsageError(say("file.unreadable_path", why=reason(error)), file=str(error.filename)) from error


def json_digest(value: Json) -> str:
    """Return the digest of JSON-compatible data, whatever the order of its keys."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def file_digest(path: Path) -> str:
    """Return the digest of a file. Raises UsageError when it cannot be read."""
    try:
        with os.fdopen(open_regular(path), "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(say("file.unreadable_path", why=reason(error)), file=str(path)) from error
