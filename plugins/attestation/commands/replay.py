"""``adjudge replay``: judge again from a capsule, and see that the same comes out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge.cli.options import general_options, options_of
from adjudge.lib.console import PATH, LocalizedCommand, language, option, tell
from adjudge.lib.errors import AdjudgeError, JudgeError, ReadError, UsageError
from adjudge.lib.words import say
from adjudge.lib.writing import replace_file

from ..refusal import VerificationFailure, as_data, exit_code, refuse

if TYPE_CHECKING:
    from adjudge import Settings

    from ..capsule import Replay


@click.command(cls=LocalizedCommand, help=say("help.replay.long"))
@click.argument("file", type=PATH, metavar="CAPSULE")
@option(
    "-o",
    "--output",
    "output",
    type=PATH,
    metavar="FILE",
    help=say("help.replay.output"),
)
@option(
    "--engine",
    metavar="NAME",
    help=say("help.replay.engine"),
)
@option("--opa", "opa", metavar="FILE", envvar="ADJUDGE_OPA", help=say("help.as_for_check"))
@option("--json", "as_json", is_flag=True, help=say("help.json"))
@general_options
def command(file: Path, **given: Any) -> int:
    """Return the exit code."""
    from adjudge import InputSession, load_settings

    from ..capsule import judged_then

    settings = load_settings(options_of(given, environment=False))
    known = settings.registry.engines
    if given["engine"] is not None and given["engine"] not in known:
        raise UsageError(say("capsule.engine", name=given["engine"], known=sorted(known)))
    replay: Replay | None = None
    try:
        replay = _replay(file, settings)
        engine = given["engine"] or replay.capsule["engine"]
        if engine not in known:
            raise JudgeError(say("capsule.engine_gone", name=engine))
        judged = judged_then(replay.capsule) if given["engine"] is None else {}
        with InputSession(replay.settings, as_of=replay.as_of, engine=engine, judged=judged) as session:
            refusals = replay.refusals(session)
    except ReadError as error:
        refusals = [refuse("malformed", error.words, error.file)]
    except UsageError as error:  # it is about the parameters, since all else was asked for before
        refusals = [refuse("policies", error.words, error.file)]
    except AdjudgeError as error:
        refusals = [VerificationFailure("not_checked", error.words, error.file)]
    if given["output"] is not None and replay is not None and replay.report:
        replace_file(given["output"], replay.report)
    artifacts = len(replay.capsule["artifacts"]) if replay is not None else 0
    if given["as_json"]:
        click.echo(json.dumps({"same": not refusals, **as_data(refusals), "artifacts": artifacts}, indent=2))
        return exit_code(refusals)
    for refusal in refusals:
        click.echo(refusal.told(language()))
    if not refusals:
        tell(say("capsule.same", n=artifacts))
    return exit_code(refusals)


def _replay(file: Path, settings: Settings) -> Replay:
    """Read the capsule. Raises ReadError for what is none, and what keeps a plugin from being loaded."""
    from ..capsule import Replay, read_capsule

    capsule = read_capsule(file)
    for problem in settings.registry.problems:
        raise problem
    parameters = settings.with_parameters(capsule["parameters"], lambda _steps: {"file": file.name})
    return Replay(capsule=capsule, settings=parameters)
