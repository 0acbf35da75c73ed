"""What a finding is, apart from where it stands: the identity that baselines, waivers and code scanning go by.

A version and two digests. ``place`` says what is found where: the artifact (its path relative to the configuration's
folder, whatever the root), the rule, the code, and the way into the document, in which an item of a list is named by its
key (``x-adjudge-key`` of the list's schema), never by its index. ``content`` says of what: the value that stands there,
the details of the finding, and the actual digests of the files that it is about. So a finding keeps its fingerprint when
lines move and when others come before it, gets another ``content`` when what was judged changes, be it only the bytes
of a recording, and another ``place`` only when it is another thing. Messages, lines and columns play no part.

A finding is about the files that are named in what stands at its place, in the objects around it, and in its details
(:mod:`.files`). Where nothing stands, not even an empty list, its content is that of what lacks it: the objects that name
the files in the details, else the nearest ancestor. Where it points to a second place, its content is also what stands
there in the same document, or the digest of the other artifact: a contradiction is another one when either side changes.

An item without a key is named by its own content, so it is another thing as soon as it changes; so is a record
(``file#3``) whose kind has no key at its root. Equal findings of one artifact, and equal records of one file, are told
apart by their order alone.

Nothing is computed before somebody asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from .ways import KEY as KEY
from .ways import Reached, Ways, digest, encoded, hashed, is_name, keyed

if TYPE_CHECKING:
    from ..documents import EvidenceFile, Json, SecondPlace, Steps
    from .files import Seen

VERSION = 2
"""Of what is made here; what was made by another excuses nothing, see :mod:`.earlier`."""
_EMPTY: tuple[Json, ...] = (None, "", [], {})


class _Finding(Protocol):
    """As much of a finding as its identity needs; ``path`` are steps into the document."""

    @property
    def rule(self) -> str: ...
    @property
    def code(self) -> str | None: ...
    @property
    def path(self) -> Steps: ...
    @property
    def details(self) -> Mapping[str, Json]: ...
    @property
    def related(self) -> Sequence[SecondPlace]: ...


class _Outcome(Protocol):
    """As much of a rule's outcome as is needed."""

    @property
    def rule(self) -> str: ...
    @property
    def findings(self) -> Sequence[_Finding]: ...


class _Problem(Protocol):
    """As much of a problem as is needed."""

    @property
    def message(self) -> str: ...
    @property
    def file(self) -> str | None: ...
    @property
    def rule(self) -> str | None: ...
    @property
    def plugin(self) -> str | None: ...


class _Verdict(Protocol):
    """As much of an artifact's verdict as is needed; ``document`` is what was judged by ``schema``."""

    @property
    def path(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def sha256(self) -> str | None: ...
    @property
    def outcomes(self) -> Sequence[_Outcome]: ...
    @property
    def document(self) -> Json: ...
    @property
    def schema(self) -> Mapping[str, Json]: ...
    @property
    def evidence(self) -> Sequence[EvidenceFile]: ...
    @property
    def related(self) -> Sequence[Mapping[str, Json]]: ...
    @property
    def known_as(self) -> str: ...


class Fingerprint(NamedTuple):
    """``version:place:content``, the latter 40 hexadecimal digits each (160 bits of SHA-256)."""

    place: str
    content: str
    version: int = VERSION

    def __str__(self) -> str:
        return f"{self.version}:{self.place}:{self.content}" if self.version > 1 else f"{self.place}:{self.content}"


_Content: TypeAlias = Callable[[_Finding, Reached], str]


class Fingerprints:
    """Fingerprints of a run's findings: made once, told the verdicts in their order.

    It remembers the schemas that it met and which equal records a file had, nothing else.
    """

    version = VERSION

    def __init__(self) -> None:
        self._ways: dict[int, Ways] = {}
        self._records: dict[str, Counter[str]] = {}

    def of(self, verdict: _Verdict) -> tuple[tuple[Fingerprint, ...], ...]:
        """Return the fingerprints of each outcome's findings, in their order."""
        if not any(outcome.findings for outcome in verdict.outcomes):
            return ((),) * len(verdict.outcomes)
        walk = self._ways_of(verdict).walker(verdict.document)
        subject = digest(self.subject(verdict))
        content_of = self._content_of(verdict, walk)
        seen: dict[Fingerprint, int] = {}

        def fingerprint(finding: _Finding) -> Fingerprint:
            spot = walk(finding.path)
            code = "" if finding.code is None else encoded(finding.code)
            place = hashed(f"{subject}\n{finding.rule}\n{code}\n{spot.way}")
            found = Fingerprint(place, content_of(finding, spot), self.version)
            again = seen.get(found, 0)
            seen[found] = again + 1
            return found._replace(content=hashed(f"{found.content}\n{again}")) if again else found

        return tuple(tuple(map(fingerprint, outcome.findings)) for outcome in verdict.outcomes)

    def way(self, verdict: _Verdict, finding: _Finding) -> str:
        """Return the way to a finding as people read it: ``tracks[file=a.wav].label``; empty for the root."""
        return self._ways_of(verdict).walker(verdict.document)(finding.path).way.removeprefix(".")

    def subject(self, verdict: _Verdict) -> str:
        """Name an artifact without its number: ``accounts.csv[id=7]``, or by the digest of a record without key."""
        file = self._file(verdict)
        if verdict.path == verdict.file:
            return file
        document = verdict.document
        key = self._ways_of(verdict).key_of_root()
        if key is not None and isinstance(document, dict) and is_name(document.get(key)):
            name = keyed(key, document[key])
        elif verdict.sha256 is not None:
            name = f"[sha256={verdict.sha256}]"
        else:
            return f"{file}{verdict.path[len(verdict.file) :]}"  # it could not be read: its number is all there is
        return f"{file}{name}{self._again(verdict, name)}"

    def _file(self, verdict: _Verdict) -> str:
        return name_of(verdict)

    def _content_of(self, verdict: _Verdict, walk: Callable[[Steps], Reached]) -> _Content:
        """Return what gives the content of a verdict's findings; what many have in common is digested once."""
        from .files import Files, texts_of

        files = Files(verdict)
        bodies: dict[Steps, str] = {}
        around: dict[Steps, frozenset[Seen]] = {}

        def body(steps: Steps) -> str:
            if steps not in bodies:
                bodies[steps] = digest([walk(steps).value, sorted(map(_seen, files.below(steps)))])
            return bodies[steps]

        def second(other: SecondPlace) -> Json:
            """Return what a finding is bound to by another place: the value there, or the bytes of another file."""
            if other.artifact is None:
                return [walk(other.path).way, body(other.path)]
            return [list(other.path), sorted(map(_seen, files.called(other.artifact)))]

        def content(finding: _Finding, spot: Reached) -> str:
            path = finding.path
            named = {file for text in texts_of(finding.details) for file in files.called(text)}
            if path not in around:
                around[path] = frozenset(files.around(path))
            about = [path]
            if not spot.there or spot.value in _EMPTY:
                holders = {steps for file in named for steps in files.holders(file)}
                about = sorted(holders) or [_ancestor(path, walk)]
            near = sorted(map(_seen, around[path] | named))
            seconds = [second(other) for other in finding.related]
            more = [seconds] if seconds else []  # a finding that has none keeps the fingerprint that it had before
            return digest([list(map(body, about)), files.local(dict(finding.details)), near, *more])

        return content

    def _again(self, verdict: _Verdict, name: str) -> str:
        """Count the records of a file that have the same name; the one that is asked for twice stays the same."""
        numbers = self._records.setdefault(verdict.file, Counter())
        if verdict.path not in numbers:
            numbers[verdict.path] = numbers[name]
            numbers[name] += 1
        return f"[{numbers[verdict.path]}]" if numbers[verdict.path] else ""

    def _ways_of(self, verdict: _Verdict) -> Ways:
        schema = verdict.schema
        if id(schema) not in self._ways:
            self._ways[id(schema)] = Ways(schema)
        return self._ways[id(schema)]


def is_current(fingerprint: str) -> bool:
    """Return whether a fingerprint is of the version that is made here."""
    return fingerprint.startswith(f"{VERSION}:")


def name_of(verdict: _Verdict, path: str | None = None) -> str:
    """Return an artifact's file, or its ``path``, relative to the configuration's folder, as fingerprints name it."""
    file = verdict.known_as or verdict.file
    return file if path is None else f"{file}{path[len(verdict.file) :]}"


def _ancestor(steps: Steps, walk: Callable[[Steps], Reached]) -> Steps:
    """Return the nearest place above that is there and holds something."""
    for end in range(len(steps) - 1, 0, -1):
        spot = walk(steps[:end])
        if spot.there and spot.value not in _EMPTY:
            return steps[:end]
    return ()


def _seen(file: Seen) -> list[str]:
    return [file.name, file.sha256 or ""]


def of_error(verdict: _Verdict, outcome: _Outcome) -> Fingerprint:
    """Return the identity of a rule's error on an artifact: there is one only, whatever its words."""
    return Fingerprint(digest(["error", name_of(verdict, verdict.path), outcome.rule]), digest(verdict.sha256))


def of_problem(problem: _Problem, verdict: _Verdict | None = None) -> Fingerprint:
    """Return the identity of a problem: of an artifact's there is one only; of a run's, its words must tell them apart."""
    if verdict is not None:
        return Fingerprint(digest([name_of(verdict, verdict.path), "problem"]), digest(verdict.sha256))
    return Fingerprint(digest([problem.file, problem.rule, problem.plugin, "problem", problem.message]), digest(None))
