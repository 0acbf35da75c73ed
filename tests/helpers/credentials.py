"""Content Credentials for tests: authorities, signers and signed files, all made when they are asked for.

``Authority("…").signer()`` is a certificate with its key; ``Signer.sign`` writes a copy of a file with credentials by
c2pa-python. ``media`` makes a second of sound, or of sound and picture, by a real encoder.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import c2pa
import imageio_ffmpeg
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
GENERATED = "trainedAlgorithmicMedia"
LABEL = '{"Label":"1","ContentProducer":"001191110000000000000000000","ProduceID":"test-0001"}'
EMAIL, DOCUMENT, CLAIM = "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.62558.2.1"

_SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1"]
_PICTURE = ["-f", "lavfi", "-i", "color=c=red:s=64x64:d=1"]
_MADE = {
    **dict.fromkeys(("wav", "mp3", "flac", "m4a"), _SOUND),
    "ogg": [*_SOUND, "-c:a", "libvorbis"],
    "opus": [*_SOUND, "-c:a", "libopus"],
    **{form: [*_SOUND, *_PICTURE] for form in ("mp4", "mov", "avi", "mkv", "webm")},
    "flv": [*_SOUND, *_PICTURE, "-ar", "44100"],
}


def media(folder: Path, form: str) -> Path:
    """Return a second of media in a container, with the implicit label where ffmpeg writes one."""
    file = folder / f"plain.{form}"
    if not file.exists():
        label = ["-metadata", f"AIGC={LABEL}", "-movflags", "use_metadata_tags"]
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-bitexact", *_MADE[form], *label, str(file)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return file


def actions(*said: dict[str, Any]) -> dict[str, Any]:
    """Return a manifest with these actions."""
    return {
        "claim_generator_info": [{"name": "test", "version": "1"}],
        "title": "a take",
        "assertions": [{"label": "c2pa.actions", "data": {"actions": list(said)}}] if said else [],
    }


def created(source: str = SOURCES + GENERATED) -> dict[str, Any]:
    """Return a manifest that says what made the file."""
    return actions({"action": "c2pa.created", "digitalSourceType": source})


@dataclass(frozen=True, kw_only=True)
class Signer:
    """A certificate chain and its key, as c2pa-python takes them."""

    chain: bytes
    key: bytes
    purposes: Sequence[str]

    def sign(
        self,
        source: Path,
        target: Path,
        manifest: dict[str, Any] | None = None,
        *,
        change: Callable[[c2pa.Builder], object] = lambda _: None,
        stamper: str | None = None,
        trusts: bytes = b"",
    ) -> Path:
        """Write ``source`` with credentials to ``target``, and return it.

        ``stamper`` is where a time stamp is asked for, ``trusts`` the list of whoever signs, for what goes into the file.
        """
        trust = {"trust_config": "\n".join(self.purposes), **({"trust_anchors": trusts.decode()} if trusts else {})}
        settings = {"verify": {"verify_after_sign": False, "verify_trust": True}, "trust": trust}
        info = c2pa.C2paSignerInfo(b"es256", self.chain, self.key, None if stamper is None else stamper.encode())
        with c2pa.Context.from_dict(settings) as context, c2pa.Signer.from_info(info) as signer:
            builder = c2pa.Builder(json.dumps(created() if manifest is None else manifest), context=context)
            change(builder)
            builder.sign_file(str(source), str(target), signer)
        return target


class Authority:
    """Somebody whose certificate may stand in a trust list."""

    def __init__(self, name: str = "Test authority", until: timedelta = timedelta(1000)) -> None:
        self._name = _name(name)
        self._key = ec.generate_private_key(ec.SECP256R1())
        public = self._key.public_key()
        now = datetime.now(UTC)
        certificate = _certificate(self._name, self._name, public, now - timedelta(1000), now + until)
        certificate = certificate.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        certificate = certificate.add_extension(_usage(is_authority=True), critical=True)
        certificate = certificate.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        self._certificate = certificate.sign(self._key, hashes.SHA256())

    @property
    def pem(self) -> bytes:
        """Return the certificate, as a trust list has it."""
        return self._certificate.public_bytes(Encoding.PEM)

    def signer(
        self,
        name: str = "Test signer",
        *,
        purposes: Sequence[str] = (EMAIL,),
        until: timedelta = timedelta(365),
        since: timedelta = timedelta(10),
    ) -> Signer:
        """Return a signer whose certificate says these purposes, and is in force, since ten days ago unless said."""
        certificate, key = self.issue(name, purposes, until, since)
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return Signer(chain=certificate.public_bytes(Encoding.PEM) + self.pem, key=secret, purposes=purposes)

    def issue(
        self,
        name: str,
        purposes: Sequence[str],
        until: timedelta = timedelta(365),
        since: timedelta = timedelta(10),
    ) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
        """Return a certificate with these purposes, in force since then, and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        certificate = _certificate(_name(name), self._name, key.public_key(), now - since, now + until)
        for extension, is_critical in (
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (_usage(is_authority=False), True),
            (x509.ExtendedKeyUsage([x509.ObjectIdentifier(each) for each in purposes]), True),
            (x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), False),
            (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
        ):
            certificate = certificate.add_extension(extension, critical=is_critical)
        return certificate.sign(self._key, hashes.SHA256()), key


def _name(name: str) -> x509.Name:
    parts = ((NameOID.COUNTRY_NAME, "CN"), (NameOID.ORGANIZATION_NAME, "Test studio"), (NameOID.COMMON_NAME, name))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key)
    return builder.serial_number(x509.random_serial_number()).not_valid_before(since).not_valid_after(until)


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
