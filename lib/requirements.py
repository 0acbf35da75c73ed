"""See that what is required is installed, in the versions and with the digests that were said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from .errors import AdjudgeError, PluginError, UsageError


class _Installed(Protocol):
    """As much of something installed as is asked for."""

    @property
    def distribution(self) -> str: ...
    @property
    def version(self) -> str: ...


_RESCUE = {
    "blocked": "Take it out of --disable-plugin, ADJUDGE_DISABLE_PLUGIN and disable_plugins.",
    "not installed": "Install it where adjudge is installed.",
}


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


def see_version(plugin: str, wanted: str | None, version: str) -> None:
    """Raise PluginError where a plugin says that it needs another version of adjudge than this."""
    if wanted is None:
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        fits = SpecifierSet(wanted).contains(version, prereleases=True)
    except (InvalidSpecifier, TypeError, AttributeError) as error:
        raise PluginError(
            f"requires_adjudge is {wanted!r}, which is no version specifier",
            plugin=plugin,
            hint="Write it as in '>=0.1,<2'.",
        ) from error
    if not fits:
        raise PluginError(
            f"the plugin needs adjudge {wanted}, and this is {version}",
            plugin=plugin,
            hint="Install a version of the plugin that fits, or another adjudge.",
        )
