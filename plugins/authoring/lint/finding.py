"""What a lint finds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from adjudge.lib.words import Said, Texts, said


@dataclass(frozen=True, kw_only=True, slots=True)
class LintFinding:
    """What is wrong with a policy, its METADATA, its tests or its parameters, and where.

    ``file`` is the path inside the bundle root or the package of schemas, ``line`` counts from 1 and is None where a
    whole file is meant, ``column`` counts code points from 1; ``rule`` is the id of the rule, None where it is no rule's.
    ``step`` is the next step, where the words do not bring it.
    """

    file: str
    line: int | None
    words: Texts
    rule: str | None = None
    column: int | None = None
    step: Texts | None = None

    @property
    def code(self) -> str:
        """What tells this finding from others, in any language."""
        return self.words.code if isinstance(self.words, Said) else ""

    def moved(self, file: str) -> LintFinding:
        """Return the same with another path of its file."""
        return replace(self, file=file)

    def told(self, language: str) -> str:
        """Return the place and what is wrong there, in one line."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {said(self.words, language)}"

    def __str__(self) -> str:
        return self.told("en")
