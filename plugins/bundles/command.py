"""``adjudge bundle``: policies, parameters and data for an OPA that others run."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import click

from adjudge.session.gating import gate_for
from adjudge.session.outputs import replace_file
from adjudge.session.settings import common_options, config_in_force, load_settings


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="The bundle, as bundle.tar.gz.",
)
@click.option(
    "--domain", "domains", multiple=True, metavar="DOMAIN", help="Only the kinds of this domain (repeatable); else all."
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    envvar="ADJUDGE_BUNDLE_KEY",
    metavar="FILE",
    help="Sign with this private key (PEM): RSA gives RS256, P-256 gives ES256.",
)
@click.option(
    "--opa",
    "opa",
    metavar="FILE",
    envvar="ADJUDGE_OPA",
    help="The opa executable that must accept it; else the one on PATH.",
)
@click.option(
    "--gate",
    "gate_file",
    type=click.Path(path_type=Path),
    envvar="ADJUDGE_GATE",
    metavar="FILE",
    help="The gate whose parameters go into it.",
)
@click.option(
    "--gate-digest", envvar="ADJUDGE_GATE_DIGEST", metavar="SHA256", help="The digest that the gate must have."
)
@common_options
def command(config_file: Path | None, disabled: tuple[str, ...], lang: str | None, **options: Any) -> int:
    """Write an OPA bundle of the installed domains with the parameters of configuration and gate.

    Equal content gives equal bytes; the revision is the content's digest. An OPA must accept the policies first.

    \b
    Example: adjudge bundle -o bundle.tar.gz --key key.pem
    """
    from adjudge.plugins.engines.opa.contents import make_bundle
    from adjudge.plugins.engines.opa.engine import OpaEngine

    from .archive import pack
    from .signature import Signer

    config = config_in_force(config_file)
    gate = gate_for(config, {**options, "root": None}, disabled)
    settings = load_settings(config, disabled, lang, gate)
    signer = Signer(options["key"]) if options["key"] is not None else None
    for problem in settings.registry.problems:
        raise problem
    bundle = make_bundle(settings.catalogue, options["domains"])
    with closing(OpaEngine(settings.value(options["opa"], "opa", None))) as engine:
        engine.load(bundle.programs)
    for opened in settings.catalogue.opened():
        for finding in opened.legal:
            click.echo(f"warning: {finding.message[settings.language]}", err=True)
    replace_file(options["output"], pack(bundle, signer))
    rules = sum(len(program.rules) for program in bundle.programs)
    click.echo(
        f"bundle of {', '.join(bundle.domains)}: {len(bundle.programs)} kinds, {rules} rules, "
        f"{f'signed with {signer.algorithm}' if signer is not None else 'not signed'}, revision {bundle.revision}"
    )
    return 0
