"""Find, block and import plugins, each on its own: whatever one does, the others are loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import pluggy

from adjudge.lib import installed as installation
from adjudge.lib.errors import AdjudgeError, PluginError, UsageError
from adjudge.lib.installed import EntryPoint, entry_points

from .. import hookspecs
from ..hooks import PROJECT

if TYPE_CHECKING:
    from importlib.metadata import Distribution


class Plugin(NamedTuple):
    """A loaded plugin: its entry point's name and module, its hooks by name, the distribution that brought it.

    ``brought_by`` reads the distribution's metadata, which takes longer than to load the plugin.
    """

    name: str
    module: str
    hooks: Mapping[str, Any]
    brought_by: Callable[[], Distribution | None]
    built_in: bool = False

    @property
    def distribution(self) -> str:
        """The name of the distribution."""
        return _distribution(self.brought_by())[0]

    @property
    def version(self) -> str:
        """The version of the distribution."""
        return _distribution(self.brought_by())[1]

    def call(self, hook: str, **arguments: object) -> Any:
        """Call a hook and give what it returns; None when the plugin has no such hook.

        Raises PluginError for whatever the hook raises, and when it takes arguments that the hook does not have.
        """
        implementation = self.hooks.get(hook)
        if implementation is None:
            return None
        try:
            result = implementation.function(*(arguments[name] for name in implementation.argnames))
            return list(result) if isinstance(result, Iterator) else result
        except AdjudgeError as error:
            raise error.at(plugin=self.name) from error.__cause__
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a plugin may raise anything; none of it may end the run
            raise PluginError(
                f"{hook} raised {said_by(error)}",
                plugin=self.name,
                **_where(error),
                hint=f"Report this to the authors of {self.distribution}, or block the plugin with --disable-plugin.",
            ) from error

    def broke(self, hook: str, message: str, *, hint: str) -> PluginError:
        """Make the error of a hook that gave what it must not give; its place is where the hook is defined."""
        return PluginError(f"{hook} {message}", plugin=self.name, **self.place(hook), hint=hint)

    def place(self, hook: str) -> dict[str, Any]:
        """Give file and line of a hook, as arguments of an error."""
        return _home(self.hooks[hook].function)


class _Hook(NamedTuple):
    """A hook of a built-in plugin; as much of pluggy.HookImpl as is asked for."""

    function: Callable[..., Any]
    argnames: tuple[str, ...]


def built_in() -> Iterator[Plugin]:
    """Import the batteries. They are ours, and a test sees that they fit the hooks, so pluggy is not asked."""
    from .builtins import BATTERIES

    for module, told in BATTERIES.items():
        if told == "commands":  # the command line asks for these by itself
            continue
        battery = import_module(module)
        hooks = {
            name: _Hook(function, function.__code__.co_varnames[: function.__code__.co_argcount])
            for name, function in vars(battery).items()
            if name.startswith(f"{PROJECT}_")
        }
        yield Plugin(name=module.rpartition(".")[2], module=module, hooks=hooks, brought_by=_ours, built_in=True)


def _ours() -> Distribution | None:
    from importlib.metadata import distribution

    return distribution(PROJECT)


def loaded(value: str) -> Any:
    """Import what ``module:object`` names."""
    module, _, name = value.partition(":")
    return getattr(import_module(module), name)


def installed(blocked: list[str], problems: list[AdjudgeError]) -> Iterator[Plugin]:
    """Import the installed plugins in the order of their names, those ``blocked`` not at all.

    What is wrong with one goes to ``problems``. Raises UsageError for a blocked name that no plugin has.
    """
    found: dict[str, list[EntryPoint]] = {}
    for point in entry_points(PROJECT):
        found.setdefault(point.name, []).append(point)
    for name in blocked:
        if name not in found:
            raise UsageError(
                f"there is no plugin {name} to disable", hint="`adjudge plugins` lists the installed ones."
            )
    for name, points in sorted(found.items()):
        if name in blocked:
            continue
        distinct = {(point.value, _distribution(point.brought_by())) for point in points} if len(points) > 1 else ()
        if len(distinct) > 1:
            brought = ", ".join(sorted(f"{value} of {dist[0]}" for value, dist in distinct))
            problems.append(
                PluginError(
                    f"several distributions bring a plugin of this name: {brought}",
                    plugin=name,
                    hint="Uninstall all but one.",
                )
            )
            continue
        try:
            yield _import(name, points[0])
        except PluginError as error:
            problems.append(error)


def _import(name: str, point: EntryPoint) -> Plugin:
    try:
        hooks = _hooks(name, point.load())
    except (AdjudgeError, KeyboardInterrupt):
        raise
    except BaseException as error:  # importing runs a stranger's code
        raise PluginError(
            f"the plugin cannot be imported: {said_by(error)}",
            plugin=name,
            **_where(error),
            hint=f"Mend or uninstall {_distribution(point.brought_by())[0]}, or block it with --disable-plugin {name}.",
        ) from error
    return Plugin(name=name, module=point.value, hooks=hooks, brought_by=point.brought_by)


class _Manager(pluggy.PluginManager):
    """Asks only hooks for their specification, not all that their module has, which takes a third longer."""

    def parse_hookspec_opts(self, module_or_class: Any, name: str) -> pluggy.HookspecOpts | None:
        """Give how the hook of that name is specified; None when it is no hook."""
        return super().parse_hookspec_opts(module_or_class, name) if name.startswith(f"{PROJECT}_") else None


def _hooks(name: str, module: object) -> dict[str, pluggy.HookImpl]:
    """Give the plugin's hooks. Raises PluginError for unknown, unmarked, wrapping or wrongly declared ones."""
    manager = _Manager(PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(module, name)
    except pluggy.PluginValidationError as error:
        raise PluginError(
            f"the plugin does not fit the hooks: {' '.join(str(error).split())}",
            plugin=name,
            hint="See the six hooks in adjudge.hookspecs.",
        ) from error
    callers = manager.get_hookcallers(module) or []
    hooks = {caller.name: implementation for caller in callers for implementation in caller.get_hookimpls()}
    for attribute in dir(module):
        if attribute.startswith(f"{PROJECT}_") and attribute not in hooks and callable(getattr(module, attribute)):
            raise PluginError(
                f"{attribute} is not marked as a hook, so it would never be called",
                plugin=name,
                **_home(getattr(module, attribute)),
                hint="Put @hookimpl (from adjudge import hookimpl) above it, or rename it.",
            )
    for caller in callers:
        implementation = hooks[caller.name]
        where = _home(implementation.function)
        if caller.spec is None:  # check_pending() would let optional ones pass
            raise PluginError(f"there is no hook {caller.name}", plugin=name, **where, hint=_meant(caller.name))
        if implementation.hookwrapper or implementation.wrapper:
            raise PluginError(
                f"{caller.name} is a wrapper, and plugins cannot touch each other",
                plugin=name,
                **where,
                hint="Write a plain function.",
            )
    if not hooks:
        raise PluginError(
            "the plugin has no hooks", plugin=name, hint="Point the entry point at the module that has them."
        )
    return hooks


def _meant(hook: str) -> str:
    from difflib import get_close_matches

    known = [name for name in vars(hookspecs) if name.startswith(f"{PROJECT}_")]
    near = get_close_matches(hook, known, n=1)
    return f"Did you mean {near[0]}?" if near else f"There are {', '.join(sorted(known))}."


def _distribution(found: Distribution | None) -> tuple[str, str]:
    return (found.name, found.version) if found is not None else ("unknown", "0")


def said_by(error: BaseException) -> str:
    """Say what a stranger's exception says; even that is a stranger's code."""
    try:
        text = str(error)
    except Exception:  # noqa: BLE001  # as above
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _where(error: BaseException) -> dict[str, Any]:
    """Give the place of the innermost frame of a traceback, or of what does not parse, as arguments of an error."""
    if isinstance(error, SyntaxError) and error.filename:
        return {"file": _short(error.filename), "line": error.lineno}
    trace, place = error.__traceback__, dict[str, Any]()
    while trace is not None:
        file, module = trace.tb_frame.f_code.co_filename, str(trace.tb_frame.f_globals.get("__name__"))
        ours = module in (__name__, installation.__name__) or module.partition(".")[0] == "importlib"
        if not file.startswith("<") and not ours:
            place = {"file": _short(file), "line": trace.tb_lineno}
        trace = trace.tb_next
    return place


def _home(function: object) -> dict[str, Any]:
    """Give the place where a function is defined, as arguments of an error; nothing for what has no code."""
    code = getattr(function, "__code__", None)
    return {} if code is None else {"file": _short(code.co_filename), "line": code.co_firstlineno}


def _short(file: str) -> str:
    """Give the last two parts of a path: enough to find it, the same on every machine."""
    return "/".join(file.replace("\\", "/").split("/")[-2:])


_RESCUE = {
    "blocked": "Take it out of --disable-plugin, ADJUDGE_DISABLE_PLUGIN and disable_plugins.",
    "not installed": "Install it where adjudge is installed.",
}


def require(
    required: Mapping[str, str], plugins: Mapping[str, Plugin], blocked: list[str], problems: list[AdjudgeError]
) -> None:
    """See that the plugins which ``required`` names are there, in the versions that it says. Raises UsageError."""
    if not required:
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.version import InvalidVersion, Version

    for name, wanted in sorted(required.items()):
        plugin = plugins.get(name)
        if plugin is None:
            refused = next((problem for problem in problems if problem.plugin == name), None)
            state = "blocked" if name in blocked else "not installed" if refused is None else "refused"
            raise UsageError(
                f"required plugin {name} is {state}{f': {refused.message}' if refused is not None else ''}",
                plugin=name,
                hint=_RESCUE[state] if refused is None else refused.hint,
            )
        try:
            specifier = SpecifierSet(wanted)
            satisfied = not wanted or specifier.contains(Version(plugin.version), prereleases=True)
        except InvalidSpecifier as error:
            raise UsageError(
                f"required_plugins: {wanted!r} is no version specifier", plugin=name, hint="Write it as in '>=1.2,<2'."
            ) from error
        except InvalidVersion as error:
            raise UsageError(
                f"required plugin {name} has the version {plugin.version}, which cannot be compared",
                plugin=name,
                hint=f"Report this to the authors of {plugin.distribution}.",
            ) from error
        if not satisfied:
            raise UsageError(
                f"required plugin {name} has version {plugin.version}, not {wanted}",
                plugin=name,
                hint=f"Install {plugin.distribution}{wanted}.",
            )
