"""Read a file and say which artifacts it holds: each document with its kind, or why there is none.

The steps *read* and *identify* of the way that :mod:`adjudge.judging.pipeline` shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from adjudge.lib.documents import NOTHING, Document, EvidenceFile, Json, Source
from adjudge.lib.errors import AdjudgeError, AmbiguousError, KindError, PluginError, ReadError
from adjudge.lib.formats import CORE_SUFFIXES, RECORD_SUFFIXES, comments_of, entries, plain, read_core, suffix_of
from adjudge.lib.identify import Identifier, agree
from adjudge.lib.pieces import Pieces
from adjudge.lib.problems import problem_of
from adjudge.lib.sources import Sources
from adjudge.lib.strangers import guarded, placed, read_all
from adjudge.lib.words import Texts, say

from ..loading.loader import Plugin
from ..loading.registry import Registry
from ..model import Outcome, Reader, Verdict
from .outcomes import verdict_of

if TYPE_CHECKING:
    from adjudge.lib.formats.comments import Comment
    from adjudge.lib.formats.tags import Tag

_OWN_KIND = re.compile(rb"""(?:^|[{,])\s*["']?kind["']?\s*:\s*["']?[a-z][a-z0-9_]*\.[a-z]""", re.MULTILINE)
MAX_DOCUMENT = 64 << 20
MAX_RECORDS = 1 << 30
META = ".meta.yaml"
"""What the file beside a table of records is called, in which the other fields of the document stand."""
_RECORDS = tuple(RECORD_SUFFIXES)


class Item(NamedTuple):
    """An artifact that has a kind, before it is judged: what a verdict says of it even when all else fails.

    ``value`` is the document with its types, once it was held to ``schema``.
    """

    path: str
    file: str
    kind: str
    document: Document
    value: Json = None
    schema: Mapping[str, Json] = NOTHING

    @property
    def line(self) -> int:
        """Where it begins in its file."""
        return self.document.line

    def verdict(self, outcomes: tuple[Outcome, ...], *, evidence: tuple[EvidenceFile, ...] = ()) -> Verdict:
        """Return the verdict that the outcomes amount to."""
        return Verdict(
            path=self.path,
            file=self.file,
            kind=self.kind,
            sha256=self.document.sha256,
            size=self.document.size,
            line=self.document.line,
            verdict=verdict_of(outcomes),
            outcomes=outcomes,
            evidence=evidence,
            document=self.value,
            schema=self.schema,
        )

    def failed(self, error: AdjudgeError, outcomes: tuple[Outcome, ...] = ()) -> Verdict:
        """Return the verdict of an artifact that could not be judged as a whole."""
        return failed(self.verdict(outcomes), error)


class Unclaimed(NamedTuple):
    """A document that nobody claims; of a file that no reader knows there is one, for the file."""

    path: str
    file: str
    line: int = 1


class Unread(NamedTuple):
    """A file, or a record of one, that cannot be read or identified."""

    path: str
    file: str
    error: AdjudgeError

    @property
    def verdict(self) -> Verdict:
        """The verdict on it."""
        line = self.error.line or 1
        return failed(
            Verdict(path=self.path, file=self.file, kind=None, sha256=None, size=None, line=line, verdict="error"),
            self.error,
        )


Found: TypeAlias = "Item | Unclaimed | Unread"


def failed(verdict: Verdict, error: AdjudgeError) -> Verdict:
    """Return a verdict with an error in the place of its answer."""
    problem = problem_of(error)
    if problem.file is None:
        problem = problem._replace(file=verdict.file, line=problem.line or verdict.line)
    return verdict._replace(verdict="error", problem=problem)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What it takes to read the files of a run."""

    registry: Registry
    sources: Sources
    identifier: Identifier

    def items(self, path: str, expected: str | None = None) -> Iterator[Found]:
        """Read a file and return its artifacts, each with its kind; ``expected`` is the kind that a reference says."""
        said: dict[str, Texts] = {}
        records, count = path.lower().endswith(_RECORDS), 0
        try:
            said = self.identifier.by_path(path, expected)
            suffix, foreign = suffix_of(path), self._reader(path)
            if suffix not in CORE_SUFFIXES and foreign is None:
                yield self._unreadable(path, said)
                return
            records = records or (foreign is not None and foreign[0].records)
            tags = self.identifier.tags(said)
            source, documents = self._opened(path, suffix, foreign, tags, records=records)
            for document in self._shaped(source, documents, agree(said), records=records):
                count += 1
                if isinstance(document, ReadError):
                    yield _unread(path, document.at(file=path, hint=say("read.mend")), count if records else None)
                else:
                    yield self._identified(source, document, said, count if records else None)
        except AmbiguousError as error:
            claimed = bool(said) or self._names_a_kind(path)
            yield (
                _unread(path, error.at(file=path), count + 1 if records else None) if claimed else Unclaimed(path, path)
            )
        except ReadError as error:
            if not said:
                error.next = say("read.or_exclude", next=error.next if error.hint else say("read.mend"))
            yield _unread(path, error.at(file=path, hint=say("read.mend")), count + 1 if records else None)
        except AdjudgeError as error:
            yield _unread(path, error.at(file=path), count + 1 if records else None)

    def comments(self, path: str) -> Sequence[Comment]:
        """Return the comments of a text, as the reader of its format finds them. Raises AdjudgeError."""
        foreign = self._reader(path)
        if foreign is None:
            return comments_of(suffix_of(path), partial(self.sources.take, path))
        read, *_ = foreign
        return [] if read.comments is None else self._call(read.comments, self.sources.take(path), *foreign)

    def holds_artifacts(self, path: str) -> bool:
        """Return whether a file is, or holds, what would be judged."""
        return bool(self.identifier.by_path(path)) or any(isinstance(item, Item) for item in self.items(path))

    def _opened(
        self, path: str, suffix: str, foreign: tuple[Reader, Plugin] | None, tags: Mapping[str, Tag], *, records: bool
    ) -> tuple[Source | Pieces, Iterable[Document | ReadError]]:
        if foreign is not None and foreign[0].pieces:
            pieces = self.sources.pieces(path)
            return pieces, pieces.once(lambda pieces: self._foreign(pieces, *foreign))
        limit = MAX_RECORDS if records else MAX_DOCUMENT
        if self.sources.tree.size(path) > limit:
            raise ReadError(say("judge.too_big", limit=limit >> 20), file=path)
        source = self.sources.take(path, limit)
        return source, read_core(source, suffix, tags) if foreign is None else self._foreign(source, *foreign)

    def _names_a_kind(self, path: str) -> bool:
        """Return whether a text that cannot be read as one meaning might still say that it is an artifact."""
        by_content = any(kind.match is not None for kind in self.identifier.kinds.values())
        return by_content or _OWN_KIND.search(self.sources.take(path).data) is not None

    def _unreadable(self, path: str, said: dict[str, Texts]) -> Found:
        if not said:
            return Unclaimed(path, path)
        kind, by, suffix = agree(said), list(said.values()), suffix_of(path)
        known = say("judge.no_reader", suffix=suffix, kind=kind, by=by) if suffix else None
        words = known or say("judge.no_suffix", kind=kind, by=by)
        return _unread(path, KindError(words, file=path), None)

    def _shaped(
        self, source: Source | Pieces, documents: Iterable[Document | ReadError], kind: str | None, *, records: bool
    ) -> Iterable[Document | ReadError]:
        """Return a file's documents; records of a document-shaped kind are one document, ``{"entries": […]}``."""
        if kind is None or not records or self.registry.kinds[kind].shape == "records":
            return documents
        found = list(documents)
        for record in found:
            if isinstance(record, ReadError):
                raise record
        meta = f"{source.path}{META}"
        return [entries(source, found, self.sources.take(meta) if self.sources.tree.exists(meta) else None)]

    def _foreign(self, source: Source | Pieces, reader: Reader, plugin: Plugin) -> list[Document | ReadError]:
        """Read with a plugin's reader. Raises PluginError for whatever it raises but ReadError."""
        documents = self._call(reader.read, source, reader, plugin)
        found = [self._of_reader(document, reader, plugin) for document in documents]
        numbers = [document.number for document in found if isinstance(document, Document)]
        if not found or len(set(numbers)) < len(numbers):
            name = reader.name
            gave = say("plugin.reader_twice", reader=name) if found else say("plugin.reader_nothing", reader=name)
            raise PluginError(gave, plugin=plugin.name, hint=plugin.report())
        return found

    def _call(
        self, named: Callable[[Any], Any] | str, source: Source | Pieces, reader: Reader, plugin: Plugin
    ) -> list[Any]:
        function = plugin.loaded("adjudge_readers", named) if isinstance(named, str) else named
        try:
            what = say("plugin.part.reader", name=reader.name)
            return guarded(plugin.name, what, read_all, function, source, hint=plugin.report)
        except PluginError as error:
            error.file, error.line, error.column = source.path, None, None  # the file that it could not read
            raise

    def _reader(self, path: str) -> tuple[Reader, Plugin] | None:
        """Return the reader of a format that the core does not know; of one that it knows, a rulebook may bring its own."""
        return self.registry.reader(path.rpartition("/")[2], suffix_of(path))

    def _of_reader(self, document: object, reader: Reader, plugin: Plugin) -> Document | ReadError:
        """Return what a plugin's reader gave as what the core may rely on. Raises PluginError."""
        if isinstance(document, ReadError):
            document.at(plugin=plugin.name, line=1)
            return document
        if not isinstance(document, Document):
            wrong = say("plugin.reader_type", reader=reader.name, type=type(document).__name__)
            raise PluginError(wrong, plugin=plugin.name, hint=plugin.report())
        try:
            locate = partial(placed, plugin.name, reader.name, document.locate)
            return replace(document, value=plain(document.value), locate=locate)
        except (TypeError, ValueError, RecursionError) as error:
            wrong = say("plugin.reader_json", reader=reader.name, why=str(error))
            raise PluginError(wrong, plugin=plugin.name, hint=plugin.report()) from error

    def _identified(
        self, source: Source | Pieces, document: Document, said: dict[str, Texts], number: int | None
    ) -> Found:
        path = source.path if document.number is None else f"{source.path}#{document.number}"
        try:
            kind = agree(said, self.identifier.by_document(document.value))
        except KindError as error:
            return _unread(source.path, error.at(file=source.path, line=document.line), number)
        if kind is None:
            return Unclaimed(path, source.path, document.line)
        return Item(path=path, file=source.path, kind=kind, document=document)


def _unread(path: str, error: AdjudgeError, number: int | None) -> Unread:
    """Return what stands for a file, or for the record of that number, where the error has a line of it."""
    record = path if number is None or error.line is None else f"{path}#{number}"
    return Unread(path=record, file=path, error=error)
