"""See that what is required is installed, in the versions and with the digests that were said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from .errors import AdjudgeError, PluginError, UsageError
from .words import say


class _Installed(Protocol):
    """As much of something installed as is asked for."""

    @property
    def distribution(self) -> str: ...
    @property
    def version(self) -> str: ...


def require(
    required: Mapping[str, str],
    plugins: Mapping[str, _Installed],
    blocked: Iterable[str],
    problems: Iterable[AdjudgeError],
) -> None:
    """See that the plugins which ``required`` names are there, in the versions that it says. Raises UsageError."""
    if not required:
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.version import InvalidVersion, Version

    for name, wanted in sorted(required.items()):
        plugin = plugins.get(name)
        if plugin is None:
            raise _lacking(name, name in blocked, next((each for each in problems if each.plugin == name), None))
        try:
            specifier = SpecifierSet(wanted)
            satisfied = not wanted or specifier.contains(Version(plugin.version), prereleases=True)
        except InvalidSpecifier as error:
            raise UsageError(say("config.no_specifier", wanted=wanted), plugin=name) from error
        except InvalidVersion as error:
            odd = say("config.odd_version", name=name, version=plugin.version, distribution=plugin.distribution)
            raise UsageError(odd, plugin=name) from error
        if not satisfied:
            facts = {"version": plugin.version, "wanted": wanted, "distribution": plugin.distribution}
            raise UsageError(say("config.other_version", name=name, **facts), plugin=name)


def _lacking(name: str, blocked: bool, refused: AdjudgeError | None) -> UsageError:
    """Make the error for a required plugin that is not there; ``refused`` is why it was not loaded."""
    if blocked:
        return UsageError(say("config.plugin_blocked", name=name), plugin=name)
    if refused is None:
        return UsageError(say("config.plugin_missing", name=name), plugin=name)
    return UsageError(say("config.plugin_refused", name=name, why=refused.words), plugin=name, hint=refused.next)


def see_version(plugin: str, wanted: str | None, version: str) -> None:
    """Raise PluginError where a plugin says that it needs another version of adjudge than this."""
    if wanted is None:
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        fits = SpecifierSet(wanted).contains(version, prereleases=True)
    except (InvalidSpecifier, TypeError, AttributeError) as error:
        raise PluginError(say("hook.no_specifier", wanted=repr(wanted)), plugin=plugin) from error
    if not fits:
        raise PluginError(say("hook.other_adjudge", wanted=wanted, version=version), plugin=plugin)
