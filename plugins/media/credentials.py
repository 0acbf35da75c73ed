"""The side of :mod:`.provenance` that runs in a process of its own: read Content Credentials by c2pa-python, offline.

A request is a line of JSON, then the content of a file that is none: ``path`` and ``state`` of the file, ``given`` where its
content follows, ``as_of``, and the text of a ``trust`` list or null. The answer is JSON as well: ``provenance`` as
``dubbing/media_facts.json`` describes it, or one of ``changed`` (the file is another one now) and ``untrusted`` (which
certificate of the list is none; 0: there is none at all).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any, BinaryIO

_OFFLINE = {
    # Two locks on each door: the second, a list of hosts that may be asked with nobody on it, would hold without the first.
    "verify": {"verify_trust": True, "remote_manifest_fetch": False, "ocsp_fetch": False},
    "core": {"allowed_network_hosts": [], "decode_identity_assertions": False},
}
_PURPOSES = (
    "1.3.6.1.4.1.62558.2.1",  # signing claims of C2PA
    "1.3.6.1.5.5.7.3.4",  # protecting e-mail
    "1.3.6.1.5.5.7.3.36",  # signing documents
)
"""What a certificate may be made for. By itself the library leaves the first out as soon as it gets a list."""

_STORE = b"c2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x008\x9bq"
"""The type of the box that holds all credentials of a file. It is never compressed."""
_PIECE = 1 << 20
_UNPARSED = ("asset could not be parsed",)
_UNTRUSTED = "signingCredential.untrusted"
_OUTDATED = "signingCredential.expired"
_UNREADABLE = "general.error"
_VOCABULARIES = re.compile(r"https?://(?:cv\.iptc\.org/newscodes|c2pa\.org)/digitalsourcetype/([A-Za-z0-9]+)")
_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)
_MOST = 100
"""Codes and source types that are told; a file has three."""
_LONGEST = 200
"""Characters of a text that the file brings."""
_PARTS = ("parentOf", "componentOf")
"""What an ingredient can be that is heard in the file; another, such as a prompt, was only given to a tool."""


class _UntrustedError(Exception):
    """The trust list has a certificate that is none, by its number from 1; 0: it has no certificate."""


def make() -> Callable[[bytes], bytes]:
    """Return the function that answers requests."""
    import c2pa  # noqa: F401  # that it can be imported is said before a file is blamed

    def answer(request: bytes) -> bytes:
        head, _, content = request.partition(b"\n")
        return json.dumps(_answer(json.loads(head), content)).encode()

    return answer


def _answer(asked: dict[str, Any], content: bytes) -> dict[str, Any]:
    from adjudge.lib.opening import open_regular
    from adjudge.lib.pieces import state_of

    as_of = datetime.fromisoformat(asked["as_of"])
    try:
        settings = _settings(asked["trust"])
    except _UntrustedError as error:
        return {"untrusted": error.args[0]}
    if asked["given"]:
        return {"provenance": _read(BytesIO(content), settings, as_of)}
    with os.fdopen(open_regular(asked["path"], follow=False), "rb") as file:
        if list(state_of(file.fileno())) != asked["state"]:
            return {"changed": True}
        return {"provenance": _read(file, settings, as_of)}


@lru_cache(maxsize=2)
def _settings(trust: str | None) -> str:
    """Return the library's settings for a trust list, as JSON. Raises _UntrustedError for a list that is none."""
    if trust is None:
        return json.dumps(_OFFLINE)
    anchors = "".join(_anchors(trust))
    return json.dumps({**_OFFLINE, "trust": {"trust_anchors": anchors, "trust_config": "\n".join(_PURPOSES)}})


def _anchors(trust: str) -> Iterator[str]:
    """Yield each certificate anew: what the library cannot read of a list, it leaves out without a word."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    blocks = _CERTIFICATE.findall(trust)
    if not blocks or trust.count("-----BEGIN CERTIFICATE-----") != len(blocks):
        raise _UntrustedError(len(blocks) + 1 if blocks else 0)
    for number, block in enumerate(blocks, 1):
        try:
            yield x509.load_pem_x509_certificate(block.encode()).public_bytes(Encoding.PEM).decode()
        except ValueError as error:
            raise _UntrustedError(number) from error


def _read(file: BinaryIO, settings: str, as_of: datetime) -> dict[str, Any]:
    from c2pa import C2paError, Context, Reader

    with Context.from_json(settings) as context:  # outside of what follows: wrong settings are no fault of the file's
        try:
            with Reader(None, file, context=context) as reader:  # what it is, the bytes say
                return _described(json.loads(reader.json()), json.loads(reader.crjson()), as_of)
        except C2paError.ManifestNotFound:
            return {"state": "absent"}
        except C2paError.NotSupported:
            return {"state": "not_applicable"}
        except C2paError as error:
            return {"state": "remote"} if _is_remote(error) else _unread(file, error)


def _is_remote(error: Exception) -> bool:
    from c2pa import C2paError

    return isinstance(error, C2paError.RemoteManifest) or str(error).startswith("Remote:")


def _unread(file: BinaryIO, error: Exception) -> dict[str, Any]:
    """Return what a file carries whose credentials cannot be read.

    Where the library cannot even find its way through the container, there may be none: then the bytes decide. A word
    such as ``c2pa`` is no credential; the sixteen bytes of the box's type are.
    """
    from c2pa import C2paError

    lost = isinstance(error, C2paError.Io) or any(words in str(error) for words in _UNPARSED)
    if lost and not _has_store(file):
        return {"state": "absent"}
    return {"state": "invalid", "codes": [_UNREADABLE], "source_types": [], "signer": None}


def _has_store(file: BinaryIO) -> bool:
    file.seek(0)
    kept = b""
    while piece := file.read(_PIECE):
        kept += piece
        if _STORE in kept:
            return True
        kept = kept[-len(_STORE) :]
    return False


def _described(report: dict[str, Any], details: dict[str, Any], as_of: datetime) -> dict[str, Any]:
    results = report["validation_results"]
    active = report["active_manifest"]
    codes = _codes(results["activeManifest"], "failure")
    said = _codes(results["activeManifest"], "success")
    for delta in results.get("ingredientDeltas") or ():
        codes += [code for code in _codes(delta["validationDeltas"], "failure") if code not in codes]
    state = _state(report["validation_state"], codes)
    if state != "invalid" and "timeStamp.trusted" not in said and not _is_in_force(details, active, as_of):
        state, codes = "invalid", [*codes, _OUTDATED]
    signed = "claimSignature.validated" in said
    return {
        "state": state,
        "codes": [_cut(code) for code in codes[:_MOST]],
        "source_types": sorted(set(_source_types(report["manifests"], active)))[:_MOST],
        "signer": _signer(report["manifests"][active].get("signature_info") or {}) if signed else None,
    }


def _codes(results: dict[str, Any], kind: str) -> list[str]:
    return list(dict.fromkeys(status["code"] for status in results.get(kind) or ()))


def _state(state: str, codes: list[str]) -> str:
    """Return the strictest of what the library says and what its codes say."""
    if state not in ("Valid", "Trusted") or set(codes) - {_UNTRUSTED}:
        return "invalid"
    return "trusted" if state == "Trusted" and not codes else "valid"


def _is_in_force(details: dict[str, Any], active: str, as_of: datetime) -> bool:
    """Return whether the certificate is in force on the run's day: the library only knows the machine's clock."""
    manifests = [manifest for manifest in details.get("manifests", ()) if manifest["label"] == active]
    certificate = manifests[0].get("signature", {}).get("certificateInfo") if len(manifests) == 1 else None
    if certificate is None:
        return False
    validity = certificate["validity"]
    return datetime.fromisoformat(validity["notBefore"]) <= as_of <= datetime.fromisoformat(validity["notAfter"])


def _source_types(manifests: dict[str, Any], active: str) -> Iterator[str]:
    """Yield what the actions of the active manifest say, and those of the manifests of what went into the file."""
    waiting, seen = [active], {active}
    while waiting:
        manifest = manifests.get(waiting.pop()) or {}
        for assertion in manifest.get("assertions") or ():
            if assertion["label"].startswith("c2pa.actions"):
                yield from _named(assertion["data"])
        for ingredient in manifest.get("ingredients") or ():
            label = ingredient.get("active_manifest")
            if label is not None and ingredient.get("relationship") in _PARTS and label not in seen:
                seen.add(label)
                waiting.append(label)


def _named(data: Any) -> Iterator[str]:
    """Yield the source types of one assertion of actions. It is the signer's own text, of whatever shape."""
    if not isinstance(data, dict):
        return
    for part in ("actions", "templates"):
        for action in data.get(part) or ():
            named = action.get("digitalSourceType") if isinstance(action, dict) else None
            if isinstance(named, str):
                known = _VOCABULARIES.fullmatch(named)
                yield known[1] if known else _cut(named)


def _signer(info: dict[str, Any]) -> str | None:
    """Return the common name and the organisation of the certificate, as far as it has them."""
    names = [name for name in (info.get("common_name"), info.get("issuer")) if isinstance(name, str) and name.strip()]
    return _cut(", ".join(dict.fromkeys(names))) or None


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
