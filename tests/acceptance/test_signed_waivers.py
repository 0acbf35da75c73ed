"""Under a gate a waiver file of the judged tree counts only when one of the gate's keys has signed it as it is."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from neighbours import GOOD, SERVICE, service
from notary import write_keys
from securesystemslib.signer import CryptoSigner
from wheels import Project, outcome, problems

RULE = "identity.service.real_name"
UNVERIFIED = {**SERVICE["real_name"], "unverified_can_publish": True}
FILE = "adjudge-waivers.yaml"
GATE = 'environment = "production"\n[plugins.identity]\n[waivers]\n'


@pytest.fixture
def signed(project: Project) -> Project:
    """A project whose finding is waived, in a file that an approver of the gate has signed."""
    beside = project.root.parent
    for name in ("approver", "developer"):
        write_keys(beside, name, CryptoSigner.generate_ecdsa)
    (beside / "gate.toml").write_text(GATE + 'keys = ["approver.pub"]\n')
    project.write(GOOD, service(real_name=UNVERIFIED))
    waive(project)
    sign(project)
    return project


def waive(project: Project) -> None:
    expires = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    done = project.adjudge(
        "waive",
        GOOD,
        "--rule",
        RULE,
        "--expires",
        expires,
        "--reason",
        "until the gateway is rolled out",
        "--owner",
        "platform",
        "--approver",
        "compliance",
    )
    assert done.returncode == 0, done.stderr


def sign(project: Project, key: str = "approver", file: str = FILE) -> None:
    done = project.adjudge("sign", file, "--key", f"../{key}.pem")
    assert (done.returncode, done.stdout) == (0, f"signed: {file}, in {file}.sig\n"), done.stderr


def judged(project: Project, *more: str) -> dict[str, Any]:
    return project.json("--gate", "../gate.toml", *more)


def nothing_is_waived(said: dict[str, Any], why: str) -> None:
    assert said["summary"]["exit_code"] == 3
    assert outcome(said, GOOD, RULE) == "denied"
    (problem,) = problems(said)
    assert why in problem["message"]
    assert problem["file"] == FILE
    assert problem["hint"].startswith("Nothing is waived.")


def test_a_waiver_file_that_an_approver_signed_counts(signed):
    said = judged(signed)
    assert (said["summary"]["exit_code"], outcome(said, GOOD, RULE)) == (0, "waived")


def test_a_waiver_written_in_the_same_change_waives_nothing(signed):
    with (signed.root / FILE).open("a") as file:
        file.write("# and one more\n")
    nothing_is_waived(judged(signed), "it has changed since it was signed")


def test_an_unsigned_waiver_file_waives_nothing(signed):
    (signed.root / f"{FILE}.sig").unlink()
    nothing_is_waived(judged(signed), f"it is not signed: there is no {FILE}.sig")


def test_a_signature_by_another_key_waives_nothing(signed):
    sign(signed, "developer")
    nothing_is_waived(judged(signed), "is by none of the keys of the gate production")


@pytest.mark.parametrize("text", ["", "{", '{"payload": "", "payloadType": "text/plain", "signatures": []}'])
def test_a_signature_that_is_none_waives_nothing(signed, text):
    (signed.root / f"{FILE}.sig").write_text(text)
    nothing_is_waived(judged(signed), f"its signature {FILE}.sig does not count")


def test_an_attestation_is_no_signature_of_a_waiver_file(signed):
    from adjudge.lib.signing import sign as envelope
    from adjudge.lib.signing import signer_of
    from adjudge.plugins.attestation.statement import PAYLOAD_TYPE

    signer = signer_of(str(signed.root.parent / "approver.pem"), None, str)
    data = (signed.root / FILE).read_bytes()
    (signed.root / f"{FILE}.sig").write_text(envelope(data, PAYLOAD_TYPE, signer))
    nothing_is_waived(judged(signed), "its payload is not of the type")


def test_a_signed_file_with_an_error_waives_nothing(signed):
    (signed.root / FILE).write_text("waivers: [1]\n")
    done = signed.adjudge("sign", FILE, "--key", "../approver.pem")
    assert (done.returncode, "this is no waiver file" in done.stderr) == (2, True)
    assert "Nothing was signed" in done.stderr


def test_another_waiver_file_may_be_named_since_it_must_be_signed_too(signed):
    (signed.root / FILE).rename(signed.root / "exceptions.yaml")
    (signed.root / f"{FILE}.sig").unlink()
    assert judged(signed)["summary"]["exit_code"] == 1
    sign(signed, file="exceptions.yaml")
    assert judged(signed, "--waivers", "exceptions.yaml")["summary"]["exit_code"] == 0
    signed.write("adjudge.toml", 'waivers = "exceptions.yaml"\n')
    assert judged(signed)["summary"]["exit_code"] == 0
    sign(signed, "developer", "exceptions.yaml")
    assert judged(signed)["summary"]["exit_code"] == 3


def test_without_keys_no_waiver_file_may_be_named(signed):
    (signed.root.parent / "gate.toml").write_text(GATE)
    assert judged(signed)["summary"]["exit_code"] == 1
    done = signed.adjudge("check", "--gate", "../gate.toml", "--waivers", FILE)
    assert (done.returncode, "excuses findings" in done.stderr) == (2, True)


def test_the_gates_own_waiver_file_is_signed_as_well_where_the_gate_has_keys(signed):
    beside = signed.root.parent
    for name in (FILE, f"{FILE}.sig"):
        (signed.root / name).rename(beside / name)
    (beside / "gate.toml").write_text(GATE + f'source = "{FILE}"\nkeys = ["approver.pub"]\n')
    assert judged(signed)["summary"]["exit_code"] == 0
    (beside / f"{FILE}.sig").unlink()
    assert judged(signed)["summary"]["exit_code"] == 3


def test_a_key_of_the_gate_that_cannot_be_read_is_exit_2(signed):
    (signed.root.parent / "approver.pub").unlink()
    done = signed.adjudge("check", "--gate", "../gate.toml")
    assert (done.returncode, "the key cannot be read" in done.stderr) == (2, True)


def test_what_was_waived_stands_in_the_attestation(signed):
    beside = signed.root.parent
    signed.write("dist/a.service.json", service(real_name=UNVERIFIED))
    (signed.root / GOOD).unlink()
    text = (signed.root / FILE).read_text()
    said = signed.json("dist", "--gate", "../gate.toml")
    finding = next(one for one in said["artifacts"][0]["outcomes"] if one["rule"] == RULE)["findings"][0]
    text = re.sub(r"2:[0-9a-f]{40}:[0-9a-f]{40}", finding["fingerprint"], text).replace(GOOD, "dist/a.service.json")
    (signed.root / FILE).write_text(text)
    sign(signed)
    done = signed.adjudge("attest", "dist", "--gate", "../gate.toml", "--key", "../developer.pem", "-o", "../a.jsonl")
    assert done.returncode == 0, done.stdout + done.stderr
    verdict, summary = (
        json.loads(b64decode(json.loads(line)["payload"])) for line in (beside / "a.jsonl").read_text().splitlines()
    )
    (excused,) = verdict["predicate"]["excused"]
    assert (excused["artifact"], excused["rule"], excused["by"]) == ("dist/a.service.json", RULE, "waiver")
    assert (excused["reason"], excused["approver"]) == ("until the gateway is rolled out", "compliance")
    digest = sha256((signed.root / FILE).read_bytes()).hexdigest()
    assert verdict["predicate"]["waivers"] == {"path": FILE, "sha256": digest}
    assert "ADJUDGE_NO_WAIVERS" not in summary["predicate"]["verifiedLevels"]
