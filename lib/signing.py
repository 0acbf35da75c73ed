"""Sign bytes and open what is signed: DSSE envelopes by securesystemslib, with Ed25519 or ECDSA keys.

securesystemslib is an optional dependency (``adjudge[attest]``), imported only where something is signed or verified.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import UsageError
from .opening import OWN, read_regular
from .options import Option
from .system import reason
from .words import ENGLISH, Texts, said, say

if TYPE_CHECKING:
    from securesystemslib.signer import Key, Signer

PASSPHRASE = "ADJUDGE_KEY_PASSPHRASE"  # noqa: S105  # the name of a variable
KEY_OPTIONS = (
    Option(
        name="key",
        metavar="KEY",
        env="ADJUDGE_KEY",
        help=say("help.option.key"),
    ),
    Option(name="public_key", type="path", metavar="FILE", help=say("help.option.public_key")),
)
"""The options of a command that signs."""

_URI = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)  # two letters at least: C:\ is a path
_TYPES = frozenset({"ed25519", "ecdsa"})


class EnvelopeError(Exception):
    """A text is no DSSE envelope of the expected type. ``words`` say why."""

    def __init__(self, words: Texts) -> None:
        super().__init__(words)
        self.words = words


class SignatureError(Exception):
    """No allowed key has signed an envelope."""


def signer_of(key: str | None, public: Path | None, secret: Callable[[str], str] | None = None) -> Signer:
    """Return the signer of a private key: a PEM file (also as ``file:PATH``), or a URI of securesystemslib's for a KMS.

    A KMS keeps its key, so ``public`` must then name the PEM file of the public one. ``secret(name)`` gives a
    passphrase or a PIN when one is asked for. Raises UsageError.
    """
    if key is None:
        raise UsageError(say("key.none"))
    secret = secret or passphrase
    _see_library()
    from securesystemslib.signer import CryptoSigner
    from securesystemslib.signer import Signer as AnySigner

    scheme = key.partition(":")[0] if _URI.match(key) else "file"
    try:
        if scheme == "file":
            signer: Any = CryptoSigner(_private(Path(key.removeprefix("file:")), secret))
        elif public is None:
            raise UsageError(say("key.no_public", scheme=scheme))
        else:
            signer = AnySigner.from_priv_key_uri(key, public_key_of(public), secret)
    except UsageError:
        raise
    except Exception as error:  # each KMS raises errors of its own
        named = "" if isinstance(error, ValueError) else f"{type(error).__name__}: "  # it says what is wrong by itself
        raise UsageError(say("key.unusable", why=f"{named}{error}")) from error
    _see_type(signer.public_key, key)
    return signer  # type: ignore[no-any-return]


def public_key_of(source: Path | str) -> Key:
    """Read a public key in PEM: a file, or the text itself. Raises UsageError."""
    _see_library()
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from securesystemslib.signer import SSlibKey

    data = source.encode() if isinstance(source, str) else _bytes(source)
    named = None if isinstance(source, str) else str(source)
    try:
        found: Any = SSlibKey.from_crypto(load_pem_public_key(data))
    except Exception as error:  # what cryptography raises depends on what is wrong with the file
        raise UsageError(say("key.no_pem", why=str(error)), file=named) from error
    _see_type(found, named or say("key.unnamed"))
    return found  # type: ignore[no-any-return]


def public_keys_of(sources: Iterable[Path | str]) -> list[Key]:
    """Read public keys, each once. Raises UsageError."""
    return list({key.keyid: key for key in map(public_key_of, sources)}.values())


def sign(payload: bytes, payload_type: str, signer: Signer) -> str:
    """Return a DSSE envelope of the payload as JSON on one line. Raises UsageError when the signer fails."""
    from securesystemslib.dsse import Envelope

    envelope = Envelope(payload, payload_type, {})
    try:
        envelope.sign(signer)
        envelope.verify([signer.public_key], 1)  # a KMS may hold another key than the public one that was named
    except Exception as error:  # each KMS raises errors of its own
        raise UsageError(say("key.could_not_sign", why=f"{type(error).__name__}: {error}")) from error
    return json.dumps(envelope.to_dict(), sort_keys=True)


def opened(text: bytes, payload_type: str, keys: Sequence[Key]) -> bytes:
    """Return the payload of an envelope that one of the keys has signed.

    Raises EnvelopeError for a text that is none, SignatureError when none of the keys has signed it. UsageError when
    securesystemslib is missing.
    """
    _see_library()
    from securesystemslib.dsse import Envelope
    from securesystemslib.exceptions import VerificationError

    try:
        envelope = Envelope.from_dict(json.loads(text))
    except Exception as error:  # securesystemslib trusts the shape: whatever it trips over is hostile or truncated
        raise EnvelopeError(say("key.no_envelope", error=type(error).__name__)) from error
    if envelope.payload_type != payload_type:
        raise EnvelopeError(say("key.other_payload", type=payload_type))
    try:
        envelope.verify(list(keys), 1)
    except (VerificationError, ValueError) as error:
        raise SignatureError from error
    payload: bytes = envelope.payload
    return payload


def _private(file: Path, secret: Callable[[str], str]) -> Any:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    data = _bytes(file)
    if b"BEGIN PUBLIC KEY" in data:
        raise UsageError(say("key.is_public"), file=str(file))
    try:
        return load_pem_private_key(data, None)
    except TypeError:  # that is how cryptography says that it is encrypted
        return load_pem_private_key(data, secret("passphrase").encode())


def _bytes(file: Path) -> bytes:
    try:
        return read_regular(file, OWN)
    except OSError as error:
        raise UsageError(say("key.unreadable", why=reason(error)), file=str(file)) from error


def _see_library() -> None:
    try:
        import cryptography
        import securesystemslib.signer  # noqa: F401
    except ImportError as error:
        raise UsageError(say("key.no_library")) from error
    del cryptography


def _see_type(key: Key, named: str | Texts) -> None:
    if key.keytype not in _TYPES:
        raise UsageError(say("key.type", key=named, type=key.keytype))


def passphrase(name: str, language: str = ENGLISH) -> str:
    """Return the passphrase of a key: from ADJUDGE_KEY_PASSPHRASE, or from whoever sits at the terminal."""
    known = os.environ.get(PASSPHRASE)
    if known is not None:
        return known
    what: str | Texts = say("key.passphrase") if name == "passphrase" else name
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(say("key.asks", what=what, variable=PASSPHRASE))
    from getpass import getpass

    return getpass(said(say("key.prompt", what=what), language), stream=sys.stderr)
