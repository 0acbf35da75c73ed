"""Dockerfiles as BuildKit takes them apart: one entry for each instruction, in one list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from adjudge.lib.documents import Document, Json, Place, Source, Steps
from adjudge.lib.errors import ReadError
from adjudge.lib.formats.limits import decode
from adjudge.lib.words import say

_DIRECTIVE = re.compile(r"#\s*(\w+)\s*=\s*(.+?)\s*$")
_HEREDOC = re.compile(r"<<(-?)(['\"]?)([A-Za-z_]\w*)\2")
_WORD = re.compile(r"""(?:\\.|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\s\\"']|[\\"'])+""")
_FLAG = re.compile(r"--[^\s]*\s*")
_JSON = frozenset({"add", "cmd", "copy", "entrypoint", "healthcheck", "run", "shell", "volume"})
_PAIRS = frozenset({"env", "label", "arg"})
_ONE = frozenset({"cmd", "entrypoint", "maintainer", "run", "shell", "user", "workdir", "stopsignal"})
_KNOWN = _JSON | _PAIRS | _ONE | {"expose", "from", "onbuild"}
_WITH_HEREDOC = frozenset({"add", "copy", "run"})


def read_dockerfile(source: Source) -> Iterator[Document]:
    """Read a Dockerfile, and return its instructions."""
    commands: list[dict[str, Json]] = []
    lines: list[int] = []
    stage = -1
    for number, comments, text in _instructions(source):
        word, _, rest = text.partition(" ")
        name, rest = word.lower(), rest.strip()
        if name not in _KNOWN:
            raise ReadError(say("conftest.dockerfile", word=word), file=source.path, line=number)
        stage += name == "from"
        for comment in comments:
            commands.append(_command("comment", "", max(0, stage), None, [comment], is_json=False))
            lines.append(number)
        below = ""
        shown = name
        if name == "onbuild":
            below, _, rest = rest.partition(" ")
            below, rest, name = below.upper(), rest.strip(), below.lower()
        flags, rest = _flags(rest)
        if below:
            flags = []  # of what is put off, conftest tells none
        value, is_json = _value(name, rest)
        commands.append(_command(shown, below, max(0, stage), flags, value, is_json=is_json))
        lines.append(number)
    if not commands:
        raise ReadError(say("read.empty"), file=source.path, line=1)

    def locate(steps: Steps) -> Place:
        at = steps[1] if len(steps) > 1 else 0
        return Place(line=lines[at] if isinstance(at, int) and 0 <= at < len(lines) else 1)

    yield Document(value=[commands], locate=locate, sha256=source.sha256, size=source.size)


def _command(
    name: str, below: str, stage: int, flags: list[str] | None, value: list[str], *, is_json: bool
) -> dict[str, Json]:
    return {"Cmd": name, "SubCmd": below, "JSON": is_json, "Flags": flags, "Value": value, "Stage": stage}


def _instructions(source: Source) -> Iterator[tuple[int, list[str], str]]:
    """Yield each instruction on one line, with its first line's number and the comments before it."""
    lines = decode(source.path, source.data).splitlines()
    escape, comments, at = "\\", list[str](), 0
    while at < len(lines) and (said := _DIRECTIVE.match(lines[at])) is not None:
        escape = said[2] if said[1].lower() == "escape" else escape
        if said[1].lower() not in ("escape", "syntax", "check"):
            break
        at += 1
    while at < len(lines):
        line, number = lines[at], at + 1
        at += 1
        if line.lstrip().startswith("#"):
            comments.append(line.lstrip()[1:].strip())
            continue
        if not line.strip():
            continue
        text = line.lstrip()
        while text.rstrip().endswith(escape):
            text = text.rstrip()[:-1]
            while at < len(lines) and (not lines[at].strip() or lines[at].lstrip().startswith("#")):
                at += 1
            if at == len(lines):
                break
            text += lines[at]
            at += 1
        text = re.sub(r"\s+", " ", text, count=1)
        if text.partition(" ")[0].lower() in _WITH_HEREDOC:
            for tabs, _, end in _HEREDOC.findall(text):
                while at < len(lines) and (lines[at].lstrip("\t") if tabs else lines[at]) != end:
                    at += 1
                if at == len(lines):
                    raise ReadError(say("conftest.heredoc", name=end), file=source.path, line=number)
                at += 1
        yield number, comments, text.rstrip()
        comments = []


def _flags(rest: str) -> tuple[list[str], str]:
    flags: list[str] = []
    while (found := _FLAG.match(rest)) is not None and found[0].strip() != "--":
        flags.append(found[0].strip())
        rest = rest[found.end() :]
    return flags, rest


def _value(name: str, rest: str) -> tuple[list[str], bool]:
    if name == "healthcheck":
        kind, _, command = rest.partition(" ")
        value, is_json = _value("cmd", command.strip())
        return ([kind.upper(), *value] if command else [kind.upper()]), is_json
    if name in _JSON and rest.startswith("["):
        try:
            found = json.loads(rest)
        except ValueError:
            found = None
        if isinstance(found, list) and all(isinstance(each, str) for each in found):
            return found, True
    if name in _PAIRS:
        return _pairs(name, rest), False
    if name in _ONE:
        return [rest], False
    return rest.split(), False


def _pairs(name: str, rest: str) -> list[str]:
    words = _words(rest)
    if name == "arg":
        return words
    if words and "=" not in words[0]:  # the old form, of one name and the rest
        key, _, value = rest.partition(" ")
        return [key, value.strip(), ""]
    return [part for word in words for part in (*word.partition("=")[::2], "=")]


def _words(rest: str) -> list[str]:
    """Return the words, quotes and escapes kept in them."""
    return [found[0] for found in _WORD.finditer(rest)]
