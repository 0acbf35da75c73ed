"""OPA's annotations as YAML with places: a block of comments that begins with ``# METADATA``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..documents import Document, Source
from ..errors import PolicyError, ReadError
from ..formats import read_core
from ..words import Texts, say


class Metadata(NamedTuple):
    """The YAML of a METADATA block: what it says, and where."""

    document: Document
    first_line: int
    where: Mapping[str, Any]

    def fail(self, words: Texts, *steps: str | int) -> PolicyError:
        """Make the error of what stands at ``steps``."""
        return PolicyError(words, line=self.line(*steps), **self.where)

    def line(self, *steps: str | int) -> int:
        """Return the line of what stands at ``steps``."""
        return self.first_line + self.document.locate(steps).line


def above_package(text: str, package_line: int, where: Mapping[str, Any]) -> Metadata:
    """Return the block right above ``package``. Raises PolicyError where there is none, or none that parses."""
    block = _block(text, package_line)
    if block is None:
        raise PolicyError(say("policy.no_metadata"), line=package_line, **where)
    first_line, yaml_text = block
    return parsed(yaml_text, first_line, where)


def _block(text: str, package_line: int) -> tuple[int, str] | None:
    """Return the line of ``# METADATA`` and the YAML below it, when the block ends right above ``package``."""
    lines = text.split("\n")[: package_line - 1]
    start = len(lines)
    while start and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    comments = [line.strip() for line in lines[start:]]
    if "# METADATA" not in comments:
        return None
    begin = comments.index("# METADATA")
    yaml_lines = [comment[2:] if comment[1:2] == " " else comment[1:] for comment in comments[begin + 1 :]]
    return start + begin + 1, "\n".join(yaml_lines)


def parsed(yaml_text: str, first_line: int, where: Mapping[str, Any]) -> Metadata:
    """Return what a block says; ``first_line`` is that of its YAML. Raises PolicyError for one that does not parse."""
    source = Source(path=where["file"], real=Path(where["file"]), data=yaml_text.encode(), sha256="")
    try:
        (document,) = read_core(source, ".yaml")
    except (ReadError, ValueError) as error:
        line = error.line if isinstance(error, ReadError) else None
        why: Texts = error.words if isinstance(error, ReadError) else say("policy.several_documents")
        raise PolicyError(say("policy.unparsable", why=why), line=first_line + (line or 0), **where) from error
    if isinstance(document, ReadError):
        raise PolicyError(say("policy.unparsable", why=document.words), line=first_line, **where)
    return Metadata(document, first_line, where)
