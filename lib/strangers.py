"""Call a stranger's code, and say what it did when it fails: its words and the place in it are taken with care."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from importlib import import_module
from io import TextIOBase
from typing import TYPE_CHECKING, Any, TypeVar

from .documents import Place, Steps
from .durations import measured, measured_again
from .errors import AdjudgeError, PluginError
from .installed import package_root
from .words import Texts, say

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

T = TypeVar("T")


class _Aside(TextIOBase):
    """Stands in for stdout while a stranger's code runs: what that prints is no part of a report."""

    def write(self, text: str) -> int:
        """Write to stderr."""
        if sys.stderr is not None:
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        """Do nothing: stderr keeps nothing back."""

    def fileno(self) -> int:
        """Return the descriptor of stderr. Raises OSError where there is none."""
        if sys.stderr is None:
            raise OSError("there is no stderr")
        return sys.stderr.fileno()

    @property
    def buffer(self) -> Any:
        """The bytes of stderr."""
        return sys.stderr.buffer

    def close(self) -> None:
        """Do nothing: it is not the stranger's to close."""


_ASIDE = _Aside()
ASIDE: ContextVar[bool] = ContextVar("ASIDE", default=False)
"""Whether stdout is ours alone: the command line says so, whose reports it carries. In a library it is the caller's."""


def called(function: Callable[..., T], *arguments: object) -> T:
    """Call a stranger's function; where stdout is ours, what it prints goes to stderr. Raises whatever it raises."""
    if not ASIDE.get():
        return function(*arguments)
    before = sys.stdout
    sys.stdout = _ASIDE
    try:
        return function(*arguments)
    finally:
        sys.stdout = before


def guarded(
    plugin: str,
    what: str | Texts,
    function: Callable[..., T],
    *arguments: object,
    hint: Callable[[], str | Texts] | None = None,
) -> T:
    """Call a function of a plugin; ``what`` names it in errors, and ``hint`` is asked for their next step.

    Raises PluginError for whatever it raises; an error of adjudge's own, and an interrupt, go on, with the plugin's name.
    """
    try:
        return measured("plugin", (plugin, what), called, function, *arguments)
    except AdjudgeError as error:
        raise error.at(plugin=plugin) from error.__cause__
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a plugin may raise anything; none of it may end the run
        raise PluginError(
            say("stranger.raised", what=what, error=said_by(error), plugin=plugin),
            plugin=plugin,
            **place_of(error),
            hint=hint() if hint is not None else None,
        ) from error


def gathered(function: Callable[..., Any], *arguments: object) -> Any:
    """Return what a hook gives, a generator's as a list: it runs to its end while whoever calls it can name the plugin."""
    result = function(*arguments)
    return list(result) if isinstance(result, Iterator) else result


def read_all(read: Callable[[Any], Any], source: Any) -> list[Any]:
    """Return all that a reader gives of a source; that takes its time of the artifact."""
    return measured_again("artifact", source.path, lambda: list(read(source)))


def placed(plugin: str, reader: str, locate: Callable[[Steps], Place], steps: Steps) -> Place:
    """Return the place that a plugin's reader tells. Raises PluginError where it tells none."""
    place: object = guarded(plugin, say("plugin.part.locate", name=reader), locate, steps)
    if not isinstance(place, Place):
        raise PluginError(say("plugin.reader_place", reader=reader, type=type(place).__name__), plugin=plugin)
    return place


def loaded(value: str) -> Any:
    """Import what ``module:object`` names, and return it. Raises whatever that raises."""
    module, _, name = value.partition(":")
    return getattr(import_module(module), name)


def folder_of(package: str, plugin: str) -> Traversable:
    """Return the folder of an importable package of a plugin. Raises PluginError."""
    try:
        return package_root(package)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a package may run code, and that may raise anything
        raise PluginError(say("catalogue.no_package", package=package, why=said_by(error)), plugin=plugin) from error


def said_by(error: BaseException) -> str:
    """Return what a stranger's exception says; even that is a stranger's code."""
    try:
        text = str(error)
    except Exception:  # noqa: BLE001  # as above
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def place_of(error: BaseException, *passed: str) -> dict[str, Any]:
    """Return the place of the innermost frame of a traceback, or of what does not parse, as arguments of an error.

    Frames of the modules ``passed``, of what measures, and those of the import system, are passed over.
    """
    if isinstance(error, SyntaxError) and error.filename:
        return {"file": _short(error.filename), "line": error.lineno}
    trace, place = error.__traceback__, dict[str, Any]()
    while trace is not None:
        file, module = trace.tb_frame.f_code.co_filename, str(trace.tb_frame.f_globals.get("__name__"))
        ours = module in (__name__, measured.__module__, *passed) or module.partition(".")[0] == "importlib"
        if not file.startswith("<") and not ours:
            place = {"file": _short(file), "line": trace.tb_lineno}
        trace = trace.tb_next
    return place


def home_of(function: object) -> dict[str, Any]:
    """Return the place where a function is defined, as arguments of an error; nothing for what has no code."""
    code = getattr(function, "__code__", None)
    return {} if code is None else {"file": _short(code.co_filename), "line": code.co_firstlineno}


def _short(file: str) -> str:
    """Return the last two parts of a path: enough to find it, the same on every machine."""
    return "/".join(file.replace("\\", "/").split("/")[-2:])
