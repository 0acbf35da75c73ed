"""Laws and standards as data: what a rule's ``basis`` cites, and under which article number on which day.

One instrument is one file, ``<id>/data.yaml`` (``schemas/adjudge/instrument.json``), read when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, cast

from .documents import Json
from .errors import PluginError, PolicyError
from .strangers import said_by
from .system import foreign, reason
from .words import ENGLISH, Texts, say

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

Parse: TypeAlias = "Callable[[bytes, str], Json]"
"""Return the document of a YAML file's bytes; the second argument names the file for errors."""


class Limit(NamedTuple):
    """A number that a clause sets: ``minimum`` or ``maximum``, never both, in ``unit`` (``months``, ``percent``)."""

    name: str
    unit: str
    minimum: int | None = None
    maximum: int | None = None

    @property
    def value(self) -> int:
        """The number, whichever side it bounds."""
        number = self.maximum if self.minimum is None else self.minimum
        assert number is not None
        return number


class Clause(NamedTuple):
    """An article of a law or a clause of a standard, numbered as it is today; ``summary`` is our own paraphrase.

    ``read`` is how its own text was read, None where that is how the instrument was.
    """

    number: str
    summary: Texts
    checkable: bool
    limits: tuple[Limit, ...] = ()
    read: Literal["full", "secondary"] | None = None


class Succession(NamedTuple):
    """An amendment's renumbering: ``new`` since that day was ``old`` before it; None when there was no such clause."""

    old: str | None
    new: str
    since: str


class Replacement(NamedTuple):
    """The instrument whose place this one took on ``since``; ``clauses`` are our numbers then and its numbers before."""

    instrument: str
    since: str
    clauses: Mapping[str, str]


class Instrument(NamedTuple):
    """A law, regulation or standard. Dates are whole days (``2025-09-01``) in ``zone``.

    ``read`` says whether its text was read in ``full`` or is known from ``secondary`` sources. ``limits`` are numbers
    that it sets in a clause whose number is not known.
    """

    id: str
    kind: str
    title: Texts
    issuer: Texts
    number: str | None
    issued: str | None
    effective: str | None
    zone: str
    url: str
    read: Literal["full", "secondary"]
    summary: Texts
    clauses: tuple[Clause, ...]
    succession: tuple[Succession, ...]
    limits: tuple[Limit, ...] = ()
    replaces: Replacement | None = None

    def clause(self, number: str) -> Clause | None:
        """Return a clause by today's number."""
        return next((clause for clause in self.clauses if clause.number == number), None)

    def replaced(self, as_of: datetime) -> str | None:
        """Return the id of the instrument whose place this one has taken by then; None before, and without one."""
        if self.replaces is None or as_of < _begin(self.replaces.since, self.zone):
            return None
        return self.replaces.instrument


class Citation(NamedTuple):
    """What a basis says on a day. ``clause`` and ``number`` are None where it names the instrument as a whole.

    ``number`` is the clause's number in force on that day; ``summary`` is the clause's, else the instrument's. Before
    the day on which ``basis`` took the place of another instrument, all of it is that one's.
    """

    instrument: Instrument
    clause: Clause | None
    number: str | None
    summary: Texts


class Instruments:
    """The instruments that the loaded plugins bring. A file is opened once, when its instrument is first needed."""

    def __init__(self, files: Mapping[str, Traversable | Path], parse: Parse) -> None:
        """``files`` maps an instrument's id to its ``data.yaml``."""
        self._files = dict(files)
        self._parse = parse
        self._read: dict[str, Instrument] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, sorted."""
        return tuple(sorted(self._files))

    def get(self, instrument: str) -> Instrument | None:
        """Return an instrument; None when nobody brings it. Raises PolicyError for a file that is none."""
        if instrument not in self._files:
            return None
        if instrument not in self._read:
            self._read[instrument] = self._load(instrument)
        return self._read[instrument]

    def limit(self, basis: str, name: str) -> Limit | None:
        """Return a number that a clause, or an instrument as a whole, sets; None where there is none of that name.

        Raises PolicyError for an instrument whose file is broken.
        """
        instrument_id, _, number = basis.partition("#")
        instrument = self.get(instrument_id)
        source = instrument.clause(number) if instrument is not None and number else instrument
        limits = source.limits if source is not None else ()
        return next((limit for limit in limits if limit.name == name), None)

    def cite(self, basis: str, as_of: datetime) -> Citation | None:
        """Resolve ``gb-45438-2025#5.3`` or ``gb-45438-2025`` for an instant (aware).

        None when the instrument or the clause is unknown, or when there was no such clause on that day yet.
        Raises PolicyError for an instrument whose file is broken.
        """
        name, hash_sign, number = basis.partition("#")
        instrument = self.get(name)
        if instrument is None or (hash_sign and instrument.clause(number) is None):
            return None
        clause = instrument.clause(number) if hash_sign else None
        then = _number(instrument, number, as_of) if clause else None
        if clause and then is None:
            return None
        if instrument.replaces is not None and instrument.replaced(as_of) is None:
            return self._cite_replaced(name, instrument.replaces, then, as_of)
        summary = clause.summary if clause else instrument.summary
        return Citation(instrument=instrument, clause=clause, number=then, summary=summary)

    def _cite_replaced(self, name: str, replaced: Replacement, number: str | None, as_of: datetime) -> Citation | None:
        """Cite what stood in an instrument's place before it. Raises PolicyError where that never ends."""
        before = self.get(replaced.instrument)
        if before is not None and before.replaces is not None and before.replaces.since >= replaced.since:
            facts = {"other": replaced.instrument, "since": replaced.since}
            raise PolicyError(say("instrument.replaces_later", name=name, **facts), file=f"{name}/data.yaml")
        if number is None:
            return self.cite(replaced.instrument, as_of)
        old = replaced.clauses.get(number)
        return self.cite(f"{replaced.instrument}#{old}", as_of) if old else None

    def as_data(self, names: Set[str] | None = None) -> dict[str, Json]:
        """Return the instruments of these ids, or all, as they stand in their files, for ``data.instruments``.

        One that nobody brings is left out. Raises PolicyError.
        """
        return {name: self._document(name) for name in self.ids if names is None or name in names}

    def _load(self, name: str) -> Instrument:
        document, file = self._document(name), f"{name}/data.yaml"
        try:
            instrument = _instrument(document)
        except _WrongError as error:
            raise PolicyError(say("instrument.none", why=error.words), file=file) from error
        except (KeyError, TypeError, ValueError) as error:
            lacks = type(error) is KeyError
            why = say("instrument.lacks", key=error.args[0]) if lacks else foreign(str(error))
            raise PolicyError(say("instrument.none", why=why), file=file) from error
        if instrument.id != name:
            raise PolicyError(say("instrument.other_id", folder=name, id=instrument.id), file=file)
        return instrument

    def _document(self, name: str) -> Json:
        file = f"{name}/data.yaml"
        try:
            data = self._files[name].read_bytes()
        except OSError as error:
            raise PolicyError(say("instrument.unreadable", why=reason(error)), file=file) from error
        return self._parse(data, file)


def _number(instrument: Instrument, number: str, as_of: datetime) -> str | None:
    """Follow today's number back through the amendments that come after ``as_of``, the latest first."""
    current: str | None = number
    for since in sorted({step.since for step in instrument.succession}, reverse=True):
        if as_of < _begin(since, instrument.zone):
            renumbered = {step.new: step.old for step in instrument.succession if step.since == since}
            current = renumbered.get(current, current) if current else None
    return current


def _begin(day: str, zone: str) -> datetime:
    """Return the instant at which a day begins. Only amended instruments need it, and ``zoneinfo`` is slow to import."""
    from zoneinfo import ZoneInfo

    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone))


class _WrongError(ValueError):
    """What the schema would refuse; ``words`` say why."""

    def __init__(self, words: Texts) -> None:
        super().__init__(words)
        self.words = words


def _instrument(data: Json) -> Instrument:
    """Build an instrument. Raises KeyError, TypeError or ValueError for what the schema would refuse."""
    if not isinstance(data, dict):
        raise _WrongError(say("instrument.no_mapping"))
    instrument = Instrument(
        id=_string(data, "id"),
        kind=_string(data, "kind"),
        title=_text(data, "title"),
        issuer=_text(data, "issuer"),
        number=_optional(data, "number"),
        issued=_optional(data, "issued"),
        effective=_optional(data, "effective"),
        zone=_string(data, "zone"),
        url=_string(data, "url"),
        read=_way_of_reading(data),
        summary=_text(data, "summary"),
        clauses=tuple(
            Clause(
                number=_string(item, "number"),
                summary=_text(item, "summary"),
                checkable=item["checkable"] is True,
                limits=_limits(item),
                read=_way_of_reading(item) if "read" in item else None,
            )
            for item in _list(data, "clauses")
        ),
        succession=tuple(
            Succession(old=_optional(item, "old"), new=_string(item, "new"), since=_string(item, "since"))
            for item in _list(data, "succession")
        ),
        limits=_limits(data),
        replaces=_replacement(data["replaces"]) if "replaces" in data else None,
    )
    if instrument.replaces:
        _begin(instrument.replaces.since, instrument.zone)
    for step in instrument.succession:
        _begin(step.since, instrument.zone)
    return instrument


def _limits(data: Json) -> tuple[Limit, ...]:
    return tuple(_limit(item) for item in _list(data, "limits")) if "limits" in data else ()


def _limit(data: Json) -> Limit:
    bounds = {side: data[side] for side in ("minimum", "maximum") if side in data}
    if len(bounds) != 1 or type(next(iter(bounds.values()))) is not int:
        raise _WrongError(say("instrument.limit"))
    return Limit(name=_string(data, "name"), unit=_string(data, "unit"), **bounds)


def _replacement(data: Json) -> Replacement:
    clauses = {_string(item, "new"): _string(item, "old") for item in _list(data, "clauses")}
    return Replacement(instrument=_string(data, "instrument"), since=_string(data, "since"), clauses=clauses)


def _string(data: Json, key: str) -> str:
    value = data[key]
    if not isinstance(value, str) or not value:
        raise _WrongError(say("instrument.no_text", key=key))
    return value


def _way_of_reading(data: Json) -> Literal["full", "secondary"]:
    read = _string(data, "read")
    if read not in ("full", "secondary"):
        raise _WrongError(say("instrument.read", read=read))
    return cast(Literal["full", "secondary"], read)


def _optional(data: Json, key: str) -> str | None:
    return None if data[key] is None else _string(data, key)


def _text(data: Json, key: str) -> Texts:
    texts = data[key]
    if not isinstance(texts, dict) or ENGLISH not in texts:
        raise _WrongError(say("instrument.no_texts", key=key))
    return {language: _string(texts, language) for language in texts}


def _list(data: Json, key: str) -> list[Json]:
    value = data[key]
    if not isinstance(value, list):
        raise _WrongError(say("instrument.no_list", key=key))
    return value


def collected(
    packages: Iterable[tuple[str, str, Callable[[], Traversable]]],
) -> tuple[dict[str, Traversable], list[PluginError]]:
    """Return the data files of instruments by id, of package folders: plugin, package, and what opens it.

    An instrument that two bring with different words is nobody's; that, and a folder that cannot be opened, are errors.
    """
    found: dict[str, Traversable] = {}
    twice: set[str] = set()
    problems: list[PluginError] = []
    for plugin, package, opened in packages:
        try:
            for entry in sorted(opened().iterdir(), key=lambda entry: entry.name):
                data = entry / "data.yaml"
                if not entry.is_dir() or not data.is_file():
                    continue
                known = found.setdefault(entry.name, data)
                if known is not data and entry.name not in twice and known.read_bytes() != data.read_bytes():
                    twice.add(entry.name)
                    problems.append(PluginError(say("instrument.twice", name=entry.name), plugin=plugin))
        except PluginError as error:
            problems.append(error)
        except OSError as error:
            why = say("instrument.package", package=package, why=said_by(error))
            problems.append(PluginError(why, plugin=plugin))
    return {name: data for name, data in found.items() if name not in twice}, problems
