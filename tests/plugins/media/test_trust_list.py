"""Whose list it is by which signers of Content Credentials are trusted: the configuration's, or under a gate the gate's own."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from credentials import Authority, media
from desk import Desk

pytestmark = pytest.mark.slow  # whole runs

TAKES = {
    "__init__.py": """
from adjudge import Document, Domain, Kind, Place, Reader, hookimpl
from adjudge.plugins.media.provenance import provenance_facts


@hookimpl
def adjudge_domains():
    kinds = (Kind(name="takes.take", files=("*.take",)),)
    yield Domain(name="takes", title={"en": "Takes"}, kinds=kinds, policies="adjudge_takes.policies", schemas="adjudge_takes.schemas")


@hookimpl
def adjudge_readers():
    return [Reader(name="take", suffixes=(".take",), read=read_take)]


def read_take(source):
    yield Document(
        value={"container": "wav"}, locate=lambda _: Place(line=1, column=1), sha256=source.sha256, size=source.size
    )


@hookimpl
def adjudge_facts(artifact):
    return provenance_facts(artifact)
""",
    "schemas/takes/take.json": json.dumps(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Take",
            "type": "object",
            "required": ["container"],
            "additionalProperties": False,
            "properties": {"container": {"title": "Container", "description": "What it is.", "const": "wav"}},
        }
    ),
    "schemas/takes/take_facts.json": (Path(__file__).parents[3] / "schemas" / "dubbing" / "media_facts.json").read_text(
        "utf-8"
    ),
    "schemas/takes/params.json": json.dumps(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Parameters of takes",
            "type": "object",
            "required": ["c2pa_trust"],
            "additionalProperties": False,
            "properties": {"c2pa_trust": {"description": "A trust list.", "type": ["string", "null"], "minLength": 0}},
        }
    ),
    "policies/takes/data.yaml": "params: {c2pa_trust: null}\n",
    "policies/takes/take/trusted/trusted.rego": """# METADATA
# scope: package
# title: A take is signed by somebody who is trusted
# schemas:
#   - input.document: schema.takes.take
#   - input.facts: schema.takes.take_facts
# custom:
#   severity: high
#   message: "the state is {state}"
package takes.take.trusted

deny contains {"path": [], "state": input.facts.provenance.state} if input.facts.provenance.state != "trusted"
""",
}


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def signed(tmp_path: Path, authority) -> Desk:
    """A project with one take, signed, and the certificate of who vouches for the signer."""
    project = Desk.make(tmp_path)
    project.plugin("takes", {f"adjudge_takes/{path}": text for path, text in TAKES.items()})
    plain = media(tmp_path, "wav")
    signed = authority.signer().sign(plain, plain.with_name("signed.wav"))
    (project.root / "a.take").write_bytes(signed.read_bytes())
    (project.root / "ours.pem").write_bytes(authority.pem)
    return project


def judged(project: Desk, *arguments: str) -> dict[str, Any]:
    done = project.adjudge("check", "-o", "json", *arguments)
    assert done.stdout, done.stderr
    [artifact] = json.loads(done.stdout)["artifacts"]
    return dict(artifact)


def gate(project: Desk, params: str) -> str:
    file = project.root.parent / "gates" / "production.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f'environment = "production"\n[plugins.takes]\n[params.takes]\n{params}', encoding="utf-8")
    return str(file)


def test_the_list_of_the_configuration_is_evidence_of_the_verdict(signed, authority):
    assert judged(signed)["verdict"] == "deny"
    signed.write("adjudge.toml", '[params.takes]\nc2pa_trust = "ours.pem"\n')
    said = judged(signed)
    assert said["verdict"] == "pass"
    assert {"path": "ours.pem", "sha256": sha256(authority.pem).hexdigest()} in said["evidence"]


def test_the_gate_s_own_list_lies_beside_the_gate(signed, authority):
    named = gate(signed, 'c2pa_trust = "signers.pem"\n')
    (Path(named).parent / "signers.pem").write_bytes(authority.pem)
    (signed.root / "signers.pem").write_bytes(Authority("Somebody else").pem)
    assert judged(signed, "--gate", named)["verdict"] == "pass"
    (Path(named).parent / "signers.pem").write_bytes(Authority("Somebody else").pem)
    (signed.root / "signers.pem").write_bytes(authority.pem)
    assert judged(signed, "--gate", named)["verdict"] == "deny"


@pytest.mark.parametrize("own", ["", 'c2pa_trust = "signers.pem"\n'])
def test_under_a_gate_the_tree_names_no_list(own, signed):
    signed.write("adjudge.toml", '[params.takes]\nc2pa_trust = "ours.pem"\n')
    done = signed.adjudge("check", "--gate", gate(signed, own))
    assert done.returncode == 2
    assert "error: adjudge.toml:2:1: params.takes.c2pa_trust" in done.stderr


def test_a_media_file_is_asked_for_its_credentials(signed, authority):
    """The kind itself, as a run reads it: the file in pieces, its facts, and the list of the domain."""
    (signed.root / "take.wav").write_bytes((signed.root / "a.take").read_bytes())
    signed.write("adjudge.toml", '[params.dubbing]\nc2pa_trust = "ours.pem"\n')
    done = signed.adjudge("inspect", "take.wav")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["facts"]["provenance"] == {
        "state": "trusted",
        "codes": [],
        "source_types": ["trainedAlgorithmicMedia"],
        "signer": "Test signer, Test studio",
    }
