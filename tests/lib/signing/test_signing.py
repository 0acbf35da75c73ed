"""Keys and envelopes that cannot be used, and what is said of them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from securesystemslib.signer import CryptoSigner
from spoken import spoken

from adjudge.lib.errors import UsageError
from adjudge.lib.signing import EnvelopeError, SignatureError, opened, passphrase, public_key_of, sign, signer_of

TYPE = "text/plain"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    (tmp_path / "key.pem").write_bytes(CryptoSigner.generate_ed25519().private_bytes)
    return tmp_path / "key.pem"


def public_pem(private) -> str:
    return (
        private.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (None, "there is no key to sign with"),
        ("awskms:x", "the key awskms: needs its public key"),
        ("nowhere.pem", "nowhere.pem: the key cannot be read: No such file or directory"),
        (__file__, "the key cannot be used: "),
    ],
)
def test_a_key_that_cannot_sign_is_refused(key, says):
    with pytest.raises(UsageError) as caught:
        signer_of(key, None)
    assert says in spoken(caught.value)


def test_a_public_key_in_the_place_of_a_private_one_is_told_for_what_it_is(tmp_path):
    file = tmp_path / "key.pub.pem"
    file.write_text(public_pem(rsa.generate_private_key(65537, 2048)), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        signer_of(str(file), None)
    assert f"{file}: this is a public key. Name the private one that belongs to it." in spoken(caught.value)


def test_what_is_no_public_key_or_of_another_type_is_refused():
    with pytest.raises(UsageError) as caught:
        public_key_of("not a key")
    assert spoken(caught.value).startswith("this is no public key in PEM: ")
    with pytest.raises(UsageError) as caught:
        public_key_of(public_pem(rsa.generate_private_key(65537, 2048)))
    assert "the key a key is of the type rsa. Use an Ed25519 or an ECDSA key." in spoken(caught.value)


def test_a_signer_that_does_not_fit_its_public_key_signs_nothing(key):
    signer = signer_of(str(key), None)
    signer.public_key.keyval["public"] = "00" * 32
    with pytest.raises(UsageError) as caught:
        sign(b"x", TYPE, signer)
    assert spoken(caught.value).endswith("Nothing was written. Check the key.")


def test_an_envelope_that_is_none_or_of_another_type_says_so_in_each_language(key):
    signer = signer_of(f"file:{key}", None)
    with pytest.raises(EnvelopeError, match=r"^it is no DSSE envelope: JSONDecodeError$") as caught:
        opened(b"x", TYPE, [signer.public_key])
    assert caught.value.words["zh"] == "不是 DSSE 信封：“JSONDecodeError”"
    envelope = sign(b"x", "text/html", signer).encode()
    with pytest.raises(EnvelopeError, match=r"^its payload is not of the type text/plain$") as caught:
        opened(envelope, TYPE, [signer.public_key])
    assert caught.value.words["zh"] == "其载荷的类型不是 text/plain"
    other = public_key_of(public_pem(ed25519.Ed25519PrivateKey.generate()))
    with pytest.raises(SignatureError):
        opened(envelope, "text/html", [other])


def test_a_passphrase_that_nobody_can_be_asked_for_is_an_error(monkeypatch):
    monkeypatch.delenv("ADJUDGE_KEY_PASSPHRASE", raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(UsageError) as caught:
        passphrase("passphrase")
    assert "the key asks for its passphrase. Put it into ADJUDGE_KEY_PASSPHRASE" in spoken(caught.value)
    assert "口令" in caught.value.told("zh")


def test_without_the_library_a_key_says_how_to_install_it(monkeypatch, key):
    monkeypatch.setitem(sys.modules, "securesystemslib.signer", None)
    with pytest.raises(UsageError) as caught:
        signer_of(str(key), None)
    assert "pip install 'adjudge[attest]'" in spoken(caught.value)
