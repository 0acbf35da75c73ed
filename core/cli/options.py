"""Options as the command line has them: flags made of declarations, and what was typed as the library's options.

click only parses: variables of the environment and keys of the configuration are read where all of them are
(:mod:`adjudge.lib.options`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, TypeVar

import click

from adjudge.lib.console import LocalizedCommand, flag_of, tell, values_of
from adjudge.lib.console.asked import configuration
from adjudge.lib.documents import NOTHING
from adjudge.lib.errors import AdjudgeError, PluginError, Told
from adjudge.lib.local_rules import local_rules_if_sound
from adjudge.lib.options import Option
from adjudge.lib.words import Texts, say

from ..control.options import OWN, Options
from ..loading.batteries import declared, has_foreign
from .language import see_language

F = TypeVar("F", bound=Callable[..., Any])

GENERAL = ("config", "disable_plugins", "lang")
JUDGING = ("root", "as_of", "engine", "gate", "gate_digest", "release", "suppressors")
RULES = ("kind", "select", "ignore", "fail_on", "skip_unclaimed", "with_referrers")


def options_named(*names: str, help: str | Texts | None = None) -> Callable[[F], F]:
    """Return a decorator that gives a command these options of adjudge's own, in this order; ``help`` in place of theirs."""
    return _decorator(OWN[name] if help is None else OWN[name]._replace(help=help) for name in names)


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
        known = {each.name for each in declared("options")} | set(_foreign_given(given))
        more = {name: value for name, value in given.items() if name in known}
    own = {name: value for name, value in own.items() if value is not None}
    context = click.get_current_context(silent=True)
    if context is not None and "lang" in (before := context.find_root().params) and before["lang"] is not None:
        own.setdefault("lang", before["lang"])
    general = {OWN[name].env for name in (*GENERAL, "root")}
    variables = {name: os.environ[name] for name in os.environ if environment or name in general}
    return Options(**own, more=more, environment=variables, origin="command line")


def _foreign_given(given: dict[str, Any]) -> Iterable[str]:
    names: Iterable[str] = given.get(_FOREIGN, ())
    return names


_FOREIGN = "_foreign"


def _decorator(options: Iterable[Option], *, env: bool = False) -> Callable[[F], F]:
    made = [as_click(each, env=env) for each in options if each.spellings]

    def decorate(function: F) -> F:
        for add in reversed(made):
            function = add(function)
        return function

    return decorate


def as_click(declaration: Option, *, env: bool = False) -> Callable[[Any], Any]:
    """Return a declaration as a decorator of click's; ``env`` lets click read its variable too."""
    return flag_of(declaration, env=env, see=see_language if declaration.name == "lang" else None)


class JudgingCommand(LocalizedCommand):
    """A command that judges. What it does not know may be an option of a plugin, so plugins are asked then, and for help.

    ``without`` are options of those that judge which cannot work here, by name, with why; it is refused without ``needed``.
    """

    def __init__(self, *args: Any, without: Mapping[str, Texts] = NOTHING, needed: str = "", **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._without, self._of_plugins = without, set[str]()
        self.params = [each for each in self.params if each.name not in without]
        for each in self.params:
            each.needed = each.name == needed or getattr(each, "needed", False)  # type: ignore[attr-defined]

    def elsewhere(self, name: str, command: str) -> Texts | None:
        """Return what is to be said of an option that is none of this command's, or stands in the configuration only."""
        for each in (*OWN.values(), *declared("options")):
            if name in each.spellings and each.name in self._without:
                return say("usage.not_here", option=name, command=command, why=self._without[each.name])
            if not each.spellings and name.startswith(f"--{each.name.replace('_', '-')}"):
                return say("usage.only_in_configuration", option=name, key=each.name)
        return None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; when an option is unknown, load the plugins that nobody blocks and parse again."""
        given = list(args)
        foreign: list[str] = []
        if not {"--help", "-h"} & set(args):
            with suppress(click.NoSuchOption):
                return super().parse_args(ctx, args)
        registry = foreign_registry(given) if has_foreign() else None
        brought = registry.options.values() if registry is not None else ()
        foreign.extend(self._add((each, plugin.name) for each, plugin in brought if not plugin.built_in))
        try:
            rest = super().parse_args(ctx, given)
        except click.NoSuchOption:
            show_problems(registry.problems if registry is not None else ())  # that may be why
            raise
        ctx.params[_FOREIGN] = tuple(foreign)
        return rest

    def _add(self, options: Iterable[tuple[Option, str]]) -> Iterator[str]:
        taken = {flag for each in self.params for flag in (each.name or "", *each.opts)}
        for each, plugin in options:
            clash = taken & {each.name, *each.spellings}
            if clash:
                words = say("command.flag_taken", option=each.name, flags=sorted(clash), blocked=plugin)
                raise PluginError(words, plugin=plugin)
            function = as_click(each)(lambda: None)
            self.params.append(function.__click_params__.pop())
            self._of_plugins.add(each.name)
            yield each.name


def foreign_registry(args: list[str]) -> Any:
    """Load the plugins that the command line, its variable and the configuration do not block.

    For what has to be known before the arguments are parsed: a blocked plugin is not even imported. Raises UsageError.
    """
    from adjudge.lib.options import Voices, read

    from ..loading.registry import load

    caller = {"disable_plugins": tuple(values_of(args, "--disable-plugin"))}
    config = configuration(args)
    voices = Voices(caller=caller, environment=os.environ, config=config)
    said = read([OWN["disable_plugins"]], voices).said.get("disable_plugins", ())
    return load(blocked=[name for given in said for name in given.value], local=local_rules_if_sound(config))


def show_problems(problems: Iterable[AdjudgeError]) -> None:
    """Tell of broken plugins on stderr."""
    for problem in problems:
        tell(say("command.error", why=Told(problem)), err=True)


def show_warnings(warnings: Iterable[str | Texts]) -> None:
    """Tell what does not stop a session on stderr."""
    for warning in warnings:
        tell(say("command.warning", why=warning), err=True)
