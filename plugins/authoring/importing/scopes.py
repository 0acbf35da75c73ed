"""Tell packages of one name apart that belong to two templates: Gatekeeper loads each template for itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from adjudge.lib.rego.scan import Name, Scan, scan

from .naming import snake

_TEST = "_test"
_LIBS = "#libs/"
_MOST_ROUNDS = 20


class WrittenRego(NamedTuple):
    """A policy as it stands in a file or a template; ``told`` is what the template says beside."""

    file: str
    text: str
    told: Mapping[str, str]


class Renamed(NamedTuple):
    """A file whose package is called otherwise here, since another template has one of that name."""

    file: str
    package: str
    name: str


def told_apart(written: Sequence[WrittenRego], folders: Iterable[str]) -> tuple[list[WrittenRego], list[Renamed]]:
    """Return policies with packages that mean one thing each, and which are renamed; ``folders`` hold one template each."""
    alone = frozenset(folders)
    first = {each.file: scan(each.text).package or "" for each in written}
    now = list(written)
    for _ in range(_MOST_ROUNDS):  # who asks for a package that is renamed has another text than its namesake then
        names = dict(_names(now, alone))
        if not names:
            break
        now = [each._replace(text=_renamed(each.text, names.get(_scope(each.file, alone), {}))) for each in now]
    last = {each.file: scan(each.text).package or "" for each in now}
    return now, [Renamed(file, first[file], name) for file, name in last.items() if name != first[file]]


def _scope(file: str, folders: frozenset[str]) -> str:
    """Return the template to which a policy belongs, empty where it belongs to none."""
    if not file.endswith(".rego"):
        return file.partition(_LIBS)[0]
    folder = file.rpartition("/")[0]
    return folder if folder in folders else ""


def _names(written: Iterable[WrittenRego], folders: frozenset[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what packages have to be called, by template and name: those that say otherwise than the first of that name."""
    texts: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
    for each in written:
        scope, package = _scope(each.file, folders), scan(each.text).package
        if scope and package:
            there = texts.setdefault(package, {})
            is_test = each.file.endswith("_test.rego") and not package.endswith(_TEST)
            there[scope] = (*there.get(scope, ()), *(() if is_test else (tuple(each.text.split()),)))
    found: dict[str, dict[str, str]] = {}
    for package, scopes in texts.items():
        variants: dict[tuple[tuple[str, ...], ...], str] = {}
        for scope, said in scopes.items():
            name = variants.setdefault(said, _variant(package, scope, {*texts, *variants.values()}, first=not variants))
            if name != package:
                found.setdefault(scope, {})[package] = name
    yield from found.items()


def _variant(package: str, scope: str, taken: set[str], *, first: bool) -> str:
    if first:
        return package
    steps = scope.split("/")
    leaf = steps[-1] if "." not in steps[-1] else (steps[-2:-1] or steps)[0].partition(".")[0]
    begin, end = (package.removesuffix(_TEST), _TEST) if package.endswith(_TEST) else (package, "")
    name = f"{begin}_{snake(leaf)}"
    return next(
        each for count in range(1, 10_000) if (each := f"{name}{f'_{count}' if count > 1 else ''}{end}") not in taken
    )


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """Return a policy with packages called otherwise: its own, and those for which it asks."""
    if not names:
        return text
    found = scan(text)
    for name in sorted(found.references(), key=lambda each: -each.offset):
        steps = name.text.removeprefix("data.")
        said = max((each for each in names if f"{steps}.".startswith(f"{each}.")), key=len, default=None)
        if said is not None:
            at = name.offset + len("data.")
            now = f"{text[:at]}{names[said]}{text[at + len(said) :]}"
            is_bare_import = steps == said and _imports(text, name.offset) and not _is_named(text, name)
            text = _with_alias(now, at + len(names[said]), said) if is_bare_import else now
    return _with_package(text, found, names)


def _imports(text: str, offset: int) -> bool:
    return text[:offset].rstrip().endswith("import")


def _is_named(text: str, name: Name) -> bool:
    end = name.offset + len(name.text)
    return text[end:].split(None, 1)[:1] == ["as"]


def _with_alias(text: str, end: int, package: str) -> str:
    return f"{text[:end]} as {package.rpartition('.')[2]}{text[end:]}"


def _with_package(text: str, found: Scan, names: Mapping[str, str]) -> str:
    package = found.package
    if package not in names:
        return text
    lines = text.split("\n")
    at = found.package_line - 1
    lines[at] = lines[at].replace(package, names[package], 1) if package else lines[at]
    return "\n".join(lines)
