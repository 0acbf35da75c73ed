"""The attestation of a release: in-toto statements on what was judged, by which rules, and what was decided.

``docs/attestation.md`` describes both predicates. The statement of the verdict comes first; a summary in the format of
SLSA cites it by its digest, for consumers that know only that format.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from adjudge import Watcher, __version__
from adjudge.lib.clock import format_as_of
from adjudge.lib.digests import json_digest
from adjudge.lib.documents import EvidenceFile, Json
from adjudge.lib.errors import JudgeError
from adjudge.lib.fingerprint import Fingerprints
from adjudge.lib.json_text import given
from adjudge.lib.words import say

from .digests import parameters_digests, policies_digest

if TYPE_CHECKING:
    from adjudge import Gate, JudgedKind, Session, Verdict

STATEMENT = "https://in-toto.io/Statement/v1"
PAYLOAD_TYPE = "application/vnd.in-toto+json"
VERDICT = "urn:adjudge:verdict:v1"
SUMMARY = "https://slsa.dev/verification_summary/v1"
VERIFIER = "urn:adjudge:verifier:v1"
SCHEMA_VERSION = "1"


@dataclass(kw_only=True, eq=False, repr=False)
class Notes(Watcher):
    """What an attestation says of the verdicts of a run, noted as they come."""

    artifacts: list[Json] = field(default_factory=list)
    suppressed: list[Json] = field(default_factory=list)
    evidence: set[EvidenceFile] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    _fingerprints: Fingerprints = field(default_factory=Fingerprints)

    def verdict(self, verdict: Verdict) -> None:
        """Note a verdict."""
        self.artifacts.append(
            {
                "path": verdict.path,
                "kind": verdict.kind,
                "sha256": verdict.sha256,
                "verdict": verdict.verdict,
                "outcomes": {outcome.rule: outcome.outcome for outcome in verdict.outcomes},
            }
        )
        self.evidence.update(verdict.evidence)
        if not (verdict.kind or "").startswith("adjudge."):  # what judges, such as a waiver file, is no artifact
            self.files.add(verdict.file)
        for outcome, prints in zip(verdict.outcomes, self._fingerprints.of(verdict), strict=True):
            for finding, fingerprint in zip(outcome.findings, prints, strict=True):
                if finding.suppression is not None:
                    self.suppressed.append(
                        {
                            "artifact": verdict.path,
                            "rule": outcome.rule,
                            "fingerprint": str(fingerprint),
                            **given(finding.suppression._asdict()),
                        }
                    )


class Release(NamedTuple):
    """The files of a release. ``folder`` is relative to the root; ``subjects`` are SHA-256 by path below the folder.

    ``exempt`` are the subjects that the gate exempts; ``materials`` were read for the verdicts and are not released.
    """

    folder: str
    subjects: Mapping[str, str]
    exempt: tuple[str, ...]
    materials: tuple[EvidenceFile, ...]


class Circumstances(NamedTuple):
    """Under what a run judged. ``engine`` says who judged, with the build; ``plugins`` are name, distribution, version, digest.

    ``capsule`` is the digest of the capsule that was written with the attestation.
    """

    gate: Gate
    signed_at: datetime
    engine: Mapping[str, Json]
    plugins: Iterable[Json]
    capsule: str | None = None


def release_of(session: Session, *, folder: str, notes: Notes, gate: Gate) -> Release:
    """Return the files of a judged release with the digests of the bytes that were judged. Raises JudgeError for links."""
    subjects: dict[str, str] = {}
    exempt = []
    evidence = session.totals.evidence
    for file in session.files:
        if (session.root / file).is_symlink():
            raise JudgeError(say("attest.link"), file=file)
        path = file if folder == "." else file.removeprefix(f"{folder}/")
        subjects[path], _ = session.digest(file)
        if file not in notes.files and file not in evidence:
            assert gate.exempts(file)
            exempt.append(path)
    released = set(session.files)
    inside = {EvidenceFile(path=file, sha256=session.digest(file)[0]) for file in notes.files - released}
    used = {file for file in notes.evidence if file.outside or file.path not in released}
    materials = sorted(inside | used, key=lambda file: (file.path, file.sha256 or "", file.outside))
    return Release(folder=folder, subjects=subjects, exempt=tuple(exempt), materials=tuple(materials))


def verdict_statement(release: Release, notes: Notes, session: Session, said: Circumstances) -> dict[str, Json]:
    """Return the statement of the verdict; ``schemas/adjudge/attestation.json`` describes its predicate."""
    summary = session.summary()
    policies, parameters = judged_by(session.judged_kinds())
    predicate = {
        "schema_version": SCHEMA_VERSION,
        "adjudge": __version__,
        "environment": said.gate.environment,
        "gate": {"sha256": said.gate.sha256},
        "as_of": format_as_of(session.as_of),
        "signed_at": format_as_of(said.signed_at),
        "decision": summary.decision,
        "reasons": [given(reason._asdict()) for reason in summary.reasons],
        "engine": dict(said.engine),
        "plugins": list(said.plugins),
        "policies": policies,
        "parameters": parameters,
        "waivers": None if session.evidence is None else _file(session.evidence),
        "excused": notes.suppressed,
        "folder": release.folder,
        "artifacts": notes.artifacts,
        "exempt": list(release.exempt),
        "materials": [_file(file) for file in release.materials],
        "capsule": None if said.capsule is None else {"sha256": said.capsule},
    }
    return _statement(release.subjects, VERDICT, predicate)


def judged_by(kinds: Iterable[JudgedKind]) -> tuple[list[Json], dict[str, str]]:
    """Return the digests of the policies and schemas by kind, and of the parameters by domain."""
    policies: list[Json] = []
    parameters: dict[str, str] = {}
    for each in kinds:
        policies.append(
            {
                "kind": each.kind,
                "rules": len(each.program.rules),
                "sha256": policies_digest(each.program),
                "schema": json_digest(each.schema),
            }
        )
        parameters |= parameters_digests(each.program)
    return policies, dict(sorted(parameters.items()))


def summary_statement(verdict: Mapping[str, Json], envelope: bytes) -> dict[str, Json]:
    """Return the SLSA Verification Summary that cites the statement of the verdict in its envelope."""
    said = verdict["predicate"]
    digests = {subject["name"]: subject["digest"]["sha256"] for subject in verdict["subject"]}
    levels = ["ADJUDGE_RELEASE"]
    levels += ["ADJUDGE_NO_WARNINGS"] if said["decision"] == "pass" else []
    levels += ["ADJUDGE_NO_WAIVERS"] if not said["excused"] else []
    predicate = {
        "verifier": {"id": VERIFIER},
        "timeVerified": said["signed_at"],
        "resourceUri": f"urn:adjudge:release:{said['environment']}:{set_digest(digests)}",
        "policy": {"uri": f"urn:adjudge:gate:{said['environment']}", "digest": dict(said["gate"])},
        "inputAttestations": [{"uri": VERDICT, "digest": {"sha256": sha256(envelope).hexdigest()}}],
        "verificationResult": "PASSED",
        "verifiedLevels": levels,
    }
    return _statement(digests, SUMMARY, predicate)


def encode(statement: Mapping[str, Json]) -> bytes:
    """Return a statement as the bytes that are signed."""
    return json.dumps(statement, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def set_digest(subjects: Mapping[str, str]) -> str:
    """Return the digest of a set of files: over what ``sha256sum`` prints of them, in the order of their paths."""
    return sha256("".join(f"{digest}  {path}\n" for path, digest in sorted(subjects.items())).encode()).hexdigest()


def _statement(subjects: Mapping[str, str], predicate_type: str, predicate: Json) -> dict[str, Json]:
    return {
        "_type": STATEMENT,
        "subject": [{"name": path, "digest": {"sha256": digest}} for path, digest in sorted(subjects.items())],
        "predicateType": predicate_type,
        "predicate": predicate,
    }


def _file(file: EvidenceFile) -> Json:
    return {"path": file.path, "sha256": file.sha256, **({"outside": True} if file.outside else {})}
