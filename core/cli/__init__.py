"""The command line: one module a command, imported when it is called."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from adjudge.lib.colour import COLOUR, wish_of
from adjudge.lib.console import (
    ANSWERS,
    LocalizedCommand,
    LocalizedOption,
    option,
    show_usage,
    tell,
    tell_broken_words,
    values_of,
    with_colour,
    write_commands,
)
from adjudge.lib.console.asked import language_of
from adjudge.lib.ending import Terminated, forget_stdout, heed_signals, keep_stdout, settled, terminated
from adjudge.lib.errors import AdjudgeError, UsageError
from adjudge.lib.strangers import ASIDE, said_by
from adjudge.lib.system import stopped
from adjudge.lib.words import say

from ..declarations import Command
from ..loading.batteries import command, declared, has_foreign
from ..version import __version__
from .language import see_language

if TYPE_CHECKING:
    from ..loading.loader import Plugin

EXIT_PASS = 0
EXIT_DENIED = 1
EXIT_USAGE = 2
EXIT_NOT_JUDGED = 3
EXIT_INTERRUPTED = 130


def _foreign(args: list[str], *, tell: str = "") -> dict[str, tuple[Command, Plugin]]:
    """Return the commands of plugins; these are loaded for that, so only where none of ours is meant.

    Where the one to ``tell`` of is none of them, what is wrong with plugins is told, since that may be why.
    """
    if not has_foreign():
        return {}
    from .options import foreign_registry, show_problems

    registry = foreign_registry(args)
    found: dict[str, tuple[Command, Plugin]] = registry.commands
    if tell and tell not in found:
        show_problems(registry.problems)
    return found


class _Commands(LocalizedCommand, click.Group):
    """Knows the commands by name and imports a command's module only when it is called."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Parse; whatever is said on the way is said in the language that the arguments ask for."""
        ANSWERS.set(cache(partial(language_of, [*args])))
        COLOUR.set(wish_of(values_of(args, "--color")))
        return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; when nobody reads what it writes, end without a word, since that is what `head` does."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            forget_stdout()
            return EXIT_NOT_JUDGED

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted({*(each.name for each in declared("commands")), *_foreign(_args(ctx))})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None when there is none of that name."""
        own = command(cmd_name)
        if own is not None:
            module, _, name = own.load.partition(":")
            found: click.Command = getattr(import_module(module), name)
            if all(each.name != "lang" for each in found.params):  # it has nothing to say in a language but its help
                option("--lang", hidden=True, expose_value=False, callback=see_language)(found)
            with_colour(found)
            return found
        foreign = _foreign(_args(ctx)).get(cmd_name)
        if foreign is None:
            return None
        from adjudge.lib.console.foreign import foreign_command

        return foreign_command(foreign[0].name, foreign[0].load, foreign[1])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that ``args`` begin with. Raises UsageError, with the name that is nearest."""
        name = args[0]
        ctx.meta[_ARGS] = args
        if name.startswith("-") or ctx.resilient_parsing or command(name) is not None:
            return super().resolve_command(ctx, args)
        foreign = _foreign(args, tell=name)
        if name not in foreign:
            from adjudge.lib.console.near import near_command

            commands = [*declared("commands"), *(each for each, _ in foreign.values())]
            near = near_command(name, commands, ctx)
            raise UsageError(
                say("command.unknown_but_near", name=name, near=near) if near else say("command.unknown", name=name)
            )
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings, without importing them; those of plugins where there are any."""
        write_commands(formatter, [*declared("commands"), *(each for each, _ in _foreign(_args(ctx)).values())])


_ARGS = "adjudge.args"


def _args(ctx: click.Context) -> list[str]:
    return list(ctx.meta.get(_ARGS, ()))


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    no_args_is_help=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say("help.adjudge"),
    epilog=say("help.exit_codes"),
)
@with_colour
@option("--lang", hidden=True, callback=see_language)
@click.version_option(
    __version__,
    "-V",
    "--version",
    package_name="adjudge",
    message="adjudge %(version)s",
    cls=LocalizedOption,
    help=say("help.version"),
    group=say("help.options_of_configuration"),
)
@click.pass_context
def adjudge(ctx: click.Context, lang: str | None) -> None:  # noqa: ARG001  # the commands read it where they have none
    """Show the help where no command is named."""
    if ctx.invoked_subcommand is None:
        raise click.exceptions.NoArgsIsHelpError(ctx)


def main() -> None:
    """Run the command line and exit: whatever goes wrong is never exit 0, and never mistaken for a denial."""
    ANSWERS.set(cache(partial(language_of, sys.argv[1:])))
    if sys.stdout is None:
        tell(say("command.no_stdout"), err=True)
        sys.exit(EXIT_NOT_JUDGED)
    if os.environ.get("_ADJUDGE_COMPLETE"):
        adjudge.main(prog_name="adjudge")  # a shell asks, and click answers and exits
    heed_signals()
    ASIDE.set(True)
    stdout = sys.stdout
    try:
        stdout = keep_stdout()
        code = _answered()
    except BaseException as error:  # noqa: BLE001  # to tell what went wrong can go wrong as well
        code = EXIT_NOT_JUDGED
        with suppress(Exception):
            _show_bug(error)
    with suppress(OSError, ValueError):
        tell_broken_words()
    sys.exit(settled(code, stdout, unread=EXIT_NOT_JUDGED, language=ANSWERS.get()))


def _answered() -> int:
    """Return the exit code of the command that the arguments name, after telling what went wrong."""
    code: Any
    try:
        code = adjudge.main(prog_name="adjudge", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        code = EXIT_USAGE
    except click.ClickException as error:
        show_usage(error)
        code = EXIT_USAGE
    except AdjudgeError as error:
        _show_error(error)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt) as error:
        ended = isinstance(error.__cause__ or error, Terminated)
        code = (terminated() if ended else 0) or EXIT_INTERRUPTED
        why = say("command.terminated") if ended else say("command.interrupted")
        tell(say("command.error", why=why), err=True)
        forget_stdout()
    except BrokenPipeError:
        forget_stdout()
        code = EXIT_NOT_JUDGED
    except BaseException as error:  # noqa: BLE001  # the process must not end with a code that means something else
        _show_bug(error)
        code = EXIT_NOT_JUDGED
    return code if isinstance(code, int) else EXIT_NOT_JUDGED


def _show_bug(error: BaseException) -> None:
    if os.environ.get("ADJUDGE_DEBUG"):
        import traceback

        traceback.print_exception(error)
    refused = stopped(error, is_told=True)
    if refused is not None:
        _show_error(refused)
    else:
        tell(say("command.bug", type=type(error).__name__, why=said_by(error).partition(": ")[2]), err=True)


def _show_error(error: AdjudgeError) -> None:
    from adjudge.lib.shown import told_here  # start-up time

    tell(say("command.error", why=told_here(error)), err=True)
