"""Where tests lie: test files below the policies of what is installed, and folders of examples."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from adjudge import Catalogue
from adjudge.lib.errors import PolicyError, UsageError
from adjudge.lib.installed import package_root
from adjudge.lib.rego.rule import Module
from adjudge.lib.shown import from_here
from adjudge.lib.words import say

from .rego_files import SUFFIX, RegoFile
from .suite import HELPERS, LIB

EXAMPLES = ("tests", "examples")
"""Where folders of examples lie, each named after its rule."""

_LEFT_OUT = frozenset({"build", "dist", "node_modules", "venv"})
"""Folders of copies, in which nothing is looked for; hidden ones are left out too, and every virtual environment."""

_INSTALLED = frozenset({"dist-packages", "site-packages"})
"""Where installers put packages, in every environment."""


class FoundTests(NamedTuple):
    """What lies at and below some paths: test files, and folders of examples with the paths that were asked for."""

    rego: tuple[Path, ...]
    examples: tuple[tuple[Path, Path], ...]


class PolicyHomes:
    """Which folder on the disk is a domain's, among those that a catalogue has."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._plugins = {LIB: "adjudge"} | {name: plugin.name for name, plugin in catalogue.registry.owners.items()}
        self._homes: dict[Path, str] = {}
        packages = [(LIB, HELPERS), *((name, each.policies) for name, each in catalogue.registry.domains.items())]
        for name, package in packages:
            try:
                home = package_root(package) / name
            except Exception:  # noqa: BLE001, S112  # whoever opens the domain is told
                continue
            owner = catalogue.registry.owners.get(name)
            if (
                owner is not None and owner.local is not None
            ):  # what judges is held in memory; its tests lie in the folder
                home = owner.local.folder
            if isinstance(home, Path):
                self._homes[Path(os.path.realpath(home))] = name

    def domain(self, path: Path) -> str | None:
        """Return whose test file it is; None where it is of nothing that is installed."""
        real = Path(os.path.realpath(path))
        return next((self._homes[each] for each in real.parents if each in self._homes), None)

    def below(self, folder: Path) -> list[str]:
        """Return the domains whose policies lie below a folder, by name."""
        return sorted(name for home, name in self._homes.items() if lies_below(home, folder))

    def path(self, file: str) -> Path | None:
        """Return where a policy lies, by its path inside the bundle root; None for what is not on the disk."""
        domain, _, name = file.partition("/")
        return next((home / name for home, each in self._homes.items() if each == domain), None)

    def covers(self, paths: Iterable[Path], file: str) -> bool:
        """Return whether a policy, by its path inside the bundle root, lies at or below paths, or beside a test file."""
        domain, _, name = file.partition("/")
        home = next((home for home, each in self._homes.items() if each == domain), None)
        if home is None:
            return True
        folders = [path if path.is_dir() else path.parent for path in paths]
        return any(lies_below(home / name, folder) for folder in folders)

    def file(self, path: Path) -> RegoFile:
        """Read a test file. Raises PolicyError for one that is no text, has no package, or is of nothing installed."""
        shown = from_here(path)
        domain = self.domain(path)
        if domain is None:
            raise PolicyError(say("policy_test.stray"), file=shown)
        home = next(home for home, name in self._homes.items() if name == domain)
        name = f"{domain}/{Path(os.path.realpath(path)).relative_to(home).as_posix()}"
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError as error:
            raise PolicyError(say("policy.not_utf_8"), file=shown) from error
        try:
            return RegoFile(Module(file=name, text=text, plugin=self._plugins[domain]), domain, shown)
        except PolicyError as error:
            raise PolicyError(error.words, file=shown, plugin=error.plugin) from None


def found_at(paths: Iterable[Path]) -> FoundTests:
    """Return the tests at and below paths, each once. Raises UsageError for a path that is not there, or is no test."""
    rego: dict[Path, None] = {}
    examples: dict[tuple[Path, Path], None] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(say("policy_test.no_path"), file=str(path))
        inside = example_folder(path)
        if inside is not None:
            examples[inside, path] = None
        elif path.is_dir():
            for each in _walk(path):
                if each.is_dir():
                    examples[each, each] = None
                else:
                    rego[each] = None
        elif path.name.endswith(SUFFIX):
            rego[path] = None
        else:
            raise UsageError(say("policy_test.no_test"), file=str(path))
    return FoundTests(tuple(rego), tuple(examples))


def is_example_folder(path: Path) -> bool:
    """Return whether a path is that of a rule's examples, ``tests/examples/<rule>``."""
    return Path(os.path.abspath(path)).parts[-3:-1] == EXAMPLES  # noqa: PTH100  # links keep their names


def example_folder(path: Path) -> Path | None:
    """Return the folder of a rule's examples that a path is, or lies in."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  # links keep their names
    return next((each for each in (absolute, *absolute.parents) if is_example_folder(each)), None)


def lies_below(path: Path, folder: Path) -> bool:
    """Return whether a path is a folder, or lies in it and is its own: in an environment there lies what was installed."""
    real, above = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
    return real.is_relative_to(above) and _INSTALLED.isdisjoint(real.relative_to(above).parts)


def _is_left_out(folder: Path) -> bool:
    return folder.name.startswith(".") or folder.name in _LEFT_OUT or (folder / "pyvenv.cfg").exists()


def _walk(folder: Path) -> Iterator[Path]:
    """Yield test files and folders of examples below a folder, in the order of their names."""
    for each in sorted(folder.iterdir()):
        if each.is_dir() and not each.is_symlink():
            left_out = _is_left_out(each)
            if is_example_folder(each) and not each.name.startswith("."):
                yield each
            elif not left_out:
                yield from _walk(each)
        elif each.name.endswith(SUFFIX) and each.is_file():
            yield each
