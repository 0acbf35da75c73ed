"""``adjudge check``: judge artifacts and report."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from adjudge import Reports, Session, Watcher
from adjudge.cli.options import (
    RULES,
    JudgingCommand,
    general_options,
    judging_options,
    options_named,
    options_of,
    show_warnings,
)
from adjudge.lib.console import PATH, Number, option, spoken
from adjudge.lib.durations import measuring
from adjudge.lib.errors import UsageError
from adjudge.lib.files import Candidate
from adjudge.lib.opening import MOST, read_stream
from adjudge.lib.system import reason
from adjudge.lib.words import say

OPTION, DEFAULT = "--durations", 10
LONG_FILES, LONG_BYTES = 300, 4 << 20
_REPORT = say("help.options_of_report")


class CheckCommand(JudgingCommand):
    """A command that judges, one of whose options may do without its number."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; what follows ``--durations`` is a PATH, and no number."""
        return super().parse_args(ctx, _with_number(args))


@click.command(cls=CheckCommand, help=say("help.check.long"))
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]...")
@options_named(*RULES)
@option(
    "--stdin-filename",
    metavar="NAME",
    group=say("help.options_of_what"),
    near=("--stdin",),
    help=say("help.check.stdin_filename"),
)
@option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="NAME[=FILE]",
    group=_REPORT,
    near=(
        *("--format", "-f", "--output-format", "--reporter", "--report"),
        *("--json=json", "--sarif=sarif", "--junit=junit", "--html=html"),
    ),
    help=say("help.check.output"),
)
@option("-v", "--verbose", is_flag=True, group=_REPORT, help=say("help.check.verbose"))
@option("-q", "--quiet", is_flag=True, group=_REPORT, near=("--silent", "-s"), help=say("help.check.quiet"))
@option(
    OPTION,
    type=Number(min=0),
    metavar="N",
    group=_REPORT,
    near=("--timings", "--profile"),
    help=say("help.check.durations"),
)
@judging_options
@general_options
def command(paths: tuple[Path, ...], durations: int | None, **given: Any) -> int:
    """Return the exit code."""
    if durations is None:
        return _check(paths, given)
    from .durations import show

    with measuring() as kept:
        try:
            return _check(paths, given)
        finally:
            show(kept, durations)


def _check(paths: tuple[Path, ...], given: dict[str, Any]) -> int:
    name = given["stdin_filename"]
    content = {}
    if Path("-") in paths:
        if not name:
            raise UsageError(say("command.stdin_unnamed"))
        paths = tuple(Path(name) if path == Path("-") else path for path in paths)
        content[name] = _standard_input
    progress = _Progress()
    with Session(*paths, options=options_of(given), watchers=[progress], given=content) as session:
        show_warnings(session.warnings)
        reports = Reports(
            names=[each.removeprefix("=") for each in given["outputs"]],  # -o=json is what -o json is
            registry=session.settings.registry,
            context=session.context(verbosity=int(given["verbose"]) - int(given["quiet"])),
            root=session.root,
            read=_read(session),
        )
        gc.freeze()
        gc.enable()
        with progress.shown(session.candidates) as clear:
            reports.write(session.verdicts(), session.summary, before_writing=clear)
    return reports.exit_code


def _read(session: Session) -> Iterator[Path]:
    """Return the files that are read in any case: those named on the command line, and adjudge's own."""
    yield from (session.root / file.path for file in session.candidates if file.named and file.error is None)
    yield from session.own_files


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise UsageError(say("command.stdin_closed"))
    try:
        return read_stream(sys.stdin.buffer, MOST)
    except OSError as error:
        raise UsageError(say("command.stdin_unreadable", why=reason(error))) from error


def _with_number(args: list[str]) -> list[str]:
    end = args.index("--") if "--" in args else len(args)
    return [f"{OPTION}={DEFAULT}" if each == OPTION and at < end else each for at, each in enumerate(args)]


class _Progress(Watcher):
    """A bar on stderr when the work is long and stderr is a terminal."""

    def __init__(self) -> None:
        self._update: Callable[[int], object] = lambda _size: None

    def file(self, path: str, size: int) -> None:  # noqa: ARG002  # a watcher's signature
        """Count a file."""
        self._update(size)

    @contextmanager
    def shown(self, candidates: Iterable[Candidate]) -> Iterator[Callable[[TextIO], None]]:
        """Show the bar, if there is reason to; what it yields wipes it before something else is written."""
        sizes = [candidate.size for candidate in candidates]
        if sys.stderr is None or not sys.stderr.isatty() or (len(sizes) < LONG_FILES and sum(sizes) < LONG_BYTES):
            yield lambda _stream: None
            return
        with click.progressbar(length=sum(sizes) or 1, label=spoken(say("command.judging")), file=sys.stderr) as bar:
            self._update = bar.update
            yield _wipe


def _wipe(stream: TextIO) -> None:
    if stream.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
