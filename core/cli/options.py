"""Options as the command line has them: flags made of declarations, and what was typed as the library's options.

click only parses: variables of the environment and keys of the configuration are read where all of them are
(:mod:`adjudge.lib.options`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from adjudge.lib.errors import AdjudgeError, PluginError, UsageError
from adjudge.lib.options import Option, no_choice
from adjudge.lib.words import ENGLISH, Texts, languages, said

from ..control.options import OWN, Options
from ..loading.batteries import declared, has_foreign

F = TypeVar("F", bound=Callable[..., Any])

GENERAL = ("config", "disable_plugins", "lang")
JUDGING = ("root", "as_of", "engine", "gate", "gate_digest", "release", "suppressors")
RULES = ("kind", "select", "ignore", "fail_on", "skip_unclaimed", "with_referrers")


def options_named(*names: str) -> Callable[[F], F]:
    """Return a decorator that gives a command these options of adjudge's own, in this order."""
    return _decorator(OWN[name] for name in names)


def general_options(function: F) -> F:
    """Return a command ``--config``, ``--disable-plugin`` and ``--lang``."""
    return options_named(*GENERAL)(function)


def judging_options(function: F) -> F:
    """Return a command what every one that judges has: the core's options and those of the batteries.

    With ``cls=JudgingCommand`` it has those of installed plugins too.
    """
    return _decorator([*(OWN[name] for name in JUDGING), *declared("options")])(function)


def own_options(*options: Option) -> Callable[[F], F]:
    """Return a decorator that gives a command options of its own; it gets their values, or those of their variables."""
    return _decorator(options, env=True)


def options_of(given: dict[str, Any], *, judging: bool = True, environment: bool = True) -> Options:
    """Return what was typed as options of the library; what is no option of theirs (``output``) is left aside.

    ``environment`` is False for a command on which variables such as ADJUDGE_ENGINE have no bearing.
    """
    own = {name: value for name, value in given.items() if name in OWN}
    more: dict[str, Any] = {}
    if judging:
        known = {option.name for option in declared("options")} | set(_foreign_given(given))
        more = {name: value for name, value in given.items() if name in known}
    own = {name: value for name, value in own.items() if value is not None}
    general = {OWN[name].env for name in (*GENERAL, "root")}
    variables = {name: os.environ[name] for name in os.environ if environment or name in general}
    return Options(**own, more=more, environment=variables, origin="command line")


def language() -> str:
    """Return the language in which this command line is answered."""
    context = click.get_current_context(silent=True)
    asked = (context.params.get("lang") if context is not None else None) or os.environ.get("ADJUDGE_LANG")
    return asked if asked in languages() else ENGLISH


def tell(words: str | Texts, *, err: bool = False) -> None:
    """Write a line in that language to stdout, or to stderr."""
    click.echo(said(words, language()), err=err)


def _foreign_given(given: dict[str, Any]) -> Iterable[str]:
    names: Iterable[str] = given.get(_FOREIGN, ())
    return names


_FOREIGN = "_foreign"


def _decorator(options: Iterable[Option], *, env: bool = False) -> Callable[[F], F]:
    made = [as_click(option, env=env) for option in options if option.spellings]

    def decorate(function: F) -> F:
        for option in reversed(made):
            function = option(function)
        return function

    return decorate


def as_click(option: Option, *, env: bool = False) -> Callable[[Any], Any]:
    """Return a declaration as a decorator of click's; ``env`` lets click read its variable too."""
    spelled = (*option.spellings, option.name)
    if option.type == "flag":
        return click.option(*spelled, is_flag=True, help=option.help)
    kind: Any = click.Path(path_type=Path) if option.type == "path" else str
    return click.option(
        *spelled,
        type=_Choice(option) if option.choices else kind,
        multiple=option.multiple,
        metavar=option.metavar,
        envvar=option.env if env else None,
        help=option.help,
    )


class _Choice(click.Choice[str]):
    """One of an option's choices, which are asked for when they are needed."""

    def __init__(self, option: Option) -> None:
        self._option = option
        self.case_sensitive = True

    @property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]  # click keeps them from the beginning
        return self._option.allowed

    def convert(self, value: Any, *_context: Any) -> Any:
        """Return a value as it is. Raises UsageError for none of the choices."""
        if value not in self.choices:
            raise no_choice(self._option, value, self._option.flag or self._option.name)
        return value


class JudgingCommand(click.Command):
    """A command that judges. What it does not know may be an option of a plugin, so plugins are asked then, and for help."""

    adds_options = True

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._of_plugins: dict[str, Any] = {}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; when an option is unknown, load the plugins that nobody blocks and parse again."""
        given = list(args)
        foreign: list[str] = []
        if not {"--help", "-h"} & set(args):
            with suppress(click.NoSuchOption):
                rest = super().parse_args(ctx, args)
                see_once(self, ctx, given)
                return rest
        registry = foreign_registry(given) if has_foreign() else None
        brought = registry.options.values() if registry is not None else ()
        foreign.extend(self._add((option, plugin.name) for option, plugin in brought if not plugin.built_in))
        try:
            rest = super().parse_args(ctx, list(given))
        except click.NoSuchOption:
            show_problems(registry.problems if registry is not None else ())  # that may be why
            raise
        see_once(self, ctx, given)
        ctx.params[_FOREIGN] = tuple(foreign)
        return rest

    def _add(self, options: Iterable[tuple[Option, str]]) -> Iterator[str]:
        taken = {flag for each in self.params for flag in (each.name or "", *each.opts)}
        for option, plugin in options:
            clash = taken & {option.name, *option.spellings}
            if clash:
                raise PluginError(
                    f"the option {option.name} wants {', '.join(sorted(clash))}, which this command has",
                    plugin=plugin,
                    hint=f"Block it: --disable-plugin {plugin}.",
                )
            function = as_click(option)(lambda: None)
            self.params.append(function.__click_params__.pop())
            self._of_plugins[option.name] = option.group
            yield option.name

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under the headings that they are declared with; the command's own are "Options"."""
        known = {option.name: option.group for option in (*OWN.values(), *declared("options"))} | self._of_plugins
        sections: dict[Any, list[tuple[str, str]]] = {}
        for each in self.get_params(ctx):
            record = each.get_help_record(ctx) if isinstance(each, click.Option) else None
            if record is not None:
                sections.setdefault(known.get(each.name or "", "Options"), []).append(record)
        for heading, rows in sections.items():
            with formatter.section(heading):
                formatter.write_dl(rows)


def see_once(command: click.Command, ctx: click.Context, args: list[str]) -> None:
    """Raise UsageError for an option that is given twice, where only one value can count."""
    try:
        _, _, order = command.make_parser(ctx).parse_args(list(args))
    except click.UsageError:
        return  # parsing it will say so
    for each in order:
        single = isinstance(each, click.Option) and not each.multiple and not each.is_flag
        if single and order.count(each) > 1:
            raise UsageError(f"{each.opts[0]} is given twice", hint="Say it once.")


def foreign_registry(args: list[str]) -> Any:
    """Load the plugins that the command line, its variable and the configuration do not block.

    For what has to be known before the arguments are parsed: a blocked plugin is not even imported. Raises UsageError.
    """
    from adjudge.lib.config import find_config
    from adjudge.lib.options import Voices, read

    from ..loading.registry import load

    caller: dict[str, Any] = {"disable_plugins": tuple(_values(args, "--disable-plugin"))}
    named = [Path(value) for value in _values(args, "--config")]
    judged = [Path(each) for each in args if not each.startswith("-") and os.path.lexists(each)]
    voices = Voices(caller={**caller, "config": named[-1] if named else None}, environment=os.environ)
    config_file = read([OWN["config"]], voices).value("config")
    try:
        config = find_config(Path.cwd(), config_file, judged)
    except (AdjudgeError, OSError):
        config = None  # the command itself will say so
    said = read([OWN["disable_plugins"]], voices._replace(config=config)).said.get("disable_plugins", ())
    return load(blocked=[name for given in said for name in given.value])


def _values(args: list[str], flag: str) -> Iterator[str]:
    for number, argument in enumerate(args):
        if argument == flag and number + 1 < len(args):
            yield args[number + 1]
        elif argument.startswith(f"{flag}="):
            yield argument.partition("=")[2]


def show_problems(problems: Iterable[AdjudgeError]) -> None:
    """Tell of broken plugins on stderr."""
    for problem in problems:
        click.echo(f"error: {problem.told(language())}", err=True)


def show_warnings(warnings: Iterable[str]) -> None:
    """Tell what does not stop a session on stderr."""
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
