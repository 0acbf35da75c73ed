"""Several reports at once: each verdict goes to every writer, files appear whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Literal, TextIO

from adjudge.lib.colour import is_coloured
from adjudge.lib.destinations import destinations
from adjudge.lib.errors import AdjudgeError, PluginError, UsageError
from adjudge.lib.strangers import called, said_by
from adjudge.lib.system import reason
from adjudge.lib.words import said, say
from adjudge.lib.writing import Output

from ..loading.registry import Registry
from ..model import Verdict
from ..report import Context, ReportWriter
from ..summary import Summary

EXIT_NOT_JUDGED = 3


@dataclass(kw_only=True, eq=False, repr=False)
class _Sink:
    """One report on its way. ``state`` says how far it is."""

    name: str
    output: Output
    state: Literal["begun", "whole", "failed"] = "begun"
    writer: ReportWriter = field(init=False)

    def finish(self, summary: Summary) -> None:
        """Write the end, and give the file its name."""
        self.writer.finish(summary)
        self.output.finish()
        self.state = "whole"

    def discard(self) -> None:
        """Leave no report that is not whole."""
        if self.state != "whole":
            self.output.discard()


@dataclass(kw_only=True, eq=False, repr=False)
class Reports:
    """The reports of a run, by ``NAME`` or ``NAME=FILE``; text stays on stdout unless another report claims it.

    A report that cannot be written costs the others nothing; the exit code is then 3. None takes the place of a file
    that decided: not of one that is ``read`` in any case, nor of an artifact or evidence below ``root``.
    """

    names: Iterable[str]
    registry: Registry
    context: Context
    root: Path
    read: Iterable[Path] = ()
    exit_code: int = EXIT_NOT_JUDGED
    _failed: bool = False

    def write(
        self, verdicts: Iterable[Verdict], summary: Callable[[], Summary], *, before_writing: Callable[[TextIO], None]
    ) -> None:
        """Give every verdict to every report, then the summary, and set ``exit_code``. Raises UsageError."""
        sinks: list[_Sink] = []
        try:
            sinks.extend(self._sinks())
            files = [sink.output.file for sink in sinks if sink.output.file is not None]
            taken = {os.path.realpath(file) for file in files if file.is_file()}
            for verdict in verdicts:
                if taken and verdict.kind is not None:  # a report of before that is no artifact may go
                    self._spare((verdict.file, *(each.path for each in verdict.evidence)), taken)
                before_writing(sys.stdout)
                for sink in sinks:
                    self._attempt(sink, partial(sink.writer.verdict, verdict))
                sinks = [sink for sink in sinks if sink.state != "failed"]
            end = summary()
            before_writing(sys.stdout)
            for sink in sinks:
                self._attempt(sink, partial(sink.finish, end))
        finally:
            for sink in sinks:
                sink.discard()
        self.exit_code = EXIT_NOT_JUDGED if self._failed else end.exit_code

    def _spare(self, files: Iterable[str], taken: set[str]) -> None:
        """Refuse to put a report in the place of one of the ``files`` (relative to the root) that decided."""
        for file in files:
            if os.path.realpath(self.root / file) in taken:
                raise UsageError(say("output.over_judged", file=file))

    def _sinks(self) -> Iterator[_Sink]:
        asked = destinations(self.names, default="text", read=self.read)
        makers = [(name, self.registry.reporter(name), file) for name, file in asked]
        yield from (sink for name, maker, file in makers if (sink := self._sink(name, maker, file)) is not None)

    def _sink(self, name: str, maker: type, file: Path | None) -> _Sink | None:
        binary, context = bool(getattr(maker, "binary", False)), self.context
        if file is None:
            context = context._replace(colour=is_coloured(sys.stdout))
            if not binary and isinstance(sys.stdout, TextIOWrapper):
                sys.stdout.reconfigure(errors="backslashreplace")
        try:
            output = Output(file, sys.stdout.buffer if binary else sys.stdout, binary=binary)
        except OSError as error:
            self._fail(UsageError(say("output.unwritable", file=str(file), why=reason(error))))
            return None
        sink = _Sink(name=name, output=output)

        def begin() -> None:
            sink.writer = maker(output.stream, context)

        return sink if self._attempt(sink, begin) else None

    def _attempt(self, sink: _Sink, act: Callable[[], object]) -> bool:
        try:
            called(act)
        except KeyboardInterrupt:
            sink.discard()
            raise
        except BaseException as error:  # a plugin's writer may raise anything; the others still report
            if isinstance(error, BrokenPipeError) and sink.output.file is None:
                raise
            sink.state = "failed"
            sink.discard()
            _, owner = self.registry.reporters[sink.name]
            words = say("output.failed", name=sink.name, why=said_by(error))
            self._fail(PluginError(words, plugin=None if owner.built_in else owner.name))
            return False
        return True

    def _fail(self, error: AdjudgeError) -> None:
        self._failed = True
        if sys.stderr is not None:
            language = self.context.language
            sys.stderr.write(f"{said(say('output.error', message=error.told(language)), language)}\n")
