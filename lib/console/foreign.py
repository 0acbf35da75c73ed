"""A command that a stranger wrote: whatever it does, it ends with an exit code, or with an error that names who brought it."""

from __future__ import annotations

from typing import Any, Protocol

import click

from ..errors import AdjudgeError, PluginError
from ..strangers import place_of, said_by
from ..words import Texts, say

EXIT_CODES = (0, 1, 2, 3)


class _Brought(Protocol):
    """As much of a plugin as is asked for here."""

    @property
    def name(self) -> str: ...
    def report(self) -> Texts: ...
    def loaded(self, hook: str, value: str) -> Any: ...


def foreign_command(name: str, load: str, plugin: _Brought) -> click.Command:
    """Import a plugin's command, and return it. Raises PluginError for what is none, and when it ends without an exit code."""
    found = plugin.loaded("adjudge_commands", load)
    if not isinstance(found, click.Command) or isinstance(found, click.Group):
        raise PluginError(say("command.no_command", load=load, type=type(found).__name__), plugin=plugin.name)
    return _ForeignCommand(found, name, plugin)


class _ForeignCommand(click.Command):
    """A plugin's command, of which nobody knows how it ends."""

    def __init__(self, command: click.Command, name: str, plugin: _Brought) -> None:
        super().__init__(name)
        self._command = command
        self._plugin = plugin

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Let the command itself parse, and return its context."""
        ctx = self._command.make_context(info_name, args, parent, **extra)
        ctx.command = self
        return ctx

    def invoke(self, ctx: click.Context) -> int:
        """Call it, and return its code. Raises PluginError for whatever is neither an exit code nor an error of usage."""
        try:
            code = self._command.invoke(ctx)
        except click.exceptions.Exit as exit_:
            code = exit_.exit_code
        except (AdjudgeError, click.ClickException, click.Abort, KeyboardInterrupt, BrokenPipeError):
            raise
        except BaseException as error:
            raise PluginError(
                say("command.raised", name=self.name, why=said_by(error)),
                plugin=self._plugin.name,
                **place_of(error, __name__, "click.core"),
                hint=self._plugin.report(),
            ) from error
        if type(code) is not int or code not in EXIT_CODES:
            raise PluginError(say("command.no_code", name=self.name, code=repr(code)), plugin=self._plugin.name)
        return code
