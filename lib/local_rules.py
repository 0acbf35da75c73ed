"""Rules of a folder that a configuration names: a plugin that nobody has to build or install, called as the folder is.

Below the folder lies what lies below a domain's folder in a package, and its schemas in ``schemas``. All of it is read
at once, and never through a link: what the digest is of is what judges.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from .config import Config
from .errors import UsageError
from .held import held_package
from .opening import OWN, open_regular, read_open
from .rego.reserved import NAME, REGO_WORDS, RESERVED_DOMAINS, RESERVED_KINDS, RESERVED_RULES
from .system import reason
from .words import say

KEY = "rules"
SCHEMAS = "schemas"
_READ = (".rego", ".json", ".yaml", ".yml")
_NOT_READ = frozenset(("__pycache__",))


class LocalRules(NamedTuple):
    """The rules of a folder. ``plugin`` is its name, ``name`` its path from the configuration, ``where`` who named it.

    ``files`` are those that were read, by their paths below the folder; ``folder`` is where they lie.
    """

    plugin: str
    name: str
    folder: Path
    files: Mapping[str, bytes]
    where: Mapping[str, Any]
    version: str = "0+local"

    def digest(self) -> str:
        """Return the digest of the files that were read: over the path and the digest of each, by path."""
        from hashlib import sha256

        digest = sha256()
        for path, data in sorted(self.files.items()):
            digest.update(f"{sha256(data).hexdigest()}  {path}\n".encode())
        return digest.hexdigest()

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where the files lie."""
        return tuple(self.folder / path for path in self.files)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its own: each has a schema."""
        named = (path.removeprefix(f"{SCHEMAS}/") for path in self._schemas())
        names = (name.removesuffix(".json") for name in named if name.endswith(".json"))
        return tuple(f"{self.plugin}.{name}" for name in names if name != "params" and not name.endswith("_facts"))

    @property
    def extends(self) -> tuple[str, ...]:
        """The kinds of others that it has rules for."""
        found = {".".join(steps[:2]) for steps in map(_steps, self._policies()) if len(steps) == 3}
        return tuple(sorted(found))

    def declared(self) -> dict[str, Any]:
        """Return the fields of its domain, but for the kinds: its packages are held in memory."""
        name, files = f"{self.name}@{self.digest()}", self.files
        policies = {f"{self.plugin}/{path}": files[path] for path in self._policies()}
        schemas = {f"{self.plugin}/{path.removeprefix(f'{SCHEMAS}/')}": files[path] for path in self._schemas()}
        return {
            "name": self.plugin,
            "title": {"en": self.plugin},
            "policies": held_package(name, policies),
            "schemas": held_package(name, schemas) if schemas else "",
            "extends": self.extends,
        }

    def _schemas(self) -> list[str]:
        return [path for path in self.files if path.startswith(f"{SCHEMAS}/")]

    def _policies(self) -> list[str]:
        return [path for path in self.files if not path.startswith(f"{SCHEMAS}/")]


def local_rules(config: Config) -> tuple[LocalRules, ...]:
    """Read the folders of rules that a configuration names, by the names of their plugins.

    Raises UsageError, at the line of the configuration or in the file that is wrong, for a folder that cannot be one.
    """
    folders: list[Path] = []
    found: dict[str, LocalRules] = {}
    for number, text in enumerate(config.values.get(KEY, ())):
        where = config.place((KEY, number))
        try:
            folder = _folder(config.folder, text)
            _see_apart(folder, folders, config.folder)
            found[folder.name] = _read(folder, config.folder, where)
        except UsageError as error:
            raise error if error.file is not None else error.at(**where) from None
        folders.append(folder)
    return tuple(rules for _, rules in sorted(found.items()))


def local_rules_if_sound(config: Config | None) -> tuple[LocalRules, ...]:
    """Return the same, and none where one is wrong: for who is not yet to tell."""
    try:
        return local_rules(config) if config is not None else ()
    except UsageError:
        return ()


def free(rules: Iterable[LocalRules], taken: Container[str]) -> Iterator[LocalRules]:
    """Yield rules whose names are not taken by installed plugins. Raises UsageError for others."""
    for each in rules:
        if each.plugin in taken:
            raise UsageError(say("local.taken", name=each.plugin), **each.where)
        yield each


def _see_apart(folder: Path, others: Iterable[Path], base: Path) -> None:
    """Raise UsageError for a folder that is called as another one, or that lies in one or around one."""
    shown = _shown(folder, base)
    for other in others:
        if folder.is_relative_to(other) or other.is_relative_to(folder):
            raise UsageError(say("local.within", one=_shown(other, base), other=shown))
        if folder.name == other.name:
            raise UsageError(say("local.twice", name=folder.name, folders=[_shown(other, base), shown]))


def _shown(folder: Path, base: Path) -> str:
    return f"{folder.relative_to(base).as_posix()}/"


def _read(folder: Path, base: Path, where: Mapping[str, Any]) -> LocalRules:
    name = folder.name
    if re.fullmatch(NAME, name) is None:
        near = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        words = say("local.name", name=name)
        raise UsageError(words, hint=say("local.rename", near=near) if re.fullmatch(NAME, near) else None)
    if name in RESERVED_DOMAINS | REGO_WORDS:
        raise UsageError(say("local.reserved", name=name))
    shown = _shown(folder, base)
    files = dict(_files(folder, folder, base))
    rules = LocalRules(plugin=name, name=shown, folder=folder, files=files, where=where)
    for path in rules._policies():
        if path.endswith(".rego") and not _has_place(_steps(path), name):
            raise UsageError(say("local.misplaced", folder=shown), file=f"{shown}{path}")
    for path in _rules(files):
        kind = f"{name}.{_steps(path)[0]}" if len(_steps(path)) == 2 else None
        if kind is not None and _steps(path)[0] != "lib" and kind not in rules.kinds:
            words = say("local.no_schema", folder=shown, kind=kind, name=_steps(path)[0])
            raise UsageError(words, file=f"{shown}{path}")
    if not any(len(steps) > 1 and steps[0] != "lib" for steps in map(_steps, _rules(files))):
        raise UsageError(say("local.empty", folder=shown))
    return rules


def _rules(files: Iterable[str]) -> Iterator[str]:
    return (path for path in files if path.endswith(".rego") and not path.endswith("_test.rego"))


def _steps(path: str) -> tuple[str, ...]:
    """Return the folders of a policy."""
    return PurePosixPath(path).parent.parts


def _has_place(steps: tuple[str, ...], name: str) -> bool:
    """Return whether a policy can lie there: a rule for a kind of its own or of another domain, or a helper."""
    if len(steps) == 2 and steps[0] == "lib":
        return True
    kinds = {2: steps[:1], 3: steps[1:2]}.get(len(steps))
    named = kinds is not None and all(re.fullmatch(NAME, step) for step in (*steps[:-1], *kinds))
    foreign = len(steps) != 3 or steps[0] not in {name, *RESERVED_DOMAINS}
    return named and foreign and not RESERVED_KINDS.intersection(kinds or ()) and steps[-1] not in RESERVED_RULES


def _folder(base: Path, text: str) -> Path:
    """Return the folder that a text of the configuration means. Raises UsageError."""
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts or not path.parts or Path(text).is_absolute():
        raise UsageError(say("local.outside", folder=text))
    folder = base
    for step in path.parts:
        parent, folder = folder, folder / step
        try:
            mode = os.lstat(folder).st_mode
        except (OSError, ValueError) as error:
            missing = isinstance(error, FileNotFoundError)
            raise _missing(parent, step, text) if missing else _unreadable(error, text) from error
        if stat.S_ISLNK(mode):
            raise UsageError(say("local.link", path=folder.relative_to(base).as_posix()))
        if not stat.S_ISDIR(mode):
            raise UsageError(say("local.no_folder", folder=text))
    return folder


def _missing(parent: Path, step: str, text: str) -> UsageError:
    from difflib import get_close_matches

    try:
        there = [entry.name for entry in os.scandir(parent) if entry.is_dir()]
    except OSError:
        there = []
    near = get_close_matches(step, there, n=1)
    hint = say("local.meant", near=near[0]) if near else say("local.make", folder=f"{text.rstrip('/')}/")
    return UsageError(say("local.missing", folder=text), hint=hint)


def _unreadable(error: BaseException, path: str, **place: Any) -> UsageError:
    why = reason(error) if isinstance(error, OSError) else str(error)
    return UsageError(say("file.unreadable_path", why=why), **{"file": path, **place})


def _files(folder: Path, top: Path, base: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files below a folder that can judge, or that test what does, with their paths below ``top``."""
    shown = folder.relative_to(base).as_posix()
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        for entry in entries:
            path = f"{shown}/{entry.name}"
            if entry.is_symlink():
                raise UsageError(say("local.link", path=path))
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and entry.name not in _NOT_READ:
                    yield from _files(Path(entry.path), top, base)
            elif Path(entry.name).suffix.lower() in _READ:
                with os.fdopen(open_regular(entry.path, follow=False), "rb") as stream:
                    data = read_open(stream.fileno(), OWN)
                yield Path(entry.path).relative_to(top).as_posix(), data
    except OSError as error:
        raise _unreadable(error, shown) from error
