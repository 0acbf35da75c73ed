"""What a plain YAML scalar means: the YAML 1.2 core schema, without the numbers that readers do not agree on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..documents import NOTHING, Json
from ..words import say
from .limits import MAX_INTEGER, MIN_INTEGER, NOT_FINITE, TOO_BIG, Refusal, Refused, number, quoted
from .tags import Tag

WORDS: dict[str, Json] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""The plain scalars that are no strings and no numbers. ``yes``, ``no``, ``on``, ``off``, ``y`` and ``n`` are text."""

NUMBER_START = frozenset("+-.0123456789")
"""How every plain scalar begins that anybody reads as a number."""

CORE_TAG = "tag:yaml.org,2002:"

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"(?:[-+]?[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?\Z")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")

# Both are matched with underscores taken out: YAML 1.1 and Go ignore them inside numbers.
_SOMEBODYS_NUMBER = re.compile(
    r"[-+]?(?:0[xX][0-9a-fA-F]+|0[oO][-+]?[0-7]+|0[bB][-+]?[01]+"
    r"|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)\Z"
)
_SEXAGESIMAL = re.compile(r"[-+]?(?:[1-9][0-9]*(?::[0-5]?[0-9])+|[0-9]+(?::[0-5]?[0-9])+\.[0-9]*)\Z")
_LONGEST_INTEGER = 64


def plain_number(text: str) -> Json:
    """Return the number that ``text`` is for every reader, or ``text`` itself where it is one for none.

    Raises Refused where some read a number and others text or another number (``012``, ``1_000``, ``0b11``, ``0o17``,
    ``1e3``, ``1:30``), for numbers that are not finite, and for integers beyond 64 bits.
    """
    if _INTEGER.match(text):
        return _integer(text)
    if _FLOAT.match(text):
        return number(text)
    if _NOT_FINITE.match(text):
        raise Refused(NOT_FINITE)
    if text == "-":  # only between brackets is it a text, and there YAML 1.2 has none
        raise Refused(Refusal(say("read.yaml_plain", text=quoted(text)), ambiguous=True))
    bare = text.replace("_", "")
    if _SOMEBODYS_NUMBER.match(bare) or _SEXAGESIMAL.match(bare):
        raise Refused(Refusal(say("read.ambiguous", text=quoted(text)), ambiguous=True))
    return text


def _integer(text: str) -> int:
    if len(text) > _LONGEST_INTEGER:
        raise Refused(TOO_BIG)
    value = int(text, 16) if text.startswith("0x") else int(text)
    if not MIN_INTEGER <= value <= MAX_INTEGER:
        raise Refused(TOO_BIG)
    return value


def tagged(tag: str, text: str) -> Json:
    """Return the value of a scalar with an explicit tag of the core schema. Raises Refused for any other tag or text."""
    name = tag.removeprefix(CORE_TAG)
    if tag in ("!", f"{CORE_TAG}str"):
        return text
    if name == tag or name not in ("null", "bool", "int", "float"):
        raise Refused(Refusal(say("read.tag", tag=short_tag(tag))))
    value = WORDS[text] if text in WORDS else plain_number(text) if text[0] in NUMBER_START else text
    match name, value:
        case ("null", None) | ("bool", bool()) | ("float", float()):
            return value
        case ("int", int()) if not isinstance(value, bool):
            return value
        case ("float", int()) if not isinstance(value, bool):
            return float(value)
    raise Refused(Refusal(say("read.tag_says", text=quoted(text), tag=short_tag(tag))))


def tagged_plain(tag: str, text: str) -> Json:
    """Return the value of a plain scalar with a tag. Raises Refused also for a tag of text on what is none without it.

    Not all readers take ``! 12`` or ``!!str`` with nothing behind it for a text, and ``!!str <<`` for no merge.
    """
    own = tag == "!" and (text in WORDS or (text[0] in NUMBER_START and not isinstance(plain_number(text), str)))
    if own or (tag in ("!", f"{CORE_TAG}str") and text in ("", "<<")):
        raise Refused(
            Refusal(
                say("read.yaml_plain", text=quoted(f"{tag.replace(CORE_TAG, '!!')} {text}".strip())), ambiguous=True
            )
        )
    return tagged(tag, text)


def short_tag(tag: str) -> str:
    """Return a tag as people write it."""
    return quoted(f"!!{tag.removeprefix(CORE_TAG)}" if tag.startswith(CORE_TAG) else tag)


class Dialect(NamedTuple):
    """How plain scalars are read: the words that are no text, and the numbers. ``versions`` may be said by a directive.

    ``any_tag`` leaves tags of nobody's schema aside, ``key`` makes a text of a key that is none where the dialect has one;
    ``tags`` are those of a kind, with what they become.
    """

    words: Mapping[str, Json]
    number: Callable[[str], Json]
    versions: tuple[tuple[int, int] | None, ...]
    any_tag: bool = False
    key: Callable[[Json], Json] = lambda key: key
    tags: Mapping[str, Tag] = NOTHING

    def leaves_aside(self, tag: str) -> bool:
        """Return whether a tag says nothing here."""
        return self.any_tag and tag != "!" and not tag.startswith(CORE_TAG)


CORE = Dialect(words=WORDS, number=plain_number, versions=(None, (1, 2)))
"""YAML 1.2, as all of adjudge reads it."""
