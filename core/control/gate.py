"""The gate: what a release must satisfy, read from a file that whoever is judged cannot edit.

Under a gate, configuration, environment variables and flags may only tighten; :func:`hold` holds
each of their values to it, and names the place of the first that would loosen.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from adjudge.lib.config import Config, read_config
from adjudge.lib.documents import Json, Place, Steps
from adjudge.lib.errors import UsageError
from adjudge.lib.patterns import PathPattern, patterns
from adjudge.lib.real import lies_in
from adjudge.lib.rego.rule import Rule
from adjudge.lib.rego.selection import Fails
from adjudge.lib.rego.selectors import means
from adjudge.lib.words import say


class Gate(NamedTuple):
    """A gate as it was read. ``sha256`` is the digest of its file, ``fails`` what it says of outcomes,
    ``below`` the folder to which its path patterns are relative: that of the release, else the root (empty)."""

    config: Config
    sha256: str
    fails: Fails
    exempt: tuple[PathPattern, ...]
    below: str = ""

    @property
    def file(self) -> Path:
        """Where the gate lies."""
        assert self.config.file is not None
        return self.config.file

    @property
    def environment(self) -> str:
        """Where a release goes that this gate lets through."""
        return str(self.config.values["environment"])

    @property
    def engine(self) -> str:
        """The only engine that may judge."""
        return str(self.config.values.get("engine", "auto" if self.opa_url is None else "opa"))

    def loosened_by(self, engine: str) -> bool:
        """Return whether another engine than its own would judge; ``embedded`` only refuses more than ``auto`` does."""
        return engine != self.engine and (engine, self.engine) != ("embedded", "auto")

    @property
    def opa_url(self) -> str | None:
        """The OPA that must be asked; None: one that is started for the run, if any."""
        url: str | None = self.config.values.get("opa_url")
        return url

    @property
    def suppressors(self) -> tuple[str, ...]:
        """The installed plugins that may say which findings do not count."""
        return tuple(self.config.values.get("suppressors", ()))

    @property
    def reads_configuration(self) -> bool:
        """Whether the configuration of the judged tree is read."""
        return bool(self.config.values.get("read_configuration", True))

    @property
    def params(self) -> Mapping[str, Mapping[str, Json]]:
        """Parameters by domain, in the place of the defaults."""
        params: Mapping[str, Mapping[str, Json]] = self.config.values.get("params", {})
        return params

    @property
    def as_of_tolerance_hours(self) -> int:
        """How far the clock of the rules may be from now."""
        return int(self.config.values.get("as_of_tolerance_hours", 0))

    def keys(self, section: Literal["attestation", "waivers"]) -> list[Path | str]:
        """Return the public keys that may sign: their files, or the PEM texts that stand in the gate itself."""
        named: Sequence[str] = self.config.values.get(section, {}).get("keys", ())
        return [name if name.lstrip().startswith("-----BEGIN") else self.file.parent / name for name in named]

    def place(self, steps: Steps) -> Place:
        """Return a place in the gate file."""
        return Place(*self.config.line_of(steps))

    def of_release(self, folder: str) -> Gate:
        """Return the gate with its patterns relative to the folder that is released, wherever the root may be."""
        return self._replace(below="" if folder == "." else f"{folder}/")

    def matches(self, pattern: PathPattern, path: str) -> bool:
        """Return whether a pattern of the gate means a path, which is relative to the root."""
        return path.startswith(self.below) and pattern.fullmatch(path[len(self.below) :]) is not None

    def exempts(self, path: str) -> bool:
        """Return whether a file of a release need not be judged."""
        return any(self.matches(pattern, path) for pattern in self.exempt)

    def clock(self, as_of: datetime) -> None:
        """Raise UsageError for a clock that is further from now than the gate tolerates."""
        hours = self.as_of_tolerance_hours
        if abs(datetime.now(UTC) - as_of) > timedelta(hours=hours, seconds=60):
            raise UsageError(say("gate.clock", hours=hours, gate=self.environment))

    def require_rules(self, rules: Sequence[Rule]) -> None:
        """Raise UsageError for a selector of the gate that means no loaded rule."""
        values = self.config.values
        asked: list[tuple[str, str | int, str]] = [
            ("rules", number, text) for number, text in enumerate(values.get("rules", ()))
        ]
        for name in ("denied", "warned"):
            asked += [("fails", name, text) for text in values.get("fails", {}).get(name, ())]
        for section, step, selector in asked:
            if not any(means(selector, rule) for rule in rules):
                words = say("gate.no_rules", gate=self.environment, selector=selector)
                raise UsageError(words, **self.config.place((section, step)))


def read_gate(file: Path, root: Path, digest: str | None = None) -> Gate:
    """Read a gate file. ``root`` is what is judged or deployed; ``digest`` is the SHA-256 that the file must have.

    Raises UsageError for a file that is missing, breaks ``schemas/adjudge/gate.json``, lies in the tree that is judged,
    or has another digest.
    """
    if lies_in(file, root):
        raise UsageError(say("gate.in_tree"), file=str(file))
    config = read_config(Path(os.path.realpath(file)), schema="gate")
    assert config.document is not None
    found = config.document.sha256
    if digest is not None and digest.lower() != found:
        raise UsageError(say("gate.digest", found=found, wanted=digest), file=str(file))
    values = config.values
    config.check_tables({name: config.values[name] for name in config.tables & set(values["plugins"])}, "gate")
    fails = values.get("fails", {})
    return Gate(
        config=config,
        sha256=found,
        exempt=config.path_patterns(("exempt",), values.get("exempt", ()), patterns),
        fails=Fails(
            denials=tuple(fails.get("denied", ("*",))),
            warnings=tuple(fails.get("warned", ())),
            budgets=fails.get("budgets", {}),
        ),
    )
