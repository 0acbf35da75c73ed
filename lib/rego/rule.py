"""A rule as its METADATA describes it, and the text of a policy file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from ..documents import NOTHING, Json

Severity: TypeAlias = Literal["critical", "high", "medium", "low", "info"]

SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low", "info")


class Words(NamedTuple):
    """A rule's words in one language. ``messages`` maps codes to templates; the only message has the code ``""``."""

    title: str
    description: str = ""
    messages: Mapping[str, str] = NOTHING
    remediation: str = ""


class Effective(NamedTuple):
    """When a rule is in force: RFC 3339 instants or whole days, as written; None is open."""

    since: str | None = None
    to: str | None = None
    replaced_by: str | None = None


def effective_of(custom: Mapping[str, Json]) -> Effective:
    """Return the dates that METADATA says under ``custom``."""
    said = custom.get("effective") or {}
    return Effective(since=said.get("from"), to=said.get("to"), replaced_by=said.get("replaced_by"))


class Fix(NamedTuple):
    """The edit that ``adjudge fix`` offers for a finding: ``verb`` is ``stamp``, ``set`` or ``label``."""

    verb: Literal["stamp", "set", "label"]
    value: Json


class Rule(NamedTuple):
    """One Rego package, as its METADATA describes it.

    ``kind`` is the kind that it judges; ``heads`` are those of ``applies``, ``deny`` and ``warn`` that it has;
    ``file`` is its module inside the bundle root, ``line`` that of its package; ``words`` has ``en`` and maybe more.
    ``setting`` is the parameter that a run lacks where the rule finds something, whatever the artifact. ``names`` has the
    enum of a message's placeholder, and the line that says so. ``fixes`` are what ``adjudge fix`` offers, by code; that of a
    finding without code is ``""``. ``codes`` has the rule as it is for the findings of a code that has a METADATA block of
    its own: its words, severity, basis and dates are those of the block, where that says them; ``line`` is the block's.
    """

    id: str
    domain: str
    kind: str
    severity: Severity
    words: Mapping[str, Words]
    heads: frozenset[str]
    file: str
    line: int
    plugin: str
    basis: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    effective: Effective = Effective()
    collections: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    binding: bool = True
    resources: tuple[str, ...] = ()
    setting: str | None = None
    names: Mapping[str, tuple[str, int]] = NOTHING
    fixes: Mapping[str, Fix] = NOTHING
    codes: Mapping[str, Rule] = NOTHING

    def of(self, code: str | None) -> Rule:
        """Return the rule as it is for a finding with this code: itself, where the code has no block of its own."""
        return self.codes.get(code, self) if code is not None else self

    def each(self) -> tuple[Rule, ...]:
        """Return the rule as it is for findings of no code of its own, and for those of each."""
        return (self._replace(codes=NOTHING), *self.codes.values()) if self.codes else (self,)

    def cites(self) -> tuple[str, ...]:
        """Return all that is cited, by the rule and by its codes."""
        return tuple(dict.fromkeys(ref for each in self.each() for ref in each.basis))


class Module(NamedTuple):
    """The text of one policy file. ``file`` is its path inside the bundle root."""

    file: str
    text: str
    plugin: str
