"""What a lint is of: domains of plugins that are installed, of a package that is not, or of a folder of local rules."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

from adjudge import Domain, Kind, Options, Settings, load_settings
from adjudge.lib.config import Config
from adjudge.lib.errors import JudgeError, UsageError
from adjudge.lib.held import HeldPackage
from adjudge.lib.installed import package_root
from adjudge.lib.local_rules import SCHEMAS, LocalRules, local_rules
from adjudge.lib.temporary import Temporary
from adjudge.lib.words import say

from ..testing.in_process import installed_at
from ..testing.places import lies_below

_PROJECT = "pyproject.toml"


class LintTarget(NamedTuple):
    """A domain that is looked at, the plugin that brings it, and where it lies.

    ``real`` gives the file on the disk of a path inside the bundle root, or inside the package of schemas; None where it
    has none. ``asked`` are the paths that somebody named: of other files nothing is told; none: all of it.
    """

    domain: Domain
    plugin: str
    real: Callable[[str], Path | None]
    asked: tuple[Path, ...] = ()

    @property
    def home(self) -> Path | None:
        """The folder of its policies."""
        return self.real(self.domain.name)

    def covers(self, path: Path | None) -> bool:
        """Return whether a file is one that was asked for."""
        if not self.asked or path is None:
            return True
        real = Path(os.path.realpath(path))
        return any(real == each or real.is_relative_to(each) for each in self.asked)


class Chosen(NamedTuple):
    """The settings that are in force, and what is to be looked at."""

    settings: Settings
    targets: tuple[LintTarget, ...]


def chosen(words: Iterable[str], options: Options, stack: ExitStack) -> Chosen:
    """Return what the words of a command line name: a plugin, a domain, or a path; what lies here where there are none.

    ``stack`` takes back what a package that is not installed needed. Raises UsageError for what is none of them, and
    JudgeError where there is nothing.
    """
    words = tuple(words)
    settings = load_settings(options)
    packages = [Path(word) for word in words or (".",) if Path(word).is_dir() and _is_strange(Path(word), settings)]
    if packages:
        made = Temporary("adjudge-lint-")
        stack.callback(made.remove)
        site = made.path
        for each in packages:
            stack.callback(_forget, place := str(installed_at(each.resolve(), site)))
            sys.path.insert(0, place)
        stack.callback(_forget, str(site))
        sys.path.insert(0, str(site))
        settings = load_settings(options)
    known = list(_installed(settings))
    if not words:
        found = [each for each in known if each.home is not None and lies_below(each.home, Path())]
        if not found:
            raise JudgeError(say("lint.nothing", known=sorted(settings.registry.plugins)))
        return Chosen(settings, tuple(found))
    broken = {error.plugin for error in settings.registry.problems}
    named: list[LintTarget] = []
    for word in words:
        if Path(word) not in packages or not broken & _plugins_of(Path(word)):  # else it is told of
            named += _named(word, known, settings)
    return Chosen(settings, tuple(_merged(named)))


def _merged(targets: Iterable[LintTarget]) -> Iterator[LintTarget]:
    """Yield each domain once: all of it, where it is named as a whole too."""
    found: dict[str, LintTarget] = {}
    for each in targets:
        known = found.get(each.domain.name)
        whole = known is not None and (not known.asked or not each.asked)
        asked = () if whole else (*(known.asked if known is not None else ()), *each.asked)
        found[each.domain.name] = each._replace(asked=asked)
    yield from found.values()


def _named(word: str, known: list[LintTarget], settings: Settings) -> Iterator[LintTarget]:
    path = Path(word)
    if not path.exists():
        found = [each for each in known if word in (each.plugin, each.domain.name)]
        for error in settings.registry.problems:
            if error.plugin == word:
                raise error
        if not found and word not in settings.registry.plugins:
            raise UsageError(say("lint.no_such", name=word, known=sorted(settings.registry.plugins)))
        if not found:
            raise JudgeError(say("lint.no_domain", name=word))
        yield from found
        return
    real = Path(os.path.realpath(path))
    inside = [each for each in known if any(lies_below(home, real) for home in _homes(each))]
    around = [each for each in known if any(_lies_in(real, home) for home in _homes(each))]
    if inside or around:
        yield from inside or (each._replace(asked=(real,)) for each in around)
        return
    folder = real if real.is_dir() else None
    if folder is None or not any(folder.rglob("*.rego")):
        raise UsageError(say("lint.no_policies"), file=word)
    (rules,) = local_rules(Config(folder=folder.parent, values={"rules": [folder.name]}))
    yield of_local(rules)


def of_local(rules: LocalRules) -> LintTarget:
    """Return the rules of a folder, wherever it lies."""
    domain = Domain(**rules.declared(), kinds=tuple(Kind(name=each) for each in rules.kinds))
    return LintTarget(domain, rules.plugin, _places_of(rules))


def _installed(settings: Settings) -> Iterator[LintTarget]:
    registry = settings.registry
    for name, domain in sorted(registry.domains.items()):
        owner = registry.owners[name]
        real = _places_of(owner.local) if owner.local is not None else _places_in(domain)
        yield LintTarget(domain, owner.name, real)


def _places_of(rules: LocalRules) -> Callable[[str], Path | None]:
    def real(path: str) -> Path | None:
        below = path.partition("/")[2]
        return rules.folder / SCHEMAS / below if path.endswith(".json") else rules.folder / below

    return real


def _places_in(domain: Domain) -> Callable[[str], Path | None]:
    def real(path: str) -> Path | None:
        package = domain.schemas if path.endswith(".json") else domain.policies
        if isinstance(package, HeldPackage) or not package:
            return None
        try:
            root = package_root(package)
        except Exception:  # noqa: BLE001  # whoever reads the domain is told
            return None
        return root / path if isinstance(root, Path) else None

    return real


def _homes(target: LintTarget) -> list[Path]:
    found = (target.home, (schemas := target.real(f"{target.domain.name}/x.json")) and schemas.parent)
    return [Path(os.path.realpath(each)) for each in found if each is not None]


def _lies_in(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _is_strange(folder: Path, settings: Settings) -> bool:
    """Return whether a folder is that of a package with a plugin, and nothing of it is installed."""
    file = folder / _PROJECT
    if not file.is_file() or any(home and _lies_in(home, folder) for home in (e.home for e in _installed(settings))):
        return False
    return "entry-points.adjudge" in file.read_text("utf-8", errors="replace")


def _plugins_of(folder: Path) -> set[str]:
    """Return the names of the plugins that a package declares."""
    import tomllib

    points = tomllib.loads((folder / _PROJECT).read_text("utf-8"))["project"]["entry-points"]["adjudge"]
    return set(points)


def _forget(place: str) -> None:
    with suppress(ValueError):
        sys.path.remove(place)
