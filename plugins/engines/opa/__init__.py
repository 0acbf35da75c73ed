"""A real OPA: one that is started for a run, or one that others run and that serves what `adjudge bundle` exported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adjudge import Command, EngineType, Option, hookimpl, never
from adjudge.lib.words import Texts, say

if TYPE_CHECKING:
    from adjudge import Gate

_GROUP = "OPA"


@hookimpl
def adjudge_engines() -> Iterator[EngineType]:
    """The engines."""
    yield EngineType(name="opa", make="adjudge.plugins.engines.opa.engine:make")
    yield EngineType(name="opa-url", make="adjudge.plugins.engines.opa.remote:make", instead_of="opa")


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """The command that exports."""
    yield Command(
        name="bundle",
        group="release",
        help=say("help.bundle"),
        load="adjudge.plugins.engines.opa.command:command",
    )


@hookimpl
def adjudge_options() -> Iterator[Option]:
    """How OPA is found and asked."""
    yield Option(
        name="opa",
        type="program",
        group=_GROUP,
        metavar="FILE",
        env="ADJUDGE_OPA",
        loosens=_names_opa,
        help=say("help.option.opa"),
    )
    yield Option(
        name="opa_url",
        group=_GROUP,
        metavar="URL",
        env="ADJUDGE_OPA_URL",
        engine="opa-url",
        gate="opa_url",
        loosens=_asks,
        help=say("help.option.opa_url"),
    )
    yield Option(
        name="opa_token_file",
        type="path",
        group=_GROUP,
        metavar="FILE",
        env="ADJUDGE_OPA_TOKEN_FILE",
        key=False,
        loosens=never,
        help=say("help.option.opa_token_file"),
    )
    yield Option(
        name="opa_ca",
        type="path",
        group=_GROUP,
        metavar="FILE",
        env="ADJUDGE_OPA_CA",
        gate="opa_ca",
        loosens=_trusts,
        help=say("help.option.opa_ca"),
    )


def _names_opa(gate: Gate, binary: str) -> str | Texts:
    if gate.engine not in ("opa", "auto") or gate.config.values.get("opa_url") is not None:
        return ""
    wanted = gate.config.values.get("opa_sha256")
    if wanted is None:
        return say("opa.loosens.no_digest") if gate.engine == "opa" else ""  # auto starts none then
    from shutil import which

    from adjudge.lib.digests import file_digest

    found = which(binary)
    return "" if found is not None and file_digest(Path(found)) == wanted else say("opa.loosens.other")


def _asks(_gate: Gate, _url: Any) -> Texts:
    return say("opa.loosens.asks")


def _trusts(_gate: Gate, _file: Any) -> Texts:
    return say("opa.loosens.trusts")
