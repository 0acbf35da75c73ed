"""Import a folder: read, convert, take out what adjudge refuses, and compare with the original."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from adjudge.lib.documents import Json
from adjudge.lib.errors import UsageError
from adjudge.lib.installed import package_root
from adjudge.lib.rego.scan import scan
from adjudge.lib.words import Texts, say

from . import trial
from .comparing import Compared, compared, tests_that_differ
from .converting import Asked, Converted, MadeModule, Note, converted
from .making import files_of, package_of
from .opa import Opa
from .originals import Originals
from .sources import ForeignSources, RefusedFile

_MOST_ROUNDS = 50


class ImportWanted(NamedTuple):
    """What is to be made: a domain, its kind where policies say no other, and which files are of that kind."""

    domain: str
    kind: str
    patterns: Sequence[str] = ()


class Imported(NamedTuple):
    """The package, by file; what of the folder is in it and what is not; how it compares with the original."""

    files: dict[str, str]
    modules: tuple[MadeModule, ...]
    refused: tuple[RefusedFile, ...]
    notes: tuple[Note, ...]
    sources: ForeignSources
    compared: Compared
    samples: int
    uncompared: tuple[str, ...]
    tests: tuple[int, int]
    failing: tuple[tuple[str, bool, bool | None], ...]

    @property
    def differs(self) -> bool:
        """Whether anything that could be compared is otherwise than it was."""
        return bool(self.compared.differences or self.failing)

    @property
    def converted(self) -> tuple[str, ...]:
        """The files of the folder that are in the package."""
        refused = {each.file for each in self.refused}
        return tuple(each.file for each in self.sources.files if each.file not in refused)


def imported(sources: ForeignSources, wanted: ImportWanted, samples: Sequence[tuple[str, Json]], opa: Opa) -> Imported:
    """Import what was read. Raises UsageError where no rule is left."""
    made = converted(sources, wanted.domain, wanted.kind)
    modules, refused = _formatted(made.modules, opa)
    files, modules, refused = _accepted(
        made._replace(modules=modules, refused=(*made.refused, *refused)), sources, wanted, opa
    )
    rules = {each.package for each in modules if each.is_rule}
    asked = tuple(each for each in made.asked if each.rule in rules)
    with TemporaryDirectory() as place:
        originals = Originals(sources, opa, Path(place))
        broken = {each.file: each.why for each in originals.broken}
        notes = (*made.notes, *(Note(file, say("import.note.broken", why=why)) for file, why in broken.items()))
        lost = {scan(each.today).package for each in sources.files if each.file in broken}
        whole = tuple(each for each in asked if each.package not in lost)
        outcome, count, uncompared = _compared(originals, whole, files, _samples(samples, originals, modules), opa)
        uncompared = tuple(sorted({*uncompared, *({each.rule for each in asked} - {each.rule for each in whole})}))
        before = originals.tests() or {}
    after = _tested(files, wanted.domain, opa)
    went = [(package, each.package) for each in modules for package in each.tested]
    run = {name for name in before if name.rpartition(".")[0] in {package for package, _ in went}}
    failing = tuple(tests_that_differ(before, after, went))
    return Imported(
        files=files,
        modules=modules,
        refused=_whole(refused),
        notes=notes,
        sources=sources,
        compared=outcome,
        samples=count,
        uncompared=uncompared,
        tests=(len(run) - len(failing), len(run)),
        failing=failing,
    )


def _whole(refused: Iterable[RefusedFile]) -> tuple[RefusedFile, ...]:
    """Return one reason a file: what follows from it is not told again."""
    return tuple({each.file: each for each in reversed(list(refused))}.values())[::-1]


def _first(refused: Sequence[RefusedFile]) -> Texts | str | None:
    return say("import.refused", file=refused[0].file, why=refused[0].words) if refused else None


def _formatted(modules: Iterable[MadeModule], opa: Opa) -> tuple[tuple[MadeModule, ...], tuple[RefusedFile, ...]]:
    """Return modules as `opa fmt` writes them, and the files of those that it cannot read."""
    kept, refused = [], []
    listed = list(modules)
    for module, (text, why) in zip(listed, opa.formatted([each.text for each in listed]), strict=True):
        if text is None:
            refused += [RefusedFile(file, say("import.unwritable", why=why)) for file in module.sources]
        else:
            kept.append(module._replace(text=text))
    return tuple(kept), tuple(refused)


def _accepted(
    made: Converted, sources: ForeignSources, wanted: ImportWanted, opa: Opa
) -> tuple[dict[str, str], tuple[MadeModule, ...], tuple[RefusedFile, ...]]:
    """Return the package without what adjudge refuses, and all that was refused: again until it refuses nothing.

    Raises UsageError where no rule is left.
    """
    refused = list(made.refused)
    modules = made.modules
    for _ in range(_MOST_ROUNDS):
        if not any(each.is_rule for each in modules):
            raise UsageError(say("import.no_rule"), hint=_first(refused))
        files = files_of(wanted.domain, made.kinds, modules, sources.data, wanted.patterns)
        wrong: dict[str, Texts | str] = {}
        odd: list[Texts | str] = []
        by_path = {each.path: each for each in modules}
        for file, error in trial.refused(files, wanted.domain, opa.binary):
            if file in by_path:
                wrong.setdefault(file, error.words)
            else:
                odd.append(error.words)
        if not wrong and not odd:
            return files, modules, tuple(refused)
        if not wrong:
            raise UsageError(say("import.not_loaded", why=odd[0]))
        gone = {by_path[path].package for path in wrong}
        for path, words in wrong.items():
            refused += [RefusedFile(each, words) for each in by_path[path].sources]
        modules = tuple(each for each in modules if each.package not in gone)
        modules = tuple(each for each in modules if not _tests_one_of(each, gone, refused))
    raise UsageError(say("import.not_loaded", why=refused[-1].words))


def _tests_one_of(module: MadeModule, gone: set[str], refused: list[RefusedFile]) -> bool:
    """Return whether a file of tests is about a policy that is gone; it is refused as well then."""
    if not module.path.endswith("_test.rego"):
        return False
    named = {name.text.removeprefix("data.") for name in scan(module.text).references()}
    lost = sorted(each for each in gone if any(f"{name}.".startswith(f"{each}.") for name in named))
    if lost:
        refused += [RefusedFile(file, say("import.test_of_refused", rule=lost[0])) for file in module.sources]
    return bool(lost)


def _compared(
    originals: Originals,
    asked: Sequence[Asked],
    files: dict[str, str],
    samples: Callable[[str], Sequence[tuple[str, Json]]],
    opa: Opa,
) -> tuple[Compared, int, tuple[str, ...]]:
    """Compare each kind over the samples and the inputs of the tests of its rules."""
    outcome, count = Compared(0, ()), 0
    seen: set[str] = set()
    for kind in sorted({each.rule.rpartition(".")[0] for each in asked}):
        here = [each for each in asked if each.rule.startswith(f"{kind}.")]
        listed = samples(kind)
        if not listed:
            continue
        names, values = [name for name, _ in listed], [value for _, value in listed]
        answers = originals.answers(((each.package, each.head) for each in here), values)
        seen |= {each.rule for each in here if (each.package, each.head) in answers}
        results = trial.judged(files, kind, values, opa.binary)
        outcome += compared(here, names, answers, results)
        count += len(listed)
    return outcome, count, tuple(sorted({each.rule for each in asked} - seen))


def _samples(
    given: Sequence[tuple[str, Json]], originals: Originals, modules: Iterable[MadeModule]
) -> Callable[[str], Sequence[tuple[str, Json]]]:
    """Return what gives the samples of a kind: those that are named, and the inputs of the tests of its rules."""
    inputs = originals.inputs()
    tests = [each for each in modules if each.path.endswith("_test.rego")]

    def of_kind(kind: str) -> Sequence[tuple[str, Json]]:
        found = {json.dumps(value, sort_keys=True): (name, value) for name, value in reversed(given)}
        for module in (each for each in tests if each.path.startswith(f"{kind.replace('.', '/')}/")):
            for package in module.tested:
                for number, value in enumerate(inputs.get(package, ()), 1):
                    found.setdefault(json.dumps(value, sort_keys=True), (f"{module.sources[0]}#{number}", value))
        return list(found.values())

    return of_kind


def _tested(files: dict[str, str], domain: str, opa: Opa) -> dict[str, bool]:
    """Return which tests of the package pass."""
    with TemporaryDirectory() as place:
        trial.write(Path(place), files)
        policies = Path(place, "src", package_of(domain), "policies")
        helpers = Path(str(package_root("adjudge.policies"))) / "lib"
        return dict(opa.tested([policies, *([helpers] if helpers.is_dir() else [])]) or {})
