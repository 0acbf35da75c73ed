"""How plugins came to be loaded: in which order, why, how long each step took; and why others, and hooks, are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from adjudge import Settings
from adjudge.lib.console import spoken, tell
from adjudge.lib.durations import Durations
from adjudge.lib.errors import AdjudgeError
from adjudge.lib.escape import brief
from adjudge.lib.words import Texts, say, texts

_STEPS = ("import", "hooks", "policies")


def traced(settings: Settings, durations: Durations) -> list[dict[str, Any]]:
    """Return a row for each plugin in the order in which they were loaded, then those that are not, with the reason."""
    registry, required = settings.registry, settings.config.values.get("required_plugins", {})
    took = _took(durations)
    rows: list[dict[str, Any]] = []
    for name, plugin in registry.batteries.items():
        rows.append(
            {
                "name": name,
                "state": "loaded",
                "why": say("trace.battery", module=plugin.module),
                "seconds": took(name, plugin.module),
                "reasons": [],
            }
        )
    for name, plugin in registry.plugins.items():
        brought = {"module": plugin.module, "distribution": plugin.distribution, "version": plugin.version}
        local = plugin.local is not None
        said = (
            say("trace.local", folder=plugin.distribution) if local else say("trace.entry_point", name=name, **brought)
        )
        left_out: list[Texts] = [say("trace.optional", hook=hook) for hook in plugin.left_out]
        rows.append({"name": name, "state": "loaded", "why": said, "seconds": took(name, name), "reasons": left_out})
    for name in registry.blocked:
        rows.append(_absent(name, "disabled", took(name, name), [say("trace.disabled")]))
    known = {row["name"] for row in rows}
    for name, errors in _refused(registry.problems, known):
        rows.append(_absent(name, "refused", took(name, name), [error.words for error in errors]))
    for number, row in enumerate(rows, start=1):
        row["order"] = number if row["state"] == "loaded" else None
        row["required"] = required.get(row["name"])
    return rows


def _absent(name: str, state: str, seconds: dict[str, float], reasons: Sequence[object]) -> dict[str, Any]:
    return {"name": name, "state": state, "why": None, "seconds": seconds, "reasons": list(reasons)}


def _refused(problems: Sequence[AdjudgeError], known: set[str]) -> Iterator[tuple[str, list[AdjudgeError]]]:
    found: dict[str, list[AdjudgeError]] = {}
    for error in problems:
        if error.plugin is not None and error.plugin not in known:
            found.setdefault(error.plugin, []).append(error)
    yield from found.items()


def _took(durations: Durations) -> Callable[[str, str], dict[str, float]]:
    """Return what says how long a plugin took, by its name and by what it was imported as."""
    hooks: dict[str, float] = {}
    for name, seconds, _ in durations.slowest("plugin"):
        plugin = name[0] if isinstance(name, tuple) else ""
        hooks[plugin] = hooks.get(plugin, 0.0) + seconds
    imports, policies = (
        {name: seconds for name, seconds, _ in durations.slowest(sort)} for sort in ("import", "policies")
    )

    def took(name: str, imported_as: str) -> dict[str, float]:
        spent = (imports.get(imported_as, 0.0), hooks.get(name, 0.0), policies.get(name, 0.0))
        return {step: round(seconds, 6) for step, seconds in zip(_STEPS, spent, strict=True)}

    return took


def as_json(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows with their words by language."""
    return [
        {**row, "why": row["why"] and dict(row["why"]), "reasons": [dict(texts(each)) for each in row["reasons"]]}
        for row in rows
    ]


def show(rows: Sequence[dict[str, Any]]) -> None:
    """Print a plugin and a line for each thing that is said of it."""
    for row in rows:
        order = f"{row['order']}." if row["order"] is not None else "–"
        state = row["why"] if row["why"] is not None else say(f"trace.{row['state']}_one")
        tell(f"{order} {row['name']}  {brief(spoken(state))}")
        spent = [say(f"trace.{step}", seconds=f"{seconds:.3f}") for step, seconds in row["seconds"].items() if seconds]
        if spent:
            tell(f"  {', '.join(map(spoken, spent))}")
        if row["required"] is not None:
            tell(f"  {brief(spoken(say('trace.required', versions=row['required'] or '*')))}")
        for reason in row["reasons"]:
            tell(f"  {brief(spoken(reason))}")
