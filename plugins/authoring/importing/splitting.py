"""Split a package into rules: one for each suffix of its heads, and each file that has heads of its own.

What only one of them needs goes with it; what several need, others ask for, or none asks for, becomes a helper.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import NamedTuple

from adjudge.lib.rego.heads import looks_like_decision

from .packages import ALLOW, ForeignPackage


class Group(NamedTuple):
    """The heads that become one rule, the file in which they stand, and what of the package goes with them."""

    suffix: str
    file: str
    heads: tuple[str, ...]
    owned: frozenset[str]
    only_in: str | None = None


class Split(NamedTuple):
    """The rules that a package becomes, and what becomes a helper."""

    groups: tuple[Group, ...]
    shared: frozenset[str]


def split(package: ForeignPackage, asked_elsewhere: Set[str]) -> Split:
    """Split a package; ``asked_elsewhere`` are those of its names that other packages use."""
    heads = package.heads()
    if not heads and not _allows(package):
        return Split((), package.defined)
    inside = {used for name in package.defined for used in package.uses(name)} & heads.keys()
    parted = [_HeadPart(*each) for each in _parts(package, heads, inside | asked_elsewhere)]
    if _allows(package) and not any(ALLOW in package.closure(each.heads) for each in parted):
        plain = next((place for place, each in enumerate(parted) if not each.suffix), None)
        if plain is None:
            parted.append(_HeadPart("", package.files_of([ALLOW])[0], (ALLOW,), None))
        else:
            parted[plain] = parted[plain]._replace(heads=(*parted[plain].heads, ALLOW))
    reached = [_reached(package, each) for each in parted]
    unreached = package.defined.difference(*reached)
    odd = unreached if len(parted) > 1 else {each for each in unreached if _is_odd(package, each)}
    several = {name for name in package.defined if sum(name in each for each in reached) > 1}
    split_heads = {name for each in parted if each.only_in is not None for name in each.heads}
    shared = package.closure((several - split_heads) | (asked_elsewhere & package.defined) | odd)
    groups = []
    for each, names in zip(parted, reached, strict=True):
        own = names | (unreached if len(parted) == 1 else frozenset())
        groups.append(Group(each.suffix, each.file, each.heads, frozenset(own - shared), each.only_in))
    return Split(tuple(groups), frozenset(shared))


class _HeadPart(NamedTuple):
    suffix: str
    file: str
    heads: tuple[str, ...]
    only_in: str | None


def _reached(package: ForeignPackage, part: _HeadPart) -> set[str]:
    """Return what the heads of a rule need, they among it: of a head that others have as well, only what stands here."""
    if part.only_in is None:
        return package.closure(part.heads)
    own = [each for each in package.chunks if each.name in part.heads and each.source.file == part.only_in]
    return package.closure({used for each in own for used in package.used_by(each)}) | set(part.heads)


def _parts(
    package: ForeignPackage, heads: dict[str, str], whole: Set[str]
) -> Iterable[tuple[str, str, tuple[str, ...], str | None]]:
    """Yield suffix, first file and names of each rule, and the file alone of whose definitions it consists, if so."""
    for suffix in dict.fromkeys(heads.values()):
        names = tuple(name for name, each in heads.items() if each == suffix)
        files = package.files_of(names)
        plain = all(each.form == "set" for each in package.chunks if each.name in names)
        if len(files) > 1 and plain and not whole & set(names):
            for file in files:
                own = tuple(n for n in names if any(c.name == n and c.source.file == file for c in package.chunks))
                yield suffix, file, own, file
        else:
            yield suffix, package.files_of(sorted(names)[:1])[0], names, None  # `deny` before `violation` and `warn`


def _allows(package: ForeignPackage) -> bool:
    return any(each.name == ALLOW and each.form in ("value", "default") for each in package.chunks)


def _is_odd(package: ForeignPackage, name: str) -> bool:
    """Return whether a rule would be refused with this, which nothing in it asks for."""
    forms = {each.form for each in package.chunks if each.name == name}
    return ("set" in forms and not name.startswith("_")) or looks_like_decision(name)
