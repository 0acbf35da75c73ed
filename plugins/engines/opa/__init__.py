"""A real OPA: one that is started for a run, or one that somebody else runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from adjudge.lib.errors import UsageError

if TYPE_CHECKING:
    from adjudge.engine import Engine
    from adjudge.session.engines import Setup

    from .contents import Bundle


def make(setup: Setup) -> Engine:
    """Make the engine; a server is asked at once whether it is there. Raises UsageError, EngineError."""
    gate = setup.gate
    url = gate.opa_url if gate is not None else setup.option("opa_url")
    if url is None:
        from .engine import OpaEngine

        return OpaEngine(setup.option("opa"))
    token_file = setup.given("opa_token_file")
    if token_file is not None and not setup.given("opa_url") and gate is None:
        raise UsageError(
            "opa_url of the configuration names the server, and whoever can write that is sent no token",
            hint="Name the server with --opa-url or ADJUDGE_OPA_URL.",
            **setup.config.place(("opa_url",)),
        )
    from .remote import RemoteEngine

    def exported(domains: Sequence[str]) -> Bundle:
        from .contents import make_bundle

        return make_bundle(setup.catalogue(), domains)

    source = gate.config if gate is not None else setup.config
    named = source.values.get("opa_ca")
    ca = setup.given("opa_ca") or (source.folder / named if named is not None else None)
    engine = RemoteEngine(url, exported, token_file=token_file, ca=ca)
    engine.connect()
    return engine
