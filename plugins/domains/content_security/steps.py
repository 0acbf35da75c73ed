"""Which differences between a keyword and a text do not count, as the parameters say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class SpellingSteps:
    """What is done to text and keywords before they are compared. Each step is a parameter, ``keywords_<step>``."""

    ignore_case: bool = True
    ignore_width: bool = True
    ignore_accents: bool = True
    ignore_traditional: bool = True
    ignore_digit_shapes: bool = True
    ignore_symbols: bool = True
    ignore_repeats: bool = True
    ignore_look_alikes: bool = True
    honour_allowed: bool = True
    read_chinese_digits: bool = False
    read_pinyin: bool = False

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> SpellingSteps:
        """Return the steps that the parameters of ``content_security`` ask for."""
        return cls(**{name: params[f"keywords_{name}"] for name in cls.__slots__})


DEFAULT = SpellingSteps()
