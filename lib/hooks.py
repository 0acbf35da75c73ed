"""Hooks: the mark of one, and whether a stranger's fit their specifications, as pluggy sees it.

The marks do what pluggy's do without importing it, which costs a start a fifth of its time: only who sees to a stranger's
hooks needs pluggy.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any, NamedTuple, TypeVar, overload

from .errors import PluginError
from .strangers import home_of
from .words import Texts, say

F = TypeVar("F", bound=Callable[..., object])

PROJECT = "adjudge"
_CO_GENERATOR = 0x20  # as in inspect, which takes a while to import
_SPEC = {"firstresult": False, "historic": False, "warn_on_impl": None, "warn_on_impl_args": None}
_IMPL = {
    "wrapper": False,
    "hookwrapper": False,
    "optionalhook": False,
    "tryfirst": False,
    "trylast": False,
    "specname": None,
}


def hookspec(function: F) -> F:
    """Mark the specification of a hook, and return it."""
    setattr(function, f"{PROJECT}_spec", dict(_SPEC))
    return function


@overload
def hookimpl(function: F, /) -> F: ...
@overload
def hookimpl(function: None = None, /, **options: Any) -> Callable[[F], F]: ...
def hookimpl(function: F | None = None, /, **options: Any) -> F | Callable[[F], F]:
    """Mark the implementation of a hook, and return it.

    ``hookimpl(optionalhook=True)`` marks one that an older adjudge may not know: it is then left out, and `adjudge plugins`
    says so. The other options are pluggy's; a wrapper is refused.
    """

    def mark(implementation: F) -> F:
        setattr(implementation, f"{PROJECT}_impl", {**_IMPL, **options})
        return implementation

    return mark if function is None else mark(function)


class Hook(NamedTuple):
    """A hook of a plugin: the function and the names of the arguments that it takes."""

    function: Callable[..., Any]
    arguments: tuple[str, ...]

    def gave(self, result: object) -> str:
        """Return the type of what it gave, as its author knows it: a generator has been run to its end by then."""
        flags = getattr(getattr(self.function, "__code__", None), "co_flags", 0)
        return "generator" if flags & _CO_GENERATOR else type(result).__name__


def own_hooks(module: object) -> dict[str, Hook]:
    """Return the hooks of a module that is known to fit, by name."""
    return {
        name: Hook(function, function.__code__.co_varnames[: function.__code__.co_argcount])
        for name, function in vars(module).items()
        if name.startswith(f"{PROJECT}_")
    }


def strangers_hooks(name: str, module: object, specifications: ModuleType) -> tuple[dict[str, Hook], tuple[str, ...]]:
    """Return a plugin's hooks by name, and the optional ones that ``specifications`` does not know.

    Raises PluginError for unknown, unmarked, wrapping or wrongly declared ones.
    """
    import pluggy

    known = tuple(sorted(each for each in vars(specifications) if each.startswith(f"{PROJECT}_")))

    class Manager(pluggy.PluginManager):
        """Asks only hooks for their specification, not all that their module has, which takes a third longer."""

        def parse_hookspec_opts(self, module_or_class: Any, name: str) -> pluggy.HookspecOpts | None:
            return super().parse_hookspec_opts(module_or_class, name) if name in known else None

    manager = Manager(PROJECT)
    manager.add_hookspecs(specifications)
    try:
        manager.register(module, name)
    except pluggy.PluginValidationError as error:
        why = say("hook.unfit", why=" ".join(str(error).split()), module=specifications.__name__)
        raise PluginError(why, plugin=name) from error
    callers = manager.get_hookcallers(module) or []
    found = {caller.name: implementation for caller in callers for implementation in caller.get_hookimpls()}
    _see_marked(name, module, found)
    left_out = tuple(sorted(c.name for c in callers if c.spec is None and found[c.name].optionalhook))
    hooks = {hook: each for hook, each in found.items() if hook not in left_out}
    for hook, each in hooks.items():
        _see_plain(name, hook, each, known)
    if not hooks:
        raise PluginError(say("hook.none"), plugin=name)
    return {hook: Hook(each.function, tuple(each.argnames)) for hook, each in hooks.items()}, left_out


def _see_plain(name: str, hook: str, found: Any, known: tuple[str, ...]) -> None:
    where = home_of(found.function)
    if hook not in known:  # check_pending() would say so later, without a place
        raise PluginError(say("hook.unknown", hook=hook), plugin=name, **where, hint=_meant(hook, known))
    if found.hookwrapper or found.wrapper:
        raise PluginError(say("hook.wrapper", hook=hook), plugin=name, **where)


def _see_marked(name: str, module: object, found: dict[str, Any]) -> None:
    for attribute in dir(module):
        if attribute.startswith(f"{PROJECT}_") and attribute not in found and callable(getattr(module, attribute)):
            where = home_of(getattr(module, attribute))
            raise PluginError(say("hook.unmarked", hook=attribute), plugin=name, **where)


def _meant(hook: str, known: tuple[str, ...]) -> Texts:
    from difflib import get_close_matches

    near = get_close_matches(hook, known, n=1)
    return say("hook.meant", hook=near[0]) if near else say("hook.known", hooks=known)
