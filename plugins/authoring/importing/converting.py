"""Convert foreign packages to rules, helpers and tests of one domain: what each is called, and how it refers to the others.

No condition of a policy is changed. What changes are names: packages, the heads, ``input`` (which is ``input.document``
here), imports, and data, which is the domain's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from adjudge.lib.rego.scan import scan
from adjudge.lib.words import Texts, say

from .annotations import About, about
from .naming import helper_name, rule_name, snake
from .packages import ALLOW, Chunk, ForeignPackage, is_test, packages
from .renaming import STUBS, CannotError, MadePlace, Renaming, Writing, below, end_of, owner_of
from .sources import ForeignFile, ForeignSources, RefusedFile
from .splitting import Group, Split, split

_CLOCK = "time.now_ns"
_CLOCK_OF_RUN = "time.parse_rfc3339_ns(input.as_of)"
_A_DAY = "2026-01-01T00:00:00Z"
_GIVEN = re.compile(r"\bwith\s+\Z")


class Asked(NamedTuple):
    """A head as it was, and the rule that asks it: for the comparison. ``shape`` is what its value is."""

    package: str
    head: str
    rule: str
    level: str
    only_in: str | None


class MadeModule(NamedTuple):
    """A policy or a file of tests that was made, by its path below the policies; ``sources`` are the files it came of.

    ``tested`` is the package of tests that it was.
    """

    path: str
    package: str
    text: str
    sources: tuple[str, ...]
    is_rule: bool = False
    tested: tuple[str, ...] = ()


class Note(NamedTuple):
    """What whoever imports should know of a file that was converted."""

    file: str
    words: Texts | str


class Converted(NamedTuple):
    """What came of a folder: modules, kinds by name, the heads that rules ask, and what is to be told of files."""

    modules: tuple[MadeModule, ...]
    kinds: tuple[str, ...]
    asked: tuple[Asked, ...]
    refused: tuple[RefusedFile, ...]
    notes: tuple[Note, ...]


def converted(sources: ForeignSources, domain: str, kind: str) -> Converted:
    """Convert everything that was read to a domain with that name, whose kind is ``kind`` where policies say no other."""
    return _Conversion(domain, kind, packages(each for each in sources.files if not is_test(each)), sources).done()


class _Conversion:
    def __init__(self, domain: str, kind: str, found: Mapping[str, ForeignPackage], sources: ForeignSources) -> None:
        self._domain, self._kind, self._packages, self._sources = domain, kind, found, sources
        self._tests = packages(each for each in sources.files if is_test(each))
        self._renaming = Renaming(domain, found)
        self._rules: dict[str, list[tuple[Group, str, About]]] = {}
        self._splits: dict[str, Split] = {}
        self._refused: list[RefusedFile] = list(sources.refused)
        self._notes = [Note(each.file, each.words) for each in (*sources.copies, *sources.renamed)]
        self._asked: list[Asked] = []
        self._tested: set[str] = set()
        self._failed: set[str] = set()
        self._asks_clock = any(
            name.text == _CLOCK
            for package in found.values()
            for chunk in package.chunks
            for name in scan(chunk.text).names
        )

    def done(self) -> Converted:
        for package in self._packages.values():
            self._split(package)
        for package in self._packages.values():
            self._place(package)
        modules = [made for each in self._packages.values() for made in self._modules(each)]
        modules += [made for each in self._tests.values() for made in self._test_modules(each)]
        for name in sorted(self._renaming.stubs):
            stub = f"{self._domain}.lib.{name}"
            modules.append(MadeModule(_path(stub), stub, f"package {stub}\n\n{STUBS[name]}", ()))
        made = {each.package for each in modules}
        kinds = {".".join(rule.split(".")[:2]) for each in self._rules.values() for _, rule, _ in each if rule in made}
        asked = tuple(each for each in self._asked if each.rule in made)
        return Converted(tuple(modules), tuple(sorted(kinds)), asked, tuple(self._refused), tuple(self._notes))

    # --- where everything goes ------------------------------------------------------------------------------------

    def _split(self, package: ForeignPackage) -> None:
        asked = {
            steps[0]
            for other in self._packages.values()
            if other.name != package.name
            for reference in self._references(other)
            if (steps := below(reference, package.name, self._packages))
        }
        self._splits[package.name] = split(package, asked)

    def _references(self, package: ForeignPackage) -> Iterator[str]:
        """Yield all that a package refers to, by its whole name."""
        for chunk in package.chunks:
            bound = package.imports[chunk.source.file]
            for used in chunk.used:
                first, dot, rest = used.partition(".")
                yield f"{bound[first]}{dot}{rest}" if first in bound and first not in package.defined else used

    def _place(self, package: ForeignPackage) -> None:
        found = self._splits[package.name]
        if found.shared or not found.groups:
            taken = {*self._renaming.helpers.values(), *(f"{self._domain}.lib.{each}" for each in STUBS)}
            names = {each.rpartition(".")[2] for each in taken}
            self._renaming.helpers[package.name] = f"{self._domain}.lib.{helper_name(package.name, names)}"
        for name in found.shared:
            self._renaming.places[package.name, name] = [MadePlace(self._renaming.helpers[package.name], name)]
        many = len({each.file for each in found.groups if each.only_in is not None}) > 1
        for group in found.groups:
            said = about(package, group.heads, _title_of(package, group))
            kind = f"{self._domain}.{snake(said.kind) if said.kind else self._kind}"
            taken_rules = {
                rule.rpartition(".")[2]
                for each in self._rules.values()
                for _, rule, _ in each
                if rule.startswith(f"{kind}.")
            }
            rule = f"{kind}.{rule_name(package.name, group.file, group.suffix, taken_rules, by_file=many)}"
            self._rules.setdefault(package.name, []).append((group, rule, said))
            for name in group.owned:
                self._renaming.places.setdefault((package.name, name), []).append(
                    MadePlace(rule, self._new_name(package, group, name))
                )

    def _new_name(self, package: ForeignPackage, group: Group, name: str) -> str:
        if name not in group.heads:
            return name
        same = [each for each in group.heads if _level(each) == _level(name)]
        if len(same) == 1 and all(each.form == "set" for each in package.chunks if each.name == name):
            return _level(name)
        return f"_{name}"

    # --- what is written ------------------------------------------------------------------------------------------

    def _modules(self, package: ForeignPackage) -> Iterator[MadeModule]:
        found = self._splits[package.name]
        files = [file.file for file in package.files]
        try:
            helper = None
            if package.name in self._renaming.helpers:
                chunks = [each for each in package.chunks if each.name in found.shared or not found.groups]
                helper = self._module(package, self._renaming.helpers[package.name], chunks, "")
            rules = [self._rule(package, *each) for each in self._rules.get(package.name, ())]
        except CannotError as error:
            self._refused += (RefusedFile(file, error.words) for file in files)
            self._failed.add(package.name)
            return
        if helper is not None:
            yield helper
        yield from rules
        for group, rule, said in self._rules.get(package.name, ()):
            self._notes += (Note(group.file, words) for words in said.notes)
            for head in group.heads:
                self._asked.append(Asked(package.name, head, rule, _level(head), group.only_in))
        if not found.groups and not any(self._is_used(package, other) for other in self._packages.values()):
            self._notes += (Note(file, say("import.note.decides_nothing")) for file in files)

    def _is_used(self, package: ForeignPackage, other: ForeignPackage) -> bool:
        return other.name != package.name and any(
            f"{each}.".startswith(f"data.{package.name}.") for each in self._references(other)
        )

    def _rule(self, package: ForeignPackage, group: Group, rule: str, said: About) -> MadeModule:
        chunks = [
            each
            for each in package.chunks
            if each.name in group.owned
            and (group.only_in is None or each.name not in group.heads or each.source.file == group.only_in)
        ]
        delegated = "".join(
            self._asking(package, head, rule)
            for head in group.heads
            if self._renaming.places[package.name, head][0] == MadePlace(rule, f"_{head}") or head not in group.owned
        )
        made = self._module(package, rule, chunks, delegated)
        return made._replace(
            text=f"{_licence(package, group)}{said.written(rule.rpartition('.')[0])}{made.text}", is_rule=True
        )

    def _asking(self, package: ForeignPackage, head: str, rule: str) -> str:
        """Return the text that makes findings of what a head says that is no set, or stands in a helper."""
        where = self._renaming.places[package.name, head][0]
        source = where.name if where.package == rule else f"data.{where.package}.{where.name}"
        level = _level(head)
        if head == ALLOW:
            text = f'\n{level} contains {{"msg": "it is not allowed"}} if not {source}\n'
            metrics = self._renaming.places.get((package.name, "policy_metrics"))
            if metrics and metrics[0].package in (rule, self._renaming.helpers.get(package.name)):
                held = metrics[0].name if metrics[0].package == rule else f"data.{metrics[0].package}.{metrics[0].name}"
                text += (
                    f'\n{level} contains {{"msg": sprintf("%v: %v", [metric.name, metric.value])}} if {{\n'
                    f"\tsome metric in {held}\n\tmetric.control_passed == false\n}}\n"
                )
            return text
        shape = _shape(package, head)
        if shape == "part":
            raise CannotError(say("import.object_head", name=head))
        if shape == "true":
            return f'\n{level} contains {{"msg": {json.dumps(_sentence(head))}}} if {source} == true\n'
        if shape == "members":
            return f"\n{level} contains found if some found in {source}\n"
        return (
            f"\n{level} contains found if {{\n\tis_array({source})\n\tsome found in {source}\n}}\n"
            f"\n{level} contains found if {{\n\tis_set({source})\n\tsome found in {source}\n}}\n"
            f"\n{level} contains {source} if is_string({source})\n"
            f'\n{level} contains {{"msg": {json.dumps(_sentence(head))}}} if {source} == true\n'
        )

    def _module(self, package: ForeignPackage, made: str, chunks: Iterable[Chunk], more: str) -> MadeModule:
        writing = Writing(package=made)
        texts = [self._rewritten(each.text, package, each.source, writing) for each in chunks]
        sources = tuple(dict.fromkeys(each.source.file for each in chunks)) or tuple(f.file for f in package.files)
        if writing.unions:
            raise CannotError(say("import.of_many", name=min(writing.unions)))
        text = f"package {made}\n\n{writing.written_imports()}\n" + "\n\n".join(texts) + f"\n{more}"
        return MadeModule(_path(made), made, text, sources)

    # --- names ------------------------------------------------------------------------------------------------------

    def _rewritten(self, text: str, package: ForeignPackage, source: ForeignFile, writing: Writing) -> str:
        """Return a text with its names as they are now, and note what has to be imported for it."""
        bound = package.imports[source.file]
        for name in sorted(scan(text).names, key=lambda each: -each.offset):
            now = self._renaming.named(name.text, package, bound, writing)
            text = f"{text[: name.offset]}{now}{text[end_of(text, name, {'data', *package.defined, *bound}) :]}"
        return self._with_clock(text, source) if _CLOCK in text else text

    def _with_clock(self, text: str, source: ForeignFile) -> str:
        """Return a text that asks the clock of the run."""
        for name in sorted(scan(text).names, key=lambda each: -each.offset):
            end = name.offset + len(name.text)
            if name.text == _CLOCK and text.startswith("()", end):
                text = f"{text[: name.offset]}{_CLOCK_OF_RUN}{text[end + 2 :]}"
                self._notes.append(Note(source.file, say("import.note.clock")))
        return text

    # --- tests ------------------------------------------------------------------------------------------------------

    def _test_modules(self, tests: ForeignPackage) -> Iterator[MadeModule]:
        subject = self._subject(tests)
        files = [each.file for each in tests.files]
        if subject is None:
            self._refused += (RefusedFile(file, say("import.test_of_nothing")) for file in files)
            return
        if subject in self._failed:
            self._refused += (RefusedFile(file, say("import.test_of_refused", rule=subject)) for file in files)
            return
        beside = next((rule for _, rule, _ in self._rules.get(subject, ())), None) or self._renaming.helpers[subject]
        writing = Writing(package=f"{beside}_test")
        whole = self._packages[subject] if tests.name == subject else None
        try:
            texts = [self._test(chunk, tests, whole, writing) for chunk in tests.chunks]
        except CannotError as error:
            self._refused += (RefusedFile(file, error.words) for file in files)
            return
        for name, places in sorted(writing.unions.items()):
            texts += [f"{name} contains found if some found in data.{each.package}.{each.name}" for each in places]
        leaf = beside.rpartition(".")[2]
        names = (leaf, f"{leaf}_{snake(tests.name.removesuffix('_test'))}", f"{leaf}_{snake(tests.name)}")
        name = next(each for each in names if f"{beside}.{each}" not in self._tested)
        self._tested.add(f"{beside}.{name}")
        package = f"{beside.rpartition('.')[0]}.{name}_test"
        text = f"package {package}\n\n{writing.written_imports()}\n" + "\n\n".join(texts) + "\n"
        yield MadeModule(
            f"{beside.replace('.', '/')}/{name}_test.rego", package, text, tuple(files), tested=(tests.name,)
        )

    def _subject(self, tests: ForeignPackage) -> str | None:
        """Return the package that tests are about."""
        named = (tests.name, tests.name.removesuffix("_test"), tests.name.removesuffix(".test"))
        imported = (target.removeprefix("data.") for bound in tests.imports.values() for target in bound.values())
        written = (each.removeprefix("data.") for each in self._references(tests) if each.startswith("data."))
        for each in (*named, *imported, *written):
            owner = owner_of(each, self._packages)
            if owner is not None and (owner in self._rules or owner in self._renaming.helpers):
                return owner
        return None

    def _test(self, chunk: Chunk, tests: ForeignPackage, subject: ForeignPackage | None, writing: Writing) -> str:
        """Return a definition of a file of tests: what is no name of its own may be one of the package that it tests."""
        bound = tests.imports[chunk.source.file]
        text = chunk.text
        for name in sorted(scan(text).names, key=lambda each: -each.offset):
            first, dot, rest = name.text.partition(".")
            if subject is not None and first not in tests.defined and first in subject.defined and first not in bound:
                now = self._renaming.of_package(subject.name, first, writing) + dot + rest
            else:
                now = self._renaming.named(name.text, tests, bound, writing)
            if self._asks_clock and name.text == "input" and _GIVEN.search(text, 0, name.offset):
                now = f'input.as_of as "{_A_DAY}" with {now}'
            known = {"data", *tests.defined, *bound, *(subject.defined if subject is not None else ())}
            text = f"{text[: name.offset]}{now}{text[end_of(text, name, known) :]}"
        return text


def _level(head: str) -> str:
    return "warn" if head.startswith("warn") else "deny"


def _shape(package: ForeignPackage, head: str) -> str:
    """Return what the value of a head is, as far as its text says."""
    found = set()
    for each in package.chunks:
        if each.name == head:
            said = re.search(rf"^(?:default )?{head}\s*(?::=|=)\s*(\S+)", each.text, re.MULTILINE)
            value = said[1] if said else "true"
            if each.form == "part":
                return "part"
            found.add(
                "members"
                if each.form == "set" or value[0] in "[{" or value.startswith("set(")
                else "true"
                if value in ("true", "false")
                else "any"
            )
    return found.pop() if len(found) == 1 else "any"


def _title_of(package: ForeignPackage, group: Group) -> str:
    if group.suffix:
        return group.suffix.replace("_", " ").capitalize()
    return package.name.rpartition(".")[2].replace("_", " ").capitalize()


def _sentence(head: str) -> str:
    return f"{head} holds"


def _licence(package: ForeignPackage, group: Group) -> str:
    """Return the comments at the head of a file that are no annotations, such as whose it is."""
    text = next(each.today for each in package.files if each.file == group.file)
    lines: list[str] = []
    for line in text.split("\n"):
        if not line.startswith("#") or line.rstrip() == "# METADATA":
            break
        if not re.match(r"#\s*@\w+", line):
            lines.append(line)
    return "".join(f"{line}\n" for line in lines) + ("\n" if lines else "")


def _path(package: str) -> str:
    return f"{package.replace('.', '/')}/{package.rpartition('.')[2]}.rego"
