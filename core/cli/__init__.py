"""The command line: one module a command, imported when it is called."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from importlib import import_module

import click

from adjudge.lib.errors import AdjudgeError, UsageError

from .. import __version__
from ..declared import Command

EXIT_PASS = 0
EXIT_DENIED = 1
EXIT_USAGE = 2
EXIT_NOT_JUDGED = 3
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


def commands() -> dict[str, Command]:
    """Give the commands by name: the core's one and those of the batteries; none of them is imported."""
    from ..loading.builtins import declared

    found = [Command(name="check", help="Judge artifacts: may this be released?", load="adjudge.cli.check:command")]
    found += declared("commands")
    return {command.name: command for command in found}


def foreign() -> dict[str, Command]:
    """Give the commands that installed plugins bring; they are loaded for that, so only where none of ours is meant."""
    from ..loading.registry import load

    return {name: command for name, (command, plugin) in load().commands.items() if not plugin.built_in}


class _Commands(click.Group):
    """Knows the commands by name and imports a command's module only when it is called."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; when nobody reads what it writes, end without a word, since that is what `head` does."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _forget_stdout()
            return EXIT_NOT_JUDGED

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Give the names of the commands."""
        return sorted(commands())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command; None when there is none of that name."""
        if cmd_name == "check":  # what is called most asks no battery
            from .check import command as check

            return check
        found = commands().get(cmd_name) or foreign().get(cmd_name)
        if found is None:
            return None
        module, _, attribute = found.load.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that ``args`` begin with. Raises UsageError, with the name that is nearest."""
        name = args[0]
        if name == "check" or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        known = commands()
        if name not in known and name not in foreign():
            from difflib import get_close_matches

            near = get_close_matches(name, known, n=1)
            raise UsageError(
                f"there is no command {name}",
                hint=f"Did you mean {near[0]}?" if near else "`adjudge --help` lists them.",
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted((name, command.help) for name, command in commands().items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit: 0 nothing denied, 1 denied, 2 usage or configuration, 3 could not judge.",
)
@click.version_option(__version__, package_name="adjudge", message="adjudge %(version)s")
def adjudge() -> None:
    """Judge artifacts by rules of law that plugins bring.

    \b
    Example: adjudge check examples/launch
    """


def main() -> None:
    """Run the command line and exit: whatever goes wrong is never exit 0, and never mistaken for a denial."""
    if sys.stdout is None:
        click.echo("error: there is no stdout to write to. Redirect it to /dev/null.", err=True)
        sys.exit(EXIT_NOT_JUDGED)
    if os.environ.get("_ADJUDGE_COMPLETE"):
        adjudge.main(prog_name="adjudge")  # a shell asks, and click answers and exits
    signal.signal(signal.SIGTERM, _terminate)
    try:
        code = adjudge.main(prog_name="adjudge", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        code = EXIT_USAGE
    except click.ClickException as error:
        error.show()
        code = EXIT_USAGE
    except AdjudgeError as error:
        click.echo(f"error: {error}", err=True)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt) as error:
        terminated = isinstance(error.__cause__ or error, _Terminated)
        code = EXIT_TERMINATED if terminated else EXIT_INTERRUPTED
        click.echo(f"error: {'terminated' if terminated else 'interrupted'} before everything was judged", err=True)
        _forget_stdout()
    except BrokenPipeError:
        _forget_stdout()
        code = EXIT_NOT_JUDGED
    except BaseException as error:  # noqa: BLE001  # the process must not end with a code that means something else
        _show_bug(error)
        code = EXIT_NOT_JUDGED
    sys.exit(_settled(code if isinstance(code, int) else EXIT_NOT_JUDGED))


class _Terminated(KeyboardInterrupt):
    """SIGTERM: what was started is stopped on the way out, as for an interrupt."""


def _terminate(*_signal: object) -> None:
    raise _Terminated


def _settled(code: int) -> int:
    """Empty the buffer of stdout. A verdict that nobody could read is exit 3; the interpreter itself would say 120."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        _forget_stdout()
        if code in (EXIT_PASS, EXIT_DENIED):
            if not isinstance(error, BrokenPipeError):
                click.echo(f"error: the report cannot be written: {error}", err=True)
            return EXIT_NOT_JUDGED
    return code


def _forget_stdout() -> None:
    """Let what is still in the buffer of stdout go nowhere, or the exit itself would complain."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_bug(error: BaseException) -> None:
    if os.environ.get("ADJUDGE_DEBUG"):
        import traceback

        traceback.print_exception(error)
    click.echo(
        f"error: adjudge itself failed: {type(error).__name__}: {error}. "
        "Set ADJUDGE_DEBUG=1 for the traceback and report it.",
        err=True,
    )
