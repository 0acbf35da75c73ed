"""Say which kind an artifact is. All that speak must agree."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Protocol

from .documents import Json
from .errors import KindError, UsageError
from .formats.tags import Tag, tags_of
from .patterns import demands, fold
from .schema import Validator
from .words import Texts, say


class _Kind(Protocol):
    """As much of a kind as is asked for here."""

    @property
    def name(self) -> str: ...
    @property
    def files(self) -> tuple[str, ...]: ...
    @property
    def match(self) -> Mapping[str, Json] | None: ...
    @property
    def yaml_tags(self) -> Mapping[str, str | Tag] | None: ...


_DOTTED = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


@dataclass(kw_only=True, eq=False, repr=False)
class Identifier:
    """The claims of a run: ``--kind``, the configuration's path patterns, the kinds' own patterns and schemas.

    ``claims_by_path`` maps path patterns to kinds. ``forced`` is about ``forced_files`` (None: all), not about what
    these refer to. Raises UsageError when a pattern cannot be read, or a kind does not exist.
    """

    kinds: Mapping[str, _Kind]
    claims_by_path: Mapping[str, str] = field(default_factory=dict)
    forced: str | None = None
    forced_files: frozenset[str] | None = None

    def __post_init__(self) -> None:
        for kind in (*self.claims_by_path.values(), *([self.forced] if self.forced else [])):
            if kind not in self.kinds:
                raise no_such_kind(kind, self.kinds)
        self._by_path = [
            (compiled, kind) for text, kind in sorted(self.claims_by_path.items()) for compiled in demands([text])
        ]
        named = [(fold(pattern), kind.name) for kind in self.kinds.values() for pattern in kind.files]
        self._by_suffix = [(pattern[1:], kind) for pattern, kind in named if _is_suffix(pattern)]
        self._by_name = [(pattern, kind) for pattern, kind in named if not _is_suffix(pattern)]
        self._by_match = [
            (Validator(kind.match, f"match of {kind.name}"), kind.name)
            for kind in self.kinds.values()
            if kind.match is not None
        ]

    def by_path(self, path: str, expected: str | None = None) -> dict[str, Texts]:
        """Return the kinds that the path alone says, each with who says so. ``expected`` is a reference's word."""
        said: dict[str, Texts] = {}
        if self.forced and (self.forced_files is None or path in self.forced_files):
            said.setdefault(self.forced, _OPTION)
        for pattern, kind in self._by_path:
            if pattern.fullmatch(path):
                said.setdefault(kind, _CONFIGURATION)
        name = fold(path.rpartition("/")[2])  # a name that a person or a file system takes for the kind's is claimed
        for suffix, kind in self._by_suffix:
            if name.endswith(suffix):
                said.setdefault(kind, _NAME)
        for name_pattern, kind in self._by_name:
            if fnmatch.fnmatchcase(name, name_pattern):
                said.setdefault(kind, _NAME)
        if not said and expected is not None:
            said[expected] = _REFERRER
        return said

    def tags(self, said: Mapping[str, Texts]) -> dict[str, Tag]:
        """Return the tags that YAML may have in a file of which the path says this. Raises KindError when it is not clear."""
        kind = agree(said)
        return tags_of(self.kinds[kind].yaml_tags) if kind is not None and kind in self.kinds else {}

    def by_document(self, document: Json) -> dict[str, Texts]:
        """Return the kinds that the document says, each with who says so. Raises KindError for an unknown one."""
        said: dict[str, Texts] = {}
        own = document.get("kind") if isinstance(document, dict) else None
        if isinstance(own, str) and _DOTTED.fullmatch(own):
            if own not in self.kinds:
                raise KindError(say("kind.unknown_in_document", kind=own))
            said[own] = _KEY
        for validator, kind in self._by_match:
            if validator.is_valid(document):
                said.setdefault(kind, _CONTENT)
        return said


_OPTION = say("kind.by_option")
_CONFIGURATION = say("kind.by_configuration")
_NAME = say("kind.by_name")
_REFERRER = say("kind.by_referrer")
_KEY = say("kind.by_key")
_CONTENT = say("kind.by_content")


def agree(*voices: Mapping[str, Texts]) -> str | None:
    """Return the one kind that is said, None when nobody speaks. Raises KindError when they disagree."""
    said: dict[str, Texts] = {}
    for voice in voices:
        for kind, who in voice.items():
            said.setdefault(kind, who)
    if len(said) > 1:
        each: list[Texts] = [say("kind.said", kind=kind, who=said[kind]) for kind in sorted(said)]
        raise KindError(
            say("kind.unclear", said=reduce(lambda some, more: say("kind.and", some=some, more=more), each))
        )
    return next(iter(said), None)


def _is_suffix(pattern: str) -> bool:
    """Return whether a pattern is a star and plain text, as nearly all are: no expression need be compiled for it."""
    return pattern.startswith("*") and not any(special in pattern[1:] for special in "*?[")


def no_such_kind(name: str, kinds: Iterable[str]) -> UsageError:
    """Make the error for a kind that nobody has, with the one that is nearest."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(kinds), n=1)
    return UsageError(say("kind.unknown", kind=name), hint=say("kind.meant", kind=near[0]) if near else None)
