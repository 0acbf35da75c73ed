"""``adjudge attest``: judge a release, and sign what was decided."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge import __version__
from adjudge.lib.clock import format_as_of
from adjudge.lib.errors import AdjudgeError, UsageError
from adjudge.report import Context
from adjudge.session.gating import said_of
from adjudge.session.outputs import EXIT_NOT_JUDGED, Outputs, replace_file
from adjudge.session.session import Judging, judging, judging_options
from adjudge.session.settings import common_options
from adjudge.summary import Summary

from .keys import key_options, secret

if TYPE_CHECKING:
    from securesystemslib.signer import Signer

    from ..capsule import Capsule
    from ..statement import Notes

FILE = Path("adjudge.intoto.jsonl")


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "output",
    type=click.Path(path_type=Path),
    default=FILE,
    metavar="FILE",
    help="The attestation; adjudge.intoto.jsonl here unless said. It is there only after a pass.",
)
@click.option(
    "--capsule",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write what `adjudge replay` needs to judge again; the attestation has its digest.",
)
@key_options
@judging_options
@common_options
def command(path: Path, config_file: Path | None, disabled: tuple[str, ...], lang: str | None, **options: Any) -> int:
    """Judge the release PATH under a gate, as `check --release` does, and attest a pass with a signature.

    A denial is not attested: what is not there cannot be taken for a pass.

    \b
    Example: adjudge attest dist --gate ../gates/production.toml --key release.pem -o dist.intoto.jsonl
    """
    from adjudge.lib.signing import signer_of

    from ..statement import Notes

    _make_way(path, [file for file in (options["output"], options["capsule"]) if file is not None])
    if options["gate_file"] is None:
        raise UsageError("an attestation needs a gate", hint="Name it with --gate: it says what was asked for.")
    signer = signer_of(options["key"], options["public_key"], secret)
    notes = Notes()
    with judging((path,), config_file, disabled, lang, {**options, "release": True}) as ready:
        _see_allowed(ready, signer)
        capsule = _capsule(ready) if options["capsule"] is not None else None
        context = context_of(ready)
        outputs = Outputs(names=(), registry=ready.settings.registry, context=context, root=ready.tree.root)
        outputs.write(_noted(ready, notes, capsule), ready.run.summary, before_writing=lambda _stream: None)
        if outputs.exit_code:
            return outputs.exit_code
        try:
            _write(ready, path, notes, signer, options, capsule)
        except AdjudgeError as error:  # the verdict is given; only its attestation is not
            click.echo(f"error: not attested: {error}", err=True)
            return EXIT_NOT_JUDGED
    click.echo(f"attested: {path}, in {options['output']}")
    return 0


def context_of(ready: Judging) -> Context:
    """Give what reports of a run may need."""
    settings = ready.settings
    return Context(
        version=__version__,
        engine=ready.engine.name,
        as_of=format_as_of(ready.as_of),
        language=settings.language,
        verbosity=0,
        colour=False,
        rule=settings.catalogue.rule,
        instruments=settings.catalogue.instruments,
        line=ready.run.pipeline.sources.line,
        gate=said_of(settings.gate),
    )


def _make_way(path: Path, files: list[Path]) -> None:
    """Take away what an earlier run has written: after a denial nothing of it may still be there.

    Raises UsageError for a file inside the release, and for a file that no earlier run has written.
    """
    for file in files:
        if file.resolve().is_relative_to(path.resolve()):
            raise UsageError(f"{file} lies in the release", hint="Write it beside the folder that is released.")
        try:
            if os.path.lexists(file) and not _is_own(file):
                raise UsageError(f"{file} is there, and is no attestation or capsule", hint="Name another file.")
            file.unlink(missing_ok=True)
        except OSError as error:
            raise UsageError(
                f"the attestation of an earlier run cannot be taken away: {error.strerror}",
                file=str(file),
                hint="Name a file that can be written.",
            ) from error


def _see_allowed(ready: Judging, signer: Signer) -> None:
    """Raise UsageError for a key whose signature `adjudge verify` would refuse under this gate."""
    from adjudge.lib.signing import public_keys_of

    gate = ready.settings.gate
    assert gate is not None
    allowed = public_keys_of(gate.keys("attestation"))
    if allowed and signer.public_key.keyid not in {key.keyid for key in allowed}:
        raise UsageError(
            f"the key is none of those that may sign for the gate {gate.environment}",
            hint="Sign with one of them, or add its public key to attestation.keys of the gate.",
        )


def _is_own(file: Path) -> bool:
    """Tell whether a file begins as those do that this command writes. Raises OSError."""
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as stream:
        return stream.readline(64).startswith((b'{"payload": ', b"{\n"))


def _capsule(ready: Judging) -> Capsule:
    from ..capsule import Capsule

    capsule = Capsule(context=context_of(ready))
    ready.run.told = capsule.hear
    return capsule


def _noted(ready: Judging, notes: Notes, capsule: Capsule | None) -> Iterator[Any]:
    for verdict in ready.verdicts():
        notes.take(verdict)
        if capsule is not None:
            capsule.take(verdict)
        yield verdict


def _write(  # noqa: PLR0917  # all that there is to say
    ready: Judging, path: Path, notes: Notes, signer: Signer, options: dict[str, Any], capsule: Capsule | None
) -> None:
    """Write the capsule, if any, and the attestation. Raises JudgeError, and UsageError for what cannot be written."""
    from adjudge.lib.signing import sign

    from ..statement import PAYLOAD_TYPE, Circumstances, encode, release_of, summary_statement, verdict_statement

    run, gate = ready.run, ready.settings.gate
    assert gate is not None
    summary: Summary = run.summary()
    release = release_of(run, ready.tree, ready.candidates, folder=ready.tree.relative(path), notes=notes, gate=gate)
    said = Circumstances(
        gate=gate,
        as_of=ready.as_of,
        signed_at=datetime.now(UTC),
        waivers=ready.waivers,
        plugins=_plugins(ready),
        engine={"name": ready.engine.name, **ready.engine.build()},
        capsule=_written(options["capsule"], capsule.text(run.pipeline.compiler, run.fails, summary))
        if capsule
        else None,
    )
    statement = verdict_statement(release, notes, run, summary, said)
    verdict = sign(encode(statement), PAYLOAD_TYPE, signer)
    short = sign(encode(summary_statement(statement, verdict.encode())), PAYLOAD_TYPE, signer)
    replace_file(options["output"], f"{verdict}\n{short}\n")


def _written(file: Path, text: str) -> str:
    """Write the capsule, and give its digest."""
    from hashlib import sha256

    replace_file(file, text)
    return sha256(text.encode()).hexdigest()


def _plugins(ready: Judging) -> list[dict[str, str | None]]:
    """Give what is known of the plugins; an editable install has no digest."""
    from adjudge.lib.digests import distribution_digest

    found: dict[str, str | None] = {}
    plugins = sorted(ready.settings.registry.plugins.items())
    for name in {plugin.distribution for _, plugin in plugins}:
        try:
            found[name] = distribution_digest(name)
        except UsageError:
            found[name] = None
    return [
        {
            "name": name,
            "distribution": plugin.distribution,
            "version": plugin.version,
            "sha256": found[plugin.distribution],
        }
        for name, plugin in plugins
    ]
