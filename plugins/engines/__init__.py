"""Ways to evaluate Rego: in this process, or by a real OPA."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adjudge.declared import EngineType, Option, never
from adjudge.hooks import hookimpl

if TYPE_CHECKING:
    from adjudge.control.gate import Gate


@hookimpl
def adjudge_engines() -> Iterator[EngineType]:
    """The engines."""
    yield EngineType(name="embedded", make="adjudge.plugins.engines.embedded.engine:make")
    yield EngineType(name="opa", make="adjudge.plugins.engines.opa:make")


@hookimpl
def adjudge_options() -> Iterator[Option]:
    """How OPA is found and asked."""
    yield Option(
        name="opa",
        metavar="FILE",
        env="ADJUDGE_OPA",
        loosens=_names_opa,
        help="The opa executable; else the one on PATH.",
    )
    yield Option(
        name="opa_url",
        metavar="URL",
        env="ADJUDGE_OPA_URL",
        engine="opa",
        loosens=_asks,
        help="Ask the OPA there, which serves what `adjudge bundle` exported.",
    )
    yield Option(
        name="opa_token_file",
        type="path",
        metavar="FILE",
        env="ADJUDGE_OPA_TOKEN_FILE",
        loosens=never,
        help="Holds the token that the server wants.",
    )
    yield Option(
        name="opa_ca",
        type="path",
        metavar="FILE",
        env="ADJUDGE_OPA_CA",
        loosens=_trusts,
        help="Certificates (PEM) to trust in the place of the usual ones.",
    )


def _names_opa(gate: Gate, binary: str) -> str:
    if not binary or gate.engine != "opa" or gate.opa_url is not None:
        return ""
    wanted = gate.config.values.get("opa_sha256")
    if wanted is None:
        return "names an OPA that the gate has no digest of"
    from adjudge.lib.digests import file_digest

    return "" if file_digest(Path(binary)) == wanted else "is another OPA than the gate's"


def _asks(gate: Gate, url: str) -> str:
    return "" if url == gate.opa_url else "asks another engine"


def _trusts(_gate: Gate, _file: Any) -> str:
    return "chooses whom to trust"
