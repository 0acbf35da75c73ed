"""Read a folder of foreign policies: files of Rego, templates of Gatekeeper with Rego inside, and data."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from adjudge.lib.documents import NOTHING, Json, Source
from adjudge.lib.errors import AdjudgeError, UsageError
from adjudge.lib.formats import read_core
from adjudge.lib.opening import RefusedFileError, read_regular
from adjudge.lib.rego.earlier import line_of_earlier
from adjudge.lib.rego.scan import scan
from adjudge.lib.system import reason
from adjudge.lib.words import Texts, say

from .opa import Opa
from .scopes import Renamed, WrittenRego, told_apart

_TEMPLATE = "ConstraintTemplate"
_DATA_NAMES = frozenset({"data.json", "data.yaml", "data.yml"})
_YAML = (".yaml", ".yml", ".json")
_Shape = TypeVar("_Shape", dict[str, Any], list[Any], str)
_UNFILLED = ".tmpl"
"""A template whose Rego lies beside it, to be filled in: as in Gatekeeper's library."""


class ForeignFile(NamedTuple):
    """A policy as it was written, and in today's Rego; ``told`` is what a template says beside, ``is_earlier`` that it is of v0."""

    file: str
    text: str
    today: str
    told: Mapping[str, str] = NOTHING
    is_earlier: bool = False


class RefusedFile(NamedTuple):
    """A file that could not be converted, and why."""

    file: str
    words: Texts | str


class ForeignSources(NamedTuple):
    """What a folder has: policies, data from ``data`` on, what could not be read, and other files by suffix.

    ``copies`` are policies in templates that stand elsewhere as well, ``renamed`` those of which two templates have one each.
    """

    files: tuple[ForeignFile, ...]
    data: Mapping[str, Json]
    refused: tuple[RefusedFile, ...]
    others: Mapping[str, int]
    copies: tuple[RefusedFile, ...] = ()
    renamed: tuple[RefusedFile, ...] = ()


def read_sources(folder: Path, data: Sequence[Path], opa: Opa) -> ForeignSources:
    """Read everything below a folder, and the data at other places. Raises UsageError where there is no policy at all."""
    written: list[WrittenRego] = []
    refused: list[RefusedFile] = []
    templated: set[str] = set()
    others: Counter[str] = Counter()
    found: dict[str, Json] = {}
    for file in _below(folder):
        shown = file.relative_to(folder).as_posix()
        try:
            _see_inside(file, folder)
            text = _text(file)
            if file.suffix == ".rego":
                written.append(WrittenRego(shown, text, NOTHING))
            elif file.suffix == _UNFILLED and _TEMPLATE in text:
                templated.add(shown.rpartition("/")[0])
                others[file.suffix] += 1
            elif file.suffix in _YAML and _TEMPLATE in text:
                inside = list(_inside(file, text, shown))
                written += inside
                if not inside:
                    others[file.suffix] += 1
            elif file.name in _DATA_NAMES:
                _graft(found, file.relative_to(folder).parent.parts, _mapping(file, shown), shown)
            else:
                others[file.suffix or file.name] += 1
        except AdjudgeError as error:
            refused.append(RefusedFile(shown, error.words))
    for each in data:
        for file, steps in _data_files(each):
            _graft(found, steps, _mapping(file, file.name), file.name)
    if not written:
        raise _nothing(folder, refused)
    written, copies = _without_copies(written)
    written, renamed = told_apart(written, templated)
    written, same = _without_same(written)
    files = []
    for made in _today(written, opa):
        if isinstance(made, RefusedFile):
            refused.append(made)
        else:
            files.append(made)
    return ForeignSources(
        files=tuple(files),
        data=found,
        refused=tuple(refused),
        others=dict(others),
        copies=(*copies, *same),
        renamed=tuple(RefusedFile(each.file, _words_of_new_name(each)) for each in renamed),
    )


def _words_of_new_name(renamed: Renamed) -> Texts:
    return say("import.note.renamed", package=renamed.package, name=renamed.name)


def _nothing(folder: Path, refused: Sequence[RefusedFile]) -> UsageError:
    if refused:
        return UsageError(say("import.unreadable", why=refused[0].words), file=f"{folder.name}/{refused[0].file}")
    return UsageError(say("import.nothing"), file=folder.name)


def _without_copies(written: Iterable[WrittenRego]) -> tuple[list[WrittenRego], list[RefusedFile]]:
    """Return policies without those in templates that stand in a file of Rego as well."""
    plain: dict[str | None, str] = {}
    listed = list(written)
    for each in sorted(listed, key=lambda each: each.file.endswith("_test.rego")):
        if each.file.endswith(".rego"):
            plain.setdefault(scan(each.text).package, each.file)
    kept, copies = [], []
    for each in listed:
        package = scan(each.text).package
        if each.file.endswith(".rego") or package not in plain:
            kept.append(each)
        else:
            copies.append(RefusedFile(each.file, say("import.note.copy", file=plain[package])))
    return kept, copies


def _without_same(written: Iterable[WrittenRego]) -> tuple[list[WrittenRego], list[RefusedFile]]:
    """Return policies without those in templates whose text stands in another template."""
    kept, copies, inside = [], [], dict[tuple[str, ...], str]()
    for each in written:
        words = tuple(each.text.split())
        if each.file.endswith(".rego") or words not in inside:
            kept.append(each)
            if not each.file.endswith(".rego"):
                inside[words] = each.file
        else:
            copies.append(RefusedFile(each.file, say("import.note.copy", file=inside[words])))
    return kept, copies


def _today(written: Sequence[WrittenRego], opa: Opa) -> Iterator[ForeignFile | RefusedFile]:
    """Yield each policy in today's Rego, or why it cannot be."""
    is_earlier = [line_of_earlier(text) is not None for _, text, _ in written]
    for earlier in (False, True):
        first = [each for each, is_so in zip(written, is_earlier, strict=True) if is_so is earlier]
        made = opa.formatted([text for _, text, _ in first], earlier=earlier)
        failed = [each for each, (today, _) in zip(first, made, strict=True) if today is None]
        again = iter(opa.formatted([text for _, text, _ in failed], earlier=not earlier))
        for (file, text, told), (today, why) in zip(first, made, strict=True):
            if today is not None:
                yield ForeignFile(file, text, today, told, is_earlier=earlier)
                continue
            other, other_why = next(again)
            if other is not None:
                yield ForeignFile(file, text, other, told, is_earlier=not earlier)
            else:
                now, before = (other_why, why) if earlier else (why, other_why)
                yield RefusedFile(file, say("import.unparsable", why=now, earlier=before))


def _below(folder: Path) -> Iterator[Path]:
    """Yield files, and links to folders, which are not followed."""
    for parent, folders, names in os.walk(folder, onerror=_unlistable):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        links = [each for each in folders if Path(parent, each).is_symlink()]
        yield from (Path(parent, name) for name in sorted([*names, *links]) if not name.startswith("."))


def _unlistable(error: OSError) -> None:
    """Raise UsageError: policies may lie in a folder that cannot be listed."""
    raise UsageError(say("file.folder_unreadable", why=reason(error)), file=error.filename) from error


def _see_inside(file: Path, folder: Path) -> None:
    """Raise UsageError for a link that leads out of the folder: who names a folder does not name what lies elsewhere."""
    if file.is_symlink() and not file.resolve().is_relative_to(folder.resolve()):
        raise UsageError(say("import.link"))


def _text(file: Path) -> str:
    if file.suffix not in (".rego", _UNFILLED, *_YAML):
        return ""
    try:
        return read_regular(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(say("policy.not_utf_8")) from error
    except RefusedFileError as error:
        raise UsageError(error.words) from error
    except OSError as error:
        raise UsageError(say("file.unreadable_path", why=reason(error))) from error


def documents(file: Path, text: str, shown: str) -> list[Any]:
    """Return the documents of a YAML or JSON file, read as artifacts are. Raises ReadError."""
    source = Source(path=shown, real=file, data=text.encode(), sha256="")
    found = []
    for each in read_core(source, ".json" if file.suffix == ".json" else ".yaml"):
        if isinstance(each, AdjudgeError):
            raise each
        found.append(each.value)
    return found


def _inside(file: Path, text: str, shown: str) -> Iterator[WrittenRego]:
    """Yield the Rego of templates, with its place, and what the template says of itself."""
    found = [
        each for each in documents(file, text, shown) if isinstance(each, Mapping) and each.get("kind") == _TEMPLATE
    ]
    for count, document in enumerate(found, 1):
        place = shown if len(found) == 1 else f"{shown}#{count}"
        meta = _shaped(document.get("metadata"), dict)
        notes = _shaped(meta.get("annotations"), dict)
        told = {
            "name": str(meta.get("name", "")),
            "title": str(notes.get("metadata.gatekeeper.sh/title") or notes.get("title") or ""),
            "description": str(notes.get("description") or ""),
        }
        for each in _shaped(_shaped(document.get("spec"), dict).get("targets"), list):
            target = _shaped(each, dict)
            codes = [_shaped(code, dict) for code in _shaped(target.get("code"), list)]
            engines = [_shaped(code.get("source"), dict) for code in codes if code.get("engine") == "Rego"]
            for source in engines or [target]:
                if source.get("rego"):
                    yield WrittenRego(place, _shaped(source["rego"], str), told)
                for number, lib in enumerate(_shaped(source.get("libs"), list), 1):
                    yield WrittenRego(f"{place}#libs/{number}", _shaped(lib, str), NOTHING)


def _shaped(value: Any, shape: type[_Shape]) -> _Shape:
    """Return a part of a template, an empty one where it has none. Raises UsageError for one of another shape."""
    if value is None:
        return shape()
    if not isinstance(value, shape):
        raise UsageError(say("import.template"))
    return value


def _mapping(file: Path, shown: str) -> Mapping[str, Json]:
    found = documents(file, _text(file), shown)
    if len(found) != 1 or not isinstance(found[0], dict):
        raise UsageError(say("policy.data_shape"), file=shown)
    return found[0]


def _data_files(path: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    if not path.exists():
        raise UsageError(say("import.no_folder"), file=str(path))
    if path.is_file():
        yield path, ()
    else:
        yield from ((file, file.relative_to(path).parent.parts) for file in _below(path) if file.suffix in _YAML)


def _graft(into: dict[str, Any], steps: Sequence[str], value: Mapping[str, Any], file: str) -> None:
    for step in steps:
        inside = into.setdefault(step, {})
        if not isinstance(inside, dict):
            raise UsageError(say("conftest.data_twice", key=step), file=file)
        into = inside
    for key, each in value.items():
        if isinstance(each, Mapping) and isinstance(into.get(key), dict):
            _graft(into[key], (), each, file)
        elif key in into:
            raise UsageError(say("conftest.data_twice", key=key), file=file)
        else:
            into[key] = json.loads(json.dumps(each))
