"""A time stamping authority (RFC 3161) on this machine, for tests: it says that what it is shown existed now."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

PURPOSE = "1.3.6.1.5.5.7.3.8"
_SIGNED_DATA, _STAMP = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
_CONTENT_TYPE, _DIGEST, _CERTIFICATE = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.16.2.47"
_SHA256, _ECDSA = "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2"
_INTEGER, _OCTETS, _OID, _TIME, _SEQUENCE, _SET, _FIRST = 0x02, 0x04, 0x06, 0x18, 0x30, 0x31, 0xA0


@contextmanager
def stamping(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> Iterator[str]:
    """Give the address at which time stamps are signed with this key."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = _stamped(self.rfile.read(int(self.headers["Content-Length"])), certificate, key)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def _stamped(request: bytes, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the response to a request: its digest and its nonce, with the time, signed."""
    (_, asked, _) = next(_parts(request))
    imprint, *others = list(_parts(asked))[1:]
    nonce = [whole for tag, _, whole in others if tag == _INTEGER]
    now = datetime.now(UTC).strftime("%Y%m%d%H%M%SZ").encode()
    stamp = _put(_SEQUENCE, _number(1), _oid("1.2.3.4.1"), imprint[2], _number(1), _put(_TIME, now), *nonce)
    der = certificate.public_bytes(Encoding.DER)
    said = _put(_SEQUENCE, _put(_SEQUENCE, _put(_SEQUENCE, _put(_OCTETS, sha256(der).digest()))))
    attributes = sorted(
        _put(_SEQUENCE, _oid(oid), _put(_SET, value))
        for oid, value in (
            (_CONTENT_TYPE, _oid(_STAMP)),
            (_DIGEST, _put(_OCTETS, sha256(stamp).digest())),
            (_CERTIFICATE, said),
        )
    )
    digested, signed = _put(_SEQUENCE, _oid(_SHA256)), _put(_SEQUENCE, _oid(_ECDSA))
    signature = key.sign(_put(_SET, *attributes), ec.ECDSA(hashes.SHA256()))
    issued = _put(_SEQUENCE, certificate.issuer.public_bytes(), _number(certificate.serial_number))
    by = _put(_SEQUENCE, _number(1), issued, digested, _put(_FIRST, *attributes), signed, _put(_OCTETS, signature))
    content = _put(_SEQUENCE, _oid(_STAMP), _put(_FIRST, _put(_OCTETS, stamp)))
    data = _put(_SEQUENCE, _number(3), _put(_SET, digested), content, _put(_FIRST, der), _put(_SET, by))
    token = _put(_SEQUENCE, _oid(_SIGNED_DATA), _put(_FIRST, data))
    return _put(_SEQUENCE, _put(_SEQUENCE, _number(0)), token)


# --- DER ------------------------------------------------------------------------------------------------------------


def _put(tag: int, *contents: bytes) -> bytes:
    content = b"".join(contents)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def _parts(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield tag, content and the whole of each element."""
    at = 0
    while at < len(data):
        begin, size = at + 2, data[at + 1]
        if size & 0x80:
            begin += size & 0x7F
            size = int.from_bytes(data[at + 2 : begin], "big")
        yield data[at], data[begin : begin + size], data[at : begin + size]
        at = begin + size


def _number(value: int) -> bytes:
    return _put(_INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _oid(text: str) -> bytes:
    first, second, *rest = map(int, text.split("."))
    content = [bytes((40 * first + second,))]
    for arc in rest:
        digits = [arc & 0x7F]
        while arc := arc >> 7:
            digits.insert(0, arc & 0x7F | 0x80)
        content.append(bytes(digits))
    return _put(_OID, *content)
