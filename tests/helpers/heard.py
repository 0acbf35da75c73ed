"""Hear every code that is said while tests run, in this process and in those that it starts, and how it reads.

It listens only where ``HEARD_FOLDER`` names a folder, as ``tox -e coverage`` does. ``listen()`` puts a line into the
environment (``heard.pth``), so that every Python started there listens too: once ``adjudge.lib.errors`` is imported, not
before, and nothing is imported for it. A code is written down as soon as it is the words of an error or is read; how it
reads in every language is seen when a test, or the process, ends, so that nothing is loaded earlier than without it.

``tests/heard_gate.py`` reads the folder. tests/conftest.py makes this file importable.
"""

from __future__ import annotations

import atexit
import os
import re
import string
import sys
from collections.abc import Iterator, Mapping
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from typing import Any

VARIABLE = "HEARD_FOLDER"
AFTER = "adjudge.lib.errors"
VARIANTS = 3
"""How many different fields of a code are looked at in a process."""

_ASIDE = re.compile(r"adjudge [^\n\u3000-\u9fff\uff00-\uffef]*|from \w+ import \w+|`[^`]*`|“[^”]*”|\"[^\"]*\"|'[^']*'")
_SENTENCE = re.compile(r"\b[a-z]{2,}(?: +[a-z]{2,}){2,}\b")

_codes: set[str] = set()
_waiting: list[Any] = []
_variants: dict[str, int] = {}


def listen() -> None:
    """Let this process listen, and all that it starts; nothing where nobody asks for it."""
    if not os.environ.get(VARIABLE):
        return
    import sysconfig

    Path(os.environ[VARIABLE]).mkdir(parents=True, exist_ok=True)
    own = Path(__file__).resolve().parent
    line = f"import os, sys; os.environ.get({VARIABLE!r}) and (sys.path.append({str(own)!r}), __import__('heard').hook())\n"
    place = Path(sysconfig.get_path("purelib")) / "heard.pth"
    if not place.exists() or place.read_text("utf-8") != line:
        other = place.with_name(f"heard.{os.getpid()}")
        other.write_text(line, "utf-8")
        other.replace(place)
    hook()


def hook() -> None:
    """Listen from the moment at which the errors are imported."""
    if AFTER in sys.modules:
        _attach()
    elif not any(isinstance(each, _Finder) for each in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder:
    """Finds one module, and is gone."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name != AFTER:
            return None
        sys.meta_path.remove(self)  # type: ignore[arg-type]
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


class _Loader(SourceFileLoader):
    def exec_module(self, module: Any) -> None:
        super().exec_module(module)
        _attach()


def _attach() -> None:
    from adjudge.lib.errors import AdjudgeError
    from adjudge.lib.words import Said

    if hasattr(Said, "unheard"):
        return
    read, made = Said.__getitem__, AdjudgeError.__init__

    def reading(self: Said, language: str) -> str:
        _note(self)
        return read(self, language)

    def making(self: AdjudgeError, *args: Any, **fields: Any) -> None:
        made(self, *args, **fields)
        _note(self.words)
        _note(self.next)

    Said.unheard = read  # type: ignore[attr-defined]
    Said.__getitem__ = reading  # type: ignore[method-assign]
    AdjudgeError.__init__ = making  # type: ignore[method-assign]
    atexit.register(look)


def _note(words: object) -> None:
    """Write a code down, with those in its fields; how it reads is looked at later."""
    code = getattr(words, "code", None)
    fields = getattr(words, "fields", None)
    if not isinstance(code, str) or not isinstance(fields, Mapping):
        return
    if code not in _codes:
        _codes.add(code)
        _write("codes", code)
    if _variants.get(code, 0) < VARIANTS:
        _variants[code] = _variants.get(code, 0) + 1
        _waiting.append(words)
        for each in fields.values():
            for value in each if isinstance(each, (list, tuple)) else (each,):
                _note(value)


def look() -> list[str]:
    """See how what was heard since the last look reads; give what is wrong with it, and write it down."""
    found = []
    while _waiting:
        words = _waiting.pop()
        found += [f"{words.code}: {why}" for why in _wrong(words)]
    for each in found:
        _write("wrong", each)
    return found


def forget() -> None:
    """Leave what was heard since the last look as it is."""
    _waiting.clear()


def _wrong(words: Any) -> Iterator[str]:
    from adjudge.lib.words import Said, languages, template

    if template("en", words.code) is None:
        yield "there are no words for it"
        return
    filled = {*words.fields, *(["s"] if {"n", "count"} & words.fields.keys() else [])}
    plain = {name: _plain(each) for name, each in words.fields.items()}
    for language in languages():
        for part in (0, 1):
            text = template(language, words.code, part) or ""
            if not text and words.code.endswith(("_zero", "_one")):
                continue  # not every language says such numbers in another way, and who says them looks before
            names = {
                re.split(r"[.\[]", name)[0] for _, name, _, _ in string.Formatter().parse(text) if name is not None
            }
            if names - filled:
                yield f"nothing fills {sorted(names - filled)} ({language})"
                continue
            told = Said.unheard(Said(words.code, plain, part), language)  # type: ignore[attr-defined]
            english = _SENTENCE.search(_ASIDE.sub("·", told))
            if language == "zh" and english:
                yield f"English in Chinese: {english.group()!r}"


def _plain(value: object) -> object:
    """Give something in the place of a field that is data: what a name or a stranger says is no sentence of ours.

    Nor is a text by language that has no code, as a schema's author brings it.
    """
    from adjudge.lib.words import Said

    if isinstance(value, Said):
        return Said(value.code, {name: _plain(each) for name, each in value.fields.items()}, value.part)
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value if isinstance(value, int) else "·"


def _write(kind: str, text: str) -> None:
    folder = os.environ.get(VARIABLE)
    if folder:
        line = " ".join(text.split()) + "\n"
        file = os.open(f"{folder}/{os.getpid()}.{kind}", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(file, line.encode("utf-8", "backslashreplace"))
        finally:
            os.close(file)
