"""Words by code: what people read, and no policy, schema or instrument brings, stands in ``locale/<language>.yaml``.

``say("engine.unknown", name="opo")`` is the entry ``unknown`` of the section ``engine``. It is looked up when somebody
reads it, so that only the language at hand is loaded, of that only the section, and nothing where nothing is said. A
language is a file; what it lacks is said in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

ENGLISH = "en"
_BESIDE = r"\{(?P<before>\w+)\} (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) \{(?P<behind>\w+)\}"
"""A placeholder that a space parts from a Chinese character, as a name in Latin letters wants it; not compiled in vain."""
Texts: TypeAlias = "Mapping[str, str]"
"""A text by language; ``en`` is always there."""

_SECTION = re.compile(r"^([a-z_]+):[^\n]*\n", re.MULTILINE)
_ENTRY = re.compile(r"  ([A-Za-z0-9_.]+): (.*)")
_FILE = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.yaml")
broken: dict[str, str] = {}
"""Languages of which something could not be read, with the reason: their words were said in English."""


class ByLanguage(Mapping[str, str]):
    """Texts by language that are made when somebody reads them, in every language that there are words in."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        """Return the languages."""
        return iter(languages())

    def __len__(self) -> int:
        """Return how many languages there are."""
        return len(languages())

    def __contains__(self, language: object) -> bool:
        """Return whether there is a text in a language."""
        return language in languages()

    def __bool__(self) -> bool:
        """Return whether something is said."""
        return True

    def __str__(self) -> str:
        """Return the text in English."""
        return said(self, ENGLISH)

    def __repr__(self) -> str:
        """Show the text in English."""
        return repr(str(self))


class Said(ByLanguage):
    """The words of one code, by language; ``fields`` fill its placeholders.

    A field may be a text by language itself; a list or tuple is listed. ``part`` 0 is the message, 1 the next step.
    """

    __slots__ = ("code", "fields", "part")

    def __init__(self, code: str, fields: Mapping[str, Any], part: int = 0) -> None:
        self.code = code
        self.fields = fields
        self.part = part

    @property
    def next(self) -> Said:
        """The next step; empty where there is none."""
        return Said(self.code, self.fields, 1)

    def __getitem__(self, language: str) -> str:
        """Return the words in a language, in English where it has none."""
        for each in (language, ENGLISH):
            text = template(each, self.code, self.part)
            if text is not None:
                try:
                    filled = _filled(self.fields, each)
                    return (text if text.isascii() else _closed(text, filled)).format_map(filled)
                except (LookupError, ValueError, AttributeError, TypeError):  # a placeholder that nothing fills
                    continue
        return (
            "" if self.part else " ".join([self.code, *(str(_field(each, ENGLISH)) for each in self.fields.values())])
        )

    def __bool__(self) -> bool:
        """Return whether something is said: a next step may be none."""
        return self.part == 0 or template(ENGLISH, self.code, self.part) is not None

    def __contains__(self, language: object) -> bool:
        """Return whether it is said in a language."""
        return language in languages()

    def __repr__(self) -> str:
        """Show the code."""
        return f"say({self.code!r}, {dict(self.fields)!r})"

    def __eq__(self, other: object) -> bool:
        """Compare what is said; with other mappings, the words."""
        if isinstance(other, Said):
            return (self.code, self.part, self.fields) == (other.code, other.part, other.fields)
        return isinstance(other, Mapping) and dict(self) == dict(other)

    def __hash__(self) -> int:
        """Return the same for what is equal, and mostly another for what is not: sentences of one code are many."""
        said = [value for value in self.fields.values() if isinstance(value, str | ByLanguage)]
        return hash((self.code, self.part, frozenset(said)))


class Remembered(Said):
    """Words that are read again and again: they are put together once for each language."""

    __slots__ = ("_hash", "_texts")

    def __init__(self, words: Said) -> None:
        super().__init__(words.code, words.fields, words.part)
        self._texts: dict[str, str] = {}
        self._hash: int | None = None

    def __getitem__(self, language: str) -> str:
        """Return the words in a language."""
        text = self._texts.get(language)
        if text is None:
            text = self._texts[language] = super().__getitem__(language)
        return text

    def __hash__(self) -> int:
        """Return the same for what is equal."""
        if self._hash is None:
            self._hash = super().__hash__()
        return self._hash

    __eq__ = Said.__eq__


class Plain(ByLanguage):
    """Texts by language that somebody brings, as they are: one at least."""

    __slots__ = ("_texts",)

    def __init__(self, words: str | Texts) -> None:
        """Raise TypeError for what is no text."""
        self._texts = {ENGLISH: words} if isinstance(words, str) else dict(words)
        if not are_texts(self._texts):
            raise TypeError(f"neither a text nor texts by language: {self._texts!r:.80}")

    def __getitem__(self, language: str) -> str:
        """Return the text in a language. Raises KeyError where it has none."""
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        """Return the languages that it has."""
        return iter(self._texts)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._texts)

    def __contains__(self, language: object) -> bool:
        """Return whether there is a text in a language."""
        return language in self._texts

    def __hash__(self) -> int:
        """Return the same for what is equal."""
        return hash(frozenset(self._texts.items()))


def are_texts(words: object) -> bool:
    """Return whether something is texts by language: one at least, in English if there is a choice, and nothing else."""
    if isinstance(words, ByLanguage):
        return True
    return (
        isinstance(words, Mapping) and bool(words) and all(isinstance(e, str) for pair in words.items() for e in pair)
    )


def say(code: str, /, **fields: Any) -> Said:
    """Return the words of ``code``, ``<section>.<entry>``, with its placeholders filled by ``fields``."""
    return Said(code, fields)


def texts(words: str | Texts) -> Texts:
    """Return words by language, to be kept; a plain text, as of a stranger, counts for every language.

    Raises TypeError for anything else.
    """
    if isinstance(words, ByLanguage):
        return words
    if isinstance(words, str | Mapping):
        return Plain(words)
    raise TypeError(f"neither a text nor texts by language: {words!r:.80}")


def said(words: str | Texts, language: str) -> str:
    """Return the text of ``language``, English where it is missing or empty; a plain text as it is."""
    if isinstance(words, str):
        return words
    found = words.get(language) or words.get(ENGLISH)
    return found or ("" if isinstance(words, Said) else next(iter(words.values()), ""))


def _closed(text: str, filled: Mapping[str, Any]) -> str:
    """Return a template without the spaces that would stand between two Chinese characters once it is filled."""

    def without(found: re.Match[str]) -> str:
        value = str(filled.get(found["before"] or found["behind"], ""))
        beside = value[-1:] if found["before"] else value[:1]
        return found[0].replace(" ", "") if "\u4e00" <= beside <= "\u9fff" else found[0]

    return re.sub(_BESIDE, without, text)


def _filled(fields: Mapping[str, Any], language: str) -> dict[str, Any]:
    filled = {name: _field(value, language) for name, value in fields.items()}
    number = fields.get("n", fields.get("count"))
    if number is not None:
        filled["s"] = "" if number == 1 else "s"
    return filled


def _field(value: Any, language: str) -> Any:
    if isinstance(value, Mapping):
        return said(value, language)
    if isinstance(value, (list, tuple)):
        return (template(language, "language.list") or ", ").join(str(_field(each, language)) for each in value)
    return value


def template(language: str, code: str, part: int = 0) -> str | None:
    """Return the words of a code in exactly this language, with their placeholders; None where it has none."""
    name, _, entry = code.partition(".")
    found = section(language, name).get(entry)
    parts = found if isinstance(found, list) else [found]
    text = parts[part] if part < len(parts) else None
    return text if isinstance(text, str) else None


def mark(language: str, name: str) -> str:
    """Return a mark of a language, such as its comma; that of English where its file says none."""
    found = template(language, f"language.{name}")
    return (template(ENGLISH, f"language.{name}") or "") if found is None else found


@cache
def section(language: str, name: str) -> Mapping[str, Any]:
    """Return the entries of a section: texts, or lists of a message and its next step; none where it cannot be read."""
    text = _source(language)
    start = next((match.start() for match in _SECTION.finditer(text) if match[1] == name), None)
    if start is None:
        return {}
    after = _SECTION.search(text, text.index("\n", start))
    block = text[start : after.start() if after else len(text)]
    quoted = _quoted(block)
    if quoted is not None:
        return quoted
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        found = yaml.load(block, Loader=loader)[name]  # noqa: S506  # it makes texts, lists and mappings only
    except (yaml.YAMLError, TypeError, KeyError) as error:
        broken.setdefault(language, " ".join(str(error).split()))
        return {}
    return found if isinstance(found, dict) else {}


def _quoted(block: str) -> dict[str, Any] | None:
    """Return a section whose every entry is a line of JSON; None for another, which YAML reads.

    To import YAML takes longer than anything else that `--help` does.
    """
    import json

    found: dict[str, Any] = {}
    for line in block.splitlines()[1:]:
        if not line.strip() or line.startswith("#"):
            continue
        entry = _ENTRY.fullmatch(line)
        try:
            value = json.loads(entry[2]) if entry is not None else None
        except ValueError:
            return None
        parts = value if isinstance(value, list) else [value]
        if entry is None or not all(isinstance(part, str) for part in parts):
            return None
        found[entry[1]] = value
    return found


@cache
def _source(language: str) -> str:
    try:
        return (folder() / f"{language}.yaml").read_text(encoding="utf-8") if language in languages() else ""
    except (OSError, ValueError) as error:
        broken.setdefault(language, str(error))
        return ""


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are words in, English first."""
    found = {match[1] for each in folder().iterdir() if (match := _FILE.fullmatch(each.name))}
    return (ENGLISH, *sorted(found - {ENGLISH}))


def folder() -> Any:
    """Return the folder with a file for each language."""
    from .installed import package_root

    return package_root("adjudge.locale")
