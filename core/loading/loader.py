"""Find, block and import plugins, each on its own: whatever one does, the others are loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from adjudge.lib import installed as installation
from adjudge.lib.durations import measured
from adjudge.lib.errors import AdjudgeError, PluginError, UsageError
from adjudge.lib.hooks import PROJECT, Hook, own_hooks, strangers_hooks
from adjudge.lib.installed import EntryPoint, entry_points
from adjudge.lib.local_rules import LocalRules, free
from adjudge.lib.moved import advice
from adjudge.lib.requirements import see_version
from adjudge.lib.strangers import called, gathered, guarded, home_of, loaded, place_of, said_by
from adjudge.lib.words import Said, Texts, say

from .. import hookspecs
from ..model import Domain, Kind
from ..version import __version__
from .batteries import BATTERIES, DOMAINS, hooks_of

if TYPE_CHECKING:
    from importlib.metadata import Distribution


class Plugin(NamedTuple):
    """A loaded plugin: its entry point's name and module, its hooks by name, the distribution that brought it.

    ``brought_by`` reads the distribution's metadata, which takes longer than to load the plugin. ``built_in`` ones come
    with adjudge and are no plugins to a gate; ``left_out`` are hooks that this version does not know, marked as optional;
    ``local`` are the rules of a folder that the configuration names, which no distribution brings.
    """

    name: str
    module: str
    hooks: Mapping[str, Hook]
    brought_by: Callable[[], Distribution | LocalRules | None]
    built_in: bool = False
    left_out: tuple[str, ...] = ()
    local: LocalRules | None = None

    @property
    def is_ours(self) -> bool:
        """Whether it comes with adjudge, as a battery or as one of its domains."""
        return self.built_in or self.module.startswith(DOMAINS)

    @property
    def distribution(self) -> str:
        """The name of the distribution."""
        return _distribution(self.brought_by)[0]

    @property
    def version(self) -> str:
        """The version of the distribution."""
        return _distribution(self.brought_by)[1]

    def digest(self) -> str:
        """Return the digest of its files. Raises UsageError where they are not known, as in an editable install."""
        from adjudge.lib.digests import distribution_digest

        return self.local.digest() if self.local is not None else distribution_digest(self.distribution)

    def call(self, hook: str, **arguments: object) -> Any:
        """Call a hook and return what it returns; None when the plugin has no such hook.

        Raises PluginError for whatever the hook raises, and when it takes arguments that the hook does not have.
        """
        implementation = self.hooks.get(hook)
        if implementation is None:
            return None
        asked = partial(gathered, implementation.function, *(arguments[name] for name in implementation.arguments))
        return asked() if self.built_in else guarded(self.name, hook, asked, hint=self._advice)

    def report(self) -> Texts:
        """Return the next step where its code is wrong."""
        return say("plugin.report", distribution=self.distribution)

    def _advice(self) -> Texts:
        return say("plugin.report_or_block", distribution=self.distribution)

    def listed(self, hook: str, wanted: type, **arguments: object) -> list[Any]:
        """Call a hook that gives objects of a type, and return them. Raises PluginError for any other."""
        result = self.call(hook, **arguments)
        if result is None and hook not in self.hooks:
            return []
        if not isinstance(result, (list, tuple)):
            given = type(result).__name__
            raise self.broke(hook, say("plugin.no_list", hook=hook, type=given, wanted=wanted.__name__))
        for item in result:
            if not isinstance(item, wanted):
                given = type(item).__name__
                raise self.broke(hook, say("plugin.other_type", hook=hook, type=given, wanted=wanted.__name__))
        return list(result)

    def broke(self, hook: str, words: Said) -> PluginError:
        """Make the error of a hook that gave what it must not give; its place is where the hook is defined."""
        return PluginError(words, plugin=self.name, **self.place(hook))

    def place(self, hook: str) -> dict[str, Any]:
        """Return file and line of a hook, as arguments of an error."""
        return home_of(self.hooks[hook].function)

    def loaded(self, hook: str, value: str) -> Any:
        """Import what ``module:object`` names, as a hook declared it. Raises PluginError for whatever that raises."""
        if self.built_in:
            return loaded(value)
        return guarded(self.name, say("plugin.importing", hook=hook, value=value), loaded, value, hint=self._advice)


def batteries() -> Iterator[Plugin]:
    """Import the plugins that come with adjudge, without those that only have commands.

    They are ours, as are the domains, and a test sees that they fit the hooks, so pluggy need not be imported.
    """
    for module in BATTERIES:
        if hooks_of(module).keys() == {"commands"}:  # the command line asks for these by itself
            continue
        hooks = own_hooks(measured("import", module, import_module, module))
        yield Plugin(name=module.rpartition(".")[2], module=module, hooks=hooks, brought_by=_ours, built_in=True)


def _ours() -> Distribution | None:
    from importlib.metadata import distribution

    return distribution(PROJECT)


def installed(blocked: list[str], problems: list[AdjudgeError], local: Iterable[LocalRules] = ()) -> Iterator[Plugin]:
    """Import the installed plugins, then ``local`` rules, in the order of their names, those ``blocked`` not at all.

    What is wrong with one goes to ``problems``. Raises UsageError for a blocked name that no plugin has, and for local rules
    that are called as a plugin.
    """
    found: dict[str, list[EntryPoint]] = {}
    for point in entry_points(PROJECT):
        found.setdefault(point.name, []).append(point)
    for name in blocked:
        if name not in (*found, *(rules.plugin for rules in local)):
            raise UsageError(say("plugin.none_to_disable", name=name))
    for name, points in sorted(found.items()):
        if name in blocked:
            continue
        distinct = {(point.value, _distribution(point.brought_by)) for point in points} if len(points) > 1 else ()
        if len(distinct) > 1:
            brought = [say("plugin.of", name=value, owner=distribution[0]) for value, distribution in sorted(distinct)]
            problems.append(PluginError(say("plugin.several", brought=brought), plugin=name))
            continue
        try:
            yield _import(name, points[0])
        except PluginError as error:
            problems.append(error)
    yield from (_local(rules) for rules in free(local, found) if rules.plugin not in blocked)


def _import(name: str, point: EntryPoint) -> Plugin:
    try:
        module = called(point.load)
        see_version(name, getattr(module, "requires_adjudge", None), __version__)
        if point.value.startswith(DOMAINS):
            return Plugin(name=name, module=point.value, hooks=own_hooks(module), brought_by=point.brought_by)
        hooks, left_out = strangers_hooks(name, module, hookspecs)
    except (AdjudgeError, KeyboardInterrupt):
        raise
    except BaseException as error:  # importing runs a stranger's code
        distribution, _ = _distribution(point.brought_by)
        raise PluginError(
            say("plugin.not_importable", why=said_by(error), name=name, distribution=distribution),
            plugin=name,
            **place_of(error, __name__, installation.__name__),
            hint=advice(error),
        ) from error
    return Plugin(name=name, module=point.value, hooks=hooks, brought_by=point.brought_by, left_out=left_out)


def _local(rules: LocalRules) -> Plugin:
    domain = Domain(**rules.declared(), kinds=tuple(Kind(name=each) for each in rules.kinds))
    hooks = {"adjudge_domains": Hook(lambda: [domain], ())}
    return Plugin(name=rules.plugin, module="", hooks=hooks, brought_by=lambda: rules, local=rules)


def _distribution(brought_by: Callable[[], Distribution | LocalRules | None]) -> tuple[str, str]:
    return (found.name, found.version) if (found := brought_by()) is not None else ("unknown", "0")
