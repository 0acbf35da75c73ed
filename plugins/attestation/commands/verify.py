"""``adjudge verify``: in the deployment step, see that these files are those that were let through."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge.lib.console import PATH, LocalizedCommand, Number, option
from adjudge.lib.errors import JudgeError, UsageError
from adjudge.lib.words import say

from ..refusal import VerificationFailure, as_data, exit_code, printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..verify import Wanted

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
def command(folder: Path, attestation: Path, as_json: bool, copy_to: Path | None, **options: Any) -> int:
    """Return the exit code."""
    wanted = _wanted(folder, options)
    _check_places(folder, copy_to, attestation)
    said: Mapping[str, Any] = {}
    try:
        said, files, refusals = _verify(folder, attestation, wanted, copy_to)
    except JudgeError as error:
        files, refusals = 0, [VerificationFailure("not_checked", error.message, error.file)]
    code = exit_code(refusals)
    if as_json:
        click.echo(json.dumps(_as_data(said, files, refusals, copy_to), indent=2))
    else:
        for refusal in refusals:
            click.echo(printable(str(refusal)))
        if not refusals:
            copied = f", copied to {copy_to}" if copy_to is not None else ""
            click.echo(
                f"verified: {files} {'file' if files == 1 else 'files'} for {said['environment']}, judged as of {said['as_of']}, "
                f"signed at {said['signed_at']}{copied}"
            )
    return code


def _verify(
    folder: Path, attestation: Path, wanted: Wanted, copy_to: Path | None
) -> tuple[Mapping[str, Any], int, list[VerificationFailure]]:
    """Return what was attested, how many files were compared, and what is refused. Raises JudgeError."""
    from ..subjects import compare
    from ..verify import MAX_BYTES, RefusedError, read_attestation, refusals_of, subjects_of

    try:
        with attestation.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise JudgeError(f"the attestation cannot be read: {error.strerror}", file=str(attestation)) from error
    try:
        verdict = read_attestation(data, wanted.keys)
    except RefusedError as error:
        return {}, 0, [error.refusal]
    refusals = list(refusals_of(verdict, wanted))
    subjects = subjects_of(verdict)
    refusals += compare(folder, subjects, copy_to if not refusals else None)
    return verdict["predicate"], len(subjects), refusals


def _wanted(folder: Path, options: Mapping[str, Any]) -> Wanted:
    """Return what the attestation is held to. Raises UsageError where not everything is said, or less than the gate does."""
    from adjudge import read_gate
    from adjudge.lib.signing import public_keys_of

    from ..verify import Wanted as Held

    _refuse_lost()
    keys = public_keys_of(options["keys"])
    environment, digest, max_age = options["environment"], options["gate_digest"], options["max_age"]
    tolerance = 0
    limit = MAX_AGE_HOURS
    if options["gate_file"] is not None:
        gate = read_gate(options["gate_file"], Path(os.path.realpath(folder)), digest)
        if environment not in (None, gate.environment):
            raise UsageError(
                f"the gate is for {gate.environment}, not {environment}", hint="Name the gate of this one."
            )
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
            raise UsageError(
                f"--max-age is more than the {limit} hours of the gate", hint="Under a gate, only tighten."
            )
    if environment is None or digest is None:
        raise UsageError(
            "it is not said which gate must have decided",
            hint="Name it with --gate, or by --environment and --gate-digest.",
        )
    if not keys:
        raise UsageError(
            "no key may have signed",
            hint="Name public keys with --key, or in the gate as attestation.keys; they must meet.",
        )
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
            raise UsageError(f"{variable} is empty", hint="Give it its value, or unset it.")


def _check_places(folder: Path, copy_to: Path | None, attestation: Path) -> None:
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", hint="Name the folder that is deployed.")
    real = Path(os.path.realpath(folder))
    if Path(os.path.realpath(attestation)).is_relative_to(real):
        raise UsageError("the attestation lies among the files that it is about", hint="Keep it beside them.")
    if copy_to is None:
        return
    if os.path.lexists(copy_to):
        raise UsageError(f"{copy_to} is there already", hint="Name a folder that is not there yet.")
    if Path(os.path.realpath(copy_to)).is_relative_to(real):
        raise UsageError(f"{copy_to} lies among the files that are verified", hint="Name a place outside.")


def _as_data(
    said: Mapping[str, Any], files: int, refusals: list[VerificationFailure], copy_to: Path | None
) -> dict[str, Any]:
    names = ("environment", "as_of", "signed_at", "decision")
    return {
        "verified": not refusals,
        **as_data(refusals),
        "files": files,
        **{name: said[name] for name in names if name in said},
        "copied_to": str(copy_to) if copy_to is not None and not refusals else None,
    }
