"""The words of adjudge as data: what travels between the steps of the pipeline.

Frozen, made by keyword, without behaviour. A value is made by one step and read by those after it. What plugins make
is a keyword-only dataclass; what a run makes by the hundred thousand is a named tuple, which costs a quarter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, get_args

from adjudge.lib.dependence import Dependency
from adjudge.lib.documents import NOTHING, EvidenceFile, Json, Place, SecondPlace, Source, Steps
from adjudge.lib.problems import Problem
from adjudge.lib.rego.answers import Decision
from adjudge.lib.rego.rule import Module, Rule, Severity
from adjudge.lib.words import Texts

if TYPE_CHECKING:
    from datetime import datetime

    from adjudge.lib.evidence import Evidence
    from adjudge.lib.formats.tags import Tag


OutcomeName: TypeAlias = Literal[
    "passed", "denied", "warned", "not_applicable", "pending", "waived", "not_evaluated", "error"
]
OUTCOMES: tuple[OutcomeName, ...] = get_args(OutcomeName)
VerdictName: TypeAlias = Literal["pass", "warn", "deny", "error"]
JudgedBy: TypeAlias = "Mapping[str, Mapping[str, tuple[str, ...]]]"
"""The names of the engines that judged, by kind and by the domain of the rules."""


# --- what plugins declare -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A sort of artifact, ``<domain>.<name>``.

    ``files`` are patterns of base names (``*.project.yaml``). ``match`` is a JSON Schema that recognises a document of
    this kind. ``shape`` is ``records`` when each record of a JSONL or CSV file is an artifact of its own.
    ``jurisdictions`` is the JSON Pointer of the document's own jurisdictions (a string or a list); None: all apply.
    ``named`` says that these are bytes and no claim: a release has none that no other artifact names. ``yaml_tags`` are
    tags that its YAML may have, each with the key that it becomes, or an :class:`adjudge.lib.formats.tags.Tag`.
    """

    name: str
    files: tuple[str, ...] = ()
    match: Mapping[str, Json] | None = None
    shape: Literal["document", "records"] = "document"
    jurisdictions: str | None = None
    named: bool = False
    yaml_tags: Mapping[str, str | Tag] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Domain:
    """What one plugin covers.

    ``policies`` and ``schemas`` are importable names of bundle roots, in which the domain reads the folder ``name``;
    they are opened only when an artifact needs them; a domain without kinds and parameters needs no schemas.
    ``extends`` names kinds of other domains that this one has rules for, at ``<name>/<other domain>/<kind>/<rule>/``.
    Whoever extends one of its kinds may read what ``exports`` names: ``params``, ``params.<name>``, ``lib.<helper>``.
    ``title`` has a text for each language.
    """

    name: str
    title: Mapping[str, str]
    kinds: tuple[Kind, ...] = ()
    policies: str
    schemas: str = ""
    extends: tuple[str, ...] = ()
    exports: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """How to read a format that the core does not know.

    ``suffixes`` are lower-case, with the dot; ``files`` are patterns of base names (``Dockerfile``, ``*.tar.gz``), which
    count before suffixes. ``read`` gets the source and yields its documents; it raises
    :class:`adjudge.lib.errors.ReadError` where the file is not what its name says, and yields one in the place of a
    document that it cannot read, so that the others are judged. It may be named as ``"module:function"``, and is then
    imported when such a file is read. ``records`` says that each document is a record, so that those of a kind which is
    no record come to it as ``{"entries": […]}``, as with CSV. ``comments`` gets the source and gives its comments
    (:func:`adjudge.lib.formats.comments.line_comments`); without it, nothing in such a file is one. ``pieces`` says that
    ``read`` gets :class:`adjudge.lib.pieces.Pieces` in the place of the source: a file of any size, no text.
    """

    name: str
    suffixes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    read: Callable[[Any], Any] | str
    records: bool = False
    comments: Callable[[Source], Any] | str | None = None
    pieces: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A place in a document (``pointer``, RFC 6901) that names another file.

    ``path`` is relative to the document's own folder. ``kind`` says what the other file must be; None leaves that to
    identification, and a file that nobody claims is then plain evidence: hashed, not judged. Empty, it is plain evidence
    whoever claims it.
    """

    pointer: str
    path: str
    kind: str | None = None


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


class Suppression(NamedTuple):
    """Why a finding does not count: ``by`` is ``waiver`` (of the waiver file), ``inline``, ``baseline``, or a plugin's name.

    ``expires`` is its last day; what a baseline excuses has neither owner nor end.
    """

    by: str
    reason: str
    owner: str | None = None
    approver: str | None = None
    ticket: str | None = None
    expires: str | None = None


class Finding(NamedTuple):
    """One thing that a rule (or a schema, or the core) says is wrong, with its place in the source.

    ``level`` is the head that it came from. ``message`` has the filled text for ``en`` and ``zh``; ``code`` is None
    where the rule has one message only. ``suppression`` says why it does not count, if it does not; ``depends_on`` which
    related artifact could not be judged, if the finding only follows from that; ``related`` where else it points; ``since``
    from when it counts, where that is later.
    """

    rule: str
    severity: Severity
    place: Place
    message: Mapping[str, str]
    level: Literal["deny", "warn"] = "deny"
    code: str | None = None
    path: Steps = ()
    details: Mapping[str, Json] = NOTHING
    suppression: Suppression | None = None
    depends_on: Dependency | None = None
    related: tuple[SecondPlace, ...] = ()
    since: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it is in force, and nothing excuses it."""
        return self.since is None and self.suppression is None


class Outcome(NamedTuple):
    """What one rule said of one artifact. ``note`` explains ``error`` (what failed) and ``pending`` (from when).

    It is a text, or texts by language.
    """

    rule: str
    outcome: OutcomeName
    findings: tuple[Finding, ...] = ()
    note: str | Texts | None = None


class Verdict(NamedTuple):
    """The answer for one artifact. ``kind`` is None when it has none; ``problem`` says why it is an error as a whole.

    ``evidence`` are the files that were hashed for it. ``document`` and ``schema`` are what was judged and its kind's
    schema, ``related`` the entries of its ``input.related``, kept for whoever asks for :mod:`adjudge.lib.fingerprint`; none
    where it did not come so far. ``decision`` is set where an OPA that keeps a decision log answered, ``known_as`` (the
    file, relative to the configuration's folder) where that is not the root.
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
    related: tuple[Mapping[str, Json], ...] = ()
    known_as: str = ""
