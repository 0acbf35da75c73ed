"""Content Credentials: what is in a file, who signed it, and what is made of that, for every container."""

from __future__ import annotations

import json
import os
import socket
import struct
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import c2pa
import pytest
from credentials import CLAIM, DOCUMENT, EMAIL, GENERATED, LABEL, SOURCES, Authority, Signer, actions, created, media
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stamping import PURPOSE, stamping

from adjudge import Artifact, ReadError
from adjudge.lib.evidence import EvidenceOpener
from adjudge.lib.files import Tree
from adjudge.lib.installed import package_root
from adjudge.lib.pieces import Pieces, state_of
from adjudge.lib.schema import Validator
from adjudge.plugins.media import credentials, provenance
from adjudge.plugins.media.provenance import CARRIERS, provenance_facts

NOT_APPLICABLE = {"state": "not_applicable"}
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Path:
    """A folder for files without credentials."""
    return tmp_path_factory.mktemp("plain")


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def signer(authority) -> Signer:
    return authority.signer()


@pytest.fixture
def root(tmp_path, authority) -> Path:
    """A project with a trust list in it."""
    (tmp_path / "c2pa.pem").write_bytes(b"# whom we trust\n" + authority.pem)
    return tmp_path


def artifact(
    file: Path, form: str, *, trust: str | None = "c2pa.pem", as_of: datetime = NOW, given: bytes | None = None
) -> Artifact:
    tree = Tree(root=file.parent)
    pieces = _pieces(file, given)
    return Artifact(
        path=file.name,
        file=file.name,
        kind="dubbing.media",
        sha256=pieces.sha256,
        size=pieces.size,
        document={"container": form},
        params={"c2pa_trust": trust},
        as_of=as_of,
        evidence=EvidenceOpener(
            tree=tree,
            file=file.name,
            parameters_at=lambda _path: file.parent,
            read=tree.read,
            read_pieces=lambda _path: pieces,
        ),
    )


def _pieces(file: Path, given: bytes | None) -> Pieces:
    """Return the file as a run has it, without its digest: 4 GB take a while to be hashed, and nobody here asks for it."""
    if given is not None:
        return Pieces(path=file.name, real=file, sha256="0" * 64, size=len(given), content=given)
    descriptor = os.open(file, os.O_RDONLY)
    try:
        state = state_of(descriptor)
    finally:
        os.close(descriptor)
    return Pieces(path=file.name, real=file, sha256="0" * 64, size=file.stat().st_size, state=state)


def found(file: Path, form: str | None = None, **asked: Any) -> dict[str, Any]:
    """Return the fact, which its schema allows."""
    facts = provenance_facts(artifact(file, form or file.suffix[1:], **asked))
    schema = json.loads((package_root("adjudge.schemas") / "dubbing" / "media_facts.json").read_text("utf-8"))
    assert Validator(schema, "media_facts.json").is_valid(facts)
    return facts["provenance"]


def wrong(file: Path, form: str | None = None, **asked: Any) -> tuple[str, str | None]:
    """Return what the error says, and of which file."""
    with pytest.raises(ReadError) as raised:
        found(file, form, **asked)
    return raised.value.message, raised.value.file


# --- each container -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", CARRIERS)
def test_credentials_of_somebody_on_the_list_are_trusted(form, plain, root, signer):
    file = signer.sign(media(plain, form), root / f"take.{form}")
    assert found(file) == {
        "state": "trusted",
        "codes": [],
        "source_types": [GENERATED],
        "signer": "Test signer, Test studio",
    }


@pytest.mark.parametrize("form", CARRIERS)
def test_a_file_without_credentials_has_none(form, plain, root):
    file = root / f"take.{form}"
    file.write_bytes(media(plain, form).read_bytes())
    assert found(file) == {"state": "absent"}


@pytest.mark.parametrize("form", CARRIERS)
def test_one_flipped_byte_makes_them_invalid(form, plain, root, signer):
    data = bytearray(signer.sign(media(plain, form), root / f"take.{form}").read_bytes())
    data[_sound(data)] ^= 1
    (root / f"other.{form}").write_bytes(data)
    said = found(root / f"other.{form}")
    assert (said["state"], said["signer"]) == ("invalid", "Test signer, Test studio")
    assert said["codes"] in (["assertion.dataHash.mismatch"], ["assertion.bmffHash.mismatch"])


def _sound(data: bytes) -> int:
    """Return a place in the sound or the picture: behind the box of a film, else in the middle."""
    return data.index(b"mdat") + 100 if b"mdat" in data else len(data) // 2


@pytest.mark.parametrize("given", [False, True])
def test_the_function_of_the_process_answers_without_the_process_as_well(given, plain, root, signer, authority):
    unsigned = media(plain, "wav")
    files = [unsigned, *(signer.sign(unsigned, root / f"{each}.wav") for each in ("signed", "altered"))]
    data = bytearray(files[2].read_bytes())
    data[_sound(data)] ^= 1
    files[2].write_bytes(data)
    answer = credentials.make()
    states = []
    for file in files:
        asked = {
            "path": str(file),
            "state": _pieces(file, None).state,
            "given": given,
            "as_of": NOW.isoformat(),
            "trust": authority.pem.decode(),
        }
        content = file.read_bytes() if given else b""
        states.append(json.loads(answer(json.dumps(asked).encode() + b"\n" + content))["provenance"]["state"])
    assert states == ["absent", "trusted", "invalid"]


@pytest.mark.parametrize("form", ["wav", "mp3", "flac", "m4a", "mp4", "mov"])
def test_the_label_survives_beside_credentials(form, plain, root, signer):
    unsigned = media(plain, form)
    if form == "wav":  # ffmpeg writes none
        unsigned = _labelled(unsigned, root / "labelled.wav")
    assert unsigned.read_bytes().count(LABEL.encode()) == 1
    file = signer.sign(unsigned, root / f"take.{form}")
    assert file.read_bytes().count(LABEL.encode()) == 1
    assert found(file)["state"] == "trusted"


def _labelled(file: Path, target: Path) -> Path:
    chunk = b"AIGC" + struct.pack("<I", len(LABEL)) + LABEL.encode() + b"\0" * (len(LABEL) % 2)
    data = file.read_bytes() + chunk
    target.write_bytes(data[:4] + struct.pack("<I", len(data) - 8) + data[8:])
    return target


def test_a_label_that_is_written_after_signing_breaks_them(plain, root, signer):
    file = signer.sign(media(plain, "wav"), root / "take.wav")
    said = found(_labelled(file, root / "labelled.wav"))
    assert (said["state"], said["codes"]) == ("invalid", ["assertion.dataHash.mismatch"])


@pytest.mark.parametrize("form", ["ogg", "opus", "mkv", "webm", "flv"])
def test_a_container_that_cannot_carry_them_is_never_said_to_lack_them(form, plain, root, signer):
    file = root / f"take.{form}"
    file.write_bytes(media(plain, form).read_bytes())
    assert found(file) == NOT_APPLICABLE
    with pytest.raises(c2pa.C2paError.NotSupported):  # the library says the same
        signer.sign(file, root / f"signed.{form}")


def test_what_the_library_does_not_support_is_not_said_to_lack_them(plain, root):
    file = root / "take.wav"
    for data in (media(plain, "ogg").read_bytes(), b"RF64" + media(plain, "wav").read_bytes()[4:]):
        file.write_bytes(data)
        assert found(file) == NOT_APPLICABLE


# --- who is trusted -------------------------------------------------------------------------------------------------


def test_credentials_of_somebody_unknown_are_valid_and_no_more(plain, root):
    file = Authority("Somebody else").signer("Unknown").sign(media(plain, "wav"), root / "take.wav")
    said = found(file)
    assert (said["state"], said["codes"]) == ("valid", ["signingCredential.untrusted"])
    assert said["signer"] == "Unknown, Test studio"


def test_without_a_list_nobody_is_trusted(plain, root, signer):
    file = signer.sign(media(plain, "wav"), root / "take.wav")
    assert found(file, trust=None)["state"] == "valid"


def test_a_signer_is_not_trusted_by_name(plain, root):
    """An authority of the same name with another key signs for nobody on the list."""
    file = Authority().signer().sign(media(plain, "wav"), root / "take.wav")
    assert found(file)["state"] == "valid"


def test_any_authority_on_the_list_will_do(plain, root, signer, authority):
    (root / "c2pa.pem").write_bytes(Authority("First").pem + b"\n# and\n" + authority.pem)
    assert found(signer.sign(media(plain, "wav"), root / "take.wav"))["state"] == "trusted"


def test_the_list_is_evidence(plain, root, signer):
    file = signer.sign(media(plain, "wav"), root / "take.wav")
    judged = artifact(file, "wav")
    provenance_facts(judged)
    [listed] = judged.evidence.files()
    assert listed == ("c2pa.pem", sha256((root / "c2pa.pem").read_bytes()).hexdigest(), False)


@pytest.mark.parametrize("purpose", [EMAIL, DOCUMENT, CLAIM])
def test_a_certificate_may_be_made_for_what_c2pa_allows(purpose, plain, root, authority):
    file = authority.signer(purposes=[purpose]).sign(media(plain, "wav"), root / "take.wav")
    assert found(file)["state"] == "trusted"


def test_a_certificate_that_was_made_for_something_else_is_not_taken(plain, root, authority):
    file = authority.signer(purposes=["1.3.6.1.4.1.99999.1"]).sign(media(plain, "wav"), root / "take.wav")
    said = found(file)
    assert said["state"] == "invalid"
    assert "signingCredential.invalid" in said["codes"]


@pytest.mark.slow
def test_a_certificate_that_has_expired_is_not_taken(plain, root, authority):
    file = authority.signer(until=timedelta(seconds=2)).sign(media(plain, "wav"), root / "take.wav")
    time.sleep(4)
    said = found(file)
    assert said["state"] == "invalid"
    assert "signingCredential.expired" in said["codes"]


@pytest.mark.parametrize("days", [-11, 366])
def test_a_certificate_is_judged_as_of_the_day_of_the_run(days, plain, root, signer):
    file = signer.sign(media(plain, "wav"), root / "take.wav")
    said = found(file, as_of=NOW + timedelta(days))
    assert (said["state"], said["codes"]) == ("invalid", ["signingCredential.expired"])
    assert found(file, as_of=NOW + timedelta(days - 2 if days > 0 else days + 2))["state"] == "trusted"


def test_a_time_stamp_of_somebody_on_the_list_keeps_them_in_force(plain, root, authority, signer):
    """Nobody who does not stand on the list can say when they were signed."""
    clock = Authority("Clock")
    with stamping(*clock.issue("Test stamper", [PURPOSE])) as stamper:
        file = signer.sign(media(plain, "wav"), root / "take.wav", stamper=stamper)
    later = NOW + timedelta(366)
    assert found(file)["state"] == "trusted"
    assert found(file, as_of=later) == {
        "state": "invalid",
        "codes": ["signingCredential.expired"],
        "source_types": [GENERATED],
        "signer": "Test signer, Test studio",
    }
    (root / "c2pa.pem").write_bytes(authority.pem + clock.pem)
    assert found(file, as_of=later)["state"] == "trusted"


LISTS = {
    "empty": (b"", "the trust list has no certificate"),
    "text": (b"certificates to follow", "the trust list has no certificate"),
    "key": (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "the trust list has no certificate"),
    "binary": (bytes(range(256)), "the trust list has no certificate"),
    "garbled": (
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "certificate 1 of the trust list cannot be read",
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_is_none_is_an_error(name, plain, root, signer):
    data, said = LISTS[name]
    file = signer.sign(media(plain, "wav"), root / "take.wav")
    (root / "c2pa.pem").write_bytes(data)
    assert wrong(file) == (said, "c2pa.pem")


def test_a_bad_certificate_among_good_ones_is_an_error(plain, root, signer, authority):
    """The library would leave it out, and the rest of the list with what is cut off."""
    file = signer.sign(media(plain, "wav"), root / "take.wav")
    (root / "c2pa.pem").write_bytes(authority.pem + LISTS["garbled"][0])
    assert wrong(file) == ("certificate 2 of the trust list cannot be read", "c2pa.pem")
    (root / "c2pa.pem").write_bytes(authority.pem + authority.pem[:200])
    assert wrong(file) == ("certificate 2 of the trust list cannot be read", "c2pa.pem")


def test_a_list_that_is_not_there_is_an_error(plain, root, signer):
    file = signer.sign(media(plain, "wav"), root / "take.wav")
    assert wrong(file, trust="gone.pem") == ("the trust list does not exist", "gone.pem")


# --- what they say --------------------------------------------------------------------------------------------------


SAID = {
    "created": (created(SOURCES + "digitalCapture"), ["digitalCapture"]),
    "c2pa": (
        created("http://c2pa.org/digitalsourcetype/trainedAlgorithmicData"),
        ["trainedAlgorithmicData"],
    ),
    "another vocabulary": (
        created("https://example.com/digitalsourcetype/digitalCapture"),
        ["https://example.com/digitalsourcetype/digitalCapture"],
    ),
    "several": (
        actions(
            {"action": "c2pa.created", "digitalSourceType": SOURCES + "digitalCapture"},
            {"action": "c2pa.edited", "digitalSourceType": SOURCES + "compositeWithTrainedAlgorithmicMedia"},
            {"action": "c2pa.edited"},
        ),
        ["compositeWithTrainedAlgorithmicMedia", "digitalCapture"],
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_the_source_types_of_its_actions_are_told(name, plain, root, signer):
    manifest, said = SAID[name]
    assert found(signer.sign(media(plain, "wav"), root / "take.wav", manifest))["source_types"] == said


def _with(ingredient: Path, relation: str) -> Any:
    def change(builder: c2pa.Builder) -> None:
        if relation == "parentOf":
            builder.set_intent(c2pa.C2paBuilderIntent.EDIT)
        with ingredient.open("rb") as file:
            builder.add_ingredient(json.dumps({"title": "before", "relationship": relation}), "audio/wav", file)

    return change


def test_of_two_manifests_the_last_decides_and_both_are_heard(plain, root, signer):
    first = signer.sign(media(plain, "wav"), root / "first.wav")
    second = signer.sign(first, root / "second.wav", actions(), change=_with(first, "parentOf"))
    assert found(second) == {
        "state": "trusted",
        "codes": [],
        "source_types": [GENERATED],
        "signer": "Test signer, Test studio",
    }
    unknown = Authority("Somebody else").signer("Unknown")
    third = unknown.sign(second, root / "third.wav", actions(), change=_with(second, "parentOf"))
    said = found(third)
    assert (said["state"], said["signer"], said["source_types"]) == ("valid", "Unknown, Test studio", [GENERATED])


def test_what_its_signer_trusted_and_nobody_here_does_is_not_trusted(plain, root, signer, authority):
    other = Authority("Somebody else")
    first = other.signer("Unknown").sign(media(plain, "wav"), root / "first.wav")
    both = authority.pem + other.pem
    file = signer.sign(first, root / "take.wav", actions(), change=_with(first, "parentOf"), trusts=both)
    said = found(file)
    assert (said["state"], said["codes"]) == ("valid", ["signingCredential.untrusted"])
    (root / "c2pa.pem").write_bytes(both)
    assert found(file)["state"] == "trusted"


def test_what_was_only_given_to_a_tool_is_no_part_of_the_file(plain, root, signer):
    prompt = signer.sign(media(plain, "wav"), root / "prompt.wav")
    manifest = created(SOURCES + "digitalCapture")
    file = signer.sign(media(plain, "wav"), root / "take.wav", manifest, change=_with(prompt, "inputTo"))
    assert found(file)["source_types"] == ["digitalCapture"]


@pytest.mark.parametrize("form", ["wav", "mp4"])
def test_two_stores_in_one_file_are_invalid(form, plain, root, signer):
    data = signer.sign(media(plain, form), root / f"take.{form}").read_bytes()
    if form == "wav":
        doubled = data + data[data.rindex(b"C2PA") :]
        doubled = doubled[:4] + struct.pack("<I", len(doubled) - 8) + doubled[8:]
    else:
        start = data.index(b"uuid") - 4
        doubled = data + data[start : start + struct.unpack(">I", data[start : start + 4])[0]]
    (root / f"twice.{form}").write_bytes(doubled)
    assert found(root / f"twice.{form}")["state"] == "invalid"


# --- nothing is fetched ---------------------------------------------------------------------------------------------


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port on this machine, and what it was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        closing = threading.Event()

        def listen() -> None:
            while not closing.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(5)
                    asked.append(connection.recv(1000))

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], asked
        closing.set()
        thread.join()


@pytest.mark.parametrize("form", CARRIERS)
def test_credentials_that_lie_elsewhere_are_not_fetched(form, plain, root, signer, listener):
    port, asked = listener

    def change(builder: c2pa.Builder) -> None:
        builder.set_no_embed()
        builder.set_remote_url(f"http://127.0.0.1:{port}/take.c2pa")

    file = signer.sign(media(plain, form), root / f"take.{form}", change=change)
    assert found(file) == {"state": "remote"}
    time.sleep(0.3)
    assert asked == []


def test_the_listener_would_hear_of_it(plain, root, signer, listener):
    """The test above can fail: by its own settings the library asks."""
    port, asked = listener

    def change(builder: c2pa.Builder) -> None:
        builder.set_no_embed()
        builder.set_remote_url(f"http://127.0.0.1:{port}/take.c2pa")

    file = signer.sign(media(plain, "wav"), root / "take.wav", change=change)
    with pytest.raises(c2pa.C2paError):
        c2pa.Reader(str(file))
    assert asked[0].startswith(b"GET /take.c2pa")


def test_an_address_beside_credentials_is_not_asked_either(plain, root, signer, listener):
    port, asked = listener
    url = f"http://127.0.0.1:{port}/take.c2pa"
    file = signer.sign(media(plain, "wav"), root / "take.wav", change=lambda builder: builder.set_remote_url(url))
    assert found(file)["state"] == "trusted"
    time.sleep(0.3)
    assert asked == []


# --- hostile files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", CARRIERS)
def test_a_file_that_is_cut_off_never_has_good_credentials(form, plain, root, signer):
    data = signer.sign(media(plain, form), root / f"take.{form}").read_bytes()
    for size in sorted({1, 12, 20, 300, len(data) // 3, len(data) // 2, len(data) - 100, len(data) - 1}):
        (root / f"cut.{form}").write_bytes(data[:size])
        said = found(root / f"cut.{form}")
        assert said["state"] in ("absent", "invalid", "not_applicable"), size
        if said["state"] == "absent":
            assert b"c2pa\x00\x11\x00\x10" not in data[:size]


@pytest.mark.parametrize("name", ["take.wav", "take.mp4", "edited.wav"])
def test_no_changed_byte_makes_credentials_say_something_else(name, plain, root, signer):
    """What is not signed of them are names of boxes, and what fills the place that was kept for the signature."""
    first = signer.sign(media(plain, name[-3:]), root / f"take.{name[-3:]}")
    if name == "edited.wav":
        signer.sign(first, root / name, actions(), change=_with(first, "parentOf"))
    data, said = (root / name).read_bytes(), found(root / name)
    begin, end = data.index(b"jumb") + 50, data.rindex(b"c2pa.signature\0") + 900
    changed = []
    for at in range(begin, end, 23):
        (root / f"changed-{name}").write_bytes(data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :])
        changed.append(found(root / f"changed-{name}"))
    assert all(each == said or each["state"] == "invalid" for each in changed)
    assert changed.count(said) < len(changed) / 3


EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(("change", "drop", "double", "cut")), st.binary(max_size=8))
)


@pytest.mark.hypothesis
@given(form=st.sampled_from(CARRIERS), edits=EDITS.filter(bool))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each example writes its files anew
def test_whatever_is_done_to_a_file_there_is_a_state_or_an_error(form, edits, plain, root, signer):
    """And never a state in which somebody who is trusted says something else."""
    whole = root / f"whole.{form}"
    data = whole.read_bytes() if whole.exists() else signer.sign(media(plain, form), whole).read_bytes()
    for where, what, new in edits:
        at = int(where * len(data))
        data = {
            "change": data[:at] + new + data[at + len(new) :],
            "drop": data[:at] + data[at + len(new) :],
            "double": data[:at] + data[max(0, at - 3000) :],
            "cut": data[:at],
        }[what]
    file = root / f"edited.{form}"
    file.write_bytes(data)
    try:
        said = found(file)
    except ReadError:
        return
    if said["state"] == "trusted":
        assert (said["source_types"], said["signer"]) == ([GENERATED], "Test signer, Test studio")


def test_the_word_alone_is_no_credential(plain, root):
    file = root / "take.wav"
    file.write_bytes(media(plain, "wav").read_bytes()[:20] + b"c2pa jumb c2pa.claim")
    assert found(file) == {"state": "absent"}


def test_a_film_of_4_gb_is_read_in_no_time(plain, root):
    head = media(plain, "mp4").read_bytes()
    head = head[: struct.unpack(">I", head[:4])[0]] + struct.pack(">I4sQ", 1, b"mdat", 4 << 30)
    file = root / "take.mp4"
    file.write_bytes(head)
    os.truncate(file, len(head) - 16 + (4 << 30))
    started = time.monotonic()
    assert found(file) == {"state": "absent"}
    assert time.monotonic() - started < 10


def test_a_store_that_lies_about_its_size_takes_no_memory(plain, root):
    """A chunk that says it holds 3 GB of credentials, in a file that has as many bytes, all of them nothing."""
    data = media(plain, "wav").read_bytes() + b"C2PA" + struct.pack("<I", 3 << 30)
    size = len(data) + (3 << 30)
    file = root / "take.wav"
    file.write_bytes(data[:4] + struct.pack("<I", size - 8) + data[8:])
    os.truncate(file, size)
    said, where = wrong(file)
    assert said == "Content Credentials cannot be looked for: it takes more than 512 MiB of memory"
    assert where == "take.wav"


def test_a_process_that_ends_costs_one_file(plain, root, signer):
    file = signer.sign(media(plain, "wav"), root / "take.wav")
    assert found(file)["state"] == "trusted"
    process = provenance._process()
    process._child._process.kill()
    said, _ = wrong(file)
    assert "its process ended by SIGKILL" in said
    assert found(file)["state"] == "trusted"


def test_a_file_that_is_another_one_by_now_is_an_error(plain, root, signer):
    file = signer.sign(media(plain, "wav"), root / "take.wav")
    judged = artifact(file, "wav")
    file.write_bytes(file.read_bytes() + b"\0")
    with pytest.raises(ReadError, match="the file changed while it was judged"):
        provenance_facts(judged)


@pytest.mark.parametrize("become", ["nothing", "a pipe", "a link"])
def test_a_file_that_became_something_else_is_an_error(become, plain, root, signer):
    file = signer.sign(media(plain, "wav"), root / "take.wav")
    judged = artifact(file, "wav")
    file.rename(root / "moved.wav")
    if become == "a pipe":
        os.mkfifo(file)
    elif become == "a link":
        file.symlink_to(root / "moved.wav")
    with pytest.raises(ReadError):
        provenance_facts(judged)


def test_what_stands_in_for_a_file_is_read_as_well(plain, root, signer):
    data = signer.sign(media(plain, "mp3"), root / "take.mp3").read_bytes()
    (root / "take.mp3").write_bytes(b"another")
    assert found(root / "take.mp3", given=data)["state"] == "trusted"


# --- the extra ------------------------------------------------------------------------------------------------------


@pytest.fixture
def without_the_extra(monkeypatch):
    import sys

    for name in [name for name in sys.modules if name == "c2pa" or name.startswith("c2pa.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "c2pa", None)


@pytest.mark.usefixtures("without_the_extra")
def test_without_the_extra_there_is_no_such_fact(plain):
    file = media(plain, "wav")
    assert provenance_facts(artifact(file, "wav", trust=None)) == {}


@pytest.mark.usefixtures("without_the_extra")
def test_without_the_extra_a_list_is_an_error_that_names_it(plain, root):
    with pytest.raises(ReadError) as raised:
        provenance_facts(artifact(media(plain, "wav"), "wav"))
    assert "c2pa_trust asks for Content Credentials" in str(raised.value)
    assert raised.value.hint is not None
    assert "pip install 'adjudge[c2pa]'" in str(raised.value.hint)
