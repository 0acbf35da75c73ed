"""What a report writer is: it is told each verdict as it comes, and the summary at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from adjudge.lib.errors import PolicyError, Told
from adjudge.lib.rego.rule import Module, Rule
from adjudge.lib.report_data import finding_data, problem_data

from .model import Domain, Verdict
from .summary import Summary

__all__ = ["Context", "ReportWriter", "cite", "finding_data", "problem_data"]

if TYPE_CHECKING:
    from adjudge.lib.instruments import Citation, Instruments
    from adjudge.lib.words import Texts


class Context(NamedTuple):
    """What every writer may need besides the verdicts.

    ``rule(id)`` gives the rule, or None for findings of the core itself (``<kind>.schema``, ``<kind>.reference``,
    ``<domain>.params.legal``). ``line(file, number)`` gives a line of a judged text without its end, None if there is
    none. ``as_of`` is RFC 3339. ``verbosity`` is -1 quiet, 0, or 1 verbose. ``gate`` has ``environment`` and ``sha256`` of
    the gate, where there is one. ``domain(name)`` gives what a plugin declares of a domain, or None; ``modules(rule)`` the
    modules that a rule reaches. ``shown(path)`` gives a path from where one stands, for who reads it at a terminal; "." is
    the root.
    """

    version: str
    engine: str
    as_of: str
    language: str
    verbosity: int
    colour: bool
    rule: Callable[[str], Rule | None]
    instruments: Instruments
    line: Callable[[str, int], str | None]
    gate: Mapping[str, str] | None = None
    domain: Callable[[str], Domain | None] = lambda _name: None
    modules: Callable[[Rule], tuple[Module, ...]] = lambda _rule: ()
    shown: Callable[[str], str] = str


class ReportWriter(Protocol):
    """One report format. ``stream`` is a text stream, UTF-8, that the caller opens and closes.

    A class that says ``binary = True`` gets a stream of bytes.
    """

    def __init__(self, stream: Any, context: Context) -> None: ...

    def verdict(self, verdict: Verdict) -> None:
        """Take the next verdict; they come in an order that depends on the inputs only."""
        ...

    def finish(self, summary: Summary) -> None:
        """Take the summary; nothing comes after it."""
        ...


def cite(context: Context, ref: str) -> tuple[Citation | None, Texts | None]:
    """Resolve a basis on the day of the run; where that fails, None and, if its file is broken, why.

    A report shows what was decided, so an instrument that cannot be read costs it the title, not the report.
    """
    try:
        return context.instruments.cite(ref, datetime.fromisoformat(context.as_of)), None
    except PolicyError as error:
        return None, Told(error)
