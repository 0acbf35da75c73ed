"""What a session is judged by where ``--policy`` names a folder: its rules, the formats that they are asked about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from adjudge import Domain, Finding, Kind, Reader, Rulebook, Suppression, Suppressor, Verdict
from adjudge.lib.words import say

from .formats import FORMATS, Format, forced
from .policies import read_policies
from .rules import DOMAIN, EXCEPTED, folder_of

if TYPE_CHECKING:
    from adjudge import Ready
    from adjudge.lib.documents import Json
    from adjudge.lib.files import Candidate, Tree

SCHEMA: Mapping[str, Json] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "if": {"type": "array"},
    "then": {"minItems": 1},
}
"""Anything: these policies know best. Of an empty list conftest would judge nothing, and pass."""


class PolicyRulebook(Rulebook, Suppressor):
    """The rules of a folder. A finding that its own ``exception`` excuses is waived, not gone."""

    def __init__(self, domain: Domain, folder: object, readers: tuple[Reader, ...], files: tuple[Path, ...]) -> None:
        self.domain = domain
        self.folder = folder  # type: ignore[assignment]
        self.readers = readers
        self.files = files
        self.schemas = {kind.name.partition(".")[2]: SCHEMA for kind in domain.kinds}

    def at(self, as_of: datetime) -> PolicyRulebook:  # noqa: ARG002  # rules know no days
        """Return itself: it remembers nothing."""
        return self

    def suppression(
        self,
        verdict: Verdict,
        finding: Finding,
        fingerprint: str,
        names: frozenset[str],  # noqa: ARG002
    ) -> Suppression | None:
        """Return that an exception of the policies excuses a finding."""
        name = finding.details.get(EXCEPTED)
        return None if name is None else Suppression(by=DOMAIN, reason=f"exception: {name}" if name else "exception")

    def taken(self, tree: Tree, files: list[Candidate]) -> tuple[Tree, list[Candidate]]:
        """Return the files as they are."""
        return tree, files


def rulebook(ready: Ready) -> PolicyRulebook:
    """Read the folder that ``--policy`` names, and return what it brings. Raises UsageError and PolicyError."""
    options = ready.options
    policies = read_policies(
        options.value("policy"),
        options.value("policy_data") or (),
        options.value("namespace") or ("main",),
        everything=bool(options.value("all_namespaces")),
    )
    parser = options.value("parser")
    formats: Mapping[str, Format] = FORMATS if parser is None else forced(parser)
    kinds = tuple(Kind(name=f"{DOMAIN}.{name}", files=each.files) for name, each in formats.items())
    domain = Domain(
        name=DOMAIN,
        title={language: say("conftest.title")[language] for language in ("en", "zh")},
        kinds=kinds,
        policies=DOMAIN,
    )
    return PolicyRulebook(
        domain,
        folder_of(policies, (kind.name for kind in kinds)),
        tuple(Reader(name=name, files=each.files, read=each.read) for name, each in formats.items()),
        policies.files,
    )
