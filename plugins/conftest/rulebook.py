"""What a session is judged by where ``--policy`` names a folder: its rules, the formats that they are asked about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from adjudge import Domain, Finding, Kind, Reader, Rulebook, Suppression, Suppressor, Verdict
from adjudge.lib.words import languages, say

from .combining import NAME, combined
from .formats import FORMATS, Format, forced
from .policies import read_policies
from .rules import DOMAIN, EXCEPTED, folder_of

if TYPE_CHECKING:
    from adjudge import Ready
    from adjudge.lib.documents import Json
    from adjudge.lib.files import Candidate, Tree
    from adjudge.lib.rego.folder import Folder

SCHEMA: Mapping[str, Json] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "if": {"type": "array"},
    "then": {"minItems": 1},
}
"""Anything: these policies know best. Of an empty list conftest would judge nothing, and pass."""


class PolicyRulebook(Rulebook, Suppressor):
    """The rules of a folder. A finding that its own ``exception`` excuses is waived, not gone."""

    def __init__(
        self, domain: Domain, folder: Folder, formats: Mapping[str, Format], files: tuple[Path, ...], *, combine: bool
    ) -> None:
        self.domain = domain
        self.folder = folder
        self.files = files
        self._formats = formats
        self._combine = combine
        read = {NAME: Format((NAME,), "core:read_json")} if combine else formats
        self.readers = tuple(Reader(name=name, files=each.files, read=each.read) for name, each in read.items())
        self.schemas = {kind.name.partition(".")[2]: SCHEMA for kind in domain.kinds}

    def at(self, as_of: datetime) -> PolicyRulebook:  # noqa: ARG002  # rules know no days
        """Return itself: it remembers nothing."""
        return self

    def suppression(
        self,
        verdict: Verdict,  # noqa: ARG002
        finding: Finding,
        fingerprint: str,  # noqa: ARG002
        names: frozenset[str],  # noqa: ARG002
    ) -> Suppression | None:
        """Return that an exception of the policies excuses a finding."""
        name = finding.details.get(EXCEPTED)
        return None if name is None else Suppression(by=DOMAIN, reason=f"exception: {name}" if name else "exception")

    def taken(self, tree: Tree, files: list[Candidate]) -> tuple[Tree, list[Candidate]]:
        """Return the files as they are, or all of them as one."""
        return combined(tree, files, self._formats) if self._combine else (tree, files)


def rulebook(ready: Ready) -> PolicyRulebook:
    """Read the folder that ``--policy`` names, and return what it brings. Raises UsageError and PolicyError."""
    options = ready.options
    policies = read_policies(
        options.value("policy"),
        options.value("policy_data") or (),
        options.value("namespace") or ("main",),
        everything=bool(options.value("all_namespaces")),
        opa=options.value("opa"),
    )
    parser = options.value("parser")
    formats: Mapping[str, Format] = FORMATS if parser is None else forced(parser)
    combine = bool(options.value("combine"))
    claims = {"combined": (NAME,)} if combine else {name: each.files for name, each in formats.items()}
    kinds = tuple(Kind(name=f"{DOMAIN}.{name}", files=files) for name, files in claims.items())
    title = say("conftest.title")
    domain = Domain(
        name=DOMAIN, title={language: title[language] for language in languages()}, kinds=kinds, policies=DOMAIN
    )
    folder = folder_of(policies, (kind.name for kind in kinds), ready.root, whole=combine)
    return PolicyRulebook(domain, folder, formats, policies.files, combine=combine)
