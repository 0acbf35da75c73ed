"""What is made of a package, a kind, a rule, a reader and a report: the files with their texts, and what changes beside them."""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from adjudge.lib.data_files import read_data
from adjudge.lib.errors import UsageError
from adjudge.lib.formats import CORE_SUFFIXES
from adjudge.lib.opening import OWN, read_text
from adjudge.lib.rego.reserved import NAME
from adjudge.lib.words import say

from .declaring import reader_hook, report_hook, with_hook, with_kind
from .homes import Home
from .names import title_of
from .templates import rendered
from .written import WrittenPackage

FIRST_KIND, FIRST_RULE = "manifest", "reviewed"
"""What a new package has."""
PLACEHOLDER = "TODO"
"""The text that a rule about a text denies, until its author writes what it should."""
_IN_CHINESE = {FIRST_KIND: "清单"}  # a name that the author chooses has no translation that could be known


class Made(NamedTuple):
    """Files that are made and files that change, by path, below ``root``; ``id`` is what was made, as commands name it."""

    id: str
    root: Path
    files: Mapping[Path, str]
    edits: Mapping[Path, str] = MappingProxyType({})


def package_files(name: str) -> dict[str, str]:
    """Return the files of a new package, with its first kind and rule, by path."""
    values = {
        "domain": name,
        "package": f"adjudge_{name}",
        "distribution": f"adjudge-{name.replace('_', '-')}",
        "title": title_of(name),
        **_of_kind(name, FIRST_KIND),
    }
    return {**rendered("package", values), **rendered("kind", values)}


def _of_kind(domain: str, kind: str) -> dict[str, str]:
    title = title_of(kind)
    chinese = _IN_CHINESE.get(kind, title)
    rule = f"{domain}.{kind}.{FIRST_RULE}"
    return {"kind": kind, "kind_title": title, "kind_title_zh": chinese, "rule": FIRST_RULE, "rule_id": rule}


def kind(home: Home, package: WrittenPackage, name: str) -> Made:
    """Return a kind of a domain of a package, with its first rule."""
    values = {"domain": home.domain, "package": package.name, **_of_kind(home.domain, name)}
    domain = next(each for each in package.domains() if each.name == home.domain)
    text = with_kind(package, domain, f"{home.domain}.{name}", (f"*.{name}.yaml", f"*.{name}.json"))
    files = {_placed(path, home, package): text for path, text in rendered("kind", values).items()}
    words = home.schemas / "zh.yaml"
    edits = {package.module: text}
    if words.exists():
        edits[words] = _with_words(words, files.pop(words))
    return Made(f"{home.domain}.{name}", package.root, files, edits)


def _placed(path: str, home: Home, package: WrittenPackage) -> Path:
    """Return where a file of a template lies in this package."""
    for what, there in (("schemas", home.schemas), ("policies", home.policies)):
        start = f"src/{package.name}/{what}/{home.domain}/"
        if path.startswith(start):
            return there / path.removeprefix(start)
    return package.root / path


def _with_words(file: Path, more: str) -> str:
    """Return a file of words with those that it lacks."""
    text = read_text(file, OWN)
    known = read_data(text.encode(), file.name)
    new = [line for line in more.splitlines() if not read_data(line.encode(), file.name).keys() <= known.keys()]
    return "".join(f"{line}\n" for line in [*text.rstrip("\n").split("\n"), *new])


def rule(home: Home, judged: str, name: str) -> Made:
    """Return a rule for a kind: about a text of its schema where that is known, else about the file's name."""
    own = judged.startswith(f"{home.domain}.")
    steps = judged.split(".")[1 if own else 0 :]
    rule_id = ".".join((home.domain, *steps, name))
    field = _text_field(home.schemas / f"{steps[-1]}.json") if own else None
    values = {"rule": name, "rule_id": rule_id, "judged": judged, "field": field or ""}
    found = rendered("rule_of_text" if field else "rule_of_name", values)
    files = {home.policies.joinpath(*steps, name, path): text for path, text in found.items()}
    if home.examples is not None:
        folder = home.examples / rule_id
        files |= {folder / path: text for path, text in _examples(home.examples, home.patterns.get(judged, ()), field)}
    return Made(rule_id, home.root, files)


def _text_field(schema: Path) -> str | None:
    """Return a field of a document that may be any text."""
    try:
        read: Any = json.loads(read_text(schema, OWN))
        properties, required = read.get("properties", {}), read.get("required", ())
        for name in (*required, *(each for each in properties if each not in required)):
            found = properties.get(name, {})
            if str(found.get("$ref", "")).startswith("#/$defs/"):
                found = {**found, **read["$defs"][found["$ref"].removeprefix("#/$defs/")]}
            bound = {"const", "enum", "format", "minLength", "maxLength"} & found.keys()
            if found.get("type") != "string" or bound or re.search(found.get("pattern", ""), PLACEHOLDER) is None:
                continue
            if re.fullmatch(NAME, name) and name != "kind":
                return str(name)
    except (OSError, ValueError, KeyError, AttributeError, TypeError, re.error):
        pass  # it is no schema that could be followed; the rule is then about something else
    return None


def _examples(folder: Path, patterns: tuple[str, ...], field: str | None) -> Iterator[tuple[str, str]]:
    """Yield a document that the rule allows and one that it denies, made of one that another rule allows."""
    for file in sorted(folder.glob("*/allowed/*")):
        if not file.is_file() or not any(fnmatch.fnmatchcase(file.name, each) for each in patterns):
            continue
        text = read_text(file, OWN)
        denied, changed = text, 1
        if field is not None:
            denied, changed = re.subn(rf"^{field}:.*$", f"{field}: {PLACEHOLDER}", text, flags=re.MULTILINE)
        if changed == 1:
            first, dot, rest = file.name.partition(".")
            yield f"allowed/{file.name}", text
            yield f"denied/{file.name if field is not None else f'{first} with spaces{dot}{rest}'}", denied
            return


def reader(package: WrittenPackage, name: str) -> Made:
    """Return a reader of a format, its suffix being its name."""
    if f".{name}" in CORE_SUFFIXES:
        raise UsageError(say("new.format", name=name))
    return _of_module("reader", package, name, with_hook(package, reader_hook(name, f"{package.name}.{name}")))


def report(package: WrittenPackage, name: str) -> Made:
    """Return a report of that name."""
    writer = "".join(step.capitalize() for step in name.split("_"))
    hook = report_hook(name, f"{package.name}.{name}", writer)
    return _of_module("report", package, name, with_hook(package, hook), class_name=writer)


def _of_module(template: str, package: WrittenPackage, name: str, text: str, **more: str) -> Made:
    values = {"package": package.name, "name": name, **more}
    start = f"src/{package.name}/"
    folder = package.module.parent
    files = {
        folder / path.removeprefix(start) if path.startswith(start) else package.root / path: text
        for path, text in rendered(template, values).items()
    }
    return Made(name, package.root, files, {package.module: text})
