"""What adjudge prints, as pages show it: run what stands above a block, and compare, or write the block anew.

A comment before a fenced block says where the block comes from:

    <!-- told in examples/broken: adjudge check consents --as-of 2026-12-15 | paragraph in_force -->

The words behind each ``|`` take a part of the output: ``lines 1-12``, ``paragraph REGEX``, ``from START to END`` (lines that
begin so), ``without START`` (runs of lines that begin so become …), ``cut 160`` (cells of a line), ``json POINTER KEY…``.
``python tests/helpers/told.py`` writes all blocks of all pages anew. tests/conftest.py makes this file importable.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("examples/*/README.md")))
FOLLOWED = (
    "docs/conftest.md",
    "docs/import.md",
    "docs/mutation.md",
    "docs/plugins.md",
    "docs/schema-import.md",
    "docs/testing.md",
    "examples/conftest/README.md",
    "examples/plugin-eu/README.md",
    "examples/plugin-k8s/README.md",
    "examples/plugin/README.md",
)
"""Pages of which tests run each command from top to bottom, in a folder of its own."""
WIDTH = 100
_BLOCK = re.compile(
    r"(?:^<!-- told in (?P<folder>\S+): (?P<command>.+?) -->\n)?^(?P<open>```\w*\n)(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_REPORT = re.compile(
    r"^(?:\$ adjudge [^\n]*\n(?!\$ |\Z)|(?:denied|warned|pending|waived)(?: \(|: )|(?:pass|warn|deny|error): \d+ |horizon: |::error |"
    r"# adjudge report|<testsuite|  \"(?:ruleId|check_name)\": |\d{4}-\d\d-\d\d \(in \d)",
    re.MULTILINE,
)
"""What only adjudge prints: a block that has it comes from somewhere."""


class Block(NamedTuple):
    """A fenced block of a page, and what it comes from where that is said."""

    page: Path
    line: int
    text: str
    folder: str | None
    command: str | None

    @property
    def name(self) -> str:
        """Where it stands."""
        return f"{self.page.relative_to(ROOT).as_posix()}:{self.line}"

    @property
    def shows_output(self) -> bool:
        """Whether it looks like something that adjudge printed."""
        return _REPORT.search(self.text) is not None


def blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page."""
    text = page.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        line = text.count("\n", 0, found.start("open")) + 1
        yield Block(page, line, found["text"], found["folder"], found["command"])


def told(folder: str, command: str) -> str:
    """Run a command in a folder of the checkout, and return the part of its output that the block shows."""
    line, *filters = re.split(r" \| ", command)
    words = shlex.split(line)
    assert words[0] == "adjudge", command
    own = {name: value for name, value in os.environ.items() if not name.startswith(("ADJUDGE_", "FORCE_COLOR"))}
    run = [sys.executable, "-m", "adjudge", *words[1:]]
    done = subprocess.run(run, cwd=ROOT / folder, env=own, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout, done.stderr
    text = done.stdout
    for each in filters:
        name, *given = shlex.split(each)
        text = _FILTERS[name](text, *given)
    return text.rstrip("\n") + "\n"


def rewritten(page: Path) -> str:
    """Return a page with each block that says where it comes from written anew."""

    def anew(found: re.Match[str]) -> str:
        if found["command"] is None:
            return found[0]
        head = found[0][: found.start("text") - found.start()]
        return f"{head}{told(found['folder'], found['command'])}```"

    return _BLOCK.sub(anew, page.read_text(encoding="utf-8"))


def _lines(text: str, span: str) -> str:
    first, last = span.split("-")
    return "".join(text.splitlines(keepends=True)[int(first) - 1 : int(last)])


def _paragraph(text: str, pattern: str) -> str:
    return next(each for each in text.split("\n\n") if re.search(pattern, each)).lstrip("\n")


def _from(text: str, start: str, _to: str, end: str) -> str:
    lines = text.splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.startswith(start))
    last = next(number for number, line in enumerate(lines) if number >= first and line.startswith(end))
    return "".join(lines[first : last + 1])


def _without(text: str, start: str) -> str:
    groups = groupby(text.splitlines(keepends=True), key=lambda line: line.startswith(start))
    return "".join("…\n" if gone else "".join(lines) for gone, lines in groups)


def _cut(text: str, size: str) -> str:
    return "".join(f"{line[: int(size)]}…\n" if len(line) > int(size) else f"{line}\n" for line in text.splitlines())


def _json(text: str, pointer: str, *keys: str) -> str:
    value = json.loads(text)
    for step in pointer.split("/")[1:]:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return _pretty({key: value[key] for key in keys} if keys else value)


def _pretty(value: Any, indent: str = "") -> str:
    """Write JSON with as much on a line as there is room for; the whole has a line for each key."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or (indent and len(indent) + len(flat) <= WIDTH):
        return flat
    more = f"{indent}  "
    if isinstance(value, dict):
        inside = [f"{json.dumps(key)}: {_pretty(each, more)}" for key, each in value.items()]
    else:
        inside = [_pretty(each, more) for each in value]
    begin, end = "{}" if isinstance(value, dict) else "[]"
    return f"{begin}\n{more}" + f",\n{more}".join(inside) + f"\n{indent}{end}"


_FILTERS: dict[str, Callable[..., str]] = {
    "lines": _lines,
    "paragraph": _paragraph,
    "from": _from,
    "without": _without,
    "cut": _cut,
    "json": _json,
}

if __name__ == "__main__":
    for each in PAGES:
        text = rewritten(each)
        if text != each.read_text(encoding="utf-8"):
            each.write_text(text, encoding="utf-8")
            print(each.relative_to(ROOT))
