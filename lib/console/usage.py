"""What is wrong with a command line, by click, as words by language."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from ..colour import is_coloured
from ..errors import Told, UsageError
from ..words import Texts, say
from .language import tell


class RefusedUse(click.UsageError):
    """A usage error with words by language."""

    def __init__(self, words: Texts, ctx: click.Context | None = None) -> None:
        super().__init__(words["en"], ctx)
        self.words = words


class BadUse(click.BadOptionUsage):
    """An option that is given in the wrong form, with words by language."""

    def __init__(self, name: str, words: Texts, ctx: click.Context | None) -> None:
        super().__init__(name, words["en"], ctx)
        self.words = words

    @classmethod
    def of(cls, error: click.BadOptionUsage, params: Iterable[click.Parameter]) -> click.BadOptionUsage:
        """Return click's own error with words; the error itself where the option is not known."""
        name = error.option_name
        found = next((each for each in params if name in (*each.opts, *each.secondary_opts)), None)
        if not isinstance(found, click.Option):
            return error
        if found.is_flag or found.count:
            return cls(name, say("usage.takes_no_value", option=name), error.ctx)
        if found.nargs != 1:
            return cls(name, say("usage.needs_values", option=name, number=found.nargs), error.ctx)
        return cls(name, say("usage.needs_value", option=name), error.ctx)


class UnknownOption(click.NoSuchOption):
    """An option that the command does not have, with what may have been meant."""

    def __init__(self, error: click.NoSuchOption, command: click.Command, args: Sequence[str]) -> None:
        super().__init__(error.option_name, ctx=error.ctx)
        self._command, self._args = command, args

    @property
    def words(self) -> Texts:
        """What is wrong, and what to write instead."""
        from .near import meant

        name = self.option_name
        path = self.ctx.command_path if self.ctx is not None else ""
        elsewhere: Texts | None = getattr(self._command, "elsewhere", lambda *_: None)(name, path)
        if elsewhere is not None:
            return elsewhere
        near = meant(name, self._args, self._command.params, self.ctx)
        if near:
            return say("usage.no_option_but_near", option=name, near=near)
        return say("usage.no_option", option=name, command=path)


class BadValue(click.BadParameter):
    """A value that cannot be, with words by language; click adds whose it is."""

    def __init__(self, words: Texts, param: click.Parameter | None, ctx: click.Context | None) -> None:
        super().__init__(words["en"], ctx, param)
        self.words = words


class Choice(click.Choice[str]):
    """One of several texts."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the choice. Raises BadValue."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            known = [repr(each) for each in self.choices]
            raise BadValue(say("usage.no_choice", value=value, known=known), param, ctx) from error


class Number(click.IntRange):
    """A whole number in a range."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number. Raises BadValue."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            raise BadValue(self._why(value), param, ctx) from error

    def _why(self, value: Any) -> Texts:
        try:
            number = int(value)
        except ValueError:
            return say("usage.no_number", value=value)
        if self.max is None:
            return say("usage.not_in_range", number=number, range=f"x>={self.min}")
        below = "" if self.min is None else f"{self.min}<="
        return say("usage.not_in_range", number=number, range=f"{below}x<={self.max}")


class FilePath(click.Path):
    """A path of a file or a folder. Whether it can be read shows who reads it."""

    def __init__(self, *, folder: bool = False) -> None:
        super().__init__(file_okay=not folder, readable=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Raises BadValue."""
        from pathlib import Path

        try:
            return Path(os.fsdecode(super().convert(value, param, ctx)))
        except click.BadParameter as error:
            raise BadValue(say("usage.no_folder", path=click.format_filename(value)), param, ctx) from error


PATH, FOLDER = FilePath(), FilePath(folder=True)


def show_usage(error: click.ClickException) -> None:
    """Tell on stderr what is wrong with a command line, and how the command is called."""
    tell(say("command.error", why=Told(UsageError(words_of(error)))), err=True)
    if isinstance(error, click.UsageError) and error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True, color=is_coloured(sys.stderr))
        command = error.ctx.command
        names = command.get_help_option_names(error.ctx) if command.get_help_option(error.ctx) is not None else ()
        if names:
            tell(say("usage.try", command=error.ctx.command_path, option=max(names, key=len)), err=True)


def words_of(error: click.ClickException) -> Texts:
    """Return what is wrong, by language; what click has no attributes for is quoted."""
    if isinstance(error, click.MissingParameter):
        return _missing(error)
    if isinstance(error, click.BadParameter):
        why = error.words if isinstance(error, BadValue) else _quoted(error.message)
        hint = _hint(error)
        return say("usage.bad_value_of", parameter=hint, why=why) if hint else say("usage.bad_value", why=why)
    if isinstance(error, RefusedUse | BadUse | UnknownOption):
        return error.words
    if isinstance(error, click.NoSuchOption):
        return say("usage.no_option", option=error.option_name, command=error.ctx.command_path if error.ctx else "")
    return _quoted(error.format_message())


def _missing(error: click.MissingParameter) -> Texts:
    kind = error.param_type or (error.param.param_type_name if error.param is not None else "parameter")
    where = _hint(error) or ""
    if error.param is not None and isinstance(error.param.type, click.Choice):
        return say("usage.missing_choice", parameter=where, known=[*map(str, error.param.type.choices)])
    if kind == "argument":
        return say("usage.missing_argument", parameter=where.replace("[", "").replace("]", ""))
    return say("usage.missing_option", parameter=where)


def _hint(error: click.BadParameter) -> str | None:
    hint: str | Sequence[str] | None = error.param_hint
    if hint is None and error.param is not None:
        hint = error.param.get_error_hint(error.ctx)
    return hint if hint is None or isinstance(hint, str) else " / ".join(repr(each) for each in hint)


def _quoted(text: str) -> Texts:
    return say("usage.quoted", text=text)
