"""Where the waiver file and the baseline lie: whoever writes one finds it by the same functions as who reads it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adjudge import Config, Settings, Values

WAIVERS = "adjudge-waivers.yaml"
BASELINE = "adjudge-baseline.json"
SIGNATURE = ".sig"
WAIVERS_TYPE = "application/vnd.adjudge.waivers+yaml"
"""The payload type of a signed waiver file, so that no other signature can stand in for its own."""

_MOST_NAMES = 10_000
"""How many names are compared with one that is written wrongly, which takes a second at most."""


def waiver_file(values: Values, config: Config) -> Path:
    """Return the waiver file: the one that is named, else the one beside the configuration."""
    return _place(values, config, "waivers", WAIVERS)


def baseline_file(values: Values, config: Config) -> Path:
    """Return the baseline that is written: the one that is named, else one beside the configuration."""
    return _place(values, config, "baseline", BASELINE)


def _place(values: Values, config: Config, option: str, name: str) -> Path:
    named: Path | None = values.value(option)
    return config.folder / name if named is None else named


def normal(pattern: str) -> str:
    """Return a path or a pattern of paths without steps that lead nowhere, ``./`` and ``//``."""
    return f"{posixpath.normpath(pattern)}{'/' if pattern.endswith('/') else ''}"


def nearest(said: str, names: Collection[str]) -> str | None:
    """Return the name that was probably meant: the same in another case or Unicode form, else one that is much like it."""
    from difflib import get_close_matches
    from unicodedata import normalize

    if any(char in said for char in "*?[") or len(names) > _MOST_NAMES:
        return None
    folded = {normalize("NFC", name).casefold(): name for name in sorted(names)}
    wanted = normalize("NFC", normal(said)).casefold()
    found = [wanted] if wanted in folded else get_close_matches(wanted, folded, n=1, cutoff=0.8)
    return folded[found[0]] if found else None


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
