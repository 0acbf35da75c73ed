"""``adjudge verify``: in the deployment step, see that these files are those that were let through."""

from __future__ import annotations

import errno
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge.cli.options import options_named
from adjudge.lib.console import PATH, LocalizedCommand, Number, language, option, tell
from adjudge.lib.errors import JudgeError, UsageError
from adjudge.lib.opening import read_regular
from adjudge.lib.system import reason
from adjudge.lib.words import say

from ..refusal import VerificationFailure, as_data, exit_code, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..verify import Expected

MAX_AGE_HOURS = 168
"""How long ago it may have been signed, where no gate is named; a gate says it, and the same unless it does."""


@click.command(cls=LocalizedCommand, help=say("help.verify.long"))
@click.argument("folder", type=PATH, default=Path(), metavar="[DIR]")
@option("--attestation", required=True, type=PATH, metavar="FILE", help=say("help.verify.attestation"))
@option(
    "--gate",
    "gate_file",
    type=PATH,
    envvar="ADJUDGE_GATE",
    metavar="FILE",
    help=say("help.verify.gate"),
)
@option("--gate-digest", envvar="ADJUDGE_GATE_DIGEST", metavar="SHA256", help=say("help.option.gate_digest"))
@option("--environment", metavar="NAME", help=say("help.verify.environment"))
@option(
    "--key",
    "keys",
    multiple=True,
    type=PATH,
    metavar="FILE",
    help=say("help.verify.key"),
)
@option(
    "--max-age",
    type=Number(min=1),
    metavar="HOURS",
    help=say("help.verify.max_age"),
)
@option(
    "--copy-to",
    type=PATH,
    metavar="DIR",
    help=say("help.verify.copy_to"),
)
@option("--json", "as_json", is_flag=True, help=say("help.json"))
@options_named("lang")
def command(folder: Path, attestation: Path, as_json: bool, copy_to: Path | None, **options: Any) -> int:
    """Return the exit code."""
    wanted = _wanted(folder, options)
    _check_places(folder, copy_to, attestation)
    predicate: Mapping[str, Any] = {}
    try:
        predicate, files, refusals = _verify(folder, attestation, wanted, copy_to)
    except JudgeError as error:
        files, refusals = 0, [VerificationFailure("not_checked", error.words, error.file)]
    if as_json:
        click.echo(json.dumps(_as_data(predicate, files, refusals, copy_to), indent=2))
        return exit_code(refusals)
    for refusal in refusals:
        click.echo(refusal.told(language()))
    if not refusals:
        told = {"n": files, **{name: predicate[name] for name in ("environment", "as_of", "signed_at")}}
        verified = say("verify.verified", **told)
        if copy_to is not None:
            verified = say("verify.verified_copied", **told, folder=copy_to)
        tell(verified)
    return exit_code(refusals)


def _verify(
    folder: Path, attestation: Path, wanted: Expected, copy_to: Path | None
) -> tuple[Mapping[str, Any], int, list[VerificationFailure]]:
    """Return what was attested, how many files were compared, and what is refused. Raises JudgeError."""
    from ..subjects import compare
    from ..verify import MAX_BYTES, RefusedError, read_attestation, refusals_of, subjects_of

    try:
        data = read_regular(attestation, MAX_BYTES)
    except OSError as error:
        if error.errno == errno.EFBIG:
            return {}, 0, [refuse("malformed", reason(error))]
        raise JudgeError(say("verify.unreadable", why=reason(error)), file=str(attestation)) from error
    try:
        verdict = read_attestation(data, wanted.keys)
    except RefusedError as error:
        return {}, 0, [error.refusal]
    refusals = list(refusals_of(verdict, wanted))
    subjects = subjects_of(verdict)
    refusals += compare(folder, subjects, copy_to if not refusals else None)
    return verdict["predicate"], len(subjects), refusals


def _wanted(folder: Path, options: Mapping[str, Any]) -> Expected:
    """Return what the attestation is held to. Raises UsageError where not everything is said, or less than the gate does."""
    from adjudge import read_gate
    from adjudge.lib.signing import public_keys_of

    from ..verify import Expected as Held

    _refuse_lost()
    keys = public_keys_of(options["keys"])
    environment, digest, max_age = options["environment"], options["gate_digest"], options["max_age"]
    tolerance = 0
    limit = MAX_AGE_HOURS
    if options["gate_file"] is not None:
        gate = read_gate(options["gate_file"], Path(os.path.realpath(folder)), digest)
        if environment not in (None, gate.environment):
            raise UsageError(say("verify.gate", found=gate.environment, wanted=environment))
        environment, digest, tolerance, limit = (
            gate.environment,
            gate.sha256,
            gate.as_of_tolerance_hours,
            int(gate.config.values.get("attestation", {}).get("max_age_hours", MAX_AGE_HOURS)),
        )
        allowed = public_keys_of(gate.keys("attestation"))
        if allowed:
            named = {key.keyid for key in keys}
            keys = [key for key in allowed if not named or key.keyid in named]
        if max_age is not None and max_age > limit:
            raise UsageError(say("verify.max_age", hours=limit))
    if environment is None or digest is None:
        raise UsageError(say("verify.no_gate"))
    if not keys:
        raise UsageError(say("verify.no_key"))
    return Held(
        keys=keys,
        environment=environment,
        gate=digest.lower(),
        tolerance=timedelta(hours=tolerance),
        max_age=timedelta(hours=max_age or limit),
        now=datetime.now(UTC),
    )


def _refuse_lost() -> None:
    """Raise UsageError for a variable of the gate that is set to nothing: taken for unset, it would loosen."""
    for variable in ("ADJUDGE_GATE", "ADJUDGE_GATE_DIGEST"):
        if os.environ.get(variable) == "":
            raise UsageError(say("verify.variable", name=variable))


def _check_places(folder: Path, copy_to: Path | None, attestation: Path) -> None:
    if not folder.is_dir():
        raise UsageError(say("verify.folder", folder=folder))
    real = Path(os.path.realpath(folder))
    if Path(os.path.realpath(attestation)).is_relative_to(real):
        raise UsageError(say("verify.inside"))
    if copy_to is None:
        return
    if os.path.lexists(copy_to):
        raise UsageError(say("verify.copy_there", folder=copy_to))
    if Path(os.path.realpath(copy_to)).is_relative_to(real):
        raise UsageError(say("verify.copy_inside", folder=copy_to))


def _as_data(
    predicate: Mapping[str, Any], files: int, refusals: list[VerificationFailure], copy_to: Path | None
) -> dict[str, Any]:
    names = ("environment", "as_of", "signed_at", "decision")
    return {
        "verified": not refusals,
        **as_data(refusals),
        "files": files,
        **{name: predicate[name] for name in names if name in predicate},
        "copied_to": str(copy_to) if copy_to is not None and not refusals else None,
    }
