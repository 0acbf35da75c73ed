"""``adjudge bundle``: policies, parameters and data for an OPA that others run."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import click

from adjudge import load_settings
from adjudge.cli.options import general_options, options_named, options_of, show_warnings
from adjudge.lib.console import PATH, LocalizedCommand, option, tell
from adjudge.lib.words import said, say
from adjudge.lib.writing import replace_file


@click.command(cls=LocalizedCommand, help=say("help.bundle.long"))
@option(
    "-o",
    "--output",
    type=PATH,
    required=True,
    metavar="FILE",
    help=say("help.bundle.output"),
)
@option("--domain", "domains", multiple=True, metavar="DOMAIN", help=say("help.bundle.domain"))
@option(
    "--key",
    type=PATH,
    envvar="ADJUDGE_BUNDLE_KEY",
    metavar="FILE",
    help=say("help.bundle.key"),
)
@option(
    "--opa",
    "opa",
    metavar="FILE",
    help=say("help.bundle.opa"),
)
@options_named("gate", "gate_digest")
@general_options
def command(output: Path, domains: tuple[str, ...], key: Path | None, **given: Any) -> int:
    """Return the exit code."""
    from .archive import pack
    from .contents import make_bundle
    from .engine import OpaEngine
    from .signature import Signer

    settings = load_settings(options_of(given))
    signer = Signer(key) if key is not None else None
    for problem in settings.registry.problems:
        raise problem
    bundle = make_bundle(settings.catalogue, domains)
    with closing(OpaEngine(settings.values.value("opa"))) as engine:
        engine.load(bundle.programs)
    for opened in settings.catalogue.opened():
        show_warnings(said(breach.message, settings.language) for breach in opened.legal)
    replace_file(output, pack(bundle, signer))
    rules = sum(len(program.rules) for program in bundle.programs)
    written = say(
        "opa.bundle.written",
        domains=bundle.domains,
        kinds=len(bundle.programs),
        rules=rules,
        signed=say("opa.bundle.signed", algorithm=signer.algorithm)
        if signer is not None
        else say("opa.bundle.unsigned"),
        revision=bundle.revision,
    )
    tell(written)
    return 0
