"""A pass is attested with what decided it; where it is deployed, every way not to be what was judged has its reason."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from catering import catering
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from google.protobuf import json_format
from in_toto_attestation.predicates.vsa.v1 import vsa_pb2
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement
from neighbours import SERVICE, service
from notary import SIGNED, Notary, files_below, write_keys
from securesystemslib.signer import CryptoSigner
from wheels import command

UNVERIFIED = {**SERVICE["real_name"], "unverified_can_publish": True}
SUBJECTS = {
    "README.md",
    "a.service.json",
    "consents/a.consent.json",
    "consents/signed/a.txt",
    "users/all.accounts.jsonl",
}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Notary:
    """A release that was attested once; nobody changes it."""
    made = Notary.make(tmp_path_factory.mktemp("attested"))
    done = made.attest()
    assert "attested: dist, in ../dist.intoto.jsonl" in done.stdout
    return made


@pytest.fixture
def attested(original: Notary, tmp_path: Path) -> Notary:
    """A release that was attested, to do with as one likes."""
    return original.copy(tmp_path)


@pytest.fixture
def fresh(tmp_path: Path) -> Notary:
    """A release that was not attested yet."""
    return Notary.make(tmp_path)


# --- what is attested -----------------------------------------------------------------------------------------------


def test_the_statements_are_those_that_in_toto_reads(original):
    for statement in original.statements():
        read = json_format.ParseDict(statement, statement_pb2.Statement())
        Statement.copy_from_pb(read).validate()
        assert {subject.name for subject in read.subject} == SUBJECTS


def test_subjects_are_artifacts_and_evidence_and_what_is_exempt_with_their_digests(original):
    verdict, summary = original.statements()
    found = {subject["name"]: subject["digest"]["sha256"] for subject in verdict["subject"]}
    dist = files_below(original.project.root / "dist")
    assert found == {path: hashlib.sha256(data).hexdigest() for path, data in dist.items()}
    assert set(found) == SUBJECTS
    assert verdict["predicate"]["exempt"] == ["README.md"]
    assert summary["subject"] == verdict["subject"]


def test_the_verdict_says_who_judged_by_what_and_every_outcome(original):
    statement = original.statements()[0]
    said = statement["predicate"]
    assert statement["predicateType"] == "urn:adjudge:verdict:v1"
    gate = hashlib.sha256((original.beside / "gate.toml").read_bytes()).hexdigest()
    assert (said["environment"], said["gate"], said["folder"]) == ("production", {"sha256": gate}, "dist")
    assert (said["decision"], said["reasons"], said["excused"], said["waivers"]) == ("pass", [], [], None)
    assert said["engine"]["name"] == "embedded"
    assert {plugin["name"] for plugin in said["plugins"]} >= {"dubbing", "identity"}
    kinds = [policies["kind"] for policies in said["policies"]]
    assert kinds == ["dubbing.consent", "identity.account", "identity.service"]
    assert set(said["parameters"]) == {"dubbing", "identity"}
    checked = original.project.adjudge("check", "--release", "dist", "--as-of", said["as_of"], "-o", "json")
    report = {
        artifact["path"]: {one["rule"]: one["outcome"] for one in artifact["outcomes"]}
        for artifact in json.loads(checked.stdout)["artifacts"]
    }
    attested = {artifact["path"]: artifact["outcomes"] for artifact in said["artifacts"]}
    assert len(attested) == 4
    assert attested == {path: outcomes for path, outcomes in report.items() if path != "dist/README.md"}


def test_the_summary_is_a_slsa_verification_summary_that_cites_the_verdict(original):
    verdict, summary = original.statements()
    said = dict(summary["predicate"])
    levels = said.pop("verifiedLevels")  # a list in SLSA's specification, one text in in-toto's definition of it
    read = json_format.ParseDict(said, vsa_pb2.VerificationSummary())
    assert summary["predicateType"] == "https://slsa.dev/verification_summary/v1"
    assert read.verification_result == "PASSED"
    assert levels == ["ADJUDGE_RELEASE", "ADJUDGE_NO_WARNINGS", "ADJUDGE_NO_WAIVERS"]
    assert read.policy.digest["sha256"] == verdict["predicate"]["gate"]["sha256"]
    line = original.attestation.read_bytes().split(b"\n")[0]
    (cited,) = read.input_attestations
    assert cited.digest["sha256"] == hashlib.sha256(line).hexdigest()


def test_the_envelopes_are_those_of_the_dsse_specification(original):
    key = load_pem_public_key((original.beside / "release.pub").read_bytes())
    for line in original.attestation.read_text("utf-8").splitlines():
        envelope = json.loads(line)
        payload, kind = base64.b64decode(envelope["payload"]), envelope["payloadType"].encode()
        assert kind == b"application/vnd.in-toto+json"
        signed = b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)
        (signature,) = envelope["signatures"]
        key.verify(base64.b64decode(signature["sig"]), signed)  # raises unless it is good


def test_a_plugin_is_named_with_version_and_digest(fresh):
    fresh.project.plugin("catering", catering())
    fresh.attest()
    plugins = {plugin["name"]: plugin for plugin in fresh.statements()[0]["predicate"]["plugins"]}
    assert (plugins["catering"]["distribution"], plugins["catering"]["version"]) == ("adjudge-catering", "1.0")
    named = f'[plugins.catering]\nsha256 = "{plugins["catering"]["sha256"]}"\n'
    fresh.gate(named)
    fresh.attest()
    assert fresh.verify().returncode == 0


def test_the_predicate_is_what_its_schema_describes(original):
    schema = json.loads(original.project.adjudge("schema", "adjudge.attestation").stdout)
    jsonschema.Draft202012Validator(schema).validate(original.statements()[0])


def test_warnings_and_denials_that_the_gate_lets_pass_are_attested_as_such(fresh):
    fresh.project.write("dist/a.service.json", service(real_name=UNVERIFIED))
    fresh.gate('[fails]\ndenied = ["dubbing.*"]\n')
    fresh.attest("--capsule", "../dist.capsule.json")
    verdict, summary = fresh.statements()
    said = verdict["predicate"]
    assert said["decision"] == "warn"
    (artifact,) = (each for each in said["artifacts"] if each["path"] == "dist/a.service.json")
    assert (artifact["verdict"], artifact["outcomes"]["identity.service.real_name"]) == ("deny", "denied")
    assert summary["predicate"]["verifiedLevels"] == ["ADJUDGE_RELEASE", "ADJUDGE_NO_WAIVERS"]
    assert fresh.verify().returncode == 0
    assert fresh.project.adjudge("replay", "../dist.capsule.json").returncode == 0


def test_what_was_read_beside_the_release_is_a_material(fresh):
    write, dist = fresh.project.write, fresh.project.root / "dist"
    (dist / "consents" / "signed" / "a.txt").unlink()
    write("shared/a.txt", SIGNED)
    consent = json.loads((dist / "consents" / "a.consent.json").read_text("utf-8"))
    for proof in (consent["record"], *consent["impact_assessments"]):
        proof["file"] = "../../shared/a.txt"
    write("dist/consents/a.consent.json", json.dumps(consent, ensure_ascii=False))
    fresh.attest()
    statement = fresh.statements()[0]
    assert {subject["name"] for subject in statement["subject"]} == SUBJECTS - {"consents/signed/a.txt"}
    assert statement["predicate"]["materials"] == [
        {"path": "shared/a.txt", "sha256": hashlib.sha256(SIGNED).hexdigest()}
    ]
    assert fresh.verify().returncode == 0


def test_the_whole_root_can_be_the_release(fresh):
    dist = fresh.project.root / "dist"
    fresh.gate().write_text(fresh.gate().read_text().replace("dist/README.md", "README.md"))
    arguments = ["attest", ".", "--gate", "../../gate.toml", "--key", "../../release.pem"]
    done = subprocess.run([*command(), *arguments], cwd=dist, capture_output=True, text=True, check=False)
    assert (done.returncode, "lies in the release" in done.stderr) == (2, True)
    subprocess.run([*command(), *arguments, "-o", "../../dist.intoto.jsonl"], cwd=dist, capture_output=True, check=True)
    assert fresh.statements()[0]["predicate"]["folder"] == "."
    assert fresh.verify().returncode == 0


def test_an_opa_that_judged_is_named_by_its_digest(fresh, opa_binary):
    digest = hashlib.sha256(Path(opa_binary).read_bytes()).hexdigest()
    fresh.gate(first=f'engine = "opa"\nopa_sha256 = "{digest}"\n')
    fresh.attest("--opa", opa_binary)
    assert fresh.statements()[0]["predicate"]["engine"] == {"name": "opa", "sha256": digest}
    assert fresh.verify().returncode == 0


def test_a_denial_is_not_attested_and_an_earlier_attestation_is_gone(attested):
    attested.project.write("dist/a.service.json", service(real_name=UNVERIFIED))
    done = attested.attest(code=1)
    assert "identity.service.real_name" in done.stdout
    assert not attested.attestation.exists()


def test_what_could_not_be_judged_is_not_attested(attested):
    attested.project.write("dist/a.service.json", "{")
    attested.attest(code=3)
    assert not attested.attestation.exists()


def test_a_file_that_no_verdict_accounts_for_is_not_attested(attested):
    attested.project.write("dist/song.bin", "sound")
    assert "adjudge.release.unaccounted" in attested.attest(code=1).stdout
    assert not attested.attestation.exists()


def test_a_link_in_the_release_is_not_attested(attested):
    file = attested.project.root / "dist" / "a.service.json"
    file.rename(attested.project.root / "a.service.json")
    file.symlink_to("../a.service.json")
    done = attested.attest(code=3)
    assert "pass: " in done.stdout
    assert "not attested: dist/a.service.json: the release holds a link" in done.stderr
    assert not attested.attestation.exists()


def test_an_attestation_needs_a_gate(fresh):
    done = fresh.project.adjudge("attest", "dist", "--key", "../release.pem")
    assert (done.returncode, "needs a gate" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("make", "key_type"),
    [(CryptoSigner.generate_ecdsa, "ecdsa"), (CryptoSigner.generate_ed25519, "ed25519")],
)
def test_ed25519_and_ecdsa_keys_sign(fresh, make, key_type):
    write_keys(fresh.beside, "release", make)
    fresh.attest()
    assert fresh.verify().returncode == 0, key_type


def test_another_type_of_key_is_refused(fresh):
    write_keys(fresh.beside, "release", CryptoSigner.generate_rsa)
    assert "of the type rsa" in fresh.attest(code=2).stderr


def test_a_key_of_a_kms_signs_through_the_signer_of_its_uri(fresh):
    key = f"file2:{fresh.beside / 'release.pem'}"
    done = fresh.project.adjudge("attest", "dist", "--gate", "../gate.toml", "--key", key, "-o", "../dist.intoto.jsonl")
    assert (done.returncode, "needs its public key" in done.stderr) == (2, True)
    fresh.attest("--key", key, "--public-key", "../release.pub")
    assert fresh.verify().returncode == 0
    done = fresh.project.adjudge(
        "attest",
        "dist",
        "--gate",
        "../gate.toml",
        "--key",
        key,
        "--public-key",
        "../other.pub",
        "-o",
        "../dist.intoto.jsonl",
    )
    assert done.returncode in (2, 3)  # securesystemslib sees it when the key is read, older ones when it signs
    assert "error: " in done.stderr
    assert not fresh.attestation.exists()
    assert (
        "Unsupported private key scheme nowhere"
        in fresh.attest("--key", "nowhere:x", "--public-key", "../other.pub", code=2).stderr
    )


def test_the_passphrase_of_a_key_comes_from_its_variable(fresh):
    file = fresh.beside / "release.pem"
    key = load_pem_private_key(file.read_bytes(), None)
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"sesame")))
    assert "Put it into ADJUDGE_KEY_PASSPHRASE" in fresh.attest(code=2).stderr
    assert "cannot be used" in fresh.attest(code=2, env={"ADJUDGE_KEY_PASSPHRASE": "wrong"}).stderr
    fresh.attest(env={"ADJUDGE_KEY_PASSPHRASE": "sesame"})
    assert fresh.verify().returncode == 0


def test_a_key_that_is_none_is_exit_2_before_anything_is_judged(fresh):
    (fresh.beside / "release.pem").write_text("no key")
    done = fresh.attest(code=2)
    assert done.stdout == ""
    done = fresh.attest("--key", "../nowhere.pem", code=2)
    assert "the key cannot be read" in done.stderr


def test_where_nothing_can_be_written_the_verdict_is_given_and_the_exit_is_3(fresh):
    done = fresh.attest("-o", "../nowhere/dist.intoto.jsonl", code=3)
    assert "pass: " in done.stdout
    assert "not attested: " in done.stderr
    done = fresh.attest("--capsule", "../nowhere/capsule.json", code=3)
    assert "pass: " in done.stdout
    assert not fresh.attestation.exists()


def test_only_an_attestation_is_written_over(fresh):
    before = (fresh.beside / "gate.toml").read_bytes()
    assert "is no attestation" in fresh.attest("-o", "../gate.toml", code=2).stderr
    assert "is no attestation" in fresh.attest("--capsule", "../release.pem", code=2).stderr
    assert "lies in the release" in fresh.attest("-o", "dist/a.intoto.jsonl", code=2).stderr
    assert (fresh.beside / "gate.toml").read_bytes() == before


def test_two_that_attest_at_once_leave_one_whole_attestation(fresh):
    arguments = ["attest", "dist", "--gate", "../gate.toml", "--key", "../release.pem", "-o", "../dist.intoto.jsonl"]
    both = [
        subprocess.Popen([*command(), *arguments], cwd=fresh.project.root, stdout=subprocess.DEVNULL) for _ in range(2)
    ]
    assert [each.wait() for each in both] == [0, 0]
    assert fresh.verify().returncode == 0
    assert not [file for file in fresh.beside.iterdir() if file.name.endswith(".part")]


def test_without_the_extra_it_is_exit_2_with_the_line_that_installs_it(fresh):
    for name in ("securesystemslib", "cryptography"):
        blocked = fresh.project.site / name
        blocked.mkdir()
        (blocked / "__init__.py").write_text("raise ImportError")
    assert "pip install 'adjudge[attest]'" in fresh.attest(code=2).stderr
    assert fresh.project.adjudge("check", "--release", "dist", "--gate", "../gate.toml").returncode == 0


def test_check_imports_nothing_that_signs(fresh):
    ask = (
        "import sys; sys.argv[1:] = ['check', '--release', 'dist', '--gate', '../gate.toml', '-q']\n"
        "from adjudge.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: print(end.code, {'securesystemslib', 'cryptography'} & set(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=fresh.project.root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().endswith("0 set()")


# --- where it is deployed -------------------------------------------------------------------------------------------


def test_what_was_attested_is_verified_and_handed_over(attested):
    done = attested.verify("--copy-to", "../live")
    assert done.returncode == 0
    assert done.stdout.startswith("verified: 5 files for production, judged as of ")
    assert files_below(attested.beside / "live") == files_below(attested.project.root / "dist")
    assert (attested.beside / "live").stat().st_mode & 0o777 == 0o777 & ~_umask()
    said = json.loads(attested.verify("--json").stdout)
    assert (said["verified"], said["files"], said["environment"], said["reasons"]) == (True, 5, "production", [])


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_without_the_gate_at_hand_environment_digest_and_key_are_said(attested):
    digest = hashlib.sha256((attested.beside / "gate.toml").read_bytes()).hexdigest()
    said = ["--environment", "production", "--gate-digest", digest, "--key", "../release.pub"]
    assert attested.verify(*said, gate=None).returncode == 0
    assert attested.verify(*said, "--key", "../other.pub", gate=None).returncode == 0
    for left_out in (0, 2, 4):
        assert attested.verify(*said[:left_out], *said[left_out + 2 :], gate=None).returncode == 2
    assert attested.reasons(*said[:2], "--gate-digest", "0" * 64, *said[4:], gate=None) == [("gate", None)]


def test_a_key_in_the_gate_itself_counts(fresh):
    text = (fresh.beside / "release.pub").read_text()
    gate = fresh.beside / "gate.toml"
    gate.write_text(gate.read_text().replace('["release.pub"]', f"['''{text}''']"))
    (fresh.beside / "release.pub").unlink()
    fresh.attest()
    assert fresh.verify().returncode == 0


def test_a_signature_by_another_key_is_refused(attested):
    attested.forge(lambda statement: None, key="other")
    assert attested.reasons() == [("signature", None)]


def test_a_key_that_the_gate_does_not_have_is_refused_before_anything_is_judged(fresh):
    done = fresh.attest("--key", "../other.pem", code=2)
    assert "none of those that may sign for the gate production" in done.stderr
    assert done.stdout == ""


def test_under_a_gate_a_key_may_only_be_left_out(attested):
    assert attested.verify("--key", "../release.pub").returncode == 0
    done = attested.verify("--key", "../other.pub")
    assert (done.returncode, "no key may have signed" in done.stderr) == (2, True)


def test_a_changed_statement_or_signature_is_refused(attested):
    lines = [json.loads(line) for line in attested.attestation.read_text().splitlines()]
    payload = base64.b64decode(lines[0]["payload"]).replace(b'"production"', b'"productioN"')
    lines[0]["payload"] = base64.b64encode(payload).decode()
    attested.attestation.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert attested.reasons("--copy-to", "../live") == [("signature", None)]
    assert not (attested.beside / "live").exists()


@pytest.mark.parametrize("key_id", ["", "0" * 64])
def test_another_name_of_the_key_makes_no_signature_good(attested, key_id):
    lines = [json.loads(line) for line in attested.attestation.read_text().splitlines()]
    for line in lines:
        line["signatures"][0]["keyid"] = key_id
    attested.attestation.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert attested.reasons() == [("signature", None)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[: data.index(b"\n") + 1],
        lambda data: b"not JSON\n" * 2,
        lambda data: b"[]\n[]\n",
        lambda data: b'{"payload": 1, "payloadType": "x", "signatures": []}\n' * 2,
        lambda data: b"[" * 200_000 + b"\n{}",
        lambda data: data + data,
        lambda data: b"\n".join(reversed(data.removesuffix(b"\n").split(b"\n"))),
        lambda data: data.replace(b"vnd.in-toto", b"vnd.other"),
        lambda data: b"\xff\xfe" + data,
    ],
    ids=["empty", "cut", "line", "text", "list", "shape", "deep", "twice", "swapped", "type", "bytes"],
)
def test_what_is_no_attestation_is_refused(attested, spoil):
    attested.attestation.write_bytes(spoil(attested.attestation.read_bytes()))
    assert attested.reasons() == [("malformed", None)]


def test_a_missing_attestation_is_exit_3(attested):
    attested.attestation.unlink()
    assert attested.reasons(code=3) == [("not_checked", str(Path("../dist.intoto.jsonl")))]


def test_a_summary_of_another_verdict_is_refused(attested):
    before = attested.attestation.read_text().splitlines()
    attested.forge(lambda statement: statement["predicate"].update(signed_at="2026-01-01T00:00:00Z"))
    after = attested.attestation.read_text().splitlines()
    attested.attestation.write_text(f"{before[0]}\n{after[1]}\n")
    assert attested.reasons() == [("summary", None)]


def test_the_attestation_of_another_environment_is_refused(attested):
    gate = attested.gate(name="staging.toml", environment="staging")
    attested.attest(gate=str(gate))
    assert attested.reasons() == [("environment", None), ("gate", None)]
    assert attested.verify(gate=str(gate)).returncode == 0


def test_the_attestation_by_a_laxer_gate_is_refused(attested):
    gate = attested.gate(name="lax.toml", first="only_these_plugins = false\n")
    attested.attest(gate=str(gate))
    assert attested.reasons() == [("gate", None)]


def test_the_attestation_of_an_older_tree_is_refused(attested):
    attested.project.write("dist/a.service.json", service(service="Another"))
    assert attested.reasons() == [("changed", "a.service.json")]


def test_a_swapped_subject_is_refused(attested):
    attested.project.write("dist/consents/signed/a.txt", "I do not agree.")
    assert attested.reasons() == [("changed", "consents/signed/a.txt")]


def test_an_exempted_file_cannot_be_swapped_either(attested):
    attested.project.write("dist/README.md", "#!/bin/sh\n")
    assert attested.reasons() == [("changed", "README.md")]


def test_missing_and_extra_files_have_their_own_reasons(attested):
    dist = attested.project.root / "dist"
    (dist / "a.service.json").unlink()
    attested.project.write("dist/.hidden/run.sh", "")
    assert attested.reasons("--copy-to", "../live") == [("extra", ".hidden/run.sh"), ("missing", "a.service.json")]
    assert not (attested.beside / "live").exists()


def test_a_link_is_never_followed(attested):
    dist = attested.project.root / "dist"
    (dist / "a.service.json").rename(attested.project.root / "a.service.json")
    (dist / "a.service.json").symlink_to("../a.service.json")
    assert attested.reasons() == [("link", "a.service.json")]
    (dist / "a.service.json").unlink()
    (attested.project.root / "a.service.json").rename(dist / "a.service.json")
    (dist / "consents").rename(attested.project.root / "consents")
    (dist / "consents").symlink_to("../consents")
    assert attested.reasons() == [
        ("link", "consents"),
        ("missing", "consents/a.consent.json"),
        ("missing", "consents/signed/a.txt"),
    ]


def test_a_pipe_is_no_file(attested):
    os.mkfifo(attested.project.root / "dist" / "pipe")
    assert attested.reasons() == [("irregular", "pipe")]


def test_hostile_names_do_not_act_on_the_terminal(attested):
    attested.project.write("dist/\x1b[2Jx\n", "")
    done = attested.verify()
    assert (done.returncode, "\x1b" in done.stdout, len(done.stdout.splitlines())) == (1, False, 1)


def edit(name: str, value: Any):
    return lambda statement: statement["predicate"].update({name: value})


def hours(number: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=number)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (edit("decision", "deny"), "decision"),
        (edit("decision", "error"), "decision"),
        (lambda statement: statement.update(subject=[]), "empty"),
        (edit("exempt", sorted(SUBJECTS)), "empty"),
        (edit("as_of", "2016-01-01T00:00:00Z"), "as_of"),
        (lambda statement: statement["predicate"].update(as_of=hours(2), signed_at=hours(2)), "future"),
        (lambda statement: statement["predicate"].update(as_of=hours(-200), signed_at=hours(-200)), "too_old"),
        (edit("artifacts", []), "malformed"),
        (edit("schema_version", "2"), "malformed"),
        (edit("unknown", 1), "malformed"),
        (lambda statement: statement["subject"].append(statement["subject"][0]), "malformed"),
        (lambda statement: statement["subject"][0].update(name="../a"), "malformed"),
        (lambda statement: statement["subject"][0].update(name="/a"), "malformed"),
    ],
)
def test_what_an_allowed_key_signed_by_mistake_is_refused(attested, change, reason):
    attested.forge(change)
    found = attested.reasons("--copy-to", "../live")
    assert found[0] == (reason, None)
    assert not (attested.beside / "live").exists()


def test_what_is_older_than_the_limit_is_refused(attested):
    attested.forge(lambda statement: statement["predicate"].update(as_of=hours(-30), signed_at=hours(-30)))
    assert attested.verify().returncode == 0
    assert attested.verify("--max-age", "31").returncode == 0
    assert attested.reasons("--max-age", "29") == [("too_old", None)]
    assert attested.verify("--max-age", "169").returncode == 2


def test_the_clock_may_be_as_far_from_the_signature_as_the_gate_tolerates(fresh):
    fresh.gate(first="as_of_tolerance_hours = 48\n")
    fresh.attest("--as-of", hours(-40))
    assert fresh.verify().returncode == 0
    fresh.forge(edit("as_of", hours(-50)))
    assert fresh.reasons() == [("as_of", None)]


def test_a_copy_is_never_written_over_nor_into_what_is_verified(attested):
    (attested.beside / "live").mkdir()
    for place in ("../live", "dist/live"):
        done = attested.verify("--copy-to", place)
        assert (done.returncode, done.stdout) == (2, "")
    assert attested.reasons("--copy-to", "../nowhere/live", code=3) == [("not_checked", "../nowhere/live")]


def test_what_cannot_be_verified_at_all_is_exit_2(attested):
    assert attested.verify(folder="nowhere").returncode == 2
    assert attested.verify(folder="..").returncode == 2  # the gate and the attestation lie in it
    assert attested.verify("--gate-digest", "0" * 64).returncode == 2
    assert attested.verify("--environment", "staging").returncode == 2


def test_an_empty_folder_is_no_release(attested):
    (attested.project.root / "empty").mkdir()
    assert {code for code, _ in attested.reasons(folder="empty")} == {"missing"}
