"""Sign a bundle as OPA verifies it: a JSON Web Token (RFC 7519) over the digest of every file.

https://www.openpolicyagent.org/docs/management-bundles#signing describes the format. There is no time in the token, and
the nonce of an ECDSA signature follows from what is signed (RFC 6979): the same key and content give the same bytes.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from adjudge.lib.documents import Json
from adjudge.lib.errors import UsageError
from adjudge.lib.opening import OWN, read_regular
from adjudge.lib.system import reason
from adjudge.lib.words import say

_LEAST_RSA_BITS = 2048


class Signer:
    """A private key from a PEM file. ``algorithm`` is what OPA's configuration must say of its public key."""

    def __init__(self, file: Path) -> None:
        """Read the key. Raises UsageError."""
        self.algorithm, self._sign = _loaded(file)

    def __call__(self, files: Mapping[str, bytes]) -> bytes:
        """Return the ``.signatures.json`` of a bundle's files; JSON files must be canonical."""
        claims = {
            "files": [
                {"algorithm": "SHA-256", "hash": sha256(files[path]).hexdigest(), "name": path}
                for path in sorted(files)
            ]
        }
        signed = b".".join(map(_part, ({"alg": self.algorithm, "typ": "JWT"}, claims)))
        token = b".".join((signed, _base64(self._sign(signed))))
        return json.dumps({"signatures": [token.decode()]}, separators=(",", ":")).encode()


def _part(value: Json) -> bytes:
    return _base64(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def _base64(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")


def _loaded(file: Path) -> tuple[str, Callable[[bytes], bytes]]:
    """Return the algorithm of a key, and the function that signs with it."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric import ec, rsa
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError as error:
        raise UsageError(say("opa.key.library")) from error
    try:
        key: Any = load_pem_private_key(read_regular(file, OWN), None)
    except OSError as error:
        raise UsageError(say("opa.key.unreadable", why=reason(error)), file=str(file)) from error
    except TypeError as error:  # the library's word for a key that wants a password
        raise UsageError(say("opa.key.encrypted"), file=str(file)) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UsageError(say("opa.key.none"), file=str(file)) from error
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _LEAST_RSA_BITS:
        return "RS256", lambda data: _rsa(key, data)
    if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
        return "ES256", lambda data: _ecdsa(key, data)
    raise UsageError(say("opa.key.sort"), file=str(file))


def _rsa(key: Any, data: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    signature: bytes = key.sign(data, PKCS1v15(), SHA256())
    return signature


def _ecdsa(key: Any, data: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    r, s = decode_dss_signature(key.sign(data, ECDSA(SHA256(), deterministic_signing=True)))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")
