"""The options of adjudge's own: what a caller asks of a session, as typed values, each declared once.

The command line makes its flags of these declarations, and the library takes the same object.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from adjudge.lib.documents import NOTHING
from adjudge.lib.errors import UsageError
from adjudge.lib.languages import CHOICES
from adjudge.lib.options import Option, Voices, never
from adjudge.lib.words import Texts, say

if TYPE_CHECKING:
    from .gate import Gate

_WHAT, _RULES = say("help.options_of_what"), say("help.options_of_rules")
_GATE, _GENERAL = say("help.options_of_gate"), say("help.options_of_configuration")
_ENGINE = say("help.options_of_engine")


def _blocks(_gate: Gate, names: Sequence[str]) -> str | Texts:
    return say("gate.blocks", names=list(names)) if names else ""


def _selects(_gate: Gate, selectors: Sequence[str]) -> str | Texts:
    return say("gate.selects") if selectors else ""


def _excludes(_gate: Gate, excluded: Sequence[str]) -> str | Texts:
    return say("gate.excludes") if excluded else ""


def _forgives(_gate: Gate, flag: bool) -> str | Texts:
    return say("gate.forgives") if flag else ""


def _lowers(gate: Gate, level: str) -> str | Texts:
    return say("gate.lowers") if level == "deny" and gate.fails.warnings else ""


def _chooses(gate: Gate, engine: str) -> str | Texts:
    return say("gate.chooses", engine=gate.engine) if gate.loosened_by(engine) else ""


def _suppresses(gate: Gate, names: Sequence[str]) -> str | Texts:
    more = [name for name in names if name not in gate.suppressors]
    return say("gate.suppresses", names=more) if more else ""


def _declared(group: str | Texts = "", text: str | Texts = "", *, default: Any = None, **said: Any) -> Any:
    """Return a field with the declaration of its option: one that says nothing of ``loosens`` is refused under a gate."""
    return field(default=default, metadata={"option": {"group": group, "help": text, **said}})


@dataclass(frozen=True, kw_only=True, eq=False)
class Options:
    """What a caller asks of a session. None, ``()`` and False: nothing is asked.

    ``as_of`` is a date (noon UTC), an RFC 3339 time, or an aware datetime. ``more`` has the options of plugins by name, as
    in ``{"waivers": Path("waivers.yaml")}``. ``environment`` has the variables that count (``os.environ`` for the command
    line); a caller in Python passes none unless it wants them. ``origin`` says who the caller is, for messages.
    """

    kind: str | None = _declared(_WHAT, say("help.option.kind"), metavar="KIND", key=False, loosens=never)
    root: Path | None = _declared(
        _WHAT, say("help.option.root"), type="path", metavar="DIR", env="ADJUDGE_ROOT", key=False, loosens=never
    )
    # The clock loosens nothing by itself: the gate holds it to its tolerance.
    as_of: str | datetime | None = _declared(_WHAT, say("help.option.as_of"), metavar="DATE", key=False, loosens=never)
    exclude: tuple[str, ...] = _declared(default=(), flags=(), multiple=True, loosens=_excludes)
    skip_unclaimed: bool = _declared(
        _WHAT, say("help.option.skip_unclaimed"), default=False, type="flag", key=False, loosens=_forgives
    )
    with_referrers: bool = _declared(
        _WHAT, say("help.option.with_referrers"), default=False, type="flag", key=False, loosens=never
    )
    select: tuple[str, ...] = _declared(
        _RULES, say("help.option.select"), default=(), metavar="SELECTOR", multiple=True, loosens=_selects
    )
    ignore: tuple[str, ...] = _declared(
        _RULES, say("help.option.ignore"), default=(), metavar="SELECTOR", multiple=True, loosens=_selects
    )
    fail_on: Literal["deny", "warn"] | None = _declared(
        _RULES, say("help.option.fail_on"), choices=("deny", "warn"), env="ADJUDGE_FAIL_ON", loosens=_lowers
    )
    gate: Path | None = _declared(
        _GATE, say("help.option.gate"), type="path", metavar="FILE", env="ADJUDGE_GATE", key=False, loosens=never
    )
    gate_digest: str | None = _declared(
        _GATE, say("help.option.gate_digest"), metavar="SHA256", env="ADJUDGE_GATE_DIGEST", key=False, loosens=never
    )
    release: bool = _declared(_GATE, say("help.option.release"), default=False, type="flag", key=False, loosens=never)
    engine: str | None = _declared(
        _ENGINE, say("help.option.engine"), metavar="NAME", env="ADJUDGE_ENGINE", gate="engine", loosens=_chooses
    )
    suppressors: tuple[str, ...] = _declared(
        say("help.options_of_suppressions"),
        say("help.option.suppressors"),
        default=(),
        flags=("--suppressor",),
        metavar="PLUGIN",
        multiple=True,
        key=False,
        loosens=_suppresses,
    )
    config: Path | None = _declared(
        _GENERAL, say("help.option.config"), type="path", metavar="FILE", env="ADJUDGE_CONFIG", key=False, loosens=never
    )
    disable_plugins: tuple[str, ...] = _declared(
        _GENERAL,
        say("help.option.disable_plugins"),
        default=(),
        flags=("--disable-plugin",),
        metavar="NAME",
        multiple=True,
        env="ADJUDGE_DISABLE_PLUGIN",
        loosens=_blocks,
    )
    lang: str | None = _declared(
        say("help.options_of_report"), say("help.option.lang"), choices=CHOICES, env="ADJUDGE_LANG", loosens=never
    )
    more: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    environment: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    origin: Literal["command line", "caller"] = "caller"

    def voices(self) -> Voices:
        """Return what the caller and the environment say."""
        own = {name: getattr(self, name) for name in OWN}
        taken = sorted(own.keys() & self.more.keys())
        if taken:
            raise UsageError(say("session.own_option", name=taken[0]))
        as_of = own["as_of"]
        own["as_of"] = as_of.isoformat() if isinstance(as_of, datetime) else as_of
        return Voices(caller={**own, **self.more}, origin=self.origin, environment=self.environment)


OWN: Mapping[str, Option] = {
    each.name: Option(name=each.name, **each.metadata["option"]) for each in fields(Options) if each.metadata
}
"""The declarations by name."""
