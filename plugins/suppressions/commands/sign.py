"""``adjudge sign``: sign a waiver file, so that it counts under a gate that has the key."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from adjudge.cli.options import own_options
from adjudge.lib.console import PATH, LocalizedCommand, language, tell
from adjudge.lib.errors import ReadError, UsageError
from adjudge.lib.opening import read_regular
from adjudge.lib.signing import KEY_OPTIONS
from adjudge.lib.system import reason
from adjudge.lib.words import say
from adjudge.lib.writing import replace_file

from ..places import WAIVERS_TYPE, signature_beside


@click.command(cls=LocalizedCommand, help=say("help.sign.long"))
@click.argument("file", type=PATH)
@own_options(*KEY_OPTIONS)
def command(file: Path, key: str | None, public_key: Path | None) -> int:
    """Return the exit code."""
    from adjudge.lib.signing import passphrase, sign, signer_of

    try:
        data = read_regular(file)
    except OSError as error:
        raise UsageError(say("waiver.unreadable", why=reason(error)), file=str(file)) from error
    _see(file, data)
    signature = signature_beside(file)
    signer = signer_of(key, public_key, partial(passphrase, language=language()))
    replace_file(signature, sign(data, WAIVERS_TYPE, signer) + "\n")
    tell(say("waiver.signed", file=file, signature=signature))
    return 0


def _see(file: Path, data: bytes) -> None:
    """Raise UsageError for what is no waiver file: nobody shall sign what says something else."""
    from adjudge.lib.documents import Source

    from ..suppressing import MAX_DAYS
    from ..waivers import read_waivers

    try:
        read_waivers(Source(path=file.name, real=file, data=data, sha256=""), datetime.now(UTC), MAX_DAYS)
    except ReadError as error:
        raise UsageError(
            say("waiver.not_to_sign", why=error.words),
            file=str(file),
            line=error.line,
            column=error.column,
        ) from error
