"""The words of adjudge as data: what travels between the steps of the pipeline.

Frozen, made by keyword, without behaviour. A value is made by one step and read by those after it. What plugins make
is a keyword-only dataclass; what a run makes by the hundred thousand is a named tuple, which costs a quarter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

Json: TypeAlias = Any
"""None, bool, int (64 bit), float (finite), str (no lone surrogates), list or dict with str keys."""

Steps: TypeAlias = "tuple[str | int, ...]"
"""A place inside a document: ``("tracks", 3, "label")``; ``()`` is the root."""

Severity: TypeAlias = Literal["critical", "high", "medium", "low", "info"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low", "info")

OutcomeName: TypeAlias = Literal[
    "passed", "denied", "warned", "not_applicable", "pending", "waived", "not_evaluated", "error"
]
OUTCOMES: tuple[OutcomeName, ...] = (
    "passed", "denied", "warned", "not_applicable", "pending", "waived", "not_evaluated", "error",
)  # fmt: skip
VerdictName: TypeAlias = Literal["pass", "warn", "deny", "error"]

LANGUAGES = ("en", "zh")
NOTHING: Mapping[str, Any] = MappingProxyType({})


# --- what is read ---------------------------------------------------------------------------------------------------


class Place(NamedTuple):
    """A place in a text: line and column in code points, both from 1. ``file`` only where it is another file."""

    line: int
    column: int
    file: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One file as it was read, once. ``path`` is relative to the root, with ``/``; ``real`` is where it lies."""

    path: str
    real: Path
    data: bytes
    sha256: str

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One document of a file, as JSON-compatible data, with the way to find a place in the text.

    ``locate(steps)`` gives the place of the value at ``steps``: of the key for a mapping's member, of the value for a
    list's item, of the nearest ancestor when there is nothing at ``steps``. It never raises.
    ``number`` counts from 1 and is set only where the file holds several artifacts; ``sha256`` and ``size`` are then
    the record's own, else the file's. ``cells`` says that the values are text cells (CSV), still without types.
    ``beside`` are other files that were read for it, such as the ``.meta.yaml`` of a CSV.
    """

    value: Json
    locate: Callable[[Steps], Place]
    line: int = 1
    number: int | None = None
    sha256: str
    size: int
    cells: bool = False
    beside: tuple[EvidenceFile, ...] = ()


# --- what plugins declare -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A sort of artifact, ``<domain>.<name>``.

    ``files`` are patterns of base names (``*.project.yaml``). ``match`` is a JSON Schema that recognises a document of
    this kind. ``shape`` is ``records`` when each record of a JSONL or CSV file is an artifact of its own.
    ``jurisdictions`` is the JSON Pointer of the document's own jurisdictions (a string or a list); None: all apply.
    """

    name: str
    files: tuple[str, ...] = ()
    match: Mapping[str, Json] | None = None
    shape: Literal["document", "records"] = "document"
    jurisdictions: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Domain:
    """What one plugin covers.

    ``policies`` and ``schemas`` are importable names of bundle roots, in which the domain reads the folder ``name``;
    they are opened only when an artifact needs them; a domain without kinds and parameters needs no schemas.
    ``extends`` names kinds of other domains that this one has rules for, at ``<name>/<other domain>/<kind>/<rule>/``.
    ``title`` has a text for each language.
    """

    name: str
    title: Mapping[str, str]
    kinds: tuple[Kind, ...] = ()
    policies: str
    schemas: str = ""
    extends: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """How to read a format that the core does not know.

    ``suffixes`` are lower-case, with the dot. ``read`` gets the source and yields its documents; it raises
    :class:`adjudge.errors.ReadError` where the file is not what its suffix says.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A place in a document (``pointer``, RFC 6901) that names another file.

    ``path`` is relative to the document's own folder. ``kind`` says what the other file must be; None leaves that to
    identification, and a file that nobody claims is then plain evidence: hashed, not judged.
    """

    pointer: str
    path: str
    kind: str | None = None


class Evidence(Protocol):
    """The only door from a facts hook to other files: confined to the root, hashed, read once, reported."""

    def open(self, path: str) -> bytes | None:
        """Give the bytes of ``path``, relative to the artifact's own folder; None when there is no such file.

        Raises ReadError for a path that leaves the root or cannot be read.
        """
        ...

    def parameter(self, path: str) -> bytes | None:
        """Give the bytes of a file that a parameter names, relative to the configuration; else as :meth:`open`."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Artifact:
    """One thing that is judged, as hooks see it. ``path`` is ``file`` or ``file#number``.

    ``params`` are the parameters of the kind's domain (defaults and overrides merged); ``as_of`` is the run's clock.
    """

    path: str
    file: str
    kind: str
    sha256: str
    size: int
    document: Json
    params: Mapping[str, Json]
    as_of: datetime
    evidence: Evidence


# --- what the catalogue holds ---------------------------------------------------------------------------------------


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


class Rule(NamedTuple):
    """One Rego package, as its METADATA describes it.

    ``kind`` is the kind that it judges; ``heads`` are those of ``applies``, ``deny`` and ``warn`` that it has;
    ``file`` is its module inside the bundle root, ``line`` that of its package; ``words`` has ``en`` and maybe ``zh``.
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


class Module(NamedTuple):
    """The text of one policy file. ``file`` is its path inside the bundle root."""

    file: str
    text: str
    plugin: str


class Program(NamedTuple):
    """What an engine needs to judge one kind: its rules, their modules and libraries, and the data, overrides merged.

    ``entry`` is the generated entry module; its package is ``adjudge.<kind>``.
    """

    kind: str
    rules: tuple[Rule, ...]
    modules: tuple[Module, ...]
    data: Mapping[str, Json]
    entry: str


# --- what is found --------------------------------------------------------------------------------------------------


class Excuse(NamedTuple):
    """Why a finding does not count: a ``waiver`` of the waiver file, an ``inline`` one, or the ``baseline``.

    ``expires`` is its last day; what a baseline excuses has neither owner nor end.
    """

    by: Literal["waiver", "inline", "baseline"]
    reason: str
    owner: str | None = None
    approver: str | None = None
    ticket: str | None = None
    expires: str | None = None


class Finding(NamedTuple):
    """One thing that a rule (or a schema, or the core) says is wrong, with its place in the source.

    ``level`` is the head that it came from. ``message`` has the filled text for ``en`` and ``zh``; ``code`` is None
    where the rule has one message only. ``excuse`` says why it does not count, if it does not.
    """

    rule: str
    severity: Severity
    place: Place
    message: Mapping[str, str]
    level: Literal["deny", "warn"] = "deny"
    code: str | None = None
    path: Steps = ()
    details: Mapping[str, Json] = NOTHING
    excuse: Excuse | None = None


class Outcome(NamedTuple):
    """What one rule said of one artifact. ``note`` explains ``error`` (what failed) and ``pending`` (from when)."""

    rule: str
    outcome: OutcomeName
    findings: tuple[Finding, ...] = ()
    note: str | None = None


class Problem(NamedTuple):
    """An error as data: why something could not be judged, where, and the next step."""

    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    rule: str | None = None
    plugin: str | None = None
    hint: str | None = None


class EvidenceFile(NamedTuple):
    """A file that is no artifact but was hashed for one; ``sha256`` is None where it is missing.

    ``outside`` says that it lies outside the root, as what a parameter names may, and so is no part of the tree.
    """

    path: str
    sha256: str | None
    outside: bool = False


class Decision(NamedTuple):
    """Where an OPA has an answer in its decision log: ``position``, from 0, in ``result`` of the decision ``id``."""

    id: str
    position: int


class Verdict(NamedTuple):
    """The answer for one artifact. ``kind`` is None when it has none; ``problem`` says why it is an error as a whole.

    ``evidence`` are the files that were hashed for it. ``document`` and ``schema`` are what was judged and its kind's
    schema, kept for whoever asks for :mod:`adjudge.fingerprint`; none where it did not come so far. ``decision`` is set
    where an OPA that keeps a decision log answered.
    """

    path: str
    file: str
    kind: str | None
    sha256: str | None
    size: int | None
    verdict: VerdictName
    line: int = 1
    outcomes: tuple[Outcome, ...] = ()
    problem: Problem | None = None
    evidence: tuple[EvidenceFile, ...] = ()
    document: Json = None
    schema: Mapping[str, Json] = NOTHING
    decision: Decision | None = None
