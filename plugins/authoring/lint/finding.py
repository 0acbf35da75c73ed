"""What a lint finds."""

from __future__ import annotations

from dataclasses import dataclass

from adjudge.lib.words import Said


@dataclass(frozen=True, kw_only=True, slots=True)
class LintFinding:
    """What is wrong with a policy, its METADATA, its tests or its parameters, and where.

    ``file`` is the path inside the bundle root or the package of schemas, ``line`` counts from 1 and is None where a
    whole file is meant; ``rule`` is the id of the rule, None where it is no rule's.
    """

    file: str
    line: int | None
    words: Said
    rule: str | None = None

    @property
    def code(self) -> str:
        """What tells this finding from others, in any language."""
        return self.words.code

    def told(self, language: str) -> str:
        """Return the place and what is wrong there, in one line."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.words[language]}"

    def __str__(self) -> str:
        return self.told("en")
