"""Options and what was said of them: each is declared once, and each value knows who said it.

A flag, a variable of the environment, a key of the configuration and one of the gate can all say the same option. They
are read in one place, here, so that none of them can be forgotten when a gate holds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeAlias

from .errors import PluginError, UsageError
from .strangers import guarded
from .words import Said, Texts, are_texts, say

if TYPE_CHECKING:
    from .config import Config

NOTHING: Mapping[str, Any] = MappingProxyType({})

Origin: TypeAlias = Literal["gate", "command line", "caller", "variable", "configuration"]
Loosens: TypeAlias = "Callable[[Any, Any], str | Texts]"
"""Given a gate and a value, says in which way the value would loosen it, as in "leaves out rules"; "" where not.

It says so in English, or in texts by language.
"""

_TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})
_FALSE = frozenset({"0", "false", "f", "no", "n", "off"})


def never(_gate: object, _value: object) -> str:
    """Return the empty text: such an option has no bearing on what is decided."""
    return ""


class Choices(NamedTuple):
    """Choices that are known when they are needed, not before; ``names`` gives other names that people have for them."""

    values: Callable[[], tuple[str, ...]]
    names: Callable[[], Mapping[str, str]]


class Option(NamedTuple):
    """One option of the commands that judge: its flag, its variable and its key, in one declaration.

    ``name`` is the key of the configuration; with dashes it is the flag, unless ``flags`` says otherwise (none: only the
    configuration says it). ``key`` is False for what a configuration may not say. A plugin's key stands in the table of
    its name, ``[tool.adjudge.<plugin>]``, a battery's at the top.

    ``type`` is ``text``, ``path`` (relative to the working directory on the command line, to the configuration or the gate
    in these), ``program`` (a name on PATH, or such a path), ``flag`` (true or false) or ``count`` (a whole number from 1);
    with ``multiple`` a tuple of them, of which a variable holds several between spaces. ``choices`` are the only values.
    ``group`` is the heading in ``--help``.
    ``engine`` says to which engine the option belongs: who gives it means that one. ``near`` are flags of other tools by
    which people mean it, as ``--format``, or ``--json=json`` where the name is the value.

    ``loosens`` is asked under a gate for each value that somebody gave, wherever, unless the gate itself says the same.
    None: nobody thought of the gate, and any value is refused under one. ``gate`` is the gate's own key for it, as in
    ``waivers.source``; a plugin's stands in a table of its name, as in the configuration.
    """

    name: str
    help: str | Texts = ""
    type: Literal["text", "path", "program", "flag", "count"] = "text"
    group: str | Texts = say("help.options_of_plugins")
    metavar: str | None = None
    choices: tuple[str, ...] | Choices = ()
    multiple: bool = False
    flags: tuple[str, ...] | None = None
    env: str | None = None
    key: bool = True
    gate: str | None = None
    engine: str | None = None
    loosens: Loosens | None = None
    near: tuple[str, ...] = ()

    @property
    def allowed(self) -> tuple[str, ...]:
        """The only values; none where any will do."""
        return self.choices.values() if isinstance(self.choices, Choices) else self.choices

    @property
    def flag(self) -> str | None:
        """The flag as it is written first; None where there is none."""
        return next(iter(self.spellings), None)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The flag in each of its spellings."""
        return (f"--{self.name.replace('_', '-')}",) if self.flags is None else self.flags

    def wrong(self) -> list[Texts]:
        """Return what is wrong with the declaration, a sentence each."""
        choices = self.choices
        texts = isinstance(choices, tuple) and all(isinstance(each, str) for each in choices)
        checks = (
            (self.type in ("text", "path", "program", "flag", "count"), say("option.wrong_type", type=repr(self.type))),
            (self.loosens is None or callable(self.loosens), say("option.wrong_loosens")),
            (
                self.env is None or bool(re.fullmatch(r"[A-Z][A-Z0-9_]*", self.env)),
                say("option.wrong_variable", name=repr(self.env)),
            ),
            (
                all(re.fullmatch(r"--[a-z][a-z0-9-]*", flag) for flag in self.spellings),
                say("option.wrong_flags", flags=repr(self.flags)),
            ),
            (texts, say("option.wrong_choices")),
            (bool(self.spellings or self.key), say("option.unsayable")),
            (isinstance(self.help, str) or are_texts(self.help), say("option.wrong_help")),
            (isinstance(self.group, str) or are_texts(self.group), say("option.wrong_group")),
            (self.metavar is None or isinstance(self.metavar, str), say("option.wrong_metavar")),
            (type(self.multiple) is bool and type(self.key) is bool, say("option.wrong_switches")),
            (self.type != "flag" or not (self.multiple or choices), say("option.wrong_flag")),
            (not {"--help"} & set(self.spellings), say("option.wrong_spelling")),
            (
                isinstance(self.near, tuple) and all(isinstance(each, str) for each in self.near),
                say("option.wrong_near"),
            ),
        )
        return [why for holds, why in checks if not holds]


class Given(NamedTuple):
    """A value of an option. ``said`` is how whoever gave it writes the option; ``place`` are arguments of an error."""

    name: str
    value: Any
    origin: Origin
    said: str | Texts
    place: Mapping[str, Any] = NOTHING


class Values(NamedTuple):
    """What was said of each option, what counts first: gate, caller, variable, configuration."""

    said: Mapping[str, tuple[Given, ...]] = NOTHING

    def first(self, name: str) -> Given | None:
        """Return what counts; None where nobody said anything."""
        return next(iter(self.said.get(name, ())), None)

    def value(self, name: str, default: Any = None) -> Any:
        """Return the value that counts, else the default."""
        given = self.first(name)
        return default if given is None else given.value

    def joined(self, more: Values) -> Values:
        """Return both."""
        return Values({**self.said, **more.said})


class Voices(NamedTuple):
    """Who may say something: values by name of the caller, variables of the environment, configuration and gate."""

    caller: Mapping[str, Any] = NOTHING
    origin: Literal["command line", "caller"] = "caller"
    environment: Mapping[str, str] = NOTHING
    config: Config | None = None
    gate: Config | None = None


def read(options: Iterable[Option], voices: Voices, table: str | None = None) -> Values:
    """Return what was said of ``options``; ``table`` is where a plugin's keys stand. Raises UsageError."""
    found = {option.name: tuple(_said(option, voices, table)) for option in options}
    return Values({name: given for name, given in found.items() if given})


def _said(option: Option, voices: Voices, table: str | None) -> Iterator[Given]:
    if voices.gate is not None and (option.gate is not None or table is not None):
        steps = tuple(option.gate.split(".")) if option.gate is not None else (table or "", option.name)
        yield from _in_file(option, voices.gate, steps, "gate")
    asked = voices.caller.get(option.name)
    if asked is not None and asked != () and asked is not False:
        shown = option.flag if voices.origin == "command line" and option.flag else option.name
        asked = _counted(option, asked) if voices.origin == "command line" else asked
        yield Given(option.name, _paths(option, _checked(option, asked, shown)), voices.origin, shown)
    text = voices.environment.get(option.env) if option.env is not None else None
    if text and option.env is not None:
        value = _of_text(option, text)
        if value is not False:
            yield Given(option.name, value, "variable", option.env)
    if voices.config is not None and option.key:
        steps = (option.name,) if table is None else (table, option.name)
        yield from _in_file(option, voices.config, steps, "configuration")


def _in_file(
    option: Option, config: Config, steps: tuple[str, ...], origin: Literal["gate", "configuration"]
) -> Iterator[Given]:
    value: Any = config.values
    for step in steps:
        if not isinstance(value, Mapping) or step not in value:
            return
        value = value[step]
    place = config.place(steps)
    key = ".".join(steps)
    said = say("option.of_gate", key=key) if origin == "gate" else say("option.of_configuration", key=key)
    value = _checked(option, tuple(value) if isinstance(value, list) else value, said, place)
    value = _paths(option, value, config.folder)
    yield Given(option.name, value, origin, said, place)


def _of_text(option: Option, text: str) -> Any:
    assert option.env is not None
    if option.type == "flag":
        if text.strip().lower() not in _TRUE | _FALSE:
            raise UsageError(say("option.no_truth", variable=option.env, text=text))
        return text.strip().lower() in _TRUE
    values = tuple(text.split()) if option.multiple else (text,)
    value: tuple[Any, ...] = tuple(map(Path, values)) if option.type == "path" else _counted(option, values)
    return _checked(option, value if option.multiple else value[0], option.env)


def _counted(option: Option, value: Any) -> Any:
    """Return numbers that were written as text as such; what is none stays, to be refused."""
    if option.type != "count":
        return value
    if isinstance(value, tuple):
        return tuple(_counted(option, each) for each in value)
    return int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value.strip()) else value


def _paths(option: Option, value: Any, folder: Path = Path()) -> Any:
    """Return a value with its paths as such, relative to a folder; a program without a step is found on PATH."""
    if option.type == "program" and isinstance(value, str) and "/" in value:
        return str(folder / value) if folder.parts else value  # ./opa is no opa on PATH
    if option.type != "path":
        return value
    return tuple(folder / each for each in value) if option.multiple else folder / value


_SHAPES: Mapping[str, Said] = {
    "count": say("option.a_count"),
    "flag": say("option.a_flag"),
    "path": say("option.a_path"),
    "program": say("option.a_text"),
    "text": say("option.a_text"),
}


def _checked(option: Option, value: Any, said: str | Texts, place: Mapping[str, Any] = NOTHING) -> Any:
    """Return a value that is of the option's type. Raises UsageError for another."""
    wanted = {"count": int, "flag": bool, "path": (str, Path), "program": str, "text": str}[option.type]
    value = tuple(value) if isinstance(value, list) else value
    many = isinstance(value, tuple)
    values = value if many else (value,)
    if many != option.multiple or not all(
        isinstance(each, wanted) and (option.type != "count" or (each is not True and each > 0))  # type: ignore[arg-type]
        for each in values
    ):
        shape = _SHAPES[option.type]
        wanted_shape = say("option.a_list", shape=shape) if option.multiple else shape
        raise UsageError(say("option.shape", said=said, value=repr(value), shape=wanted_shape), **place)
    for each in values if option.choices else ():
        if each not in option.allowed:
            raise no_choice(option, each, said, place)
    return value


def no_choice(option: Option, value: str, said: str | Texts, place: Mapping[str, Any] = NOTHING) -> UsageError:
    """Make the error for a value that is none of an option's choices, with the one that may have been meant."""
    from difflib import get_close_matches

    names = {each: each for each in option.allowed}
    if isinstance(option.choices, Choices):
        names = {**option.choices.names(), **names}
    asked = value.strip().casefold().replace("_", "-")
    near = [each for each in (asked, asked.partition("-")[0]) if each in names] or get_close_matches(asked, names, n=1)
    known = say("option.known", choices=option.allowed)
    hint = say("option.meant", choice=names[near[0]], known=known) if near else known
    return UsageError(say("option.no_choice", said=said, value=value), hint=hint, **place)


class _Gate(Protocol):
    """As much of a gate as is asked for here."""

    @property
    def environment(self) -> str: ...


def hold(gate: _Gate, option: Option, values: Values, plugin: str = "adjudge") -> None:
    """Raise UsageError for a value of an option that asks for less than the gate does; one equal to the gate's does not.

    ``plugin`` declares the option. Raises PluginError where its ``loosens`` fails, or returns what is no text.
    """
    said = values.said.get(option.name, ())
    own = next((given for given in said if given.origin == "gate"), None)
    for given in said:
        if given.origin == "gate" or (own is not None and _same(given.value, own.value)):
            continue
        why: str | Texts = say("option.says_nothing", option=option.name)
        if option.loosens is not None:
            what = say("option.its_loosens", option=option.name)
            why = guarded(plugin, what, option.loosens, gate, given.value)
        if not isinstance(why, str) and not are_texts(why):
            returned = {"option": option.name, "type": type(why).__name__}
            raise PluginError(say("option.loosens_no_text", **returned), plugin=plugin)
        if why:
            loosened = say("option.loosens", said=given.said, how=why, environment=gate.environment)
            raise UsageError(loosened, **given.place)


def _same(value: Any, own: Any) -> bool:
    if isinstance(value, Path) and isinstance(own, Path):
        return os.path.realpath(value) == os.path.realpath(own)
    return type(value) is type(own) and bool(value == own)
