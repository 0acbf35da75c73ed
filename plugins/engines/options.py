"""Which engine judges, by flags, environment, configuration and gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge.engine import Engine
from adjudge.lib.errors import UsageError
from adjudge.loading.catalogue import Catalogue
from adjudge.session.settings import Settings

if TYPE_CHECKING:
    from .opa.contents import Bundle


def engine_options() -> Iterator[Callable[..., Any]]:
    """Give the options that choose the engine."""
    file = click.Path(path_type=Path)
    yield click.option(
        "--engine", type=click.Choice(["embedded", "opa"]), envvar="ADJUDGE_ENGINE", help="Default: embedded."
    )
    yield click.option(
        "--opa", "opa", metavar="FILE", envvar="ADJUDGE_OPA", help="The opa executable; else the one on PATH."
    )
    yield click.option(
        "--opa-url", metavar="URL", envvar="ADJUDGE_OPA_URL",
        help="Ask the OPA there, which serves what `adjudge bundle` exported.",
    )  # fmt: skip
    yield click.option(
        "--opa-token-file", type=file, metavar="FILE", envvar="ADJUDGE_OPA_TOKEN_FILE",
        help="Holds the token that the server wants.",
    )  # fmt: skip
    yield click.option(
        "--opa-ca", type=file, metavar="FILE", envvar="ADJUDGE_OPA_CA",
        help="Certificates (PEM) to trust in the place of the usual ones.",
    )  # fmt: skip


def make_engine(name: str, opa: str | None) -> Engine:
    """Make the engine of that name; nothing is started before something is loaded.

    Where a report says `opa-url`, an OPA of our own stands in for the server that judged.
    """
    if name in ("opa", "opa-url"):
        from .opa.engine import OpaEngine

        return OpaEngine(opa)
    from .embedded.engine import EmbeddedEngine

    return EmbeddedEngine()


def engine_for(settings: Settings, options: Mapping[str, Any]) -> Engine:
    """Make the engine that a run is to judge with. Who names a server and no engine means that server.

    Raises UsageError, EngineError where the server does not answer.
    """
    gate, config = settings.gate, settings.config.values
    flag, named = options["engine"], options["opa_url"]
    if named and flag == "embedded":
        raise UsageError("an engine in this process asks no --opa-url", hint="Take it out, or say --engine opa.")
    url = gate.opa_url if gate is not None else settings.value(named, "opa_url", None)
    default = config.get("engine", "opa" if "opa_url" in config else gate.engine if gate is not None else "embedded")
    name = flag or ("opa" if named else default)
    if name != "opa" or url is None:
        return make_engine(name, settings.value(options["opa"], "opa", None))
    token_file = options["opa_token_file"]
    if token_file is not None and not named and gate is None:
        raise UsageError(
            "opa_url of the configuration names the server, and whoever can write that is sent no token",
            hint="Name the server with --opa-url or ADJUDGE_OPA_URL.", **settings.config.place(("opa_url",)),
        )  # fmt: skip
    from .opa.remote import RemoteEngine

    def exported(domains: Sequence[str]) -> Bundle:
        from .opa.contents import make_bundle

        return make_bundle(Catalogue(registry=settings.registry, layers=settings.catalogue.layers), domains)

    engine = RemoteEngine(url, exported, token_file=token_file, ca=_authorities(settings, options["opa_ca"]))
    engine.connect()
    return engine


def _authorities(settings: Settings, flag: Path | None) -> Path | None:
    """Give the file of the certificates to trust; a gate or configuration names it relative to itself."""
    source = settings.gate.config if settings.gate is not None else settings.config
    named = source.values.get("opa_ca")
    return flag or (source.folder / named if named is not None else None)
