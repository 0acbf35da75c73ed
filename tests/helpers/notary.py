"""Keys, gates and releases to attest. tests/conftest.py makes this file importable as ``notary``."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from neighbours import account, consent, service
from securesystemslib.signer import CryptoSigner
from wheels import Project

from adjudge.lib.signing import sign, signer_of
from adjudge.plugins.attestation.statement import PAYLOAD_TYPE, encode, summary_statement

SIGNED = b"I agree."
LINES = 2


def write_keys(folder: Path, name: str, make: Callable[[], CryptoSigner] = CryptoSigner.generate_ed25519) -> None:
    """Write ``<name>.pem`` and ``<name>.pub``."""
    signer = make()
    (folder / f"{name}.pem").write_bytes(signer.private_bytes)
    public = (
        load_pem_private_key(signer.private_bytes, None)
        .public_key()
        .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    (folder / f"{name}.pub").write_bytes(public)


@dataclass(frozen=True, kw_only=True)
class Notary:
    """A project with a release ``dist``, and beside it keys, a gate, an attestation and a capsule."""

    project: Project

    @classmethod
    def make(cls, folder: Path, project: type[Project] = Project) -> Notary:
        """Make a release of an artifact, a file of records, a document with evidence, and a file that is exempt."""
        made = cls(project=project.make(folder))
        write = made.project.write
        write("dist/a.service.json", service())
        write("dist/users/all.accounts.jsonl", account() + account(id="u-000002"))
        write("dist/consents/signed/a.txt", SIGNED)
        write("dist/consents/a.consent.json", consent("signed/a.txt", sha256(SIGNED).hexdigest()))
        write("dist/README.md", "# Release\n")
        for name in ("release", "other"):
            write_keys(made.beside, name)
        made.gate()
        return made

    @property
    def beside(self) -> Path:
        """The folder that holds the project."""
        return self.project.root.parent

    @property
    def attestation(self) -> Path:
        """What `adjudge attest` writes."""
        return self.beside / "dist.intoto.jsonl"

    def gate(
        self, more: str = "", *, name: str = "gate.toml", environment: str = "production", first: str = ""
    ) -> Path:
        """Write a gate that has the public key of the release."""
        file = self.beside / name
        file.write_text(
            f'environment = "{environment}"\nexempt = ["README.md"]\n{first}[plugins.identity]\n'
            f'[attestation]\nkeys = ["release.pub"]\n{more}',
            encoding="utf-8",
        )
        return file

    def copy(self, folder: Path) -> Notary:
        """Return the same in another folder."""
        shutil.copytree(self.beside, folder / "copy")
        root, site, wheels = (folder / "copy" / name for name in ("project", "site", "wheels"))
        return Notary(project=replace(self.project, root=root, site=site, wheels=wheels))

    def attest(self, *more: str, code: int = 0, gate: str = "../gate.toml", **options: Any) -> CompletedProcess[str]:
        """Attest the release; ``more`` options stand in the place of those that every attestation has."""
        usual = {"--key": "../release.pem", "-o": "../dist.intoto.jsonl"}
        said = [part for name, value in usual.items() if name not in more for part in (name, value)]
        done = self.project.adjudge("attest", "dist", "--gate", gate, *said, *more, **options)
        assert done.returncode == code, done.stdout + done.stderr
        return done

    def verify(self, *more: str, gate: str | None = "../gate.toml", folder: str = "dist") -> CompletedProcess[str]:
        """Verify the release."""
        named = ("--gate", gate) if gate is not None else ()
        return self.project.adjudge("verify", folder, "--attestation", "../dist.intoto.jsonl", *named, *more)

    def reasons(self, *more: str, code: int = 1, **options: Any) -> list[tuple[str, str | None]]:
        """Verify the release, which is refused; give the reasons with their files."""
        done = self.verify("--json", *more, **options)
        assert done.returncode == code, done.stdout + done.stderr
        said = json.loads(done.stdout)
        assert (said["verified"], said["exit_code"], said["copied_to"]) == (False, code, None)
        return [(reason["code"], reason.get("file")) for reason in said["reasons"]]

    def statements(self) -> list[dict[str, Any]]:
        """Return the two statements, as anybody reads them who does not look at signatures."""
        lines = self.attestation.read_text("utf-8").splitlines()
        assert len(lines) == LINES
        return [json.loads(base64.b64decode(json.loads(line)["payload"])) for line in lines]

    def forge(self, change: Callable[[dict[str, Any]], object], *, key: str = "release") -> None:
        """Attest something else than what was judged, as whoever has the key can do, with the summary that belongs to it."""
        signer = signer_of(str(self.beside / f"{key}.pem"), None, str)
        statement = self.statements()[0]
        change(statement)
        verdict = sign(encode(statement), PAYLOAD_TYPE, signer)
        short = sign(encode(summary_statement(statement, verdict.encode())), PAYLOAD_TYPE, signer)
        self.attestation.write_text(f"{verdict}\n{short}\n", encoding="utf-8")


def files_below(folder: Path) -> Mapping[str, bytes]:
    """Return the content of every file below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
