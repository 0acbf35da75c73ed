"""``adjudge bundle``: what is in it, the same bytes each time, and signed so that a real OPA verifies it."""

from __future__ import annotations

import hashlib
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from catering import DATA, INSTRUMENT, PARAMS_SCHEMA, RULE, RULE_ID, catering
from serving import Signing, members_of, serve

BUNDLE = "bundle.tar.gz"


@pytest.fixture(scope="module")
def signing(tmp_path_factory) -> Signing:
    return Signing(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def export(project, opa_binary):
    """Export a bundle of catering and bakery; gives what it says."""
    project.plugins(bakery=catering(domain="bakery"), catering=catering())

    def run(*arguments: str, code: int = 0, env: dict[str, str] | None = None) -> str:
        done = project.adjudge("bundle", "-o", BUNDLE, "--opa", opa_binary, *arguments, env=env)
        assert done.returncode == code, done.stderr
        assert (project.root / BUNDLE).exists() == (code == 0)
        return done.stderr if code else done.stdout

    return run


def contents(project) -> dict[str, bytes]:
    return members_of((project.root / BUNDLE).read_bytes())


def manifest(project) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(contents(project)[".manifest"])
    return said


# --- what is in it --------------------------------------------------------------------------------------------------


def test_it_holds_rules_helpers_and_an_entry_module_a_kind_and_no_tests(export, project):
    project.write("adjudge.toml", "[params.catering]\nfewest_dishes = 3\n")
    export()
    files = contents(project)
    assert [name for name in files if "catering" in name] == [
        "adjudge/catering/menu/entry.rego",
        "catering/lib/dishes/dishes.rego",
        "catering/menu/allergens/allergens.rego",
    ]
    assert not [name for name in files if name.endswith("_test.rego")]
    assert b"outcomes := {" in files["adjudge/catering/menu/entry.rego"]
    assert b"allow" not in files["adjudge/catering/menu/entry.rego"]
    data = json.loads(files["data.json"])
    assert data["catering"]["params"] == {"fewest_dishes": 3}
    assert data["bakery"]["params"] == {"fewest_dishes": 0}
    assert data["instruments"]["catering-kitchen-code"]["effective"] == "2020-02-01"


def test_the_rules_metadata_is_data(export, project):
    project.plugins(
        catering=catering({RULE: ("  severity: high", '  severity: high\n#   effective: {from: "2027-01-01"}')})
    )
    export()
    rule = json.loads(contents(project)["data.json"])["adjudge"]["rules"][RULE_ID]
    assert rule["effective"] == {"from": "2027-01-01", "to": None, "replaced_by": None}
    assert (rule["severity"], rule["basis"], rule["zone"]) == ("high", ["catering-kitchen-code#7"], "UTC")
    assert rule["words"]["zh"]["title"] == "每道菜均注明过敏原"
    assert rule["words"]["en"]["messages"] == {"": "{dish} does not name its allergens"}


def test_its_revision_is_the_digest_of_its_content(export, project):
    said = export()
    files = contents(project)
    lines = [
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
        if name not in (".manifest", ".signatures.json")
    ]
    revision = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert manifest(project) == {
        "metadata": {"adjudge": {"domains": manifest(project)["metadata"]["adjudge"]["domains"]}},
        "rego_version": 1,
        "revision": revision,
        "roots": sorted({name.partition("/")[0] for name in files if "/" in name} | {"instruments"}),
    }
    assert said.endswith(f"not signed, revision {revision}\n")


def test_it_is_of_the_domains_that_are_asked_for(export, project):
    export()
    everything = manifest(project)
    assert {"bakery", "catering", "dubbing", "identity"} <= set(everything["metadata"]["adjudge"]["domains"])
    assert export("--domain", "bakery").startswith("bundle of bakery: 1 kinds, 1 rules, not signed")
    assert manifest(project)["roots"] == ["adjudge", "bakery", "instruments"]


def test_rules_that_another_domain_brings_for_a_kind_are_in_it(export, project):
    guest = catering({RULE: None}, domain="fasting")
    rule = (
        catering()[f"adjudge_catering/{RULE}"]
        .replace("catering.menu", "fasting.catering.menu")
        .replace("schema.fasting.catering", "schema.catering")
        .replace("data.catering.lib", "data.fasting.lib")
        .replace("data.catering.params", "data.fasting.params")
        .replace("catering-kitchen", "fasting-kitchen")
    )
    guest["adjudge_fasting/policies/fasting/catering/menu/allergens/allergens.rego"] = rule
    guest["adjudge_fasting/__init__.py"] = guest["adjudge_fasting/__init__.py"].replace(
        "extends=()", 'extends=("catering.menu",)'
    )
    project.plugins(fasting=guest)
    export("--domain", "catering")
    entry = contents(project)["adjudge/catering/menu/entry.rego"].decode()
    assert '"fasting.catering.menu.allergens": ' in entry
    assert manifest(project)["roots"] == ["adjudge", "catering", "fasting", "instruments"]


def test_parameters_come_from_the_gate_which_the_configuration_may_not_loosen(export, project):
    gate = project.write(
        "../gate.toml", 'environment = "test"\n[plugins.catering]\n[params.catering]\nfewest_dishes = 2\n'
    )
    export("--gate", str(gate))
    assert json.loads(contents(project)["data.json"])["catering"]["params"] == {"fewest_dishes": 2}
    (project.root / BUNDLE).unlink()
    project.write("adjudge.toml", "[params.catering]\nfewest_dishes = 1\n")
    assert "adjudge.toml:2:1" in export("--gate", str(gate), code=2)


# --- the same bytes -------------------------------------------------------------------------------------------------


def test_equal_content_gives_equal_bytes(export, project, signing, tmp_path):
    ecdsa = Signing(tmp_path, "ES256")
    for arguments in ([], ["--key", str(signing.private)], ["--key", str(ecdsa.private)]):
        export(*arguments, env={"PYTHONHASHSEED": "1"})
        first = (project.root / BUNDLE).read_bytes()
        export(*arguments, env={"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai"})
        assert (project.root / BUNDLE).read_bytes() == first
    with tarfile.open(project.root / BUNDLE) as archive:
        packed = archive.getmembers()
    assert [member.name for member in packed] == sorted(member.name for member in packed)
    assert {(member.mtime, member.uid, member.gid, member.uname, member.gname, member.mode) for member in packed} == {
        (0, 0, 0, "", "", 0o644)
    }
    assert first[:9] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02"  # no name, no time


@pytest.mark.parametrize(
    "change",
    [
        {RULE: ("severity: high", "severity: low")},
        {DATA: "params: {fewest_dishes: 1}\n"},
        {INSTRUMENT: ("zone: UTC", "zone: Asia/Shanghai")},
    ],
    ids=["METADATA", "a parameter", "an instrument"],
)
def test_other_content_gives_another_revision(export, project, change):
    export("--domain", "catering")
    before = manifest(project)
    project.plugins(catering=catering(change))
    export("--domain", "catering")
    assert manifest(project)["revision"] != before.pop("revision")
    assert {**manifest(project), "revision": 0} == {**before, "revision": 0}


# --- an OPA verifies it ---------------------------------------------------------------------------------------------

NUMBERS = "[0.1, 0.00001, 1000000000000000000000.5, -0.0, 100.0, 9223372036854775808]"
ODD = {"text": 'é\u2028\u2029<&>\x7f\t"\\', "键": None, "": True, "numbers": "(numbers)"}


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_opa_verifies_the_signature_and_answers(export, project, opa_binary, tmp_path, algorithm):
    odd = json.dumps(ODD).replace('"(numbers)"', NUMBERS)
    data = f"params: {{fewest_dishes: 0}}\nodd: {odd}\n"
    project.plugins(catering=catering({DATA: data}))
    signing = Signing(tmp_path, algorithm)
    assert f"signed with {algorithm}" in export("--domain", "catering", "--key", str(signing.private))
    question = {"document": {"dishes": [{"name": "Celery soup"}]}, "facts": {"dishes": 1}}
    with serve(opa_binary, project.root / BUNDLE, tmp_path / "opa", signing=signing) as opa:
        outcomes = opa.ask("adjudge/catering/menu/outcomes", question)
        read = opa.ask("catering/odd", {})
    finding = {"path": ["dishes", 0], "dish": "Celery soup"}
    assert outcomes == {RULE_ID: {"applies": [True], "deny": [[finding]]}}
    assert read == {**ODD, "numbers": json.loads(NUMBERS)}


# --- refused --------------------------------------------------------------------------------------------------------


def test_a_policy_that_opa_refuses_is_in_no_bundle(export, project):
    project.plugins(catering=catering({RULE: ("not dishes.complete(dish)", "not no_such_function(dish)")}))
    said = export(code=3)
    assert f"{RULE.removeprefix('policies/')}:" in said
    assert "no_such_function" in said


def test_a_plugin_that_does_not_load_is_in_no_bundle(export, project):
    project.plugins(catering={"adjudge_catering/__init__.py": "raise RuntimeError('closed today')\n"})
    assert "closed today" in export("--domain", "bakery", code=3)


def test_an_extending_domain_that_is_broken_spares_no_kind_its_rules(export, project):
    guest = catering({RULE: "package nonsense\n"}, domain="fasting")
    guest["adjudge_fasting/__init__.py"] = guest["adjudge_fasting/__init__.py"].replace(
        "extends=()", 'extends=("catering.menu",)'
    )
    project.plugins(fasting=guest)
    assert "plugin fasting" in export("--domain", "catering", code=3)


def test_without_an_opa_nothing_is_exported(project):
    project.plugins(catering=catering())
    done = project.adjudge("bundle", "-o", BUNDLE, "--domain", "catering", env={"PATH": ""})
    assert done.returncode == 3
    assert "there is no opa to run" in done.stderr
    assert not (project.root / BUNDLE).exists()


def test_a_domain_that_there_is_not_is_exit_2(export):
    assert "there is no domain brewing with kinds. Known: bakery, catering, " in export("--domain", "brewing", code=2)


def test_parameters_beyond_the_law_are_said(export, project, opa_binary):
    legal = '"minimum": 0, "x-adjudge-legal": {"maximum": 3, "clause": "catering-kitchen-code#7"}'
    project.plugins(catering=catering({PARAMS_SCHEMA: ('"minimum": 0', legal)}))
    project.write("adjudge.toml", "[params.catering]\nfewest_dishes = 4\n")
    done = project.adjudge("bundle", "-o", BUNDLE, "--domain", "catering", "--opa", opa_binary)
    assert (done.returncode, done.stderr.startswith("warning: catering.fewest_dishes is 4, above")) == (0, True)


def pem(kind: str, folder: Path) -> Path:
    """Write a key that signs no bundles."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    secret: Any = serialization.NoEncryption()
    key: Any = ec.generate_private_key(ec.SECP384R1())
    if kind == "Ed25519":
        key = ed25519.Ed25519PrivateKey.generate()
    elif kind == "short":
        key = rsa.generate_private_key(65537, 1024)
    elif kind == "encrypted":
        secret = serialization.BestAvailableEncryption(b"password")
    file = folder / "key.pem"
    if kind == "public":
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        file.write_bytes(key.public_key().public_bytes(serialization.Encoding.PEM, form))
    else:
        file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, secret))
    return file


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("P-384", "is of a sort that does not sign bundles"),
        ("Ed25519", "is of a sort that does not sign bundles"),
        ("short", "is of a sort that does not sign bundles"),
        ("encrypted", "the key is encrypted"),
        ("public", "the file holds no private key"),
    ],
)
def test_a_key_that_does_not_sign_bundles_is_exit_2(export, tmp_path, kind, says):
    assert says in export("--key", str(pem(kind, tmp_path)), code=2)


def test_a_key_that_is_missing_is_exit_2(export):
    assert "the key cannot be read: No such file" in export("--key", "gone.pem", code=2)


def test_a_bundle_that_cannot_be_written_is_exit_2_and_leaves_nothing(export, project, opa_binary):
    project.write("place/note.txt", "")
    done = project.adjudge("bundle", "-o", "place", "--domain", "catering", "--opa", opa_binary)
    assert done.returncode == 2
    assert "place: the file cannot be written" in done.stderr
    assert sorted(path.name for path in project.root.iterdir()) == ["place"]
