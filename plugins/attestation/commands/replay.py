"""``adjudge replay``: judge again from a capsule, and see that the same comes out."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge.lib.errors import AdjudgeError, ReadError, UsageError
from adjudge.session.engines import make_local
from adjudge.session.outputs import replace_file
from adjudge.session.settings import Settings, common_options, config_in_force

from ..refusal import VerificationFailure, as_data, exit_code, printable, refuse

if TYPE_CHECKING:
    from adjudge.loading.registry import Registry

    from ..capsule import Replay


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="CAPSULE")
@click.option(
    "-o",
    "--output",
    "output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the JSON report that comes out.",
)
@click.option(
    "--engine",
    type=click.Choice(["embedded", "opa"]),
    help="The capsule's, unless said; for a server's, an OPA that is started.",
)
@click.option("--opa", "opa", metavar="FILE", envvar="ADJUDGE_OPA", help="As for check.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@common_options
def command(file: Path, config_file: Path | None, disabled: tuple[str, ...], **options: Any) -> int:
    """Judge again what is in CAPSULE with the policies that are installed; the report must be the same, byte by byte.

    The parameters are those of the capsule, whatever the configuration says.

    \b
    Example: adjudge replay dist.capsule.json -o again.json
    """
    from adjudge.loading.registry import load

    config = config_in_force(config_file)
    registry = load(blocked=(*disabled, *config.values.get("disable_plugins", ())))
    replay: Replay | None = None
    try:
        replay = _replay(file, registry)
        name = (options["engine"] or replay.capsule["engine"]).removesuffix(
            "-url"
        )  # an OPA of our own stands in for a server
        settings = Settings(config=config, registry=registry, catalogue=replay.catalogue, language="en")
        with closing(make_local(settings, name, options)) as engine:
            refusals = replay.refusals(engine)
    except ReadError as error:
        refusals = [refuse("malformed", error.message, error.file)]
    except UsageError as error:  # it is about the parameters, since all else was asked for before
        refusals = [refuse("policies", error.message, error.file)]
    except AdjudgeError as error:
        refusals = [VerificationFailure("not_checked", error.message, error.file)]
    if options["output"] is not None and replay is not None and replay.report:
        replace_file(options["output"], replay.report)
    _show(refusals, len(replay.capsule["artifacts"]) if replay is not None else 0, as_json=options["as_json"])
    return exit_code(refusals)


def _replay(file: Path, registry: Registry) -> Replay:
    """Read the capsule. Raises ReadError for what is none, and what keeps a plugin from being loaded."""
    from adjudge.loading.catalogue import Catalogue, Parameters

    from ..capsule import Replay, read_capsule

    capsule = read_capsule(file)
    for problem in registry.problems:
        raise problem
    layer = Parameters(capsule["parameters"], lambda _steps: {"file": file.name})
    return Replay(capsule=capsule, catalogue=Catalogue(registry=registry, layers=[layer]))


def _show(refusals: list[VerificationFailure], artifacts: int, *, as_json: bool) -> None:
    if as_json:
        said = {"same": not refusals, **as_data(refusals), "artifacts": artifacts}
        click.echo(json.dumps(said, indent=2))
        return
    for refusal in refusals:
        click.echo(printable(str(refusal)))
    if not refusals:
        click.echo(f"replayed: {artifacts} {'artifact' if artifacts == 1 else 'artifacts'}, the same report")
