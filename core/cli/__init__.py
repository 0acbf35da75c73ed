"""The command line: one module a command, imported when it is called."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from adjudge.lib.ending import Terminated, forget_stdout, keep_stdout, settled, terminate
from adjudge.lib.errors import AdjudgeError, PluginError, UsageError
from adjudge.lib.strangers import ASIDE, place_of, said_by

from ..declarations import Command
from ..loading.batteries import command, declared, has_foreign
from ..version import __version__

if TYPE_CHECKING:
    from ..loading.loader import Plugin

EXIT_PASS = 0
EXIT_DENIED = 1
EXIT_USAGE = 2
EXIT_NOT_JUDGED = 3
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143
_CODES = (EXIT_PASS, EXIT_DENIED, EXIT_USAGE, EXIT_NOT_JUDGED)


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


class _Commands(click.Group):
    """Knows the commands by name and imports a command's module only when it is called."""

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
            return found
        foreign = _foreign(_args(ctx)).get(cmd_name)
        return None if foreign is None else _of_plugin(*foreign)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that ``args`` begin with. Raises UsageError, with the name that is nearest."""
        name = args[0]
        ctx.meta[_ARGS] = args
        if name.startswith("-") or ctx.resilient_parsing or command(name) is not None:
            found = super().resolve_command(ctx, args)
            _see_once(ctx, found[1], found[2])
            return found
        foreign = _foreign(args, tell=name)
        if name not in foreign:
            from difflib import get_close_matches

            near = get_close_matches(name, [*(each.name for each in declared("commands")), *foreign], n=1)
            raise UsageError(
                f"there is no command {name}",
                hint=f"Did you mean {near[0]}?" if near else "`adjudge --help` lists them.",
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings, without importing them; those of plugins where there are any."""
        found = [*declared("commands"), *(each for each, _ in _foreign(_args(ctx)).values())]
        for group in dict.fromkeys((*_GROUPS, *sorted({each.group for each in found}))):
            rows = sorted((each.name, each.help) for each in found if each.group == group)
            if rows:
                with formatter.section(group.capitalize()):
                    formatter.write_dl(rows)


def _see_once(ctx: click.Context, found: click.Command | None, args: list[str]) -> None:
    """Raise UsageError for an option given twice; one that judges sees to it itself, since plugins add to its options."""
    if found is not None and args and not hasattr(found, "adds_options"):
        from .options import see_once

        see_once(found, click.Context(found, parent=ctx), args)


_GROUPS = ("judge", "understand", "release", "author")
_ARGS = "adjudge.args"


def _args(ctx: click.Context) -> list[str]:
    args: list[str] = ctx.meta.get(_ARGS, [])
    return args


def _of_plugin(declaration: Command, plugin: Plugin) -> click.Command:
    """Import a plugin's command. Raises PluginError for what is none, and when it ends without an exit code."""
    found = plugin.loaded("adjudge_commands", declaration.load)
    if not isinstance(found, click.Command) or isinstance(found, click.Group):
        raise PluginError(
            f"{declaration.load} is a {type(found).__name__}, not a click.Command without commands of its own",
            plugin=plugin.name,
            hint="Let `load` name the command itself.",
        )
    return _OfPlugin(found, declaration.name, plugin)


class _OfPlugin(click.Command):
    """A plugin's command, of which nobody knows how it ends."""

    def __init__(self, command: click.Command, name: str, plugin: Plugin) -> None:
        super().__init__(name)
        self._command = command
        self._plugin = plugin

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Let the command itself parse."""
        ctx = self._command.make_context(info_name, args, parent, **extra)
        ctx.command = self
        return ctx

    def invoke(self, ctx: click.Context) -> int:
        """Call it. Raises PluginError for whatever is neither an exit code nor an error of usage."""
        try:
            code = self._command.invoke(ctx)
        except click.exceptions.Exit as exit_:
            code = exit_.exit_code
        except (AdjudgeError, click.ClickException, click.Abort, KeyboardInterrupt, BrokenPipeError):
            raise
        except BaseException as error:
            raise PluginError(
                f"the command {self.name} raised {said_by(error)}",
                plugin=self._plugin.name,
                **place_of(error, __name__, "click.core"),
                hint=self._plugin.report(),
            ) from error
        if type(code) is not int or code not in _CODES:
            raise PluginError(
                f"the command {self.name} returned {code!r}, which is no exit code",
                plugin=self._plugin.name,
                hint="Return 0, 1, 2 or 3: nothing denied, denied, usage, could not judge.",
            )
        return code


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
    signal.signal(signal.SIGTERM, terminate)
    ASIDE.set(True)
    stdout = keep_stdout()
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
        terminated = isinstance(error.__cause__ or error, Terminated)
        code = EXIT_TERMINATED if terminated else EXIT_INTERRUPTED
        click.echo(f"error: {'terminated' if terminated else 'interrupted'} before everything was judged", err=True)
        forget_stdout()
    except BrokenPipeError:
        forget_stdout()
        code = EXIT_NOT_JUDGED
    except BaseException as error:  # noqa: BLE001  # the process must not end with a code that means something else
        _show_bug(error)
        code = EXIT_NOT_JUDGED
    sys.exit(settled(code if isinstance(code, int) else EXIT_NOT_JUDGED, stdout, unread=EXIT_NOT_JUDGED))


def _show_bug(error: BaseException) -> None:
    if os.environ.get("ADJUDGE_DEBUG"):
        import traceback

        traceback.print_exception(error)
    click.echo(
        f"error: adjudge itself failed: {type(error).__name__}: {error}. "
        "Set ADJUDGE_DEBUG=1 for the traceback and report it.",
        err=True,
    )
