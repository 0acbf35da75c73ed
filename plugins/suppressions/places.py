"""Where the waiver file and the baseline lie: whoever writes one finds it by the same functions as who reads it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adjudge import Config, Settings, Values

WAIVERS = "adjudge-waivers.yaml"
BASELINE = "adjudge-baseline.json"
SIGNATURE = ".sig"
WAIVERS_TYPE = "application/vnd.adjudge.waivers+yaml"
"""The payload type of a signed waiver file, so that no other signature can stand in for its own."""


def waiver_file(values: Values, config: Config) -> Path:
    """Return the waiver file: the one that is named, else the one beside the configuration."""
    return _place(values, config, "waivers", WAIVERS)


def baseline_file(values: Values, config: Config) -> Path:
    """Return the baseline that is written: the one that is named, else one beside the configuration."""
    return _place(values, config, "baseline", BASELINE)


def _place(values: Values, config: Config, option: str, name: str) -> Path:
    named: Path | None = values.value(option)
    return config.folder / name if named is None else named


def signature_beside(file: Path) -> Path:
    """Return the path of the signature of a waiver file."""
    return file.with_name(f"{file.name}{SIGNATURE}")


def shown(file: Path) -> str:
    """Return a path as it is written from here."""
    return os.path.relpath(file) if file.is_absolute() else str(file)


def without(settings: Settings, option: str) -> Settings:
    """Return the settings as if nobody had said an option: the file that it names is about to be written."""
    said = {name: given for name, given in settings.values.said.items() if name != option}
    return settings._replace(values=settings.values._replace(said=said))
