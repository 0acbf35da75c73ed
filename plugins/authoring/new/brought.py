"""What installed plugins bring, whatever the configuration here says: kinds that rules can be for, names that are taken."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from adjudge import Options, Registry, load_settings
from adjudge.lib.errors import UsageError
from adjudge.lib.words import say


def see_judged(kind: str) -> None:
    """Raise UsageError for a kind that no installed plugin has."""
    known = _registry().kinds
    if kind not in known:
        raise UsageError(say("new.no_foreign_kind", kind=kind, known=sorted(known)))


def see_suffix(name: str, package: str) -> None:
    """Raise UsageError where the plugin of another package reads files that end so."""
    brought = _registry().readers.get(f".{name}")
    if brought is not None and brought[1].module != package:
        raise UsageError(say("new.suffix_taken", name=name, plugin=brought[1].name))


def see_report(name: str, package: str) -> None:
    """Raise UsageError where the plugin of another package brings a report of that name."""
    brought = _registry().reporters.get(name)
    if brought is not None and brought[1].module != package:
        raise UsageError(say("new.report_taken", name=name, plugin=brought[1].name))


def _registry() -> Registry:
    with TemporaryDirectory() as folder:
        nothing = Path(folder) / "adjudge.toml"
        nothing.touch()
        return load_settings(Options(config=nothing)).registry
