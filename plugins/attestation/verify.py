"""Verify an attestation where a release is deployed: who signed it, what it says, and that the files are those judged.

What an attestation says is looked at only after its signature was found good. Files are opened once, below the folder
and through no link, and hashed as they are read; a copy holds the bytes that were hashed, since it is made of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from adjudge.lib.documents import Json, Source
from adjudge.lib.errors import ReadError
from adjudge.lib.formats import read_core
from adjudge.lib.signing import EnvelopeError, SignatureError, opened
from adjudge.lib.words import say

from .refusal import VerificationFailure, refuse
from .statement import PAYLOAD_TYPE, SUMMARY, VERDICT, summary_statement

if TYPE_CHECKING:
    from securesystemslib.signer import Key

MAX_BYTES = 64 << 20
RUN_TIME = timedelta(hours=1)
"""How long a run may take from its clock to its signature, besides what --as-of may be off."""
SKEW = timedelta(minutes=5)


class Expected(NamedTuple):
    """What an attestation is held to. ``gate`` is the digest of the gate; ``tolerance`` is that of --as-of."""

    keys: Sequence[Key]
    environment: str
    gate: str
    tolerance: timedelta
    max_age: timedelta
    now: datetime


class RefusedError(Exception):
    """An attestation cannot even be looked at."""

    def __init__(self, refusal: VerificationFailure) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


def read_attestation(data: bytes, keys: Sequence[Key]) -> Mapping[str, Json]:
    """Return the statement of the verdict: signed by one of the keys, by its schema, with the summary that belongs to it.

    Raises RefusedError.
    """
    lines = data.removesuffix(b"\n").split(b"\n")
    if len(data) > MAX_BYTES or len(lines) != 2:
        raise RefusedError(refuse("malformed", say("verify.malformed.envelopes")))
    verdict, summary = (_statement(line, keys) for line in lines)
    if verdict.get("predicateType") != VERDICT or summary.get("predicateType") != SUMMARY:
        raise RefusedError(refuse("malformed", say("verify.malformed.types", verdict=VERDICT, summary=SUMMARY)))
    _check_schema(verdict)
    names = [subject["name"] for subject in verdict["subject"]]
    if len(set(names)) != len(names) or not all(map(_is_inside, names)):
        raise RefusedError(refuse("malformed", say("verify.malformed.subjects")))
    if summary != summary_statement(verdict, lines[0]):
        raise RefusedError(refuse("summary"))
    return verdict


def subjects_of(verdict: Mapping[str, Json]) -> dict[str, str]:
    """Return the SHA-256 of each subject by its path."""
    return {subject["name"]: subject["digest"]["sha256"] for subject in verdict["subject"]}


def refusals_of(verdict: Mapping[str, Json], wanted: Expected) -> Iterator[VerificationFailure]:
    """Yield what speaks against a statement that was read, whatever the files are."""
    said = verdict["predicate"]
    if said["environment"] != wanted.environment:
        yield refuse("environment", say("verify.other", found=said["environment"], wanted=wanted.environment))
    if said["gate"]["sha256"] != wanted.gate:
        yield refuse("gate", say("verify.digest", found=said["gate"]["sha256"], wanted=wanted.gate))
    if said["decision"] not in ("pass", "warn"):
        yield refuse("decision", said["decision"])
    if not set(subjects_of(verdict)) - set(said["exempt"]) or not said["artifacts"]:
        yield refuse("empty")
    as_of, signed_at = (datetime.fromisoformat(said[name]) for name in ("as_of", "signed_at"))
    if abs(signed_at - as_of) > wanted.tolerance + RUN_TIME:
        yield refuse("as_of", say("verify.clocks", as_of=said["as_of"], signed_at=said["signed_at"]))
    if signed_at > wanted.now + SKEW:
        yield refuse("future", said["signed_at"])
    if wanted.now - signed_at > wanted.max_age:
        hours = int(wanted.max_age.total_seconds() // 3600)
        yield refuse("too_old", say("verify.age", signed_at=said["signed_at"], hours=hours))


def _statement(line: bytes, keys: Sequence[Key]) -> dict[str, Any]:
    try:
        payload = opened(line, PAYLOAD_TYPE, keys)
    except EnvelopeError as error:
        raise RefusedError(refuse("malformed", error.words)) from error
    except SignatureError as error:
        raise RefusedError(refuse("signature")) from error
    name = "statement"
    try:
        (document,) = read_core(Source(path=name, real=Path(name), data=payload, sha256=""), ".json")
    except ReadError as error:
        raise RefusedError(refuse("malformed", error.words)) from error
    if isinstance(document, ReadError) or not isinstance(document.value, dict):
        raise RefusedError(refuse("malformed", say("verify.malformed.object")))
    return document.value


def _check_schema(verdict: Json) -> None:
    from adjudge.lib.schema.own import own_validator

    validator = own_validator("attestation")
    if not validator.is_valid(verdict):
        error = validator.errors(verdict)[0]
        place = "/".join(str(step) for step in error.steps)
        raise RefusedError(refuse("malformed", say("verify.malformed.at", place=place, why=error.message)))


def _is_inside(name: str) -> bool:
    return "\0" not in name and all(step not in ("", ".", "..") for step in name.split("/"))
