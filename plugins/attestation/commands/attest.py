"""``adjudge attest``: judge a release, and sign what was decided."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from adjudge.cli.options import (
    JudgingCommand,
    general_options,
    judging_options,
    options_of,
    own_options,
    show_problems,
    show_warnings,
)
from adjudge.engine import judged_by
from adjudge.lib.console import PATH, language, option, tell
from adjudge.lib.errors import AdjudgeError, JudgeError, Told, UsageError
from adjudge.lib.signing import KEY_OPTIONS
from adjudge.lib.system import reason
from adjudge.lib.words import say
from adjudge.lib.writing import replace_file

if TYPE_CHECKING:
    from securesystemslib.signer import Signer

    from adjudge import Gate, Registry, Session
    from adjudge.engine import Composite, Engine
    from adjudge.lib.documents import Json

    from ..capsule import Capsule
    from ..statement import Notes

EXIT_NOT_JUDGED = 3
FILE = Path("adjudge.intoto.jsonl")


@click.command(
    cls=JudgingCommand,
    help=say("help.attest.long"),
    without={
        "release": say("attest.always_release"),
        "baseline": say("attest.no_baseline"),
        "policy": say("attest.no_policy"),
    },
    needed="gate",
)
@click.argument("path", type=PATH)
@option(
    "-o",
    "--output",
    "output",
    type=PATH,
    default=FILE,
    metavar="FILE",
    help=say("help.attest.output"),
)
@option(
    "--capsule",
    type=PATH,
    metavar="FILE",
    help=say("help.attest.capsule"),
)
@own_options(*KEY_OPTIONS)
@judging_options
@general_options
def command(path: Path, **given: Any) -> int:
    """Return the exit code."""
    from adjudge import Reports, Session, load_settings
    from adjudge.lib.signing import passphrase, signer_of

    from ..capsule import Capsule
    from ..statement import Notes

    _make_way(path, [file for file in (given["output"], given["capsule"]) if file is not None])
    settings = load_settings(replace(options_of(given), release=True), (path,))
    if settings.gate is None:
        raise UsageError(say("attest.no_gate"))
    signer = signer_of(given["key"], given["public_key"], partial(passphrase, language=language()))
    notes, capsule = Notes(), Capsule() if given["capsule"] is not None else None
    watchers = [notes] if capsule is None else [notes, capsule]
    with Session(path, settings=settings, watchers=watchers) as session:
        show_warnings(session.warnings)
        _see_allowed(settings.gate, signer)
        context, registry = session.context(), session.settings.registry
        if capsule is not None:
            capsule.begin(context, registry)
        reports = Reports(names=(), registry=registry, context=context, root=session.root)
        reports.write(session.verdicts(), session.summary, before_writing=lambda _stream: None)
        if reports.exit_code:
            return reports.exit_code
        try:
            _write(session, path, given, signer=signer, notes=notes, capsule=capsule)
        except AdjudgeError as error:  # the verdict is given; only its attestation is not
            show_problems([JudgeError(say("attest.not_attested", why=Told(error)))])
            return EXIT_NOT_JUDGED
    tell(say("attest.attested", path=path, file=given["output"]))
    return 0


def _make_way(path: Path, files: list[Path]) -> None:
    """Take away what an earlier run has written: after a denial nothing of it may still be there.

    Raises UsageError for a file inside the release, and for a file that no earlier run has written.
    """
    for file in files:
        if Path(os.path.realpath(file)).is_relative_to(os.path.realpath(path)):
            raise UsageError(say("attest.inside", file=file))
        try:
            if os.path.lexists(file) and not _is_own(file):
                raise UsageError(say("attest.foreign", file=file))
            file.unlink(missing_ok=True)
        except OSError as error:
            raise UsageError(say("attest.earlier", why=reason(error)), file=str(file)) from error


def _see_allowed(gate: Gate, signer: Signer) -> None:
    """Raise UsageError for a key whose signature `adjudge verify` would refuse under this gate."""
    from adjudge.lib.signing import public_keys_of

    allowed = public_keys_of(gate.keys("attestation"))
    if allowed and signer.public_key.keyid not in {key.keyid for key in allowed}:
        raise UsageError(say("attest.key", environment=gate.environment))


def _is_own(file: Path) -> bool:
    """Return whether a file begins as those do that this command writes. Raises OSError."""
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as stream:
        return stream.readline(64).startswith((b'{"payload": ', b"{\n"))


def _write(
    session: Session,
    path: Path,
    given: Mapping[str, Any],
    *,
    signer: Signer,
    notes: Notes,
    capsule: Capsule | None,
) -> None:
    """Write the capsule, if any, and the attestation. Raises JudgeError, and UsageError for what cannot be written."""
    from adjudge.lib.signing import sign

    from ..statement import PAYLOAD_TYPE, Circumstances, encode, release_of, summary_statement, verdict_statement

    gate = session.settings.gate
    assert gate is not None
    release = release_of(session, folder=session.tree.relative(path), notes=notes, gate=gate)
    circumstances = Circumstances(
        gate=gate,
        signed_at=datetime.now(UTC),
        plugins=_plugins(session.settings.registry),
        engine=_engine(session.engine),
        capsule=_written(given["capsule"], capsule.text(session.judged_kinds(), session.fails, session.summary()))
        if capsule is not None
        else None,
    )
    statement = verdict_statement(release, notes, session, circumstances)
    verdict = sign(encode(statement), PAYLOAD_TYPE, signer)
    short = sign(encode(summary_statement(statement, verdict.encode())), PAYLOAD_TYPE, signer)
    replace_file(given["output"], f"{verdict}\n{short}\n")


def _engine(engine: Engine) -> Json:
    """Return who judged, with the build: the engine itself, or the only one that it let judge, or all of those."""
    judged = judged_by(engine)
    if not judged:
        return {"name": engine.name, **engine.build()}
    builds = [{"name": name, **build} for name, build in cast("Composite", engine).builds().items()]
    return builds[0] if len(builds) == 1 else {"name": engine.name, "engines": builds, "judged": judged}


def _written(file: Path, text: str) -> str:
    """Write the capsule, and return its digest. Raises JudgeError for one that would be too big to be read."""
    from hashlib import sha256

    from ..capsule import MAX_BYTES

    data = text.encode()
    if len(data) > MAX_BYTES:
        raise JudgeError(say("attest.capsule_too_big", limit=MAX_BYTES >> 20), file=str(file))
    replace_file(file, text)
    return sha256(data).hexdigest()


def _plugins(registry: Registry) -> list[dict[str, str | None]]:
    """Return what is known of the plugins; an editable install has no digest."""
    found: dict[str, str | None] = {}
    plugins = sorted(registry.plugins.items())
    for plugin in {plugin.distribution: plugin for _, plugin in plugins}.values():
        try:
            found[plugin.distribution] = plugin.digest()
        except UsageError:
            found[plugin.distribution] = None
    return [
        {
            "name": name,
            "distribution": plugin.distribution,
            "version": plugin.version,
            "sha256": found[plugin.distribution],
        }
        for name, plugin in plugins
    ]
